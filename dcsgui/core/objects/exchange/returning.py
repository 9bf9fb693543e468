"""What was added to a file and taken back, with all that is in it: it may return as it was."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Self

from dcsgui.core.files.layout import Reader, Writer
from dcsgui.core.files.opening import open_reader, open_rehearsal
from dcsgui.core.files.records import Deleted, Kind, Level, ParValue, Path, VersionInfo
from dcsgui.core.objects.changes.returning import taken_back
from dcsgui.core.objects.exchange.snapshot import RangeSnapshot, last_number, read_type

__all__ = ["Returning", "Returns"]


@dataclass(frozen=True)
class Returning:
    """Something that was taken back.

    Attributes
    ----------
    gone : Deleted
    ranges : tuple of RangeSnapshot
        What there is after its return: the ranges of the type, the range, or that of the version.
    pars : mapping of Path to parameters
        Of all nodes that return.
    lasts : mapping of str to int
        The highest number that was ever used in a range, by its name.
    """

    gone: Deleted
    ranges: tuple[RangeSnapshot, ...]
    pars: Mapping[Path, Mapping[str, ParValue]]
    lasts: Mapping[str, int]

    @property
    def version(self) -> VersionInfo | None:
        """The version, if it is one."""
        if len(self.gone.path) != Level.VERSION:
            return None
        return self.ranges[0].by_name[self.gone.path[-1]]


@dataclass(frozen=True)
class Returns:
    """All in a file that was taken back and may return, as it was at one generation.

    Attributes
    ----------
    generation : int
    found : tuple of Returning
    """

    generation: int = 0
    found: tuple[Returning, ...] = field(default_factory=tuple)

    @classmethod
    def of(cls, file: str, timeout: float) -> Self:
        """Look at a file; it is restored in memory for that, if there is anything."""
        with open_reader(file, timeout) as reader:
            if not _wanted(reader):
                return cls()
        with open_rehearsal(file, timeout) as writer:
            wanted = _wanted(writer)
            generation = writer.head().generation
            looked = [_look(writer, gone) for gone in wanted]
        return cls(generation, tuple(one for one in looked if _known(one)))

    def among(self, reader: Reader, ctype: str) -> tuple[Returning, ...]:
        """List what may return to a type of the file, if it is the same still."""
        if not self.found or reader.head().generation != self.generation:
            return ()
        return tuple(one for one in self.found if one.gone.path[0] == ctype)


def _wanted(reader: Reader) -> list[Deleted]:
    """List the deletions of what was taken back whose place is there and free."""
    deleted = reader.deleted()
    if not deleted:
        return []
    numbers = taken_back(reader.undo_log())
    kept = [gone for gone in deleted if not gone.purged]
    return [
        gone
        for gone in kept
        if gone.number in numbers
        and not gone.pinned
        and _is_free(reader, gone.path)
        and not _is_contested(gone, kept)
    ]


def _is_free(reader: Reader, path: Path) -> bool:
    there: Collection[str] = reader.ctypes()
    for depth in range(len(path)):
        if depth:
            there = _children(reader, path[:depth])
        if (path[depth] in there) is (depth == len(path) - 1):
            return False
    return True


def _children(reader: Reader, path: Path) -> Collection[str]:
    if len(path) == Level.CTYPE:
        return set(reader.ranges(path[0]).rows())
    return {info.name for info in reader.versions(*path)}


def _is_contested(gone: Deleted, kept: Sequence[Deleted]) -> bool:
    """Whether another deletion is of the same, or of what it was in since it was deleted."""
    times = {time.ns for time in gone.tsvers}
    for other in kept:
        if other.number == gone.number or len(other.path) < len(gone.path):
            continue
        if other.path == gone.path:
            return True
        beside = len(gone.path) == Level.VERSION and other.path[:-1] == gone.path[:-1]
        if beside and times & {time.ns for time in other.tsvers}:
            return True
    return False


def _look(writer: Writer, gone: Deleted) -> Returning:
    writer.restore(gone.number)
    ctype, below = gone.path[0], gone.path[1:2]
    ranges = tuple(
        one for one in read_type(writer, ctype).ranges if (one.name,) == below or not below
    )
    paths = [gone.path]
    if len(gone.path) < Level.VERSION:
        paths += [(ctype, one.name) for one in ranges if not below]
        paths += [(ctype, one.name, info.name) for one in ranges for info in one.versions]
    return Returning(
        gone,
        ranges,
        {path: writer.pars(path) for path in paths},
        {one.name: last_number(writer, (ctype, one.name)) for one in ranges},
    )


def _known(one: Returning) -> bool:
    """Whether it is known what constants return."""
    infos = [info for inner in one.ranges for info in inner.versions]
    if one.version is not None:
        infos = [one.version]
    return all(info.digest or info.kind is Kind.NOTHING for info in infos)
