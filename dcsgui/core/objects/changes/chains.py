"""Which changes of a file stand: taking back a taking-back is to do the change again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dcsgui.core.files.undo_log import UndoEntry


def undone_by(log: Sequence[UndoEntry]) -> dict[int, int]:
    """Say which changes do not stand, each with the one that stands and took it back.

    A change stands unless a change that stands has taken it back.

    Parameters
    ----------
    log : sequence of UndoEntry
        Oldest first.
    """
    undone: dict[int, int] = {}
    for entry in reversed(log):
        if entry.undoes and entry.number not in undone:
            undone.setdefault(entry.undoes, entry.number)
    return undone


def roots(log: Iterable[UndoEntry]) -> dict[int, int]:
    """Say for each change which one it took back, or did again, in the end; others are their own.

    Parameters
    ----------
    log : iterable of UndoEntry
        Oldest first.
    """
    found: dict[int, int] = {}
    for entry in log:
        found[entry.number] = found.get(entry.undoes, entry.undoes) or entry.number
    return found


def does_again(log: Iterable[UndoEntry], entry: UndoEntry) -> bool:
    """Whether to take a change back is to do another one again."""
    known = {one.number: one for one in log}
    again = False
    while entry.undoes:
        again = not again
        if entry.undoes not in known:
            break
        entry = known[entry.undoes]
    return again


def deciding(log: Sequence[UndoEntry]) -> set[int]:
    """List the changes that stand, and without which the change at their root would not, or would.

    Where one was taken back twice, each time after it was done again, only the latest taking-back
    of it counts: to take back the other one would change nothing by the log.
    """
    undone = undone_by(log)
    known = {entry.number: entry for entry in log}
    takers: dict[int, set[int]] = {}
    for entry in log:
        if entry.undoes and entry.number not in undone:
            takers.setdefault(entry.undoes, set()).add(entry.number)

    def decides(entry: UndoEntry | None) -> bool:
        while entry is not None and entry.undoes:
            if takers.get(entry.undoes, set()) - {entry.number}:
                return False
            entry = known.get(entry.undoes)
        return True

    return {number for number in known if number not in undone and decides(known[number])}


def differing_since(log: Sequence[UndoEntry], number: int) -> set[int]:
    """List the changes, by their roots, that stand now and did not after a change, or reversely.

    What was done and taken back since then is not among them.
    """
    before = undone_by([entry for entry in log if entry.number <= number])
    now = undone_by(log)
    return {
        root
        for root in roots(log).values()
        if (root <= number and root not in before) != (root not in now)
    }
