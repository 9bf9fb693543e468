"""Reading a file in one of its states, never between two.

A reader holds a shared lock, which keeps writers from doing anything to what is there. If one died
in the middle, the reader completes its change where it may; where it may not, it reads the file
with that change laid over it.
"""

import contextlib
import errno
import os
import stat
from collections.abc import Iterator

from dcsgui.core.files.blocks import Blocks
from dcsgui.core.files.holders import holders
from dcsgui.core.files.journal import Journal, journal_path
from dcsgui.core.files.journal_format import JournalRecord
from dcsgui.core.files.locks import Deadline, Lock, NoLocksError
from dcsgui.core.files.overlay import Overlay
from dcsgui.core.files.recovery import Standing, is_live, standing
from dcsgui.core.files.refusals import open_regular
from dcsgui.core.files.writer import Turn
from dcsgui.core.values.errors import AccessDenied, DCError

__all__ = ["read_view"]

_LONGEST_PAUSE = 0.002  # seconds between two looks
_COURTESY = 0.04  # seconds that a new reader leaves to a writer who waits for the others


@contextlib.contextmanager
def read_view(
    path: str | os.PathLike[str], timeout: float = 10.0, *, settle: bool = True
) -> Iterator[str | Overlay]:
    """Read a file in its last complete state, which stays as it is for the time of the ``with``.

    Parameters
    ----------
    path
        An existing file; links are followed.
    timeout
        Seconds to wait for a foreign writer at most. Writers of ours take milliseconds.
    settle
        Whether what a dead writer left to do is done; else it is only laid over.

    Yields
    ------
    str or Overlay
        What to hand to ``h5py.File(..., "r")``: nearly always the path itself.

    Raises
    ------
    Busy
        A foreign program has the file open for writing; the sentence names it.
    AccessDenied
        It may not be read.
    StoreNotAvailable
        There is no such file.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.NamedTemporaryFile() as file, read_view(file.name) as source:
    ...     source == os.path.realpath(file.name)
    True
    """
    reader = _Reader(os.fspath(path), Deadline.after(timeout, longest_pause=_LONGEST_PAUSE))
    source = reader.enter(may_settle=settle)
    try:
        yield source
    finally:
        reader.leave()


class _Reader:
    """One reader of one file, with its lock."""

    def __init__(self, name: str, deadline: Deadline) -> None:
        self._name = name
        self._path = os.path.realpath(name)
        self._journal_path = journal_path(self._path)
        self._deadline = deadline
        self._lock: Lock | None = None
        self._no_locks = False
        self._courtesy: Deadline | None = None  # one moment for all writers

    def enter(self, *, may_settle: bool) -> str | Overlay:
        """Lock the file, settle what a dead writer left, and return what to read."""
        while True:
            lock = self._lock_file()
            try:
                journal = self._find_journal()
                if journal is None:
                    return self._plain(lock)
                with contextlib.closing(journal):
                    if not may_settle or not _is_left_behind(journal):
                        return self._through(journal.record(), lock)
            except BaseException:
                self.leave()
                raise
            may_settle = False
            self.leave()
            self._settle()

    def leave(self) -> None:
        """Give up the lock."""
        if self._lock is not None:
            self._lock.release()
            os.close(self._lock.descriptor)
            self._lock = None

    def _lock_file(self) -> Lock:
        while True:
            self._hold_back()
            lock = Lock(open_regular(self._name, os.O_RDONLY, "read"), self._name)
            self._lock = lock
            try:
                lock.share(self._deadline, f"File {self._name} cannot be read now")
            except NoLocksError:
                self._no_locks = True  # nobody of ours can be writing there
            except BaseException:
                self.leave()
                raise
            with contextlib.suppress(FileNotFoundError):
                if os.path.samestat(os.stat(self._path), os.fstat(lock.descriptor)):
                    return lock
            self.leave()  # another file has taken the name while we waited

    def _hold_back(self) -> None:
        """Leave a moment to a writer that waits for those who are reading."""
        with contextlib.suppress(OSError), contextlib.closing(self._open_journal()) as journal:
            if journal.closing() and is_live(journal):
                self._courtesy = self._courtesy or Deadline.after(
                    _COURTESY, longest_pause=_LONGEST_PAUSE
                )
                self._courtesy.until(lambda: not journal.closing())

    def _open_journal(self) -> Journal:
        flags = os.O_RDONLY | os.O_NONBLOCK | os.O_NOFOLLOW | os.O_CLOEXEC
        return Journal(self._journal_path, os.open(self._journal_path, flags))

    def _find_journal(self) -> Journal | None:
        try:
            journal = self._open_journal()
        except FileNotFoundError:
            return None
        except OSError as error:
            if error.errno == errno.ENAMETOOLONG:
                return None  # no journal can be beside a file of such a name
            with contextlib.suppress(FileNotFoundError):
                if not holders(os.stat(self._journal_path, follow_symlinks=False)):
                    raise AccessDenied(
                        f"File {self._name} cannot be read: a change of it may be unfinished, and "
                        f"{self._journal_path} may not be read. Ask the owner of that file to "
                        f"open the store once."
                    ) from error
            return None  # its writer lives, and does nothing to the file while we have the lock
        if stat.S_ISREG(os.fstat(journal.descriptor).st_mode):
            return journal
        journal.close()
        return None  # a directory or a pipe that somebody put there

    def _settle(self) -> None:
        """Do what a dead writer has left to do, if that is allowed and needs no wait."""
        with contextlib.suppress(DCError), Turn(self._name, 0, must_exist=True) as turn:
            turn.journal.remove()

    def _through(self, record: JournalRecord | None, lock: Lock) -> str | Overlay:
        if record is None or standing(lock.descriptor, record) is not Standing.PENDING:
            return self._plain(lock)
        blocks = Blocks()
        for block in record.blocks:
            blocks.put(block.offset, block.new)
        return Overlay(lock.descriptor, self._name, blocks=blocks, size=record.new_size)

    def _plain(self, lock: Lock) -> str | Overlay:
        if self._no_locks:  # HDF5 would insist on one
            size = os.fstat(lock.descriptor).st_size
            return Overlay(lock.descriptor, self._name, blocks=Blocks(), size=size)
        return self._path


def _is_left_behind(journal: Journal) -> bool:
    """Whether there is something to settle that nobody else is at."""
    if is_live(journal) or journal.header() is None:
        return False
    return journal.in_place()  # else its writer has just finished
