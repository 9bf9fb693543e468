"""Both sides of a transfer, read and compared: the facts, before any policy."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial

from dcsgui.core.actions.answers.plan_items import ItemKind, Policy
from dcsgui.core.actions.planning.digests import Comparing, Digests
from dcsgui.core.actions.planning.facts import Facts, ParFacts, RangeFacts, TypeFacts
from dcsgui.core.actions.planning.matching import (
    Found,
    KnownTimes,
    Match,
    RangePair,
    match_ranges,
    match_versions,
    time_key,
)
from dcsgui.core.actions.planning.selected import Selected
from dcsgui.core.files.layout import Reader
from dcsgui.core.files.layouts import layout_class
from dcsgui.core.files.records import (
    OPEN_NS,
    LayoutName,
    ParValue,
    Path,
    VersionInfo,
)
from dcsgui.core.objects.exchange.fingerprint import value_words
from dcsgui.core.objects.exchange.snapshot import (
    RangeSnapshot,
    TypeSnapshot,
    Used,
    last_number,
    read_type,
    used_before,
)
from dcsgui.core.values.errors import Damaged, NotFound
from dcsgui.core.values.progress import Progress
from dcsgui.core.values.timestamps import Timestamp
from dcsgui.core.values.validity import Validity

__all__ = ["compare"]


def compare(
    selected: Selected,
    sides: tuple[Reader, Reader | None],
    digests: Digests,
    progress: Progress,
) -> Facts:
    """Read and compare both sides.

    Parameters
    ----------
    selected : Selected
        What of the source is meant.
    sides : (Reader, Reader or None)
        Source and destination, both open; None if the destination is to be made.
    digests : Digests
        Where some are missing afterwards the facts are not complete.

    Raises
    ------
    NotFound, BadValue
        What is meant is not there, or can't be.
    Damaged
        The destination can't be read; a damaged type of the source is among the facts.
    """
    source, target = sides
    facts = Facts(source.head(), None if target is None else target.head())
    work = _Work(facts, selected, sides, digests, progress)
    ctypes = selected.ctypes(source.ctypes())
    read: dict[str, TypeSnapshot | None] = {}
    if target is None:
        work.bring(())
    for number, ctype in enumerate(ctypes):
        progress.report(number, len(ctypes), "types")
        read[ctype] = work.add_type(ctype)
    selected.check(read)
    work.compare_parameters()
    return facts


@dataclass
class _Work:
    facts: Facts
    selected: Selected
    sides: tuple[Reader, Reader | None]
    digests: Digests
    progress: Progress

    def __post_init__(self) -> None:
        self._constants = Comparing(*self.sides, self.digests, self.progress)
        self._sorted: tuple[Path, KnownTimes] = ((), KnownTimes((), Used(), coarse=False))
        self._lasts: dict[Path, int] = {}
        self._coming: dict[int, dict[Path, VersionInfo]] = {}

    def add_type(self, ctype: str) -> TypeSnapshot | None:
        """Compare a type, and return all of it; None if it can't be read."""
        source, target = self.sides
        theirs = TypeSnapshot(ctype, exists=False) if target is None else read_type(target, ctype)
        try:
            mine = read_type(source, ctype)
        except Damaged as error:
            self.facts.types.append(TypeFacts(ctype, theirs, problem=str(error)))
            return None
        if not theirs.exists:
            self.bring((ctype,))
        meant = [pair for pair in self._pairs(mine, theirs) if self._is_meant(ctype, pair)]
        made = (self._range(ctype, pair, theirs) for pair in meant)
        ranges = [one for one in made if one is not None]
        if ranges or not mine.ranges or not self.selected.emptied(ctype):
            self.facts.types.append(TypeFacts(ctype, theirs, ranges))
        return mine

    def _pairs(self, mine: TypeSnapshot, theirs: TypeSnapshot) -> list[RangePair]:
        """Find the ranges of the destination; all of them are the one that all go into, if any."""
        into = self.selected.into
        if not into:
            return match_ranges(mine.ranges, theirs.ranges, coarse=self.facts.coarse)
        there = theirs.by_name.get(into[1])
        if there is None:
            raise NotFound(
                f"There is no range {'/'.join(into)} at the destination, or no longer; look what "
                f"there is with 'dcs ls', or add it first."
            )
        return [RangePair(one, there, same=True) for one in mine.ranges]

    def _is_meant(self, ctype: str, pair: RangePair) -> bool:
        return self.selected.has_range(ctype, pair.source)

    def _range(self, ctype: str, pair: RangePair, theirs: TypeSnapshot) -> RangeFacts | None:
        wanted = self.selected.versions(ctype, pair.source)
        if wanted is None:
            return None
        path = ctype, pair.source.name
        policy = self.selected.policies.of(path, ItemKind.RANGE)
        name = _name(self.facts.layout, pair.source)
        beside = pair.target is not None and not pair.same and policy is Policy.BOTH
        into = None if beside else pair.target
        used = used_before(theirs.deleted, (ctype, name)) if into is None else into.used
        there = "" if into is None else into.name
        same = partial(self._same, path, (ctype, there))
        if into is None:
            self.bring(path)
        found = match_versions(pair.source, wanted, self._known(ctype, into, used), same)
        if self.selected.into:
            found = [self._beside((*path, one.source.name), one) for one in found]
        for one in found:
            if one.match.comes:
                self.bring((*path, one.source.name))
        return RangeFacts(pair, name, into, used, self._last(ctype, into, used, found), found)

    def _known(self, ctype: str, into: RangeSnapshot | None, used: Used) -> KnownTimes:
        """Sort the versions of a range of the destination; once if many ranges go into it."""
        path = ctype, "" if into is None else into.name
        if path != self._sorted[0] or into is None:
            versions = () if into is None else into.versions
            self._sorted = path, KnownTimes(versions, used, coarse=self.facts.coarse)
        return self._sorted[1]

    def _beside(self, path: Path, found: Found) -> Found:
        """Compare a version that may come with those that others bring into the same range."""
        info = found.source
        if not found.match.comes or info.tsvers is None:
            return found
        key = time_key(info.tsvers.ns, coarse=self.facts.coarse)
        before = self._coming.setdefault(key, {})
        alike = (one for one in before if self._constants.alike(path, info, one, before[one]))
        beside, twin = tuple(before), next(alike, ())
        before[path] = info
        return replace(found, beside=beside, twin=twin)

    def bring(self, path: Path) -> None:
        """Read the parameters of a node that may have to be made."""
        with suppress(Damaged):  # that shows when they are taken over
            self.facts.brought[path] = self.sides[0].pars(path)

    def _last(self, ctype: str, into: RangeSnapshot | None, used: Used, found: list[Found]) -> int:
        target = self.sides[1]
        grows = any(one.match.comes for one in found)
        if into is None or target is None or not grows:
            return used.last
        path = ctype, into.name
        if path not in self._lasts:
            self._lasts[path] = last_number(target, path)
        return self._lasts[path]

    def _same(self, mine: Path, theirs: Path, info: VersionInfo, other: VersionInfo) -> bool:
        path = (*mine, info.name)
        same = self._constants.same(path, info, (*theirs, other.name), other)
        if not info.digest and (digest := self._constants.known(path, info)):
            self.facts.digests[path] = digest
        return same

    def compare_parameters(self) -> None:
        """Compare parameters of what both have: of versions, and of what is meant as a whole."""
        if self.selected.whole(()):
            self._compare_pars((), ())
        for one in self.facts.types:
            if one.problem:
                continue
            if one.target.exists and self.selected.whole((one.ctype,)):
                self._compare_pars((one.ctype,), (one.ctype,))
            for inner in one.ranges:
                self._compare_range(one.ctype, inner)

    def _compare_range(self, ctype: str, facts: RangeFacts) -> None:
        if facts.into is None:
            return
        mine, theirs = (ctype, facts.pair.source.name), (ctype, facts.into.name)
        if self.selected.whole(mine):
            self._compare_pars(mine, theirs)
        for found in facts.found:
            if found.match is Match.SAME and found.target is not None:
                self._compare_pars((*mine, found.source.name), (*theirs, found.target.name))
            elif found.twin:
                self._compare_twins((*mine, found.source.name), found.twin)

    def _compare_pars(self, mine: Path, theirs: Path) -> None:
        """Compare the parameters of a node that both have."""
        source, target = self.sides
        if target is None:
            return
        wanted, there = source.pars(mine), target.pars(theirs)
        self.facts.theirs[theirs], self.facts.brought[mine] = there, wanted
        self.facts.pars[mine] = _compared(wanted, there)

    def _compare_twins(self, mine: Path, beside: Path) -> None:
        """Compare the parameters of two versions of the source that are the same otherwise."""
        brought = self.facts.brought
        if mine in brought and beside in brought:
            self.facts.pars[mine] = _compared(brought[mine], brought[beside])


def _compared(wanted: Mapping[str, ParValue], there: Mapping[str, ParValue]) -> ParFacts:
    missing = tuple(key for key in wanted if key not in there)
    other = tuple(
        key
        for key, value in wanted.items()
        if key in there and value_words(value) != value_words(there[key])
    )
    return ParFacts(missing, other)


def _name(layout: LayoutName, one: RangeSnapshot) -> str:
    end = None if one.end_ns == OPEN_NS else Timestamp(one.end_ns)
    return layout_class(layout).range_name(Validity.unchecked(Timestamp(one.begin_ns), end))
