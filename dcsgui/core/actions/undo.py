"""Taking back the last change of a detector file, whoever made it, as a new change."""

from __future__ import annotations

from dcsgui.core.actions.answers.edits import LastChange, Undone
from dcsgui.core.actions.answers.nodes import NodeId
from dcsgui.core.actions.editing.watching import Watch, said
from dcsgui.core.actions.opening import to_change, to_look
from dcsgui.core.files.undo_log import UndoEntry
from dcsgui.core.objects.changes.undoing import no_way_back

__all__ = ["last_change", "undo"]


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
    changes = watch.changes()
    return Undone(_shown(file, entry), changes, said(changes), watch.generation, dry_run)


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
