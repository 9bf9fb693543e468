"""Memory that the worker fills and the window looks at.

It is in files without a name, so nothing is left behind however the processes end. Fresh memory
costs: the system clears 50 MB page by page in some 18 ms, longer than they take to read. So memory
that the window has let go of is used again, for as long as the worker is being asked.
"""

from __future__ import annotations

import math
import mmap
import os
import weakref
from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from dcsgui.gui.worker.anonymous import anonymous_file

if TYPE_CHECKING:  # the worker starts without numpy
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["Memory", "Segment"]

SMALLEST = 1 << 16
"""Arrays of fewer bytes are sent as they are."""

MOST_SPARE = 1 << 27
"""How many bytes are kept to be used again."""

_FILLED: int = getattr(mmap, "MAP_POPULATE", 0)


@dataclass(eq=False)
class Segment:
    """A piece of shared memory.

    Attributes
    ----------
    number : int
    descriptor : int
    nbytes : int
    mapping : weakref
        To the memory as the worker sees it, which lives as long as arrays in it.
    address : int
        Where that begins.
    lent : int
        How often it was sent to the window and not released yet.
    """

    number: int
    descriptor: int
    nbytes: int
    mapping: weakref.ref[mmap.mmap]
    address: int
    lent: int = 0

    @property
    def idle(self) -> bool:
        """Nobody looks at it."""
        return not self.lent and self.mapping() is None


class Memory:
    """The shared memory of a worker; for one thread, but for `released`."""

    def __init__(self) -> None:
        self._segments: dict[int, Segment] = {}
        self._count = 0
        self._returned: deque[int] = deque()

    def allocate(self, shape: tuple[int, ...], dtype: np.dtype[Any]) -> NDArray[Any]:
        """Return an array of undefined values, which the window gets without a copy.

        Raises
        ------
        MemoryError
            There is no room for it.
        """
        import numpy as np

        dtype = np.dtype(dtype)
        nbytes = math.prod(shape) * dtype.itemsize
        if nbytes < SMALLEST or dtype.hasobject:
            return np.empty(shape, dtype)
        _segment, mapping = self._mapped(nbytes)
        return np.ndarray(shape, dtype, buffer=mapping)

    def copy(self, buffer: memoryview) -> tuple[Segment, int]:
        """Return a segment with these bytes, and where in it they are; or `MemoryError`."""
        segment, mapping = self._mapped(buffer.nbytes)
        mapping[: buffer.nbytes] = buffer
        return segment, 0

    def _mapped(self, nbytes: int) -> tuple[Segment, mmap.mmap]:
        """Return memory that nobody looks at: some that was used before, or new."""
        self._take_back()
        segment = self._fitting(nbytes)
        try:
            return self._new(nbytes) if segment is None else (segment, self._again(segment))
        except (OSError, ValueError, OverflowError) as error:
            raise MemoryError(f"{nbytes} bytes of shared memory: {error}") from error

    def _again(self, segment: Segment) -> mmap.mmap:
        """Return the memory of an idle segment."""
        mapping = mmap.mmap(segment.descriptor, segment.nbytes, mmap.MAP_SHARED | _FILLED)
        segment.mapping = weakref.ref(mapping)
        segment.address = _address(mapping)
        return mapping

    def _new(self, nbytes: int) -> tuple[Segment, mmap.mmap]:
        """Return a new segment, and its memory."""
        size = -(-nbytes // mmap.PAGESIZE) * mmap.PAGESIZE
        descriptor = anonymous_file("dcsgui constants")
        try:
            os.ftruncate(descriptor, size)
            mapping = mmap.mmap(descriptor, size, mmap.MAP_SHARED)
        except BaseException:
            os.close(descriptor)
            raise
        self._count += 1
        made = Segment(self._count, descriptor, size, weakref.ref(mapping), _address(mapping))
        self._segments[made.number] = made
        return made, mapping

    def _fitting(self, nbytes: int) -> Segment | None:
        """Return the smallest idle segment of that size, if it is not much too big."""
        idle = [s for s in self._segments.values() if s.idle and nbytes <= s.nbytes <= 2 * nbytes]
        return min(idle, key=lambda segment: segment.nbytes, default=None)

    def find(self, buffer: memoryview) -> tuple[Segment, int] | None:
        """Return in which segment, and where in it, a buffer is; None if it is elsewhere."""
        if not buffer.nbytes or not self._segments:
            return None
        address = _address(buffer)
        for segment in self._segments.values():
            offset = address - segment.address
            if 0 <= offset <= segment.nbytes - buffer.nbytes and segment.mapping() is not None:
                return segment, offset
        return None

    def released(self, number: int) -> None:
        """Note, in any thread, that the window does not look at a segment any more."""
        self._returned.append(number)

    def _take_back(self) -> None:
        """Count what was released."""
        while self._returned:
            self._segments[self._returned.popleft()].lent -= 1

    def tidy(self, keep: int = MOST_SPARE) -> None:
        """Give back what nobody looks at, but for at most `keep` bytes, the newest ones."""
        self._take_back()
        spare = keep
        for segment in sorted(self._segments.values(), key=lambda s: s.number, reverse=True):
            if not segment.idle:
                continue
            spare -= segment.nbytes
            if spare < 0:
                os.close(segment.descriptor)
                del self._segments[segment.number]

    @property
    def spare(self) -> int:
        """How many bytes are kept that nobody looks at."""
        return sum(s.nbytes for s in self._segments.values() if s.idle)


def _address(buffer: mmap.mmap | memoryview) -> int:
    """Return where a buffer begins."""
    import numpy as np

    address: int = np.frombuffer(buffer, np.uint8).__array_interface__["data"][0]
    return address
