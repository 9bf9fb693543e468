"""What the operating system refuses, as a sentence for people."""

import contextlib
import errno
import os
import stat
from collections.abc import Iterator

from dcsgui.core.values.errors import AccessDenied, DCError, StoreNotAvailable

__all__ = ["open_regular", "refusal", "refusals_reported"]

_DENIED = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})
_ABSENT = frozenset({errno.ENOENT, errno.ENOTDIR})


def refusal(error: OSError, path: str, doing: str) -> DCError:
    """Make the error to raise out of what the system said.

    Parameters
    ----------
    error
        What it said.
    path
        The file that the user knows about.
    doing
        What was tried, as in "changed" or "read".

    Returns
    -------
    AccessDenied or StoreNotAvailable
    """
    reason = os.strerror(error.errno) if error.errno else str(error)
    if error.errno in _ABSENT:
        return StoreNotAvailable(f"File {path} is not available")
    if error.errno in _DENIED:
        return AccessDenied(
            f"File {path} cannot be {doing}: {reason} ({error.filename or path}). "
            f"Ask its owner for the right to do so, or work on a copy."
        )
    if error.errno in _FULL:
        return StoreNotAvailable(
            f"File {path} cannot be {doing}: {reason}. Nothing was changed; make room on that "
            f"disk and try again."
        )
    return StoreNotAvailable(f"File {path} cannot be {doing}: {reason}.")


@contextlib.contextmanager
def refusals_reported(path: str, doing: str) -> Iterator[None]:
    """Turn an `OSError` of the system inside the ``with`` into a sentence about `path`."""
    try:
        yield
    except DCError:
        raise
    except OSError as error:
        raise refusal(error, path, doing) from error


def open_regular(path: str, flags: int, doing: str) -> int:
    """Open an existing plain file; never waits, and nothing else is touched.

    Parameters
    ----------
    path
        The file; links are followed.
    flags
        ``os.O_RDONLY`` or ``os.O_RDWR``.
    doing
        As for `refusal`.

    Returns
    -------
    int
        The descriptor.

    Raises
    ------
    StoreNotAvailable
        There is none, or it is a directory, a device or a pipe.
    AccessDenied
        The system forbids it.
    """
    with refusals_reported(path, doing):
        # a pipe without a partner would wait without O_NONBLOCK
        descriptor = os.open(path, flags | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC)
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise StoreNotAvailable(
            f"File {path} cannot be {doing}: it is no plain file, but a directory, a device or a "
            f"pipe. Give the path of a detector file."
        )
    return descriptor
