"""Taking back changes of a detector file, whoever made them, as new changes."""

from __future__ import annotations

from dcsgui.core.actions.answers.changes import ChangeRow, FileChanges, LastChange, Undone
from dcsgui.core.actions.answers.nodes import NodeId
from dcsgui.core.actions.editing.watching import Watch, said
from dcsgui.core.actions.opening import to_change, to_look
from dcsgui.core.files.undo_log import UndoEntry
from dcsgui.core.objects.changes.remembering import Remembered
from dcsgui.core.objects.changes.undoing import no_way_back

__all__ = ["changes", "last_change", "take_back", "undo"]


def changes(file: str) -> FileChanges:
    """List the changes that a file remembers, newest last, and what became of each.

    Parameters
    ----------
    file : str
        A detector file.

    Raises
    ------
    StoreNotAvailable, AccessDenied, Busy, Damaged
    """
    rows = tuple(_row(file, one) for one in to_look(file).remembered())
    return FileChanges(NodeId(file), rows)


def take_back(file: str, number: int, comment: str = "", *, dry_run: bool = False) -> Undone:
    """Take back any change of a file that stands, not only the last one.

    The file is then as if the change had not been made; all that came later stays, and answers
    what it did. To take back a change that itself took one back is to do that again: all is then
    exactly as it was, with the same numbers, production times and defaults.

    Parameters
    ----------
    file : str
        A detector file.
    number : int
        Of the change, see `changes`.
    comment : str
        Why, for the history.
    dry_run : bool
        Only say what would be done, and which answers that would change.

    Raises
    ------
    NotFound
        If no change of that number is remembered.
    Conflict
        If it was taken back already, or can't be; if somebody has changed since what it left; or
        if something that came later would not answer any more. Nothing is done, and the sentence
        says who did what.
    AccessDenied, Busy, Damaged, StoreNotAvailable
    """
    watch = Watch()
    entry = to_change(file).take_back(number, comment=comment, dry_run=dry_run, seen=watch)
    return _undone(file, entry, watch, dry_run=dry_run)


def last_change(file: str, *, past: bool = False) -> LastChange | None:
    """Say which change `undo` would take back; None if there is none.

    Parameters
    ----------
    file : str
        A detector file.
    past : bool
        Pass over changes that can't be taken back: purges.
    """
    entry = to_look(file).last_change(past=past)
    return None if entry is None else _shown(file, entry)


def undo(
    file: str,
    comment: str = "",
    expected: int | None = None,
    *,
    past: bool = False,
    dry_run: bool = False,
) -> Undone:
    """Take back the last change of a file; once more takes back the one before it.

    What was added is deleted, and can be restored; what was deleted or replaced comes back. All
    answers, defaults and parameters are then as they were; the history says what was done.

    Parameters
    ----------
    file : str
        A detector file.
    comment : str
        Why, for the history.
    expected : int, optional
        The number of the change that is meant, see `last_change`.
    past : bool
        Pass over changes that can't be taken back: purges.
    dry_run : bool
        Only say what would be done.

    Raises
    ------
    NotFound
        If there is nothing to take back.
    Conflict
        If it was a purge, if somebody has changed since what it left, or if another change than
        `expected` is the last one. Nothing is done.
    AccessDenied, Busy, Damaged, StoreNotAvailable
    """
    watch = Watch()
    entry = to_change(file).undo(
        comment=comment, expected=expected, past=past, dry_run=dry_run, seen=watch
    )
    return _undone(file, entry, watch, dry_run=dry_run)


def _undone(file: str, entry: UndoEntry, watch: Watch, *, dry_run: bool) -> Undone:
    found = watch.changes()
    number = 0 if dry_run else watch.number
    return Undone(_shown(file, entry), found, said(found), watch.generation, dry_run, number)


def _shown(file: str, entry: UndoEntry) -> LastChange:
    record = entry.record
    return LastChange(
        NodeId(file),
        entry.number,
        entry.words,
        record.who,
        record.tstamp.ns,
        record.comment,
        no_way_back(entry),
    )


def _row(file: str, one: Remembered) -> ChangeRow:
    entry = one.entry
    return ChangeRow(
        entry.number,
        entry.words,
        entry.record.who,
        entry.record.tstamp.ns,
        entry.record.comment,
        one.refusal,
        entry.undoes,
        one.undone_by,
        tuple(NodeId(file, path) for path in one.paths),
    )
