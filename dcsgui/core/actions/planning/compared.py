"""Both sides of a transfer, read and compared: the facts, before any policy."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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
    Level,
    ParValue,
    Path,
    VersionInfo,
)
from dcsgui.core.objects.exchange.fingerprint import value_words
from dcsgui.core.objects.exchange.returning import Returning, Returns
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

NOTHING_RETURNS = Returns()


def compare(
    selected: Selected,
    sides: tuple[Reader, Reader | None],
    digests: Digests,
    progress: Progress,
    returns: Returns = NOTHING_RETURNS,
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
    returns : Returns
        What was taken back at the destination, and may return.

    Raises
    ------
    NotFound, BadValue
        What is meant is not there, or can't be.
    Damaged
        The destination can't be read; a damaged type of the source is among the facts.
    """
    source, target = sides
    facts = Facts(source.head(), None if target is None else target.head())
    work = _Work(facts, selected, sides, digests, progress, returns)
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
    returns: Returns

    def __post_init__(self) -> None:
        self._constants = Comparing(*self.sides, self.digests, self.progress)
        self._sorted: tuple[Path, KnownTimes] = ((), KnownTimes((), Used(), coarse=False))
        self._lasts: dict[Path, int] = {}
        self._coming: dict[int, dict[Path, VersionInfo]] = {}

    def add_type(self, ctype: str) -> TypeSnapshot | None:
        """Compare a type, and return all of it; None if it can't be read."""
        source, target = self.sides
        theirs = TypeSnapshot(ctype, exists=False) if target is None else read_type(target, ctype)
        gone = () if target is None else self.returns.among(target, ctype)
        try:
            mine = read_type(source, ctype)
        except Damaged as error:
            self.facts.types.append(TypeFacts(ctype, theirs, problem=str(error)))
            return None
        if not theirs.exists:
            self.bring((ctype,))
        back = next((one for one in gone if one.gone.path == (ctype,)), None)
        ranges = self._all_back(mine, back) if back is not None else None
        if ranges is None:
            back, ranges = None, self._ranges(mine, theirs, gone)
        if ranges or not mine.ranges or not self.selected.emptied(ctype):
            facts = TypeFacts(ctype, theirs, ranges, gone=gone, back=back)
            self.facts.types.append(facts)
        return mine

    def _ranges(
        self, mine: TypeSnapshot, theirs: TypeSnapshot, gone: Sequence[Returning]
    ) -> list[RangeFacts]:
        """Compare the ranges that are meant; of those that return, with what returns."""
        made = []
        for pair in self._pairs(mine, theirs):
            if self._is_meant(mine.ctype, pair):
                back = self._range_back(mine.ctype, pair, gone)
                made.append(back or self._range(mine.ctype, pair, theirs, gone))
        return [one for one in made if one is not None]

    def _all_back(self, mine: TypeSnapshot, back: Returning) -> list[RangeFacts] | None:
        """Compare a type with what was taken back of it; None if not all of that is meant."""
        there = TypeSnapshot(mine.ctype, ranges=back.ranges)
        made = self._ranges(mine, there, ())
        into = {one.into.name: one for one in made if one.into is not None}
        if any(one.name not in into or not _is_whole(into[one.name]) for one in back.ranges):
            return None
        return [replace(one, back=back) if one.into is not None else one for one in made]

    def _range_back(
        self, ctype: str, pair: RangePair, gone: Sequence[Returning]
    ) -> RangeFacts | None:
        """Compare a range with one that was taken back; None unless all of that is meant."""
        path = ctype, _name(self.facts.layout, pair.source)
        back = next((one for one in gone if one.gone.path == path), None)
        if back is None or pair.target is not None:
            return None
        (there,) = back.ranges
        whole = replace(pair, target=there, same=True)
        found = self._range(ctype, whole, TypeSnapshot(ctype, ranges=back.ranges), (), back)
        return found if found is not None and _is_whole(found) else None

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

    def _range(
        self,
        ctype: str,
        pair: RangePair,
        theirs: TypeSnapshot,
        gone: Sequence[Returning],
        back: Returning | None = None,
    ) -> RangeFacts | None:
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
        found = match_versions(pair.source, wanted, self._known(ctype, into, used, gone), same)
        if self.selected.into:
            found = [self._beside((*path, one.source.name), one) for one in found]
        for one in found:
            if one.match.comes:
                self.bring((*path, one.source.name))
        last = self._last(ctype, into, used, found)
        return RangeFacts(pair, name, into, used, last, found, back)

    def _known(
        self, ctype: str, into: RangeSnapshot | None, used: Used, gone: Sequence[Returning]
    ) -> KnownTimes:
        """Sort the versions of a range of the destination; once if many ranges go into it."""
        path = ctype, "" if into is None else into.name
        if path != self._sorted[0] or into is None:
            versions = () if into is None else into.versions
            infos = [one.version for one in gone if one.gone.path[:-1] == path]
            back = [info for info in infos if info is not None]
            self._sorted = path, KnownTimes(versions, used, coarse=self.facts.coarse, gone=back)
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
        for one in self.returns.among(target, ctype):
            if len(one.gone.path) < Level.VERSION and into.name in one.lasts:
                return one.lasts[into.name]
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
            there = one.target.exists or one.back is not None
            if there and self.selected.whole((one.ctype,)):
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
            if found.match in _THERE and found.target is not None:
                self._compare_pars((*mine, found.source.name), (*theirs, found.target.name))
            elif found.twin:
                self._compare_twins((*mine, found.source.name), found.twin)

    def _compare_pars(self, mine: Path, theirs: Path) -> None:
        """Compare the parameters of a node that both have."""
        source, target = self.sides
        if target is None:
            return
        wanted = source.pars(mine)
        there = self._returning_pars(target, theirs)
        if there is None:
            there = self.facts.theirs[theirs] = target.pars(theirs)
        self.facts.brought[mine] = wanted
        self.facts.pars[mine] = _compared(wanted, there)

    def _returning_pars(self, target: Reader, path: Path) -> Mapping[str, ParValue] | None:
        """Return the parameters of a node that may return; None if it is there, or may not."""
        for one in self.returns.among(target, path[0]) if path else ():
            if path in one.pars:
                return one.pars[path]
        return None

    def _compare_twins(self, mine: Path, beside: Path) -> None:
        """Compare the parameters of two versions of the source that are the same otherwise."""
        brought = self.facts.brought
        if mine in brought and beside in brought:
            self.facts.pars[mine] = _compared(brought[mine], brought[beside])


_THERE = frozenset({Match.SAME, Match.TAKEN_BACK})


def _is_whole(facts: RangeFacts) -> bool:
    """Whether all versions of a range that may return are meant."""
    meant = {one.target.name for one in facts.found if one.match is Match.SAME and one.target}
    return facts.into is not None and set(facts.into.by_name) <= meant


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
