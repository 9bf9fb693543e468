"""Making a file that is there whole or not at all: a new one, or one in the place of another."""

import contextlib
import errno
import os
from collections.abc import Iterator

from dcsgui.core.files import disk
from dcsgui.core.files.refusals import refusals_reported
from dcsgui.core.files.writer import Turn, temporary_path
from dcsgui.core.values.errors import Conflict, StoreExists, StoreNotAvailable

__all__ = ["new_file"]

_NO_LINKS = frozenset({errno.EPERM, errno.ENOSYS, errno.EOPNOTSUPP, errno.EMLINK})


@contextlib.contextmanager
def new_file(
    path: str | os.PathLike[str], timeout: float = 10.0, *, replace: bool = False
) -> Iterator[str]:
    """Write a file under another name, and give it its own when it is complete.

    For the time of the ``with`` nobody else can change a file of that name or make one; reading
    goes on, also for the caller (``read_view``), who sees what nobody changes meanwhile.

    Parameters
    ----------
    path
        Where the file is to be; links are followed, its directory must be there.
    timeout
        Seconds to wait at most, for writers at the begin and for readers of a replaced file at
        the end.
    replace
        Whether a file that is there already is replaced; its mode and group are kept.

    Yields
    ------
    str
        The path of an empty file to write. It vanishes on an exception.

    Raises
    ------
    StoreExists
        There is such a file, and it is not to be replaced.
    Busy
        Another writer or a foreign program has the file that is to be replaced.
    Conflict
        Somebody without locks moved or replaced the file meanwhile.
    AccessDenied
        The directory cannot be written.
    StoreNotAvailable
        There is no such directory, or its disk is full or keeps no locks.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as directory:
    ...     with new_file(os.path.join(directory, "status.txt")) as temporary:
    ...         with open(temporary, "w") as file:
    ...             _ = file.write("0 0 1")
    ...     os.listdir(directory)
    ['status.txt']
    """
    directory = os.path.dirname(os.path.realpath(path))
    if not os.path.isdir(directory):
        raise StoreNotAvailable(
            f"File {os.fspath(path)} cannot be made: there is no directory {directory}. "
            f"Make it first, or give another path."
        )
    with Turn(path, timeout, must_exist=False) as turn:
        temporary = temporary_path(turn.path)
        try:
            if turn.data is not None and not replace:
                raise _exists(turn)
            turn.announce()
            with refusals_reported(turn.name, "made"):
                _make_empty(turn, temporary)
            with refusals_reported(turn.name, "made"):
                yield temporary
            if os.getpid() == turn.process:
                with refusals_reported(turn.name, "made"):
                    _publish(turn, temporary)
        finally:
            if os.getpid() == turn.process:
                _clear_up(turn, temporary)


def _make_empty(turn: Turn, temporary: str) -> None:
    with contextlib.suppress(FileNotFoundError):
        disk.DISK.unlink(temporary)  # of one who died: there is only one at a time
    os.close(disk.DISK.create(temporary, *turn.access()))


def _publish(turn: Turn, temporary: str) -> None:
    descriptor = os.open(temporary, os.O_RDWR | os.O_NOFOLLOW | os.O_CLOEXEC)
    try:
        disk.DISK.fsync(descriptor)
    finally:
        os.close(descriptor)
    if turn.data is None:
        _give_free_name(turn, temporary)
    else:
        turn.exclude()
        if not turn.in_place():
            raise Conflict(
                f"File {turn.name} was moved, removed or replaced by another program meanwhile; "
                f"nothing was done to it. Look at it and try again."
            )
        disk.DISK.rename(temporary, turn.path)
    disk.DISK.fsync_dir(os.path.dirname(turn.path))


def _give_free_name(turn: Turn, temporary: str) -> None:
    try:
        disk.DISK.link(temporary, turn.path)
    except FileExistsError as error:
        raise _exists(turn) from error
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        if os.path.lexists(turn.path):
            raise _exists(turn) from error
        disk.DISK.rename(temporary, turn.path)


def _clear_up(turn: Turn, temporary: str) -> None:
    with contextlib.suppress(OSError):
        if os.path.lexists(temporary):
            disk.DISK.unlink(temporary)
        if turn.journal.in_place():
            turn.journal.remove()


def _exists(turn: Turn) -> StoreExists:
    return StoreExists(
        f"File {turn.name} exists already, and is not overwritten. Open it, or give another name."
    )
