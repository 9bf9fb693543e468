"""What a store looks like in memory: read from its file as asked for, changed as asked for.

A state is one node as `DCStore` and its objects see it, with the pending changes. The file behind
it is read lazily, level by level, and arrays only when somebody wants them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol, TypeVar

from dcsgui.core.files.layout import Reader
from dcsgui.core.files.records import (
    Constants,
    Head,
    ParValue,
    Path,
    RangeTable,
    Record,
    VersionInfo,
)
from dcsgui.core.objects.tables import empty_table, merged
from dcsgui.core.values.errors import NotFound
from dcsgui.core.values.timestamps import Timestamp
from dcsgui.core.values.validity import Validity

T = TypeVar("T")


class Source(Protocol):
    """A file that can be read: opened, asked, and closed again."""

    def read(self, question: Callable[[Reader], T]) -> T:
        """Ask a reader of the file."""
        ...


@dataclass(eq=False)
class NodeState:
    """A node: its parameters and history, and where in which file it is; nowhere if it is new."""

    source: Source | None = None
    origin: Path | None = None
    _pars: dict[str, ParValue] | None = None
    _records: list[Record] | None = None

    def _ask(self, question: Callable[[Reader, Path], T], otherwise: T) -> T:
        if self.source is None or self.origin is None:
            return otherwise
        origin = self.origin
        return self.source.read(lambda reader: question(reader, origin))

    @property
    def pars(self) -> dict[str, ParValue]:
        """The parameters; the dictionary itself, to be changed in place."""
        if self._pars is None:
            nothing: dict[str, ParValue] = {}
            self._pars = self._ask(lambda reader, path: reader.pars(path), nothing)
        return self._pars

    @property
    def records(self) -> list[Record]:
        """The history, oldest first; the list itself, to be changed in place."""
        if self._records is None:
            nothing: list[Record] = []
            self._records = self._ask(lambda reader, path: reader.history(path), nothing)
        return self._records

    @records.setter
    def records(self, records: list[Record]) -> None:
        self._records = records


@dataclass(eq=False)
class VersionState(NodeState):
    """A version: what is known of it, and its constants while they are not in the file yet."""

    name: str = ""
    tsvers: Timestamp | None = None
    exact: bool = True
    comment: str = ""
    versind: int | None = None
    pending: Constants | None = None
    _info: VersionInfo | None = None

    @property
    def is_new(self) -> bool:
        """Whether it is not in the file yet."""
        return self.origin is None

    @property
    def info(self) -> VersionInfo | None:
        """What the file knows of it; None for a new one."""
        if self._info is None:
            self._info = self._ask(lambda reader, path: reader.version(path), None)
        return self._info

    def constants(self) -> Constants | None:
        """Return the constants: pending ones, else those of the file."""
        if self.pending is not None:
            return self.pending
        return self._ask(lambda reader, path: reader.constants(path), None)


@dataclass(eq=False)
class RangeState(NodeState):
    """A range: its ends, its versions in the order of addition, and its default."""

    validity: Validity = field(default_factory=lambda: Validity(Timestamp(0), None))
    pinned: str | None = None
    nversions_stored: int = 0
    answer_stored: str = ""
    _versions: dict[str, VersionState] | None = None
    _answering: VersionState | None = None

    @property
    def versions(self) -> dict[str, VersionState]:
        """The versions by name, in the order of addition."""
        if self._versions is None:
            infos: list[VersionInfo] = self._ask(lambda reader, path: reader.versions(*path), [])
            self.fill(infos)
        assert self._versions is not None  # noqa: S101 (for the type checker)
        return self._versions

    def version(self, name: str) -> VersionState | None:
        """Return a version by name; the one that answers without listing the others."""
        if self._versions is None and name == self.answer_stored and self.origin:
            return self._lone()
        return self.versions.get(name)

    def _lone(self) -> VersionState:
        if self._answering is None:
            origin = (*(self.origin or ()), self.answer_stored)
            self._answering = VersionState(
                source=self.source, origin=origin, name=self.answer_stored
            )
        return self._answering

    def fill(self, infos: list[VersionInfo]) -> None:
        """Take the versions from a listing, unless they are known."""
        if self._versions is None:
            ordered = sorted(infos, key=lambda info: info.serial)
            self._versions = {info.name: self._listed(info) for info in ordered}

    def _listed(self, info: VersionInfo) -> VersionState:
        state = self._answering
        if state is None or state.name != info.name:
            origin = (*(self.origin or ()), info.name)
            state = VersionState(source=self.source, origin=origin, name=info.name)
        state.tsvers, state.versind, state._info = info.tsvers, info.versind, info
        return state

    def numbered(self) -> dict[int, VersionState]:
        """List the versions by number; new ones get the next numbers in order of production."""
        known = {v.versind: v for v in self.versions.values() if v.versind is not None}
        fresh = [v for v in self.versions.values() if v.versind is None]
        fresh.sort(key=lambda v: v.tsvers.ns if v.tsvers else 0)
        last = max(known, default=0)
        return known | {last + i: version for i, version in enumerate(fresh, 1)}

    @property
    def nversions(self) -> int:
        """How many versions it holds."""
        return self.nversions_stored if self._versions is None else len(self._versions)

    @property
    def answer(self) -> str:
        """The name of the version that answers: the pinned one, else the one added last."""
        if self._versions is None:
            return self.answer_stored
        if self.pinned in self._versions:
            return self.pinned or ""
        return next(reversed(self._versions), "")


@dataclass(eq=False)
class TypeState(NodeState):
    """A type: its ranges as a table, and those that were asked for as states."""

    name: str = ""
    _table: RangeTable | None = None
    _merged: RangeTable | None = None
    _ranges: dict[str, RangeState] = field(default_factory=dict)
    _gone: set[str] = field(default_factory=set)

    @property
    def table(self) -> RangeTable:
        """The ranges, ready for the look-up."""
        if not self._changed:
            return self.stored
        if self._merged is None:
            self._merged = merged(self.stored, self._ranges, self._gone)
        return self._merged

    @property
    def stored(self) -> RangeTable:
        """The ranges as they are in the file."""
        if self._table is None:
            self._table = self._ask(lambda reader, path: reader.ranges(*path), empty_table())
        return self._table

    _changed: bool = False

    def touch(self) -> None:
        """Note that ranges differ from those of the file."""
        self._changed, self._merged = True, None

    def range(self, name: str) -> RangeState:
        """Return the state of a range; `NotFound` if there is none."""
        if name in self._ranges:
            return self._ranges[name]
        table = self.stored
        row = None if name in self._gone else table.row(name)
        if row is None:
            raise NotFound(f"There is no range '{name}' in the type '{self.name}'.")
        state = RangeState(
            source=self.source,
            origin=(*(self.origin or ()), name),
            validity=table.validity(row),
            pinned=table.answer(row) if table.pinned[row] else None,
            nversions_stored=int(table.nversions[row]),
            answer_stored=table.answer(row),
        )
        self._ranges[name] = state
        return state

    def has(self, name: str) -> bool:
        """Whether there is a range of that name."""
        if name in self._ranges:
            return True
        return name not in self._gone and self.stored.row(name) is not None

    def put(self, name: str, state: RangeState) -> None:
        """Add a range."""
        self._ranges[name] = state
        self._gone.discard(name)
        self.touch()

    def drop(self, name: str) -> RangeState:
        """Take a range out."""
        state = self.range(name)
        del self._ranges[name]
        self._gone.add(name)
        self.touch()
        return state

    def fill(self) -> None:
        """Read the versions of all ranges at once; the fast way to list a type."""
        listing: dict[str, list[VersionInfo]] = self._ask(
            lambda reader, path: reader.all_versions(*path), {}
        )
        for name, infos in listing.items():
            if name not in self._gone and (
                name in self._ranges or self.table.row(name) is not None
            ):
                self.range(name).fill(infos)


@dataclass(eq=False)
class StoreState(NodeState):
    """The root level: the head, and the types by name."""

    head: Head | None = None
    types: dict[str, TypeState] = field(default_factory=dict)

    def list_types(self, ctypes: list[str]) -> None:
        """Take the names of the types from the file."""
        self.types = {
            name: TypeState(source=self.source, origin=(name,), name=name) for name in ctypes
        }

    def type(self, name: str) -> TypeState:
        """Return the state of a type; `NotFound` if there is none."""
        state = self.types.get(name)
        if state is None:
            known = ", ".join(self.types) or "none"
            raise NotFound(f"There is no calibration type '{name}'; the types are: {known}.")
        return state
