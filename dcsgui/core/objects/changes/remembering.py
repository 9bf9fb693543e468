"""The changes that a file remembers, with what became of each."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from dcsgui.core.files.records import Deleted, Path
from dcsgui.core.files.undo_log import UndoEntry
from dcsgui.core.objects.changes import inverses
from dcsgui.core.objects.changes.chains import deciding, undone_by
from dcsgui.core.objects.changes.undoing import NOT_DECIDING, no_way_back


@dataclass(frozen=True, slots=True)
class Remembered:
    """A change in the log of a file.

    Attributes
    ----------
    entry : UndoEntry
    refusal : str
        Why it can never be taken back; "" if it may be.
    undone_by : int
        The number of the change that took it back; 0: it stands.
    paths : tuple of Path
        The nodes that it has changed, by the names of then.
    """

    entry: UndoEntry
    refusal: str
    undone_by: int
    paths: tuple[Path, ...]


def remembered(log: Sequence[UndoEntry], deleted: Collection[Deleted]) -> list[Remembered]:
    """List the changes of a log, oldest first.

    Parameters
    ----------
    log : sequence of UndoEntry
    deleted : collection of Deleted
        All that was deleted in the file: what was purged can't come back.
    """
    undone = undone_by(log)
    numbers = {old: new for entry in log for old, new in entry.renumbered}
    decide = deciding(log)
    purged = {gone.number for gone in deleted if gone.purged}
    found = []
    for entry in log:
        steps = [inverses.unpacked(step) for step in entry.steps]
        refusal = no_way_back(entry)
        if entry.number not in decide and entry.number not in undone:
            refusal = refusal or NOT_DECIDING
        for step in steps:
            latest = inverses.renamed(step, numbers, {})
            if isinstance(latest, inverses.RestoreNode) and latest.number in purged:
                refusal = refusal or f"{'/'.join(latest.path)} was purged, and is gone for ever"
        paths = dict.fromkeys(step.path for step in steps)
        found.append(Remembered(entry, refusal, undone.get(entry.number, 0), tuple(paths)))
    return found
