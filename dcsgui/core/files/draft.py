"""The file as a writer sees it: its own changes are there, for everybody else they are not yet.

What is written below the old end stays in memory; what is appended goes to disk at once, where
nobody looks yet. Methods that HDF5 calls back while it writes must not raise: the library would be
left with a file that it can neither write nor close. So the first failure is kept, everything
after it is swallowed, and the transaction raises it once h5py is done.
"""

import os
from collections.abc import Callable
from types import TracebackType

from dcsgui.core.files import disk
from dcsgui.core.files.blocks import Blocks
from dcsgui.core.files.overlay import Overlay

__all__ = ["Draft"]


class _Failure:
    """A ``with`` that keeps the first exception inside instead of letting it out."""

    def __init__(self) -> None:
        self.error: BaseException | None = None

    def __enter__(self) -> None:
        pass

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> bool:
        self.error = self.error or error
        return True


class Draft(Overlay):
    """A file object to read and write, for ``h5py.File(draft, "r+")``.

    Parameters
    ----------
    descriptor
        The file on disk, open for writing; nobody else writes it.
    name
        What messages call the file.
    before_append
        Called once before the file gets longer than it was.

    Attributes
    ----------
    old_size
        Length of the file before, in bytes.
    blocks
        What is to be written below that.
    failure
        The first error of a write, None if all went well.
    """

    def __init__(self, descriptor: int, name: str, before_append: Callable[[], None]) -> None:
        self.old_size = os.fstat(descriptor).st_size
        self.blocks = Blocks()
        super().__init__(descriptor, name, blocks=self.blocks, size=self.old_size)
        self._before_append = before_append
        self._disk_size = self.old_size
        self._failure = _Failure()
        self._closed = False

    @property
    def size(self) -> int:
        """Length of the file as it will be, in bytes."""
        return self._size

    @property
    def appended(self) -> bool:
        """Whether the file on disk is longer than it was."""
        return self._disk_size > self.old_size

    @property
    def failure(self) -> BaseException | None:
        """The first error of a write, None if all went well."""
        return self._failure.error

    @property
    def poisoned(self) -> bool:
        """Whether nothing more is written, because something failed or the transaction is over."""
        return self._closed or self._failure.error is not None

    def readinto(self, buffer: bytearray | memoryview) -> int:
        """Fill `buffer`; fewer bytes only where the file ends.

        Raises
        ------
        ValueError
            The transaction is over, and the file may be another's by now.
        """
        if self._closed:
            raise ValueError(f"The transaction on {self.name} is over.")
        return super().readinto(buffer)

    def write(self, data: disk.Buffer) -> int:
        """Take `data` at the present place; never raises, see `failure`."""
        view = memoryview(data).cast("B")
        if len(view) and not self.poisoned:
            with self._failure:
                self._write(view, self._position)
        self._position += len(view)
        return len(view)

    def truncate(self, size: int | None = None) -> int:
        """Make the file `size` bytes long, or end at the present place; never raises."""
        size = self._position if size is None else size
        if not self.poisoned:
            with self._failure:
                self._resize(size)
        return size

    def read_back(self, page: memoryview, offset: int) -> None:
        """Fill `page` with what is on disk by now behind the old end of the file, in any thread.

        Raises
        ------
        ValueError
            The transaction is over.
        """
        if self._closed or offset < self.old_size:
            raise ValueError(f"Nothing can be read back at {offset} of {self.name}.")
        self._fill(page, offset)

    def begin_writing(self, offset: int, nbytes: int) -> None:
        """Have what is appended there written out from now on; the commit then waits less."""
        if not self.poisoned:
            disk.DISK.begin_writing(self._descriptor, offset, nbytes)

    def settle(self) -> None:
        """Give the file on disk the longer of its old and new lengths."""
        size = max(self.old_size, self._size)
        if self._disk_size != size:
            self._ready_to_append()
            disk.DISK.ftruncate(self._descriptor, size)
            self._disk_size = size

    def close(self) -> None:
        """Take no more calls: h5py may still make some if the file was not closed in it."""
        self._closed = True

    def _write(self, view: memoryview, offset: int) -> None:
        end = offset + len(view)
        if offset > self._size:
            self._resize(offset)
        inside = max(0, min(len(view), self.old_size - offset))
        if inside:
            self.blocks.put(offset, view[:inside])
        if inside < len(view):
            self._append(view[inside:], offset + inside)
        self._size = max(self._size, end)

    def _append(self, view: memoryview, offset: int) -> None:
        self._ready_to_append()
        self._disk_size = max(self._disk_size, offset + len(view))  # also if it fails half way
        disk.DISK.pwrite(self._descriptor, view, offset)

    def _ready_to_append(self) -> None:
        if not self.appended:
            self._before_append()

    def _resize(self, size: int) -> None:
        if size < self._size:
            self.blocks.cut(size)
            if self._disk_size > max(size, self.old_size):
                self._disk_size = max(size, self.old_size)
                disk.DISK.ftruncate(self._descriptor, self._disk_size)
        elif self._size < self.old_size:
            # what was there before the file was cut must not come back
            self.blocks.put(self._size, bytes(min(size, self.old_size) - self._size))
        self._size = size
