"""Locks on open files, with waits that end.

``flock`` is what HDF5 itself takes on a file that it has open (shared for reading, exclusive for
writing), so the same locks keep its programs and ours apart. They belong to the open file, end
with the process however it ends, and need no right to write.

`Lock.exclude` turns a shared lock into an exclusive one. The kernel does that by giving the first
up, so a foreign writer could slip in between; the caller looks afterwards whether it did.
"""

import contextlib
import errno
import fcntl
import os
import time
from collections.abc import Callable
from dataclasses import dataclass

from dcsgui.core.files.holders import describe, holders
from dcsgui.core.values.errors import Busy, StoreNotAvailable

__all__ = ["Deadline", "Lock", "NoLocksError"]

_NO_LOCKS = frozenset({errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP, errno.ENOTSUP})
_FIRST_PAUSE = 0.0005  # seconds
_LONGEST_PAUSE = 0.01


class NoLocksError(StoreNotAvailable):
    """The file system keeps no locks; readers go on without, writers do not."""


@dataclass(frozen=True)
class Deadline:
    """The end of a bounded wait.

    Attributes
    ----------
    seconds
        How long the wait may be.
    end
        When it is over, on the clock `time.monotonic`.
    longest_pause
        Seconds between two looks at most; the first pauses are shorter.
    """

    seconds: float
    end: float
    longest_pause: float = _LONGEST_PAUSE

    @classmethod
    def after(cls, seconds: float, *, longest_pause: float = _LONGEST_PAUSE) -> "Deadline":
        """Start a wait of at most `seconds`; 0 looks once."""
        return cls(seconds, time.monotonic() + seconds, longest_pause)

    def until(self, done: Callable[[], bool]) -> bool:
        """Look until `done()` is true; False if the time is over first."""
        pause = _FIRST_PAUSE
        while not done():
            left = self.end - time.monotonic()
            if left <= 0:
                return False
            time.sleep(min(pause, left))
            pause = min(2 * pause, self.longest_pause)
        return True


class Lock:
    """The lock of one open file.

    Parameters
    ----------
    descriptor
        The file, open in any mode. The lock ends when it is closed.
    name
        What messages call the file.
    """

    __slots__ = ("descriptor", "name")

    def __init__(self, descriptor: int, name: str) -> None:
        self.descriptor = descriptor
        self.name = name

    def try_shared(self) -> bool:
        """Take the lock that keeps writers out, if that needs no wait."""
        return self._try(fcntl.LOCK_SH)

    def try_exclusive(self) -> bool:
        """Take the lock that keeps everybody out, if that needs no wait.

        A shared one that this `Lock` had is lost if it does.
        """
        return self._try(fcntl.LOCK_EX)

    def release(self) -> None:
        """Give the lock up, also for processes that inherited the open file."""
        with contextlib.suppress(OSError):  # where there are no locks, none is to be given up
            fcntl.flock(self.descriptor, fcntl.LOCK_UN)

    def share(self, deadline: Deadline, what: str) -> None:
        """Take the lock that keeps writers out, within a bounded wait.

        Raises
        ------
        Busy
            The wait is over; the sentence begins with `what` and names the holder.
        """
        if not (self.try_shared() or deadline.until(self.try_shared)):
            raise self.busy(what, deadline.seconds)

    def exclude(self, deadline: Deadline, what: str) -> None:
        """Turn the shared lock into one that keeps everybody out, within a bounded wait.

        Raises
        ------
        Busy
            The wait is over, or a foreign writer slipped in; no lock is held then.
        """
        lost = False

        def done() -> bool:
            nonlocal lost
            if self.try_exclusive():
                return True
            lost = not self.try_shared()
            return lost

        if not deadline.until(done) or lost:
            self.release()  # so that only others are named
            raise self.busy(what, deadline.seconds)

    def busy(self, what: str, seconds: float) -> Busy:
        """Say that `what` cannot be had, and who is in the way, while no lock is held here."""
        who = describe(holders(os.fstat(self.descriptor)))
        return Busy(
            f"{what}: it is open in {who}; waited {seconds:g} s. "
            f"Try again when it is closed there."
        )

    def _try(self, kind: int) -> bool:
        try:
            fcntl.flock(self.descriptor, kind | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError as error:
            if error.errno in _NO_LOCKS:
                raise NoLocksError(
                    f"File {self.name} is on a file system that keeps no locks "
                    f"({os.strerror(error.errno)}), so that changing it would not be safe. "
                    f"Change a copy on another disk, or have locks switched on."
                ) from error
            raise
        return True
