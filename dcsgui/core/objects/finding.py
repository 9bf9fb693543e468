"""Finding the constants of a time in a store, and saying why they were found, or not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from dcsgui.core.files.records import RangeTable
from dcsgui.core.objects import lookup
from dcsgui.core.objects.arguments import is_one_of
from dcsgui.core.values.errors import BadValue, ConstantsNotFound, NotFound, StoreNotAvailable
from dcsgui.core.values.names import nearest_ctype
from dcsgui.core.values.timestamps import Timestamp

if TYPE_CHECKING:
    from dcsgui.core.objects.browsing import Browsing
    from dcsgui.core.objects.range import DCRange
    from dcsgui.core.objects.version import DCVersion

FOLLOW = ("predecessor", "successor")


@dataclass(frozen=True, slots=True)
class Selection:
    """Which constants are valid at a time.

    Attributes
    ----------
    path : Path
        The file they are in.
    ctype : str
        Their calibration type.
    tstamp : Timestamp
        What the time asked for was taken for.
    range : DCRange
        The range that won.
    version : DCVersion
        The version of it that answers.
    vers : object
        The version asked for; None for the default.
    pinned : bool
        Somebody had set the default of the range.
    """

    path: Path
    ctype: str
    tstamp: Timestamp
    range: DCRange
    version: DCVersion
    vers: object
    pinned: bool
    _table: RangeTable = field(repr=False, compare=False)

    @property
    def ranges(self) -> tuple[str, ...]:
        """The names of all ranges that count at that time, the winner first."""
        rows = lookup.candidates(self._table, self.tstamp.ns)
        return tuple(self._table.name(row) for row in rows.tolist())

    @property
    def why(self) -> str:
        """Say in a sentence why this version of this range won."""
        if self.vers is not None:
            which = "was asked for"
        elif self.pinned:
            which = "is its default"
        else:
            which = "was added to it last, as no default is set"
        return (
            f"At {self.tstamp}, '{self.ctype}' is answered by the range {self.range.name} "
            f"({self.range.validity.words()}), which {self._among()}; version "
            f"{self.version.versind} {which}."
        )

    def _among(self) -> str:
        rows = lookup.candidates(self._table, self.tstamp.ns)
        begins = self._table.begin_ns[rows]
        if len(rows) == 1:
            return "is the only range with versions that contains it"
        if begins[0] == begins[1]:
            return (
                f"ends first of those with the latest begin, among {len(rows)} ranges with "
                f"versions that contain it"
            )
        return f"has the latest begin of {len(rows)} ranges with versions that contain it"


def find(
    store: Browsing, ctype: str, *, tstamp: Timestamp, vers: object, follow: str | None
) -> Selection:
    """Find which constants of a store are valid at a time; see `DCStore.get`."""
    if follow is not None and not is_one_of(follow, FOLLOW):
        raise BadValue(f"Constants can be followed to {' or '.join(FOLLOW)}, not to {follow!r}.")
    try:
        return _find_here(store, ctype, tstamp=tstamp, vers=vers)
    except ConstantsNotFound as error:
        if follow is None:
            raise
        asked: list[str] = []
        for relative in _relatives(store, follow, str(error)):
            asked.append(relative.detname())
            try:
                return relative.find(ctype, tstamp, vers)
            except ConstantsNotFound:
                continue
        raise ConstantsNotFound(
            f"{error} Nor are there any of its {follow}s: {', '.join(asked) or 'it has none'}."
        ) from error


def _find_here(store: Browsing, ctype: str, *, tstamp: Timestamp, vers: object) -> Selection:
    try:
        cto = store.ctypeobj(ctype)
    except NotFound as error:
        near = nearest_ctype(ctype)
        hint = f" Did you mean '{near}'?" if near in store.ctypes() else ""
        raise ConstantsNotFound(f"{error}{hint} ({store.path})") from error
    table = cto.table()
    row = lookup.winner(table, tstamp.ns)
    if cto.is_outdated(table, [] if row is None else [row]):
        table = cto.table()
        row = lookup.winner(table, tstamp.ns)
    if row is None:
        raise ConstantsNotFound(_nothing_valid(store.path, ctype, tstamp, table))
    tsro = cto.rangeobj_at(table, row)
    try:
        verso = tsro.versobj(vers)
    except NotFound as error:
        raise ConstantsNotFound(f"{error} ({store.path})") from error
    pinned = bool(table.pinned[row])
    return Selection(store.path, ctype, tstamp, tsro, verso, vers, pinned, table)


def _nothing_valid(path: Path, ctype: str, tstamp: Timestamp, table: RangeTable) -> str:
    before, after = lookup.neighbours(table, tstamp.ns)
    words = f"No constants of type '{ctype}' are valid at {tstamp} in {path}."
    if before is not None:
        words += f" The nearest earlier range is {_described(table, before)}."
    if after is not None:
        words += f" The nearest later range is {_described(table, after)}."
    if before is None and after is None:
        words += " The type has no range with constants."
    return words


def _described(table: RangeTable, row: int) -> str:
    return f"{table.name(row)}, {table.validity(row).words()}"


def _relatives(store: Browsing, follow: str, why: str) -> Iterator[Browsing]:
    """Open the predecessors (or successors) that lie beside a store, nearest first, as needed."""
    seen = {store.detname()}
    name = _next_name(store, follow)
    while name is not None and name not in seen:
        seen.add(name)
        try:
            store = store.relative(name)
        except (StoreNotAvailable, BadValue) as error:
            raise ConstantsNotFound(
                f"{why} The {follow} {name!r} can't be asked: {error}."
            ) from error
        yield store
        name = _next_name(store, follow)


def _next_name(store: Browsing, follow: str) -> str | None:
    return store.predecessor() if follow == "predecessor" else store.successor()
