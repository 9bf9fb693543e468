"""What is said of changes: what they did, who made them, and what stands against their return."""

from __future__ import annotations

from contextlib import suppress

from dcsgui.core.files.layout import Reader
from dcsgui.core.files.records import Path, Record
from dcsgui.core.files.undo_log import UndoEntry
from dcsgui.core.values.errors import Conflict, NotFound

SAID = 3
"""So many of the things that a change did are named in a sentence."""


def words_of(entry: UndoEntry) -> str:
    """Say what a change did, who made it and when."""
    who = entry.record.who or "somebody"
    done = "; ".join(entry.words[:SAID]) or "a change"
    if len(entry.words) > SAID:
        done = f"{done} and more"
    return f"'{done}' by {who} at {entry.record.tstamp}"


def changed(reader: Reader, path: Path, what: str) -> Conflict:
    """Make the error for something that is not as its change has left it."""
    return Conflict(
        f"{'/'.join(path) or 'The detector'} {what}, so the change can't be taken back: "
        f"somebody has changed that since. {latest(reader, path)} Nothing was done; look again."
    )


def changed_since_seen(reader: Reader, path: Path, what: str) -> Conflict:
    """Make the error for something that is not as it was when somebody began to edit it."""
    return Conflict(
        f"{'/'.join(path) or 'The detector'} {what} than when you looked at it. "
        f"{latest(reader, path)} Nothing was done; look again."
    )


def overtaken(entry: UndoEntry, path: Path, by: UndoEntry) -> Conflict:
    """Make the error for something that a later change, which stands, has changed."""
    return Conflict(
        f"{words_of(entry)} can't be taken back: {'/'.join(path) or 'the detector'} was changed "
        f"since, {words_of(by)}. Nothing was done; take that back first (change {by.number})."
    )


def latest(reader: Reader, path: Path) -> str:
    """Tell the latest record of a node, or of what it is in."""
    records: list[Record] = []
    with suppress(NotFound):
        records = reader.history(path)
    if not records:
        return latest(reader, path[:-1]) if path else "The history does not say who."
    record = max(records, key=lambda one: one.tstamp)
    who = record.who or "somebody"
    return f"The latest record there is by {who} at {record.tstamp}: {record.text}."
