"""Finding the constants of a time in a store, and saying why they were found, or not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from dcsgui.core.files.records import RangeTable
from dcsgui.core.files.runtables import time_of_run
from dcsgui.core.objects import lookup
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
    ranges : tuple of str
        All ranges that count at that time, the winner first.
    vers : object
        The version asked for; None for the default.
    """

    path: Path
    ctype: str
    tstamp: Timestamp
    range: DCRange
    version: DCVersion
    ranges: tuple[str, ...]
    vers: object = None

    @property
    def why(self) -> str:
        """Say in a sentence why this version of this range won."""
        count = len(self.ranges)
        among = (
            "is the only range with versions that contains it"
            if count == 1
            else f"has the latest begin of {count} ranges with versions that contain it"
        )
        if self.vers is not None:
            which = "was asked for"
        elif self.range.pinned:
            which = "is its default"
        else:
            which = "was added to it last, as no default is set"
        return (
            f"At {self.tstamp}, '{self.ctype}' is answered by the range {self.range.name} "
            f"({self.range.validity.words()}), which {among}; version {self.version.versind} "
            f"{which}."
        )


def find(
    store: Browsing, ctype: str, tsp: object, vers: object = None, follow: str | None = None
) -> Selection:
    """Find which constants of a store are valid at a time; see `DCStore.get`."""
    if follow is not None and follow not in FOLLOW:
        raise BadValue(f"Constants can be followed to {' or '.join(FOLLOW)}, not to {follow!r}.")
    tstamp = Timestamp.of(tsp, time_of_run)
    try:
        return _find_here(store, ctype, tstamp, vers)
    except ConstantsNotFound:
        if follow is None:
            raise
        relatives = _relatives(store, follow)
        for relative in relatives:
            try:
                return _find_here(relative, ctype, tstamp, vers)
            except ConstantsNotFound:
                continue
        raise


def _find_here(store: Browsing, ctype: str, tstamp: Timestamp, vers: object) -> Selection:
    try:
        cto = store.ctypeobj(ctype)
    except NotFound as error:
        near = nearest_ctype(ctype)
        hint = f" Did you mean '{near}'?" if near in store.ctypes() else ""
        raise ConstantsNotFound(f"{error}{hint} ({store.path})") from error
    table = cto.table()
    rows = lookup.candidates(table, tstamp.ns)
    if not len(rows):
        raise ConstantsNotFound(_nothing_valid(store.path, ctype, tstamp, table))
    tsro = cto.rangeobj_at(table, int(rows[0]))
    try:
        verso = _version(tsro, vers)
    except NotFound as error:
        raise ConstantsNotFound(f"{error} ({store.path})") from error
    return Selection(
        store.path, ctype, tstamp, tsro, verso, tuple(table.name(int(i)) for i in rows), vers
    )


def _version(tsro: DCRange, vers: object) -> DCVersion:
    if vers is None:
        return tsro.answering()
    return tsro.versobj(vers)


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


def _relatives(store: Browsing, follow: str) -> list[Browsing]:
    """Open the predecessors (or successors), nearest first, that lie beside this store."""
    ask: Callable[[Browsing], str | None] = (
        (lambda one: one.predecessor())
        if follow == "predecessor"
        else (lambda one: one.successor())
    )
    found: list[Browsing] = []
    seen = {store.detname()}
    name = ask(store)
    while name is not None and name not in seen:
        seen.add(name)
        try:
            relative = store.relative(name)
        except StoreNotAvailable as error:
            raise ConstantsNotFound(
                f"{store.detname()} has no such constants, and its {follow} {name} can't be "
                f"asked: {error}."
            ) from error
        found.append(relative)
        name = ask(relative)
    return found
