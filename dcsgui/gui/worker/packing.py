"""Answers as bytes: pickled, but for arrays that are in shared memory already."""

from __future__ import annotations

import pickle

from dcsgui.gui.worker.channel import MOST_DESCRIPTORS
from dcsgui.gui.worker.memory import SMALLEST, Memory, Segment
from dcsgui.gui.worker.messages import Answered, View

__all__ = ["pack"]


def pack(job: int, answer: object, *, last: bool, memory: Memory) -> tuple[Answered, list[int]]:
    """Return an answer as a message, and the descriptors that go with it.

    An array that was allocated in `memory`, or a contiguous part of one, is not copied; other big
    ones are copied there, once, so that the window has no work with them.
    """
    segments: list[Segment] = []
    views: list[View] = []

    def keep_inside(buffer: pickle.PickleBuffer) -> bool:
        """Leave a buffer out of the pickle if it is in shared memory."""
        raw = buffer.raw()
        if raw.nbytes < SMALLEST or len(segments) == MOST_DESCRIPTORS:
            return True
        segment, offset = memory.find(raw) or memory.copy(raw)
        if segment not in segments:
            segments.append(segment)
            segment.lent += 1
        views.append(View(segments.index(segment), offset, raw.nbytes))
        return False

    try:
        payload = pickle.dumps(answer, pickle.HIGHEST_PROTOCOL, buffer_callback=keep_inside)
    except BaseException:
        for segment in segments:
            segment.lent -= 1
        raise
    names = tuple((segment.number, segment.nbytes) for segment in segments)
    message = Answered(job, payload, tuple(views), names, last)
    return message, [segment.descriptor for segment in segments]
