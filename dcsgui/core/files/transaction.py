"""Changing a file so that it has the old or the new state, whatever happens.

1. The writer takes its `Turn`, and says in the journal what the file is like.
2. h5py works on a `Draft`: appended bytes go to disk, the others into memory. Readers read on.
3. At the end the appended bytes are made durable, and so is the record of the others, unsealed.
4. Readers are kept out, for milliseconds: the record is sealed (from now on it has happened),
   and done.
5. Readers are let in, the file is made durable, the journal removed.

Each step that another one relies on is made durable first. Up to the seal whoever opens next takes
everything back, from then on completes it (see `recovery`).
"""

import contextlib
import os
from collections.abc import Iterator
from typing import NoReturn

from dcsgui.core.files import disk, recovery
from dcsgui.core.files.draft import Draft
from dcsgui.core.files.journal_format import Block, JournalRecord
from dcsgui.core.files.refusals import refusal, refusals_reported
from dcsgui.core.files.writer import Turn
from dcsgui.core.values.errors import Conflict, StoreNotAvailable

__all__ = ["NotWrittenOutError", "write_transaction"]


@contextlib.contextmanager
def write_transaction(path: str | os.PathLike[str], timeout: float = 10.0) -> Iterator[Draft]:
    """Change a file: all of it on a clean exit, nothing on an exception.

    Parameters
    ----------
    path
        An existing file; links are followed.
    timeout
        Seconds to wait at most, for other writers at the begin and for readers at the end.

    Yields
    ------
    Draft
        To be opened with ``h5py.File(draft, "r+")``, and closed before the ``with`` ends.

    Raises
    ------
    Busy
        Another writer or a foreign program has the file; the sentence names it.
    Conflict
        Somebody without locks changed, moved or replaced the file meanwhile.
    AccessDenied
        File or directory cannot be written.
    StoreNotAvailable
        There is no such file, the disk is full, or the file system keeps no locks.
    NotWrittenOutError
        The change has happened, but the disk fails; whoever opens the file next completes it.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.NamedTemporaryFile() as file:
    ...     _ = file.write(b"pedestals 1")
    ...     file.flush()
    ...     with write_transaction(file.name) as draft:
    ...         _ = draft.seek(10)
    ...         _ = draft.write(b"2, status")
    ...     with open(file.name, "rb") as changed:
    ...         print(changed.read().decode())
    pedestals 2, status
    """
    with Turn(path, timeout, must_exist=True) as turn:
        change = _Change(turn)
        try:
            yield change.draft
            change.commit()
        except Exception:
            # what h5py says after a failed write is only a consequence
            if change.draft.failure is not None:
                change.report(change.draft.failure)
            raise
        finally:
            change.draft.close()
            change.take_back()


class NotWrittenOutError(StoreNotAvailable):
    """A change has happened, and is safe in the journal; only the file is still to be written."""


class _Change:
    """One transaction in a writer's turn, from the first byte to the last fsync."""

    def __init__(self, turn: Turn) -> None:
        self._turn = turn
        self._may_be_sealed = False
        self._has_happened = False
        self._header = turn.announce()
        self.draft = Draft(turn.descriptor, turn.name, turn.journal.make_durable)

    def commit(self) -> None:
        """Make the change happen, unless nothing was changed."""
        if self.draft.failure is not None:
            self.report(self.draft.failure)
        if os.getpid() != self._turn.process:
            return  # a copy of the process left the block: the change is the original's
        with refusals_reported(self._turn.name, "changed"):
            record = self._record()
            if record is None:
                return
            self.draft.settle()
            if self.draft.appended:
                disk.DISK.fsync(self._turn.descriptor)
            seal = self._turn.journal.write_record(self._header, record)
            self._turn.exclude()
            self._check_unchanged(record)
            self._may_be_sealed = True
            self._turn.journal.seal(seal)
        self._has_happened = True
        self._carry_out(record)

    def take_back(self) -> None:
        """Leave the file as it was, unless the change has happened."""
        if self._has_happened or os.getpid() != self._turn.process:
            return
        journal = self._turn.journal
        # what cannot be taken back now will be by whoever opens the file next
        with contextlib.suppress(OSError):
            if self._may_be_sealed:
                journal.break_seal()
            if not journal.in_place():
                return  # somebody else may be writing by now
            if self.draft.appended:
                disk.DISK.ftruncate(self._turn.descriptor, self.draft.old_size)
                disk.DISK.fsync(self._turn.descriptor)
            journal.remove()

    def report(self, failure: BaseException) -> NoReturn:
        """Raise what made a write fail: in words if the system refused it."""
        if isinstance(failure, OSError):
            raise refusal(failure, self._turn.name, "changed") from failure
        raise failure

    def _record(self) -> JournalRecord | None:
        """Compare the kept bytes with those on disk; None if nothing is different."""
        draft = self.draft
        blocks = []
        for offset, new in draft.blocks:
            old = os.pread(self._turn.descriptor, len(new), offset)
            if old != new:
                blocks.append(Block(offset, old, bytes(new)))
        if not blocks and draft.size == draft.old_size:
            return None
        return JournalRecord(draft.old_size, draft.size, tuple(blocks))

    def _check_unchanged(self, record: JournalRecord) -> None:
        """Refuse to go on if somebody who does not care for locks was there."""
        descriptor = self._turn.descriptor
        size = max(record.old_size, record.new_size)
        if not (
            self._turn.in_place()
            and os.fstat(descriptor).st_size == size
            and all(
                os.pread(descriptor, len(block.old), block.offset) == block.old
                for block in record.blocks
            )
        ):
            raise Conflict(
                f"File {self._turn.name} was moved, removed or changed by another program while "
                f"it was being changed here; nothing was done to it. Look at it and try again."
            )

    def _carry_out(self, record: JournalRecord) -> None:
        journal = self._turn.journal
        try:
            recovery.apply(self._turn.descriptor, record)
            self._turn.share()
            disk.DISK.fsync(self._turn.descriptor)
            journal.remove()
        except OSError as error:
            raise NotWrittenOutError(
                f"The change of file {self._turn.name} is safe in {journal.path}, but the file "
                f"could not be written: {os.strerror(error.errno or 0)}. Keep both; the change "
                f"is completed when the file is opened next."
            ) from error
