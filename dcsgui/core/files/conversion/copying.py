"""Copying types, ranges and versions from a file of one layout to one of the other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from dcsgui.core.files.conversion import marks
from dcsgui.core.files.layout import Reader, Writer
from dcsgui.core.files.pscalib.history import additions, numbers_named
from dcsgui.core.files.records import Level, NewVersion, Path, RangeTable, Record, VersionInfo
from dcsgui.core.values.progress import QUIET, Progress
from dcsgui.core.values.timestamps import MICROSECOND, Timestamp

__all__ = ["Copier"]


@dataclass(slots=True)
class Copier:
    """Copies nodes; one array is in memory at a time.

    Attributes
    ----------
    old, new : Reader, Writer
    total : int
        How many versions there will be.
    stand_ins : list of Path
        Versions (of `new`) that got a production time as they had none of their own.
    """

    old: Reader
    new: Writer
    total: int = 0
    progress: Progress = QUIET
    done: int = 0
    stand_ins: list[Path] = field(default_factory=list)
    _tables: dict[str, RangeTable] = field(default_factory=dict)
    _there: dict[str, set[str]] = field(default_factory=dict)

    def whole(self) -> None:
        """Copy what is below the root level, and the parameters and history of that."""
        for ctype in self.old.ctypes():
            self.ctype(ctype)
        self._words((), ())

    def ctype(self, ctype: str) -> None:
        """Copy a type with all that is in it, into one that may be there already."""
        if ctype not in self.new.ctypes():
            self.new.add_ctype(ctype)
        table, versions = self._table(ctype), self.old.all_versions(ctype)
        for row in table.order():
            self.range((ctype, table.name(row)), versions.get(table.name(row)))
        self._words((ctype,), (ctype,))

    def range(self, path: Path, infos: list[VersionInfo] | None = None) -> Path:
        """Copy a range with all that is in it, into one that may be there already."""
        at = self.place(path)
        infos = self.old.versions(*path) if infos is None else infos
        placed = [(marks.place_of(self.old, (*path, info.name), info), info) for info in infos]
        in_order = [info for _, info in sorted(placed, key=lambda pair: pair[0])]
        births = additions(self.old.history(path))
        names = {info.name: self.version(path, info, at, births)[-1] for info in in_order}
        by_number = sorted(in_order, key=lambda info: info.versind)
        if self.new.by_addition and by_number != in_order:
            for place, info in enumerate(in_order, 1):
                marks.mark_place(self.new, (*at, names[info.name]), place)
        table = self._table(path[0])
        row = table.row(path[1])
        if row is not None and table.pinned[row]:
            self.new.set_default(at, names[table.answer(row)])
        self._words(path, at)
        last = self.old.versind_last(path)
        if self.old.by_addition:
            last = max(last, *numbers_named(self.old.history(path)), 0)
        marks.reserve(self.new, at, last)
        return at

    def place(self, path: Path) -> Path:
        """Return where a range is in the new file; it is added, empty, where it is missing."""
        table = self._table(path[0])
        row = table.row(path[1])
        if row is None:
            raise LookupError(f"{path} was listed, and is not there")
        validity = table.validity(row)
        if path[0] not in self.new.ctypes():
            self.new.add_ctype(path[0])
        name = self.new.range_name(validity)
        there = self._there.get(path[0])
        if there is None:
            there = self._there[path[0]] = set(self.new.ranges(path[0]).rows())
        if name not in there:
            name = self.new.add_range(path[0], validity)
            there.add(name)
        return path[0], name

    def _table(self, ctype: str) -> RangeTable:
        """Read the ranges of a type of the old file once: nobody changes them meanwhile."""
        if ctype not in self._tables:
            self._tables[ctype] = self.old.ranges(ctype)
        return self._tables[ctype]

    def version(
        self,
        path: Path,
        info: VersionInfo,
        at: Path,
        births: Mapping[int, Record] | None = None,
    ) -> Path:
        """Copy a version of the range `path` to the range `at`; return where it is.

        `births` are the records of the additions in the history of the range, if they are known.
        """
        source = (*path, info.name)
        had = marks.time_of(self.old, source, info)
        tsvers = had if had is not None and not self.new.time_used(at, had) else None
        stand_in = tsvers or self._stand_in(path, info, at, had)
        constants = self.old.constants(source)
        made = NewVersion(stand_in, constants, self.old.pars(source), info.versind)
        place = (*at, self.new.add_version(at, made).name)
        if self.new.by_addition and had is None:
            marks.without_time(self.new, place)
        elif had is None or tsvers is None:
            marks.mark_time(self.new, place, stand_in, had)
            self.stand_ins.append(place)
        if births is None:
            births = additions(self.old.history(path))
        self._history(source, place, births.get(info.versind))
        self.done += 1
        self.progress.report(self.done, max(self.total, self.done), "versions")
        return place

    def _stand_in(
        self, path: Path, info: VersionInfo, at: Path, had: Timestamp | None
    ) -> Timestamp:
        """Choose a production time: when the version was added, or one in 1970."""
        actions = {record.action: record.tstamp for record in self.old.history(path)}
        added = actions.get(f"add version {info.versind}", Timestamp(info.versind * MICROSECOND))
        time = had or added
        while self.new.time_used(at, time):
            time = Timestamp(time.ns + MICROSECOND)
        return time

    def _words(self, source: Path, target: Path) -> None:
        pars = self.old.pars(source)
        if pars:
            self.new.set_pars(target, pars)
        self._history(source, target)

    def _history(self, source: Path, target: Path, birth: Record | None = None) -> None:
        records = marks.history_of(self.old, source)
        if birth is not None and not self.new.births_above and not _tells_birth(records):
            marks.lend_birth(self.new, target, records, birth)
        elif records:
            self.new.set_history(target, records)

    def node(self, path: Path) -> Path:
        """Copy one node with all that is in it; return where it is."""
        if len(path) == Level.CTYPE:
            self.ctype(path[0])
            return path
        if len(path) == Level.RANGE:
            return self.range(path)
        return self.version(path[: Level.RANGE], self.old.version(path), self.place(path[:2]))


def _tells_birth(records: Sequence[Record]) -> bool:
    return any(one.action.startswith("add version") for one in records)
