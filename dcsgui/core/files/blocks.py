"""Bytes kept in memory that belong somewhere in a file, and are laid over what it says there."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from dcsgui.core.files.disk import Buffer

__all__ = ["Blocks"]


class Blocks:
    """Pieces of a file at their offsets: sorted, apart from each other, the latest bytes win.

    Examples
    --------
    >>> blocks = Blocks()
    >>> blocks.put(4, b"abcd")
    >>> blocks.put(6, b"XY!")
    >>> [(offset, bytes(data)) for offset, data in blocks]
    [(4, b'abXY!')]
    >>> page = bytearray(b"........")
    >>> blocks.lay_over(page, 2)
    >>> bytes(page)
    b'..abXY!.'
    """

    __slots__ = ("_data", "_offsets")

    def __init__(self) -> None:
        self._offsets: list[int] = []
        self._data: list[bytearray] = []

    def __iter__(self) -> Iterator[tuple[int, bytearray]]:
        return iter(zip(self._offsets, self._data, strict=True))

    def __len__(self) -> int:
        return len(self._offsets)

    def put(self, offset: int, data: Buffer) -> None:
        """Keep a copy of `data` at `offset`, joined with the pieces that it touches."""
        if not len(data):
            return
        end = offset + len(data)
        first = bisect_right(self._offsets, offset)
        if first and self._end(first - 1) >= offset:
            first -= 1
        last = bisect_right(self._offsets, end)
        if first == last:
            self._offsets.insert(first, offset)
            self._data.insert(first, bytearray(data))
            return
        self._join(first, last, offset, data)

    def lay_over(self, page: bytearray | memoryview, offset: int) -> None:
        """Write into `page`, which holds the file's bytes from `offset` on, what is kept here."""
        for index in self._touching(offset, offset + len(page)):
            start, data = self._offsets[index], self._data[index]
            begin = max(start, offset)
            end = min(start + len(data), offset + len(page))
            page[begin - offset : end - offset] = memoryview(data)[begin - start : end - start]

    def touches(self, offset: int, end: int) -> bool:
        """Whether any byte from `offset` up to but without `end` is kept here."""
        return bool(self._touching(offset, end))

    def cut(self, size: int) -> None:
        """Forget all bytes at `size` and beyond."""
        keep = bisect_left(self._offsets, size)
        del self._offsets[keep:], self._data[keep:]
        if keep and self._end(keep - 1) > size:
            del self._data[keep - 1][size - self._offsets[keep - 1] :]

    def _end(self, index: int) -> int:
        return self._offsets[index] + len(self._data[index])

    def _touching(self, offset: int, end: int) -> range:
        first = bisect_right(self._offsets, offset)
        if first and self._end(first - 1) > offset:
            first -= 1
        return range(first, bisect_left(self._offsets, end))

    def _join(self, first: int, last: int, offset: int, data: Buffer) -> None:
        # grows the first piece in place: HDF5 writes many small pieces one after the other
        end = offset + len(data)
        start = self._offsets[first]
        if start <= offset and last - first == 1 and self._end(first) >= end:
            self._data[first][offset - start : end - start] = data
            return
        tail = bytes(memoryview(self._data[last - 1])[max(0, end - self._offsets[last - 1]) :])
        if start <= offset:
            self._data[first][offset - start :] = data
        else:
            self._offsets[first] = offset
            self._data[first] = bytearray(data)
        self._data[first] += tail
        del self._offsets[first + 1 : last], self._data[first + 1 : last]
