"""Completing or forgetting the change of a writer that died."""

import os
from enum import Enum

import numpy as np

from dcsgui.core.files import disk
from dcsgui.core.files.journal import Journal
from dcsgui.core.files.journal_format import Header, JournalRecord, landmark
from dcsgui.core.files.locks import Deadline, Lock, NoLocksError

__all__ = ["Standing", "apply", "exclude", "is_live", "recover", "standing"]


class Standing(Enum):
    """How a file stands to the change that its journal records."""

    PENDING = "some of it is still to be done"
    DONE = "all of it is there"
    FOREIGN = "the file is not the one that was changed"


def standing(descriptor: int, record: JournalRecord) -> Standing:
    """Compare a file with a record, byte by byte.

    A change belongs to a file whose length is one that the writer left, and whose every byte in
    question is the old or the new one: a write may have been torn anywhere.
    """
    size = os.fstat(descriptor).st_size
    if size not in {max(record.old_size, record.new_size), record.new_size}:
        return Standing.FOREIGN
    pending = size != record.new_size
    for block in record.blocks:
        there = os.pread(descriptor, len(block.new), block.offset)
        if there == block.new:
            continue
        if not _is_mixture(there, block.old, block.new):
            return Standing.FOREIGN
        pending = True
    return Standing.PENDING if pending else Standing.DONE


def apply(descriptor: int, record: JournalRecord) -> None:
    """Do to the file what the record says; again and again if need be, it stays the same."""
    before = os.fstat(descriptor).st_mtime_ns
    for block in record.blocks:
        disk.DISK.pwrite(descriptor, block.new, block.offset)
    if record.new_size < record.old_size:
        disk.DISK.ftruncate(descriptor, record.new_size)
    disk.DISK.outdate(descriptor, before)


def exclude(lock: Lock, journal: Journal, deadline: Deadline, what: str) -> None:
    """Keep everybody out of the data file for a moment.

    New readers hold back for a moment while this waits for those that are in, so that readers who
    overlap cannot keep a writer out for ever.

    Raises
    ------
    Busy
        The wait is over; no lock on the data file is held then.
    """
    if lock.try_exclusive():
        return
    journal.set_closing(closing=True)
    try:
        lock.exclude(deadline, what)
    finally:
        journal.set_closing(closing=False)


def recover(journal: Journal, data: Lock, deadline: Deadline, what: str) -> None:
    """Bring the file to the state that its journal says, and leave an empty journal or none.

    Parameters
    ----------
    journal
        Locked by the caller.
    data
        The file, open for writing; the lock on it is shared when this returns.
    deadline
        How long to wait for readers to leave.
    what
        Begins the sentence that says that they did not.
    """
    data.share(deadline, what)
    header = journal.header()
    if header is None:
        return  # new, or its writer died before it did anything
    record = journal.record()
    if record is None:
        _cut_back(header, data.descriptor)
        journal.remove()
    else:
        _complete(journal, record, data, deadline, what)


def _complete(
    journal: Journal, record: JournalRecord, data: Lock, deadline: Deadline, what: str
) -> None:
    if standing(data.descriptor, record) is Standing.PENDING:
        exclude(data, journal, deadline, what)
    now = standing(data.descriptor, record)
    if now is Standing.FOREIGN:
        journal.set_aside()
        return
    if now is Standing.PENDING:
        apply(data.descriptor, record)
        data.share(deadline, what)
    disk.DISK.fsync(data.descriptor)
    journal.remove()


def _cut_back(header: Header, descriptor: int) -> None:
    if os.fstat(descriptor).st_size <= header.old_size:
        return
    if landmark(descriptor, header.old_size) != header.landmark:
        return  # another program made the file what it is now
    disk.DISK.ftruncate(descriptor, header.old_size)
    disk.DISK.fsync(descriptor)


def _is_mixture(there: bytes, old: bytes, new: bytes) -> bool:
    if len(there) != len(new):
        return False
    a, b, c = (np.frombuffer(part, np.uint8) for part in (there, old, new))
    return bool(np.all((a == b) | (a == c)))


def is_live(journal: Journal) -> bool:
    """Whether the writer that a journal belongs to still runs."""
    lock = Lock(journal.descriptor, journal.path)
    try:
        if not lock.try_shared():
            return True
        lock.release()
    except NoLocksError:
        pass
    return False
