"""Copying types, ranges and versions from a file of one layout to one of the other."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from dcsgui.core.files.conversion import marks
from dcsgui.core.files.layout import Reader, Writer
from dcsgui.core.files.pscalib.history import numbers_named
from dcsgui.core.files.records import Level, NewVersion, Path, VersionInfo
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

    def whole(self) -> None:
        """Copy what is below the root level, and the parameters and history of that."""
        for ctype in self.old.ctypes():
            self.ctype(ctype)
        self._words((), ())

    def ctype(self, ctype: str) -> None:
        """Copy a type with all that is in it, into one that may be there already."""
        if ctype not in self.new.ctypes():
            self.new.add_ctype(ctype)
        table, versions = self.old.ranges(ctype), self.old.all_versions(ctype)
        for row in table.order():
            self.range((ctype, table.name(row)), versions.get(table.name(row)))
        self._words((ctype,), (ctype,))

    def range(self, path: Path, infos: list[VersionInfo] | None = None) -> Path:
        """Copy a range with all that is in it, into one that may be there already."""
        at = self.place(path)
        infos = self.old.versions(*path) if infos is None else infos
        placed = [(marks.place_of(self.old, (*path, info.name), info), info) for info in infos]
        in_order = [info for _, info in sorted(placed, key=lambda pair: pair[0])]
        names = {info.name: self.version(path, info, at)[-1] for info in in_order}
        by_number = sorted(in_order, key=lambda info: info.versind)
        if self.new.by_addition and by_number != in_order:
            for place, info in enumerate(in_order, 1):
                marks.mark_place(self.new, (*at, names[info.name]), place)
        table = self.old.ranges(path[0])
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
        table = self.old.ranges(path[0])
        row = table.row(path[1])
        if row is None:
            raise LookupError(f"{path} was listed, and is not there")
        validity = table.validity(row)
        if path[0] not in self.new.ctypes():
            self.new.add_ctype(path[0])
        name = self.new.range_name(validity)
        if self.new.ranges(path[0]).row(name) is None:
            name = self.new.add_range(path[0], validity)
        return path[0], name

    def version(self, path: Path, info: VersionInfo, at: Path) -> Path:
        """Copy a version of the range `path` to the range `at`; return where it is."""
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
        self._history(source, place)
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

    def _history(self, source: Path, target: Path) -> None:
        records = self.old.history(source)
        if records:
            self.new.set_history(target, [replace(record) for record in records])

    def node(self, path: Path) -> Path:
        """Copy one node with all that is in it; return where it is."""
        if len(path) == Level.CTYPE:
            self.ctype(path[0])
            return path
        if len(path) == Level.RANGE:
            return self.range(path)
        return self.version(path[: Level.RANGE], self.old.version(path), self.place(path[:2]))
