"""A range in memory: its ends, its versions, and which of them answers."""

from __future__ import annotations

from dataclasses import dataclass, field

from dcsgui.core.files.records import VersionInfo
from dcsgui.core.objects.states.node import NodeState
from dcsgui.core.objects.states.version import (
    VersionState,
    numbers_by_addition,
    numbers_by_production,
)
from dcsgui.core.values.timestamps import Timestamp
from dcsgui.core.values.validity import Validity


@dataclass(eq=False)
class RangeState(NodeState):
    """A range: its ends, its versions in the order of addition, and its default.

    Attributes
    ----------
    validity : Validity
        Both ends belong to it.
    pinned : str or None
        The name of the version that somebody made the default.
    reason : str
        Why, as long as that is not in the file.
    by_addition : bool
        The layout numbers versions in the order of addition, and the highest number answers.
    added : list of VersionState
        The new versions in the order of addition, also those that were deleted again. They are
        numbered together; a change of the ends begins another such list.
    added_before : list of (int, list of VersionState)
        The lists before it, each with the highest number that deletions under the name that the
        range had by then had taken.
    times_left : set of Timestamp
        Production times that versions of the file had until a change that is not saved yet.
    """

    validity: Validity = field(default_factory=lambda: Validity(Timestamp(0), None))
    pinned: str | None = None
    reason: str = ""
    by_addition: bool = False
    added: list[VersionState] = field(default_factory=list)
    added_before: list[tuple[int, list[VersionState]]] = field(default_factory=list)
    times_left: set[Timestamp] = field(default_factory=set)
    nversions_stored: int = 0
    answer_stored: str = ""
    _versions: dict[str, VersionState] | None = None
    _answering: VersionState | None = None
    _times: set[Timestamp] | None = None
    _last: int | None = None

    @property
    def versions(self) -> dict[str, VersionState]:
        """The versions by name in the order of addition; `add`, `drop` and `rename` change it."""
        if self._versions is None:
            infos: list[VersionInfo] = self.ask(lambda reader, path: reader.versions(*path), [])
            self._versions = self._all_listed(infos)
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
            self._versions = self._all_listed(infos)

    def _all_listed(self, infos: list[VersionInfo]) -> dict[str, VersionState]:
        ordered = sorted(infos, key=lambda info: info.serial)
        return {info.name: self._listed(info) for info in ordered}

    def _listed(self, info: VersionInfo) -> VersionState:
        state = self._answering
        if state is None or state.name != info.name:
            origin = (*(self.origin or ()), info.name)
            state = VersionState(source=self.source, origin=origin, name=info.name)
        state.take(info)
        return state

    def add(self, version: VersionState) -> None:
        """Add a version."""
        self.versions[version.name] = version
        self.added.append(version)
        if self._times is not None and version.tsvers is not None:
            self._times.add(version.tsvers)

    def drop(self, name: str) -> None:
        """Take a version out; a default that points to it returns to auto."""
        del self.versions[name]
        self.forget_times()
        if self.pinned == name:
            self.pinned = None

    def rename(self, old: str, new: str) -> None:
        """Give a version another name, at its place in the order of addition."""
        self._versions = {
            new if name == old else name: version for name, version in self.versions.items()
        }
        self._versions[new].name = new
        if self.pinned == old:
            self.pinned = new

    @property
    def times(self) -> set[Timestamp]:
        """The production times of the versions."""
        if self._times is None:
            self._times = {v.tsvers for v in self.versions.values() if v.tsvers is not None}
        return self._times

    def forget_times(self) -> None:
        """Note that a production time has changed."""
        self._times = None

    def numbered(self, last: int = 0) -> dict[int, VersionState]:
        """List the versions by number; new ones have the numbers that they will get.

        Parameters
        ----------
        last : int
            The highest number of versions that were deleted before the range was made anew; what
            the file knows of the range itself is asked for.
        """
        versions = self.versions
        numbered = {v.versind: v for v in versions.values() if not v.is_new and v.versind}
        numbers = self.numbers_to_be(last)
        numbered |= {
            number: versions[name] for name, number in numbers.items() if name in versions
        }
        return numbered

    def numbers_to_be(self, last: int) -> dict[str, int]:
        """Give the new versions numbers by name, also those that were deleted again."""
        numbers: dict[str, int] = {}
        if not self.has_added:
            return numbers
        number = numbers_by_addition if self.by_addition else numbers_by_production
        highest = self._last_stored()
        for least, added in (*self.added_before, (last, self.added)):
            found = number(added, max(highest, least))
            highest = max(highest, least, *found.values())
            numbers |= found
        return numbers

    @property
    def has_added(self) -> bool:
        """Whether versions were added that are not in the file yet."""
        return bool(self.added or self.added_before)

    def _last_stored(self) -> int:
        if self._last is None:
            self._last = self.ask(lambda reader, path: reader.versind_last(path), 0)
        return self._last

    def begin_another_name(self, last: int) -> None:
        """Begin to number apart what is added; `last` was used under the name so far."""
        self.added_before.append((last, self.added))
        self.added = []

    def begin_in_store(self) -> None:
        """Forget what was added and deleted, or numbered apart, while the range stood alone."""
        self.added, self.added_before = list(self.versions.values()), []

    @property
    def nversions(self) -> int:
        """How many versions it holds."""
        return self.nversions_stored if self._versions is None else len(self._versions)

    @property
    def answer(self) -> str:
        """The name of the version that answers: the pinned one, else the one added last."""
        if self.pinned:
            return self.pinned
        if self._versions is None:
            return self.answer_stored
        if self.by_addition and self._versions:
            numbered = self.numbered()
            return numbered[max(numbered)].name
        return next(reversed(self._versions), "")
