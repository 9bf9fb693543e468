"""Everything that changes something on disk, in one place.

The code that writes looks the disk up when it writes (``disk.DISK.pwrite(...)``), so that a test
can plant one that dies at the n-th operation, tears a write in half or is full. The order of these
operations is what makes a change safe, so nothing of this layer may go around them.
"""

import contextlib
import errno
import os
from collections.abc import Iterator

__all__ = ["DISK", "Buffer", "Disk", "planted"]

Buffer = bytes | bytearray | memoryview


class Disk:
    """The operating system's calls that change files, each complete or an `OSError`.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryFile() as file:
    ...     DISK.pwrite(file.fileno(), b"pedestals", 4)
    ...     os.pread(file.fileno(), 3, 4)
    b'ped'
    """

    def create(self, path: str, mode: int, group: int) -> int:
        """Open `path` for reading and writing, made with `mode` and `group` if it was not there.

        A link at that place is not followed. The mode is not narrowed by the umask: who may
        change the file beside it must be able to finish what another began. Where the group
        cannot be given, no other group gets its rights.

        Returns
        -------
        int
            The descriptor, not inherited by programs that this one starts.
        """
        flags = os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC
        try:
            descriptor = os.open(path, flags | os.O_EXCL, mode)
        except FileExistsError:
            return os.open(path, flags, mode)
        if os.fstat(descriptor).st_gid != group:
            try:
                os.fchown(descriptor, -1, group)
            except PermissionError:
                mode &= ~0o070
        os.fchmod(descriptor, mode)
        return descriptor

    def create_new(self, path: str, mode: int | None = None) -> int:
        """Make the file `path`, which must not be there, and open it for writing.

        Its mode is what the umask leaves of read and write for all, unless `mode` says another.
        """
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
        descriptor = os.open(path, flags, 0o666)
        if mode is not None:
            os.fchmod(descriptor, mode)
        return descriptor

    def pwrite(self, descriptor: int, data: Buffer, offset: int) -> None:
        """Write all of `data` at `offset` bytes, however many calls that takes."""
        view = memoryview(data).cast("B")
        while len(view):
            written = os.pwrite(descriptor, view, offset)
            view = view[written:]
            offset += written

    def ftruncate(self, descriptor: int, size: int) -> None:
        """Make the file `size` bytes long."""
        os.ftruncate(descriptor, size)

    def fsync(self, descriptor: int) -> None:
        """Wait until the bytes and the size of the file survive a power loss.

        The times of the file may not: `os.fdatasync`, so that bytes written in place need no
        commit of the file system's own journal, and do not wait for that of other files.
        """
        os.fdatasync(descriptor)

    def begin_writing(self, descriptor: int, offset: int, nbytes: int) -> None:
        """Have bytes written out from now on, so that whoever waits for it later waits less.

        Linux does so when it is told that they will not be needed; elsewhere nothing happens.
        """
        advise = getattr(os, "posix_fadvise", None)
        if advise is not None:
            with contextlib.suppress(OSError):  # a file system need not take advice
                advise(descriptor, offset, nbytes, os.POSIX_FADV_DONTNEED)

    def outdate(self, descriptor: int, mtime_ns: int) -> None:
        """Make the file's time of change later than `mtime_ns`, where the owner asks for it.

        The clock for it ticks in milliseconds: two changes within a tick would look like one to
        whoever compares times to know whether the file has moved on.
        """
        status = os.fstat(descriptor)
        if status.st_mtime_ns <= mtime_ns:
            with contextlib.suppress(PermissionError):
                os.utime(descriptor, ns=(status.st_atime_ns, mtime_ns + 1))

    def fsync_dir(self, directory: str) -> None:
        """Wait until the names in `directory` survive a power loss."""
        descriptor = os.open(directory, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            os.fsync(descriptor)
        except OSError as error:
            if error.errno != errno.EINVAL:  # file systems that cannot, and need not
                raise
        finally:
            os.close(descriptor)

    def rename(self, source: str, target: str) -> None:
        """Give `source` the name `target`, which is replaced in one step if it is there."""
        os.rename(source, target)

    def link(self, source: str, target: str) -> None:
        """Give `source` the second name `target`; `FileExistsError` if that is taken."""
        os.link(source, target)

    def unlink(self, path: str) -> None:
        """Remove the name `path`."""
        os.unlink(path)


DISK: Disk = Disk()


@contextlib.contextmanager
def planted(disk: Disk) -> Iterator[Disk]:
    """Use another disk inside the ``with``, in all threads; for tests."""
    global DISK  # noqa: PLW0603 - one disk for everybody is the point
    before, DISK = DISK, disk
    try:
        yield disk
    finally:
        DISK = before
