"""All that a file says of a type, read at once: its ranges, their versions, what was deleted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from dcsgui.core.files.layout import Reader
from dcsgui.core.files.pscalib.history import additions, numbers_named
from dcsgui.core.files.records import (
    Deleted,
    Kind,
    LayoutName,
    Level,
    Path,
    RangeTable,
    VersionInfo,
)

__all__ = [
    "RangeSnapshot",
    "TypeSnapshot",
    "Used",
    "content_of",
    "last_number",
    "read_type",
    "used_before",
]


@dataclass(frozen=True, slots=True)
class Used:
    """Production times (ns) of deleted versions of a range, and the highest of their numbers."""

    times: frozenset[int] = frozenset()
    last: int = 0


@dataclass(frozen=True)
class RangeSnapshot:
    """A range as a file has it.

    Attributes
    ----------
    name : str
        Of its group.
    begin_ns, end_ns : int
        Both ends belong to it; an open one ends at `OPEN_NS`.
    pinned : str
        Name of the version that somebody set as the default, "" if nobody did.
    answer : str
        Name of the version that answers, "" if there is none.
    versions : tuple of VersionInfo
        In order of addition. Where the file does not say when one was produced, the time of the
        record of its addition stands for that.
    used : Used
    """

    name: str
    begin_ns: int
    end_ns: int
    pinned: str = ""
    answer: str = ""
    versions: tuple[VersionInfo, ...] = ()
    used: Used = field(default_factory=Used)

    @cached_property
    def by_name(self) -> dict[str, VersionInfo]:
        """The versions by name."""
        return {info.name: info for info in self.versions}


@dataclass(frozen=True)
class TypeSnapshot:
    """A type as a file has it.

    Attributes
    ----------
    ctype : str
    exists : bool
    ranges : tuple of RangeSnapshot
        By begin, then by end, open last.
    deleted : tuple of Deleted
        What was deleted in it, oldest first, and itself.
    """

    ctype: str
    exists: bool = True
    ranges: tuple[RangeSnapshot, ...] = ()
    deleted: tuple[Deleted, ...] = ()

    @cached_property
    def by_name(self) -> dict[str, RangeSnapshot]:
        """The ranges by name."""
        return {one.name: one for one in self.ranges}


def read_type(reader: Reader, ctype: str) -> TypeSnapshot:
    """Read all that a file says of a type; one that is not there is empty."""
    gone = tuple(one for one in reader.deleted() if one.path[:1] == (ctype,))
    if ctype not in reader.ctypes():
        return TypeSnapshot(ctype, exists=False, deleted=gone)
    table = _true_table(reader, ctype)
    versions = reader.all_versions(ctype)
    ranges = tuple(
        _range(reader, (ctype, table.name(row)), table, row, versions, gone)
        for row in table.order()
    )
    return TypeSnapshot(ctype, ranges=ranges, deleted=gone)


def used_before(deleted: Iterable[Deleted], path: Path) -> Used:
    """Collect the times and numbers that deletions took out of a range, or with it."""
    ctype, name = path
    mine = [one for one in deleted if one.path[:1] == (ctype,) and one.path[1:2] in ((), (name,))]
    times = frozenset(time.ns for one in mine for time in one.tsvers)
    return Used(times, max((one.versind_last for one in mine), default=0))


def _true_table(reader: Reader, ctype: str) -> RangeTable:
    """Read the ranges as they are, also where another program has changed some of them."""
    table = reader.ranges(ctype)
    table = reader.confirm(ctype, table, range(len(table)))
    return reader.confirm(ctype, table, ())


def _range(
    reader: Reader,
    path: Path,
    table: RangeTable,
    row: int,
    versions: Mapping[str, list[VersionInfo]],
    gone: Iterable[Deleted],
) -> RangeSnapshot:
    answer = table.answer(row)
    infos = _with_times(reader, path, versions.get(path[1], []))
    return RangeSnapshot(
        name=path[1],
        begin_ns=int(table.begin_ns[row]),
        end_ns=int(table.end_ns[row]),
        pinned=answer if table.pinned[row] else "",
        answer=answer,
        versions=tuple(sorted(infos, key=_order)),
        used=used_before(gone, path),
    )


def last_number(reader: Reader, path: Path) -> int:
    """Return the highest number that a range that is there ever used, also by its history."""
    numbers = [reader.versind_last(path)]
    if reader.layout is LayoutName.PSCALIB:
        numbers += numbers_named(reader.history(path))
    return max(numbers)


def _order(info: VersionInfo) -> tuple[int, int]:
    return info.serial, info.versind


def _with_times(reader: Reader, path: Path, infos: list[VersionInfo]) -> list[VersionInfo]:
    """Give versions without a production time that of their addition, where it is recorded."""
    if all(info.tsvers is not None for info in infos):
        return infos
    added = additions(reader.history(path[: Level.RANGE]))
    return [
        replace(info, tsvers=added[info.versind].tstamp)
        if info.tsvers is None and info.versind in added
        else info
        for info in infos
    ]


def content_of(info: VersionInfo) -> tuple[Kind, tuple[int, ...], str, str]:
    """Return what two versions with the same constants have in common; "" digests do not tell."""
    return info.kind, info.shape, info.dtype, info.digest
