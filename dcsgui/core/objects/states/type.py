"""A type in memory: its ranges as a table, and those that were asked for as states."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, field

import numpy as np

from dcsgui.core.files.records import OPEN_NS, RangeTable, VersionInfo
from dcsgui.core.objects.states.node import NodeState
from dcsgui.core.objects.states.range import RangeState
from dcsgui.core.objects.states.tables import empty_table, merged
from dcsgui.core.values.errors import AlreadyExists, NotFound
from dcsgui.core.values.validity import Validity


@dataclass(eq=False)
class TypeState(NodeState):
    """A type: its ranges as a table, and those that were asked for as states.

    Attributes
    ----------
    by_addition : bool
        See `RangeState`.
    """

    name: str = ""
    by_addition: bool = False
    _table: RangeTable | None = None
    _merged: RangeTable | None = None
    _rows: dict[str, int] | None = None
    _ranges: dict[str, RangeState] = field(default_factory=dict)
    _changed: set[str] = field(default_factory=set)
    _gone: set[str] = field(default_factory=set)

    @property
    def table(self) -> RangeTable:
        """The ranges, ready for the look-up."""
        if not self._changed and not self._gone:
            return self.stored
        if self._merged is None:
            changed = {name: self._ranges[name] for name in self._changed}
            self._merged = merged(self.stored, self._row, changed, self._gone)
        return self._merged

    @property
    def stored(self) -> RangeTable:
        """The ranges as they are in the file."""
        if self._table is None:
            self._table = self.ask(lambda reader, path: reader.ranges(*path), empty_table())
        return self._table

    def _row(self, name: str) -> int | None:
        """Find the row of a range in the file; tables with names are searched by a dictionary."""
        names = self.stored.names
        if names is None:
            return self.stored.row(name)
        if self._rows is None:
            self._rows = {known: row for row, known in enumerate(names)}
        return self._rows.get(name)

    def touch(self, name: str) -> None:
        """Note that a range differs from that of the file."""
        self._changed.add(name)
        self._merged = None

    def range(self, name: str) -> RangeState:
        """Return the state of a range; `NotFound` if there is none."""
        known = self._ranges.get(name)
        if known is not None:
            return known
        row = None if name in self._gone else self._row(name)
        if row is None:
            raise NotFound(
                f"There is no range '{name}' in the type '{self.name}'; it is not, or no longer, "
                f"one of its {len(self.table)} ranges, see ranges()."
            )
        return self._at(row, name)

    def outdated(self, table: RangeTable, rows: Collection[int]) -> bool:
        """Tell whether rows, or any name, are not what the file says; then ask another table.

        Only programs that do not know of our summary of the ranges bring that about, so the file
        is not opened for it.
        """
        if table is not self._table or self.source is None or not self.source.is_open:
            return False
        true = self.ask(lambda reader, path: reader.confirm(path[0], table, rows), table)
        if true is table:
            return False
        self._table, self._rows, self._merged = true, None, None
        self._ranges = {name: self._ranges[name] for name in self._changed}
        return True

    def name_at(self, table: RangeTable, row: int) -> str:
        """Name the range of a row of a table, and have its state ready."""
        name = table.name(row)
        if table is self._table and name not in self._ranges:
            self._at(row, name)
        return name

    def _at(self, row: int, name: str) -> RangeState:
        table = self.stored
        answer = table.answer(row)
        state = RangeState(
            source=self.source,
            origin=(*(self.origin or ()), name),
            validity=table.validity(row),
            by_addition=self.by_addition,
            pinned=answer if table.pinned[row] else None,
            nversions_stored=int(table.nversions[row]),
            answer_stored=answer,
        )
        self._ranges[name] = state
        return state

    def has(self, name: str) -> bool:
        """Whether there is a range of that name."""
        return name in self._ranges or (name not in self._gone and self._row(name) is not None)

    def name_of(self, validity: Validity, name: str) -> str | None:
        """Find the range with these ends, which most likely has this name."""
        if self.has(name) and self.range(name).validity == validity:
            return name
        table = self.table
        end = OPEN_NS if validity.end is None else validity.end.ns
        rows = np.flatnonzero((table.begin_ns == validity.begin.ns) & (table.end_ns == end))
        return table.name(int(rows[0])) if len(rows) else None

    def put(self, name: str, state: RangeState) -> None:
        """Add a range."""
        state.by_addition = self.by_addition
        self._ranges[name] = state
        self.touch(name)

    def drop(self, name: str) -> RangeState:
        """Take a range out."""
        state = self.range(name)
        del self._ranges[name]
        self._changed.discard(name)
        self._gone.add(name)
        self._merged = None
        return state

    def settle(self, *, by_addition: bool, name_of: Callable[[Validity], str]) -> dict[str, str]:
        """Name the ranges of a new type as a layout does; return the new names by the old ones."""
        names = {name: name_of(state.validity) for name, state in self._ranges.items()}
        if len(set(names.values())) < len(names):
            raise AlreadyExists(
                f"Two ranges of '{self.name}' would have the same name in this file, whose layout "
                f"tells ranges apart by whole seconds only. Change the ends of one."
            )
        ranges = {names[name]: state for name, state in self._ranges.items()}
        self.by_addition, self._ranges, self._changed = by_addition, ranges, set(ranges)
        self._merged = None
        for state in ranges.values():
            state.by_addition = by_addition
        return names

    def fill(self) -> None:
        """Read the versions of all ranges at once; the fast way to list a type."""
        listing: dict[str, list[VersionInfo]] = self.ask(
            lambda reader, path: reader.all_versions(*path), {}
        )
        table = self.stored
        rows = self._rows or {table.name(row): row for row in range(len(table))}
        for name, infos in listing.items():
            if name not in self._gone and name in rows:
                state = self._ranges.get(name) or self._at(rows[name], name)
                if not state.is_new:
                    state.fill(infos)
