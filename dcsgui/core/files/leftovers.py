"""What a journal beside a file says of its last change, without doing anything about it."""

from __future__ import annotations

import contextlib
import os
import stat
from enum import Enum

from dcsgui.core.files.journal import Journal, journal_path
from dcsgui.core.files.recovery import Standing, is_live, standing

__all__ = ["Leftover", "journal_owner", "left_behind"]

_PREFIX, _JOURNAL, _STALE, _NEW = ".", ".journal", ".journal.stale-", ".new"


class Leftover(Enum):
    """How a journal was left."""

    NOTHING = "there is none, or it is done with"
    LIVE = "its writer is at work"
    PENDING = "its change has happened, and is not all in the file"
    UNFINISHED = "its writer died before its change had happened"
    FOREIGN = "it does not belong to the file as it is"
    UNREADABLE = "it can't be read"


def journal_owner(name: str) -> str | None:
    """Return the name of the file that a hidden file of ours is beside; None if it is none.

    Examples
    --------
    >>> journal_owner(".cspad-0001.h5.journal"), journal_owner(".cspad-0001.h5.new")
    ('cspad-0001.h5', 'cspad-0001.h5')
    >>> journal_owner("notes.txt")
    """
    if not name.startswith(_PREFIX):
        return None
    own, stale, _number = name[1:].partition(_STALE)
    if stale:
        return own
    for suffix in (_JOURNAL, _NEW):
        if name.endswith(suffix):
            return name[1:].removesuffix(suffix)
    return None


def left_behind(path: str) -> Leftover:
    """Say how the journal of a file was left."""
    real = os.path.realpath(path)
    flags = os.O_RDONLY | os.O_NONBLOCK | os.O_NOFOLLOW | os.O_CLOEXEC
    try:
        journal = Journal(journal_path(real), os.open(journal_path(real), flags))
    except FileNotFoundError:
        return Leftover.NOTHING
    except OSError:
        return Leftover.UNREADABLE
    with contextlib.closing(journal):
        if not stat.S_ISREG(os.fstat(journal.descriptor).st_mode):
            return Leftover.UNREADABLE
        return _left(journal, real)


def _left(journal: Journal, path: str) -> Leftover:
    if is_live(journal):
        return Leftover.LIVE
    if journal.header() is None:
        return Leftover.NOTHING
    record = journal.record()
    if record is None:
        return Leftover.UNFINISHED
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError:
        return Leftover.FOREIGN
    try:
        now = standing(descriptor, record)
    finally:
        os.close(descriptor)
    known = {Standing.PENDING: Leftover.PENDING, Standing.FOREIGN: Leftover.FOREIGN}
    return known.get(now, Leftover.NOTHING)
