"""A change that is carried out in memory only: to see that it would work, and what it would do."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator

from dcsgui.core.files.draft import Draft
from dcsgui.core.files.overlay import Overlay
from dcsgui.core.files.reading import read_view

__all__ = ["Rehearsal", "rehearsal_draft"]


class Rehearsal(Draft):
    """A draft of which nothing goes to disk.

    Parameters
    ----------
    descriptor
        The file on disk, open for reading.
    name
        What messages call the file.
    """

    def __init__(self, descriptor: int, name: str) -> None:
        super().__init__(descriptor, name, _nothing)

    def begin_with(self, view: Overlay) -> None:
        """Begin with a file as a reader sees it, whose last change is not written out yet."""
        for offset, data in view.blocks_kept:
            self.blocks.put(offset, data)
        self._size = view.whole_size

    def _append(self, view: memoryview, offset: int) -> None:
        self.blocks.put(offset, view)


def _nothing() -> None:
    """Do what has to be done before the file gets longer: nothing."""


@contextlib.contextmanager
def rehearsal_draft(path: str | os.PathLike[str], timeout: float) -> Iterator[Rehearsal]:
    """Open a file for ``h5py.File(rehearsal, "r+")``; whatever is written, it stays as it is.

    Raises what `read_view` raises.
    """
    with read_view(path, timeout) as source:
        name = os.fspath(path)
        descriptor = os.open(name, os.O_RDONLY | os.O_CLOEXEC)
        try:
            draft = Rehearsal(descriptor, name)
            if isinstance(source, Overlay):
                draft.begin_with(source)
            try:
                yield draft
                if draft.failure is not None:
                    raise draft.failure
            finally:
                draft.close()
        finally:
            os.close(descriptor)
