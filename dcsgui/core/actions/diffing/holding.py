"""A type, range or version of a store that is held open, with what its file says of it."""

from __future__ import annotations

from dataclasses import dataclass

from dcsgui.core.actions.answering import true_table
from dcsgui.core.files.records import RangeTable, VersionInfo
from dcsgui.core.objects.ctype import DCType
from dcsgui.core.objects.range import DCRange
from dcsgui.core.objects.store import DCStore
from dcsgui.core.objects.version import DCVersion
from dcsgui.core.values.validity import Validity

__all__ = ["HeldRange", "HeldType", "HeldVersion"]


@dataclass(frozen=True, slots=True)
class HeldVersion:
    """A version, and what it holds constants of."""

    version: DCVersion
    info: VersionInfo
    path: tuple[str, ...]
    dettype: str

    @property
    def ctype(self) -> str:
        """Its type."""
        return self.path[0]

    @property
    def digest(self) -> str:
        """Its digest, computed where the file has none."""
        return self.info.digest or self.version.digest


@dataclass(frozen=True, slots=True)
class HeldType:
    """A type, with the versions of its ranges, or of some of them."""

    store: DCStore
    cto: DCType
    table: RangeTable
    infos: dict[str, list[VersionInfo]]

    @classmethod
    def of(cls, store: DCStore, ctype: str, names: tuple[str, ...] | None = None) -> HeldType:
        """Read what a type, or these ranges of it, holds."""
        cto = store.ctypeobj(ctype)
        if names is not None:
            rows = [row for row in map(cto.table().row, names) if row is not None]
            cto.is_outdated(cto.table(), rows)
            return cls(store, cto, cto.table(), cto.stored_versions(names))
        table = true_table(cto)
        infos: dict[str, list[VersionInfo]] = {}
        for one in cto.listing():  # which also spares the ranges to be read one by one
            infos.setdefault(one.range_name, []).append(one.info)
        return cls(store, cto, table, infos)

    @property
    def path(self) -> tuple[str, ...]:
        """The path of the type."""
        return (self.cto.ctype(),)

    def ranges(self) -> list[HeldRange]:
        """Return the ranges, by begin, then by end, open last."""
        return [HeldRange(self, row) for row in self.table.order()]

    def range(self, name: str) -> HeldRange:
        """Return a range by name."""
        self.cto.rangeobj(name)  # says what is missing
        return HeldRange(self, self.table.rows()[name])


@dataclass(frozen=True, slots=True)
class HeldRange:
    """A range: a row of the table of its type."""

    of: HeldType
    row: int

    @property
    def name(self) -> str:
        """Its name."""
        return self.of.table.name(self.row)

    @property
    def path(self) -> tuple[str, ...]:
        """Its path."""
        return (*self.of.path, self.name)

    @property
    def begin_ns(self) -> int:
        """Its begin."""
        return int(self.of.table.begin_ns[self.row])

    @property
    def end_ns(self) -> int:
        """Its end, `OPEN_NS` if it is open."""
        return int(self.of.table.end_ns[self.row])

    @property
    def validity(self) -> Validity:
        """Both ends."""
        return self.of.table.validity(self.row)

    @property
    def pinned(self) -> bool:
        """Whether somebody set its default."""
        return bool(self.of.table.pinned[self.row])

    @property
    def answer(self) -> str:
        """The name of the version that answers for it, "" if there is none."""
        return self.of.table.answer(self.row)

    @property
    def object(self) -> DCRange:
        """The range itself."""
        return self.of.cto.rangeobj_at(self.of.table, self.row)

    def versions(self) -> list[HeldVersion]:
        """Return the versions, by number."""
        infos = sorted(self.of.infos.get(self.name, []), key=_number)
        return [self._held(info) for info in infos]

    def version(self, name: str) -> HeldVersion:
        """Return a version by name."""
        self.object.version_named(name)  # says what is missing
        return next(one for one in self.versions() if one.info.name == name)

    def _held(self, info: VersionInfo) -> HeldVersion:
        verso = self.object.version_named(info.name)
        return HeldVersion(verso, info, (*self.path, info.name), self.of.store.dettype())


def _number(info: VersionInfo) -> int:
    return info.versind
