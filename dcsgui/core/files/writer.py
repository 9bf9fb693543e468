"""A writer's turn: one at a time, after whatever a dead one left behind is settled."""

import contextlib
import datetime as dt
import os
import stat
import time
from types import TracebackType
from typing import Self

from dcsgui.core.files import disk, recovery
from dcsgui.core.files.holders import describe, holders, myself
from dcsgui.core.files.journal import Journal, journal_path
from dcsgui.core.files.journal_format import Header, landmark
from dcsgui.core.files.locks import Deadline, Lock, NoLocksError
from dcsgui.core.files.refusals import open_regular, refusals_reported
from dcsgui.core.values.errors import Busy, DCError, StoreNotAvailable

__all__ = ["Turn", "temporary_path"]

_LONGEST_PAUSE = 0.002  # seconds between two looks of a writer that waits for its turn
_COURTESY = 0.004  # seconds that one leaves to those who wait, more than their pause


def temporary_path(path: str) -> str:
    """Return where a file is written before it gets its name; `path` must have no links left."""
    directory, name = os.path.split(path)
    return os.path.join(directory, f".{name}.new")


class Turn:
    """The right to change one file, for the time of a ``with``.

    Parameters
    ----------
    path
        The file; links are followed.
    timeout
        Seconds to wait for other writers at most.
    must_exist
        Whether it is an error if the file is not there.

    Attributes
    ----------
    name
        The path as it was given, for messages.
    path
        The path without links.
    journal
        Ours alone, and empty.
    process
        Number of the process whose turn it is: a copy of it has none.
    data
        The file with a shared lock on it, which keeps foreign writers out; None if there is none.

    Raises
    ------
    Busy
        Another writer has it, or a foreign program has the file open for writing.
    AccessDenied
        The file or its directory cannot be written.
    StoreNotAvailable
        It is no plain file, or on a file system without locks.
    """

    journal: Journal
    data: Lock | None

    def __init__(self, path: str | os.PathLike[str], timeout: float, *, must_exist: bool) -> None:
        self.name = os.fspath(path)
        self.path = os.path.realpath(self.name)
        self.timeout = timeout
        self._must_exist = must_exist
        self.process = os.getpid()

    def __enter__(self) -> Self:
        deadline = Deadline.after(self.timeout, longest_pause=_LONGEST_PAUSE)
        if self._must_exist or os.path.exists(self.path):
            # says at once what is wrong with it, and leaves no journal beside it
            os.close(open_regular(self.path, os.O_RDWR, "changed"))
        while not self._try_once(deadline):
            pass
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if os.getpid() != self.process:
            return  # a copy of the process left the block, not the one whose turn it is
        waited_for = self.journal.waited_for()
        self._close()
        if waited_for:
            time.sleep(_COURTESY)

    @property
    def descriptor(self) -> int:
        """The data file, open for reading and writing."""
        if self.data is None:
            raise StoreNotAvailable(f"File {self.name} is not available")
        return self.data.descriptor

    def announce(self) -> Header:
        """Write down who is at it and what the file is like before, and return that."""
        size = os.fstat(self.descriptor).st_size if self.data else 0
        mark = landmark(self.descriptor, size) if self.data else bytes(32)
        now = dt.datetime.now().astimezone().isoformat(timespec="seconds")
        header = Header(size, mark, f"{myself()} since {now}")
        with refusals_reported(self.name, "changed"):
            self._clear_temporary()
            try:
                self.journal.begin(header)
            except OSError:
                self.journal.remove()
                raise
        return header

    def _clear_temporary(self) -> None:
        """Remove what somebody who died has left of a file that was to take this name."""
        temporary = temporary_path(self.path)
        if os.path.lexists(temporary):
            disk.DISK.unlink(temporary)

    def exclude(self) -> None:
        """Keep readers out for a moment; `Busy` if they do not leave in time."""
        if self.data is not None:
            deadline = Deadline.after(self.timeout, longest_pause=_LONGEST_PAUSE)
            recovery.exclude(self.data, self.journal, deadline, self._sentence())

    def share(self) -> None:
        """Let readers in again."""
        if self.data is not None:
            self.data.try_shared()

    def in_place(self) -> bool:
        """Whether file and journal are still those that we have open."""
        try:
            there = os.stat(self.path)
        except FileNotFoundError:
            return self.data is None and self.journal.in_place()
        ours = self.data is not None and os.path.samestat(there, os.fstat(self.descriptor))
        return ours and self.journal.in_place()

    def _try_once(self, deadline: Deadline) -> bool:
        """Take the turn; False if the journal was that of a writer that is through."""
        self.data = None
        with refusals_reported(self.name, "changed"):
            path = journal_path(self.path)
            self.journal = Journal(path, disk.DISK.create(path, *self.access()))
        done = False
        try:
            self._check_plain()
            self._wait_for_turn(deadline)
            if self.journal.in_place():
                self._open_data(deadline)
                done = self.journal.in_place()
        finally:
            if not done:
                self._close()
        return done

    def _check_plain(self) -> None:
        if not stat.S_ISREG(os.fstat(self.journal.descriptor).st_mode):
            raise StoreNotAvailable(
                f"File {self.name} cannot be changed: {self.journal.path} is in the way, which is "
                f"no plain file. Move it away and try again."
            )

    def _wait_for_turn(self, deadline: Deadline) -> None:
        lock = Lock(self.journal.descriptor, self.name)
        try:
            if lock.try_exclusive():
                return
        except NoLocksError:
            self._remove_unused_journal()
            raise
        self.journal.ask_for_turn()
        if not deadline.until(lock.try_exclusive):
            header = self.journal.header()
            known = describe(holders(os.fstat(lock.descriptor)))
            who = f"{known} ({header.writer})" if header else known
            raise Busy(
                f"{self._sentence()}: it is being changed by {who}; waited {self.timeout:g} s. "
                f"Try again later."
            )

    def _open_data(self, deadline: Deadline) -> None:
        try:
            if self._must_exist or os.path.exists(self.path):
                descriptor = open_regular(self.path, os.O_RDWR, "changed")
                self.data = Lock(descriptor, self.name)
                with refusals_reported(self.name, "changed"):
                    recovery.recover(self.journal, self.data, deadline, self._sentence())
                    if self._must_exist:
                        self._refuse_second_name()
        except DCError:
            self._remove_unused_journal()
            raise

    def _remove_unused_journal(self) -> None:
        with contextlib.suppress(OSError):
            if self.journal.header() is None and self.journal.in_place():
                self.journal.remove()

    def _refuse_second_name(self) -> None:
        """Refuse hard links: readers and writers of the other name do not see this journal."""
        status = os.fstat(self.descriptor)
        temporary = temporary_path(self.path)
        if status.st_nlink > 1 and os.path.lexists(temporary):
            if os.path.samestat(status, os.lstat(temporary)):
                disk.DISK.unlink(temporary)  # of one who died between giving the two names
            status = os.fstat(self.descriptor)
        if status.st_nlink > 1:
            raise StoreNotAvailable(
                f"File {self.name} has {status.st_nlink} names (hard links), and a change under "
                f"one of them would not be safe for the others. Copy it, and give the copy this "
                f"name: then it can be changed."
            )

    def _close(self) -> None:
        # the names are given up before the locks, and the lock before the descriptor, which a
        # child process may have inherited
        for lock in (self.data, Lock(self.journal.descriptor, self.name)):
            if lock is not None:
                lock.release()
                os.close(lock.descriptor)

    def access(self) -> tuple[int, int]:
        """Return mode and group for what stands beside the file, or in its place."""
        try:
            status = os.stat(self.path)
        except FileNotFoundError:
            status = os.stat(os.path.dirname(self.path))
        return status.st_mode & 0o666 | 0o600, status.st_gid

    def _sentence(self) -> str:
        return f"File {self.name} cannot be changed now"
