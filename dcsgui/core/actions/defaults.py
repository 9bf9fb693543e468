"""Setting and releasing the default version of a range."""

from __future__ import annotations

from dcsgui.core.actions.answers.defaults import DefaultChange, DefaultState
from dcsgui.core.actions.answers.nodes import NodeId
from dcsgui.core.actions.opening import range_of, to_change, to_look
from dcsgui.core.files.records import OPEN_NS
from dcsgui.core.objects import lookup
from dcsgui.core.objects.changes.defaults import DefaultSet
from dcsgui.core.objects.changes.standing import Standing
from dcsgui.core.objects.store import DCStore
from dcsgui.core.values.timestamps import Timestamp
from dcsgui.core.values.validity import Validity

__all__ = ["as_it_is", "set_default", "state"]

SHOWN = 3
"""So many stretches of time are named in words."""

Times = tuple[tuple[int, int | None], ...]


def state(node: NodeId) -> DefaultState:
    """Say how the range that a node is, or is in, answers, and how often that was changed."""
    store = to_look(node.file)
    with store.opened():
        return _state_of(store, node)


def as_it_is(node: NodeId, version: str | None) -> DefaultChange | None:
    """Return a change that changes nothing, where the default is what it is to be; else None."""
    store = to_look(node.file)
    with store.opened():
        now, generation = _state_of(store, node), store.generation
    if now.pinned != version:
        return None
    where = NodeId(node.file, node.path[:2])
    which = f"v{now.versind} is the default already" if version else "no default is set already"
    words = f"{node.ctype} of {node.detname}: {which}; nothing was changed."
    return DefaultChange(where, now, now, (), words, generation)


def set_default(
    node: NodeId,
    version: str | None,
    comment: str = "",
    expected: DefaultState | None = None,
    *,
    dry_run: bool = False,
) -> DefaultChange:
    """Make a version the default of a range, or release it to auto.

    Parameters
    ----------
    node : NodeId
        The range, or a version of it.
    version : str or None
        The name of a version; None is auto.
    comment : str
        Why; the repository requires it.
    expected : DefaultState, optional
        How the range answered when somebody decided this. It is compared within the transaction;
        its number is not, nor are `changes` below 0.
    dry_run : bool
        Check everything and say what would change; nothing is done.

    Raises
    ------
    Conflict
        If the range answers otherwise by now; the sentence says who changed it, and nothing is
        done.
    BadValue
        If it is so already, or the reason is missing.
    NotFound, AccessDenied, Busy, Damaged, StoreNotAvailable
    """
    tsro = range_of(to_change(node.file), node)
    standing = None if expected is None else _standing(expected)
    made = tsro.redefine(version, comment=comment, expected=standing, dry_run=dry_run)
    return _change(NodeId(node.file, (node.ctype, tsro.name)), made)


def _state_of(store: DCStore, node: NodeId) -> DefaultState:
    tsro = range_of(store, node)
    now = tsro.standing()
    return _state(now, tsro.version_named(now.answer).versind if now.answer else 0)


def _change(node: NodeId, made: DefaultSet) -> DefaultChange:
    before = _state(made.before, made.numbers[0])
    after = _state(made.after, made.numbers[1])
    times: Times = ()
    row = made.table.row(node.range_name)
    if made.before.answer != made.after.answer and row is not None:
        won = lookup.times_won(made.table, row)
        times = tuple((begin, None if end == OPEN_NS else end) for begin, end in won)
    words = f"{node.ctype} of {node.detname}: {_difference(before, after, times)}"
    return DefaultChange(node, before, after, times, words, made.generation, made.change)


def _difference(before: DefaultState, after: DefaultState, times: Times) -> str:
    if before.answer == after.answer:
        how = "is the default now" if after.pinned else "answers as the one added last now"
        return f"v{after.versind} {how}; it was the answer before, too."
    words = f"v{after.versind} instead of v{before.versind}"
    if not times:
        return f"{words}; no answer changes, as other ranges win over this one at all times."
    stretches = [_stretch(begin, end) for begin, end in times]
    if len(stretches) > SHOWN:
        more = len(stretches) - SHOWN
        stretches = [*stretches[:SHOWN], f"{more} more stretches of time"]
    if len(stretches) == 1:
        return f"{words}, {stretches[0]}."
    return f"{words}, {', '.join(stretches[:-1])} and {stretches[-1]}."


def _stretch(begin: int, end: int | None) -> str:
    return Validity(Timestamp(begin), None if end is None else Timestamp(end)).words()


def _state(standing: Standing, number: int) -> DefaultState:
    changes = -1 if standing.changes is None else standing.changes
    return DefaultState(standing.pinned, standing.answer, number, changes)


def _standing(state: DefaultState) -> Standing:
    return Standing(state.pinned, state.answer, None if state.changes < 0 else state.changes)
