"""Writing a file that other programs read: it is there whole, or as it was."""

from __future__ import annotations

import contextlib
import os
import secrets
import stat
from collections.abc import Iterator

from dcsgui.core.files import disk
from dcsgui.core.files.refusals import refusals_reported
from dcsgui.core.values.errors import AccessDenied, BadValue, StoreNotAvailable

__all__ = ["Output", "exported"]

_HDF5 = b"\x89HDF\r\n\x1a\n"


class Output:
    """A file to be written from its begin on.

    Parameters
    ----------
    descriptor
        The file, open for writing.
    """

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        self._size = 0

    def write(self, data: disk.Buffer) -> int:
        """Write all of `data` behind what was written before."""
        disk.DISK.pwrite(self._descriptor, data, self._size)
        nbytes = memoryview(data).nbytes
        self._size += nbytes
        return nbytes


@contextlib.contextmanager
def exported(path: str | os.PathLike[str]) -> Iterator[Output]:
    """Write a file; it gets its name, perhaps in the place of another, when it is complete.

    Nothing is locked, as readers of such a file know of no locks of ours.

    Parameters
    ----------
    path
        Where the file is to be; links are followed. A plain file there is replaced, and its
        permissions are kept, but no file of HDF5: that would be a detector's.

    Yields
    ------
    Output
        What is to be in it. On an exception nothing is left of that.

    Raises
    ------
    BadValue
        There is an HDF5 file.
    StoreNotAvailable
        There is no such directory, or something that is no plain file, or the disk is full.
    AccessDenied
        The directory, or the file that is there, can't be written.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as directory:
    ...     path = os.path.join(directory, "status.txt")
    ...     with exported(path) as output:
    ...         _ = output.write(b"0 0 1")
    ...     os.listdir(directory)
    ['status.txt']
    """
    name = os.fspath(path)
    if "\0" in name:
        raise BadValue(f"{name!r} is no path of a file.")
    target = os.path.realpath(name)
    directory = os.path.dirname(target)
    with refusals_reported(name, "written"):
        _check_directory(name, directory)
        mode = _mode_of_present(name, target)
        temporary = os.path.join(directory, f".{secrets.token_hex(8)}.new")
        descriptor = disk.DISK.create_new(temporary, mode)
        try:
            try:
                yield Output(descriptor)
                disk.DISK.fsync(descriptor)
            finally:
                os.close(descriptor)
            disk.DISK.rename(temporary, target)
        except BaseException:
            with contextlib.suppress(OSError):
                disk.DISK.unlink(temporary)
            raise
        disk.DISK.fsync_dir(directory)


def _check_directory(name: str, directory: str) -> None:
    if not os.path.isdir(directory):
        raise StoreNotAvailable(
            f"File {name} cannot be written: there is no directory {directory}. Make it first, "
            f"or give another path."
        )
    if not os.access(directory, os.W_OK | os.X_OK):
        raise AccessDenied(
            f"File {name} cannot be written: the directory {directory} is read-only for you. "
            f"Give another one."
        )


def _mode_of_present(name: str, target: str) -> int | None:
    """Return the permissions of the file that is there, None if there is none."""
    try:
        status = os.stat(target)
    except FileNotFoundError:
        return None
    if not stat.S_ISREG(status.st_mode):
        what = "a directory" if stat.S_ISDIR(status.st_mode) else "no plain file"
        raise StoreNotAvailable(
            f"File {name} cannot be written: it is {what}. Give the path of a file."
        )
    if not os.access(target, os.W_OK):
        raise AccessDenied(
            f"File {name} cannot be written: it is there already, and read-only for you. Give "
            f"another name."
        )
    if os.access(target, os.R_OK):
        with open(target, "rb") as file:
            if file.read(len(_HDF5)) == _HDF5:
                raise BadValue(
                    f"File {name} is an HDF5 file, perhaps of a detector, and is not overwritten "
                    f"by an export. Give another name."
                )
    return stat.S_IMODE(status.st_mode)
