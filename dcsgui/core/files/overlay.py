"""A file as it will be: what is on disk, with kept bytes laid over it.

h5py takes such an object in the place of a name (its ``fileobj`` driver). `Overlay` reads; the
transaction adds what writes.
"""

import os

from dcsgui.core.files.blocks import Blocks

__all__ = ["Overlay"]


class Overlay:
    """Read an open file through a set of blocks.

    Parameters
    ----------
    descriptor
        The file on disk; the caller closes it.
    name
        What messages call the file.
    blocks
        The bytes laid over it.
    size
        How long the file is to its reader, in bytes.
    """

    def __init__(self, descriptor: int, name: str, *, blocks: Blocks, size: int) -> None:
        self.name = name
        self._descriptor = descriptor
        self._blocks = blocks
        self._size = size
        self._position = 0

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.name}>"

    @property
    def blocks_kept(self) -> Blocks:
        """The bytes laid over the file."""
        return self._blocks

    @property
    def whole_size(self) -> int:
        """How long the file is to its reader, in bytes."""
        return self._size

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        """Move the place where the next call reads or writes."""
        if whence == os.SEEK_CUR:
            offset += self._position
        elif whence == os.SEEK_END:
            offset += self._size
        if offset < 0:
            raise ValueError(f"Cannot seek to {offset}, before the begin of {self.name}.")
        self._position = offset
        return offset

    def tell(self) -> int:
        """Return the place where the next call reads or writes."""
        return self._position

    def read(self, size: int = -1) -> bytes:
        """Return up to `size` bytes, all that are left if it is negative."""
        left = max(0, self._size - self._position)
        page = bytearray(left if size < 0 else min(size, left))
        count = self.readinto(page)
        return bytes(memoryview(page)[:count])

    def readinto(self, buffer: bytearray | memoryview) -> int:
        """Fill `buffer`; fewer bytes only where the file ends.

        Returns
        -------
        int
            The number of bytes.
        """
        page = memoryview(buffer).cast("B")
        offset = self._position
        page = page[: max(0, min(len(page), self._size - offset))]
        self._fill(page, offset)
        if self._blocks.touches(offset, offset + len(page)):
            self._blocks.lay_over(page, offset)
        self._position = offset + len(page)
        return len(page)

    def flush(self) -> None:
        """Do nothing: nothing is waiting here that could be lost."""

    def _fill(self, page: memoryview, offset: int) -> None:
        while len(page):
            count = os.preadv(self._descriptor, [page], offset)
            if not count:  # kept bytes lie beyond what the disk has so far
                page[:] = bytes(len(page))
                return
            page = page[count:]
            offset += count
