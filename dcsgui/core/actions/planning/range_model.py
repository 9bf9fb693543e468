"""A range of a destination as it becomes, step by step, while the items of a plan are made."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import dataclass, field

from dcsgui.core.files.records import LayoutName, VersionInfo
from dcsgui.core.objects.exchange.snapshot import RangeSnapshot, Used
from dcsgui.core.values.timestamps import MICROSECOND

__all__ = ["Numbers", "RangeModel", "Times", "VersionModel"]


@dataclass(frozen=True, slots=True)
class VersionModel:
    """A version: its name, its number, the digest of its constants, its place in the order."""

    name: str
    versind: int
    digest: str
    serial: int = sys.maxsize

    @classmethod
    def of(cls, info: VersionInfo) -> VersionModel:
        """Make it of one that is there."""
        return cls(info.name, info.versind, info.digest, info.serial)


@dataclass
class RangeModel:
    """A range, which answers by the rules that hold where it is.

    Attributes
    ----------
    name : str
    begin_ns, end_ns : int
        Both belong to it; an open one ends at `OPEN_NS`.
    pinned : str
        The version that is set as the default, or "".
    versions : list of VersionModel
        In order of addition.
    born : bool
        The transfer makes it; only what was there before goes on answering in the repository.
    """

    name: str
    begin_ns: int
    end_ns: int
    pinned: str = ""
    versions: list[VersionModel] = field(default_factory=list)
    born: bool = True

    @classmethod
    def of(cls, there: RangeSnapshot) -> RangeModel:
        """Begin with a range as it is."""
        versions = [VersionModel.of(one) for one in there.versions]
        return cls(there.name, there.begin_ns, there.end_ns, there.pinned, versions, born=False)

    def answer(self, layout: LayoutName) -> VersionModel | None:
        """Return the version that answers: the default, or else the one added last."""
        pinned = next((one for one in self.versions if one.name == self.pinned), None)
        if pinned is not None or not self.versions:
            return pinned
        if layout is LayoutName.PSCALIB:
            return max(self.versions, key=lambda one: one.versind)
        return self.versions[-1]

    def add(self, version: VersionModel, layout: LayoutName, *, repository: bool) -> None:
        """Add a version, or let it return to its place in the order of addition.

        In the repository the one that answers now goes on answering.
        """
        now = self.answer(layout)
        if repository and not self.born and now is not None:
            self.pinned = now.name
        self.versions.append(version)
        self.versions.sort(key=lambda one: one.serial)

    def remove(self, name: str) -> None:
        """Delete a version; a default that it was is none any more."""
        self.versions = [one for one in self.versions if one.name != name]
        if self.pinned == name:
            self.pinned = ""


class Times:
    """Production times (ns) of a range, and which are free."""

    def __init__(self, there: RangeSnapshot | None, used: Used) -> None:
        infos = there.versions if there is not None else ()
        self._taken = {info.tsvers.ns for info in infos if info.tsvers is not None}
        self._taken |= used.times

    def take(self, ns: int) -> int:
        """Take a time, or the next free one, a microsecond on or more."""
        while ns in self._taken:
            ns += MICROSECOND
        self._taken.add(ns)
        return ns


class Numbers:
    """Numbers for new versions of a range: their own where that can be.

    Parameters
    ----------
    last : int
        The highest that was ever used there.
    wanted : iterable of int
        The numbers that versions have in the source, in their order of addition.
    rising : bool
        Later versions get higher numbers, by which older code tells which was added last.
    """

    def __init__(self, last: int, wanted: Iterable[int], *, rising: bool) -> None:
        self._last = last
        numbers = list(wanted)
        distinct = len(set(numbers)) == len(numbers)
        self._own = not rising and distinct and min(numbers, default=1) > last

    def take(self, wanted: int) -> int:
        """Return the number of the next version."""
        if self._own:
            return wanted
        self._last = wanted if wanted > self._last else self._last + 1
        return self._last
