"""Explaining which constants are valid at a time: what there was to choose from, and why."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np

from dcsgui.core.actions.answers.explained import Candidate, DefaultSetBy, Explained, Followed
from dcsgui.core.actions.answers.listings import RangeEntry, VersionRow
from dcsgui.core.actions.answers.moments import Moment
from dcsgui.core.actions.browsing import range_entry, version_rows
from dcsgui.core.actions.opening import to_look
from dcsgui.core.files.records import RangeTable
from dcsgui.core.objects import lookup
from dcsgui.core.objects.changes.standing import SET_DEFAULT
from dcsgui.core.objects.finding import FOLLOW, Selection
from dcsgui.core.objects.listing import stored_ranges
from dcsgui.core.objects.range import DCRange
from dcsgui.core.objects.store import DCStore
from dcsgui.core.values.errors import ConstantsNotFound
from dcsgui.core.values.timestamps import NS_PER_SEC, Timestamp

__all__ = ["explain"]


def explain(file: str, ctype: str, moment: Moment, *, vers: object = None) -> Explained:
    """Say which constants of a type are valid at a time, and why; or why none are.

    The sentence `why` is that of `DCStore.find`.

    Parameters
    ----------
    file : str
        The detector file.
    ctype : str
        The calibration type.
    moment : Moment
        The time, see `dcsgui.core.actions.moments.moment`.
    vers : int or any form of a time, optional
        A version by number or production time; the default of the range if None.

    Raises
    ------
    StoreNotAvailable, AccessDenied, Damaged, Busy
        That nothing is valid is an answer, and raises nothing.
    """
    store, tstamp = to_look(file), Timestamp(moment.ns)
    asked = "" if vers is None else str(vers)
    with store.opened():
        blank = Explained(file, store.detname(), ctype, moment, asked, found=False, why="")
        try:
            found = store.find(ctype, tstamp, vers)
        except ConstantsNotFound as error:
            return _not_found(store, replace(blank, why=str(error)), vers)
        return _found(store, replace(blank, found=True, why=found.why), found)


def _found(store: DCStore, blank: Explained, found: Selection) -> Explained:
    at_ns, version = found.tstamp.ns, found.version
    chosen = _choice(store, blank)
    produced = version.info.tsvers if version.info is not None else None
    return replace(
        chosen,
        version=_version_row(store, found),
        default_set=_default_set(found.range) if found.pinned else None,
        range_age_seconds=(at_ns - found.range.validity.begin.ns) / NS_PER_SEC,
        constants_age_seconds=None if produced is None else (at_ns - produced.ns) / NS_PER_SEC,
    )


def _not_found(store: DCStore, blank: Explained, vers: object) -> Explained:
    followed = tuple(_followed(store, blank, vers))
    if blank.ctype not in store.ctypes():
        return replace(blank, followed=followed)
    chosen = replace(_choice(store, blank), followed=followed)
    if chosen.candidates:
        return chosen  # it is the version that is not there
    table = store.ctypeobj(blank.ctype).table()
    before, after = lookup.neighbours(table, blank.moment.ns)
    return replace(
        chosen,
        earlier=None if before is None else range_entry(table, before),
        later=None if after is None else range_entry(table, after),
    )


def _choice(store: DCStore, blank: Explained) -> Explained:
    """Add what there was to choose from."""
    table, at_ns = store.ctypeobj(blank.ctype).table(), blank.moment.ns
    rows = lookup.candidates(table, at_ns).tolist()
    entries = [range_entry(table, row) for row in rows]
    numbers = _numbers(store, blank.ctype, entries)
    candidates = (
        Candidate(entry, numbers.get(entry.name, 0), _standing(entry, entries))
        for entry in entries
    )
    empty = (range_entry(table, row) for row in _empty_at(table, at_ns))
    return replace(blank, candidates=tuple(candidates), empty=tuple(empty))


def _empty_at(table: RangeTable, at_ns: int) -> list[int]:
    """List the rows of ranges that contain a time, but hold nothing."""
    contains = (table.begin_ns <= at_ns) & (table.end_ns >= at_ns)
    rows: list[int] = np.flatnonzero(contains & (table.nversions <= 0)).tolist()
    return rows


def _numbers(store: DCStore, ctype: str, entries: list[RangeEntry]) -> dict[str, int]:
    """Return the number of the version that answers for each of some ranges."""
    return {
        one.name: info.versind
        for piece in stored_ranges(store, ctype, [entry.name for entry in entries])
        for one in piece.ranges
        for info in one.versions
        if info.name == one.answer
    }


def _standing(entry: RangeEntry, entries: list[RangeEntry]) -> str:
    """Say how a range stands to the one that wins, the first."""
    winner = entries[0]
    if entry is winner:
        return _winning(winner, entries)
    if entry.begin_ns < winner.begin_ns:
        return f"begins earlier, at {Timestamp(entry.begin_ns)}"
    if entry.end_ns == winner.end_ns:
        return "has the same ends, and stands later in the file"
    if entry.end_ns is None:
        return "begins at the same time, and is open"
    return f"begins at the same time, and ends later, at {Timestamp(entry.end_ns)}"


def _winning(winner: RangeEntry, entries: list[RangeEntry]) -> str:
    if len(entries) == 1:
        return "wins, as the only one"
    if entries[1].begin_ns == winner.begin_ns:
        return "wins: of those with the latest begin it ends first"
    return "wins: it begins last"


def _version_row(store: DCStore, found: Selection) -> VersionRow | None:
    for piece in stored_ranges(store, found.ctype, [found.range.name]):
        for one in piece.ranges:
            for row in version_rows(found.ctype, one):
                if row.name == found.version.name:
                    return row
    return None


def _default_set(tsro: DCRange) -> DefaultSetBy | None:
    """Find who set the default of a range last."""
    for record in reversed(tsro.records()):
        if record.action.startswith(SET_DEFAULT):
            return DefaultSetBy(
                record.tstamp.ns, record.user, record.host, record.action, record.comment
            )
    return None


def _followed(store: DCStore, blank: Explained, vers: object) -> list[Followed]:
    """Ask the predecessors and the successors, where there are any."""
    first = {"predecessor": store.predecessor(), "successor": store.successor()}
    return [
        _ask(store, blank, vers, (follow, first[follow] or ""))
        for follow in FOLLOW
        if first[follow]
    ]


def _ask(store: DCStore, blank: Explained, vers: object, relative: tuple[str, str]) -> Followed:
    follow, name = relative
    try:
        found = store.find(blank.ctype, Timestamp(blank.moment.ns), vers, follow=follow)
    except ConstantsNotFound as error:
        return Followed(follow, name, "", str(error).removeprefix(blank.why).strip())
    return Followed(follow, name, str(Path(found.path)), found.why)
