"""The journal beside a file: who is changing it, and what a finished change will do to it.

A journal ``.<name>.journal`` exists while a file is being changed, and longer only if the writer
died. It is the writers' lock, and holds a header, a record of the change and its seal (see
`journal_format`). The change has happened once the seal fits: whoever opens the file next
completes it. Without a seal that fits it has not, and all there may be to do is to cut off what
was appended.
"""

import contextlib
import os

from dcsgui.core.files import disk
from dcsgui.core.files.journal_format import (
    CLOSING_OFFSET,
    RECORD_OFFSET,
    SEAL_OFFSET,
    SEAL_SIZE,
    WAITED_FOR_OFFSET,
    Header,
    JournalRecord,
    JournalSeal,
)

__all__ = ["Journal", "journal_path"]


def journal_path(path: str) -> str:
    """Return where the journal of a file is; `path` must have no links left in it."""
    directory, name = os.path.split(path)
    return os.path.join(directory, f".{name}.journal")


class Journal:
    """An open journal.

    Parameters
    ----------
    path
        Where it is.
    descriptor
        Open for reading, and for writing if it is going to be written.
    """

    def __init__(self, path: str, descriptor: int) -> None:
        self.path = path
        self.descriptor = descriptor
        self._name_is_durable = False

    def close(self) -> None:
        """Close the file, which ends the lock on it."""
        os.close(self.descriptor)

    def in_place(self) -> bool:
        """Whether the path still leads to this journal."""
        try:
            there = os.stat(self.path, follow_symlinks=False)
        except FileNotFoundError:
            return False
        return os.path.samestat(there, os.fstat(self.descriptor))

    def header(self) -> Header | None:
        """Read who writes; None if that is not whole."""
        return Header.unpacked(os.pread(self.descriptor, SEAL_OFFSET, 0))

    def record(self) -> JournalRecord | None:
        """Read the change that has happened; None if it has not."""
        head = os.pread(self.descriptor, RECORD_OFFSET, 0)
        header = Header.unpacked(head)
        seal = JournalSeal.unpacked(head[SEAL_OFFSET : SEAL_OFFSET + SEAL_SIZE])
        if header is None or seal is None or seal.length > os.fstat(self.descriptor).st_size:
            return None
        packed = os.pread(self.descriptor, seal.length, RECORD_OFFSET)
        if JournalSeal.of(header, packed) != seal:
            return None
        return JournalRecord.unpacked(packed, header.old_size)

    def begin(self, header: Header) -> None:
        """Write the header into an empty journal, or over one that is done with."""
        if os.fstat(self.descriptor).st_size > SEAL_OFFSET:
            disk.DISK.ftruncate(self.descriptor, 0)
        disk.DISK.pwrite(self.descriptor, header.packed, 0)

    def make_durable(self) -> None:
        """Make header, record and name survive a power loss."""
        disk.DISK.fsync(self.descriptor)
        if not self._name_is_durable:
            disk.DISK.fsync_dir(os.path.dirname(self.path))
            self._name_is_durable = True

    def write_record(self, header: Header, record: JournalRecord) -> JournalSeal:
        """Write the record without its seal, durably: to everybody this is nothing yet.

        Returns
        -------
        JournalSeal
            The seal to put on it.
        """
        packed = record.packed
        disk.DISK.pwrite(self.descriptor, packed, RECORD_OFFSET)
        self.make_durable()
        return JournalSeal.of(header, packed)

    def seal(self, seal: JournalSeal) -> None:
        """Make the change happen: the commit point is inside."""
        disk.DISK.pwrite(self.descriptor, seal.packed, SEAL_OFFSET)
        disk.DISK.fsync(self.descriptor)

    def break_seal(self) -> None:
        """Withdraw a seal that nobody can have seen."""
        disk.DISK.pwrite(self.descriptor, bytes(SEAL_SIZE), SEAL_OFFSET)
        disk.DISK.fsync(self.descriptor)

    def remove(self) -> None:
        """Remove the journal, or empty it where the directory does not allow that."""
        try:
            disk.DISK.unlink(self.path)
        except PermissionError:
            disk.DISK.ftruncate(self.descriptor, 0)
            disk.DISK.fsync(self.descriptor)

    def set_aside(self) -> str:
        """Give the journal another name, because it does not belong to the file beside it."""
        number = 1
        while os.path.lexists(f"{self.path}.stale-{number}"):
            number += 1
        aside = f"{self.path}.stale-{number}"
        disk.DISK.rename(self.path, aside)
        return aside

    def closing(self) -> bool:
        """Whether the writer asks new readers to let it in first."""
        return os.pread(self.descriptor, 1, CLOSING_OFFSET) == b"\1"

    def set_closing(self, *, closing: bool) -> None:
        """Ask new readers to wait, or no longer."""
        disk.DISK.pwrite(self.descriptor, bytes([closing]), CLOSING_OFFSET)

    def waited_for(self) -> bool:
        """Whether another writer has asked for a turn."""
        return os.pread(self.descriptor, 1, WAITED_FOR_OFFSET) == b"\1"

    def ask_for_turn(self) -> None:
        """Tell the writer that another one waits. It is a hint: full disks do not matter."""
        with contextlib.suppress(OSError):
            disk.DISK.pwrite(self.descriptor, b"\1", WAITED_FOR_OFFSET)
