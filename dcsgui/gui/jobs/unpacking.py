"""Taking answers out of messages; arrays in shared memory are looked at where they are."""

from __future__ import annotations

import mmap
import os
import pickle
import weakref
from collections.abc import Callable, Sequence

from dcsgui.gui.worker.anonymous import look_at
from dcsgui.gui.worker.messages import Answered

__all__ = ["unpack"]


def unpack(
    message: Answered, descriptors: Sequence[int], *, released: Callable[[int], object]
) -> object:
    """Return the answer of a message; arrays in shared memory are read-only.

    `released` is called, in any thread, with the number of each segment that is not needed any
    more. The descriptors are closed.
    """
    mappings: list[mmap.mmap] = []
    try:
        for (number, nbytes), descriptor in zip(message.segments, descriptors, strict=True):
            mapping = look_at(descriptor, nbytes)
            weakref.finalize(mapping, released, number).atexit = False
            mappings.append(mapping)
    except BaseException:
        for number, _nbytes in message.segments[len(mappings) :]:
            released(number)
        raise
    finally:
        for descriptor in descriptors:
            os.close(descriptor)
    buffers = [
        memoryview(mappings[view.segment])[view.offset : view.offset + view.nbytes]
        for view in message.views
    ]
    return pickle.loads(message.payload, buffers=buffers)  # noqa: S301 - by our own worker
