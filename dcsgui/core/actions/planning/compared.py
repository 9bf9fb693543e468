"""Both sides of a transfer, read and compared: the facts, before any policy."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial

from dcsgui.core.actions.answers.plans import Policy
from dcsgui.core.actions.planning.digests import Comparing, Digests
from dcsgui.core.actions.planning.matching import (
    Found,
    Match,
    RangePair,
    match_ranges,
    match_versions,
)
from dcsgui.core.actions.planning.selected import Selected
from dcsgui.core.files.layout import Reader
from dcsgui.core.files.layouts import layout_class
from dcsgui.core.files.records import (
    OPEN_NS,
    Head,
    LayoutName,
    Level,
    ParValue,
    Path,
    VersionInfo,
)
from dcsgui.core.objects.exchange.fingerprint import parameters_digest, value_words
from dcsgui.core.objects.exchange.snapshot import (
    RangeSnapshot,
    TypeSnapshot,
    Used,
    last_number,
    read_type,
    used_before,
)
from dcsgui.core.values.errors import Damaged
from dcsgui.core.values.progress import Progress
from dcsgui.core.values.timestamps import Timestamp
from dcsgui.core.values.validity import Validity

__all__ = ["Facts", "ParFacts", "RangeFacts", "TypeFacts", "compare"]


@dataclass(frozen=True, slots=True)
class ParFacts:
    """Keys of the source's parameters that are missing at the destination, or are other there."""

    missing: tuple[str, ...] = ()
    other: tuple[str, ...] = ()

    @property
    def same(self) -> bool:
        """Whether the destination has all that the source has."""
        return not self.missing and not self.other


@dataclass(frozen=True, slots=True)
class RangeFacts:
    """A range that is meant, how it stands to the destination, and its versions that are meant.

    Attributes
    ----------
    pair : RangePair
    name : str
        That it has, or would get, in the layout of the destination.
    into : RangeSnapshot or None
        Where its versions would go; None if the range is to be made.
    used : Used
        What deleted versions of that have used.
    last : int
        The highest number that was ever used there; not looked up where nothing is added.
    found : list of Found
        In order of addition.
    """

    pair: RangePair
    name: str
    into: RangeSnapshot | None
    used: Used
    last: int
    found: list[Found]


@dataclass(frozen=True, slots=True)
class TypeFacts:
    """A type that is meant.

    Attributes
    ----------
    ctype : str
    target : TypeSnapshot
        What the destination has of it.
    ranges : list of RangeFacts
    problem : str
        A sentence if it can't be read from the source; then nothing else is known of it.
    """

    ctype: str
    target: TypeSnapshot
    ranges: list[RangeFacts] = field(default_factory=list)
    problem: str = ""


@dataclass
class Facts:
    """What the comparison has found.

    Attributes
    ----------
    head : Head
        Of the source.
    target : Head or None
        Of the destination; None if there is no file.
    types : list of TypeFacts
    pars : dict of Path to ParFacts
        By path in the source, for nodes that both have and that are meant as a whole.
    theirs : dict of Path to parameters
        Of the same nodes, by their paths at the destination.
    brought : dict of Path to parameters
        Of nodes of the source that are to be made, or that both have, by path there; not of those
        whose parameters can't be read.
    digests : dict of Path to str
        Of constants of the source whose file has none, as far as they had to be compared.
    """

    head: Head
    target: Head | None
    types: list[TypeFacts] = field(default_factory=list)
    pars: dict[Path, ParFacts] = field(default_factory=dict)
    theirs: dict[Path, Mapping[str, ParValue]] = field(default_factory=dict)
    brought: dict[Path, Mapping[str, ParValue]] = field(default_factory=dict)
    digests: dict[Path, str] = field(default_factory=dict)

    def digest_brought(self, path: Path, keys: Collection[str] | None = None) -> str:
        """Digest parameters of a node of the source: all, or those of some keys."""
        pars = self.brought.get(path, {})
        return parameters_digest({key: pars[key] for key in (pars if keys is None else keys)})

    @property
    def layout(self) -> LayoutName:
        """The layout of the destination; new files are native."""
        return LayoutName.NATIVE if self.target is None else self.target.layout

    @property
    def coarse(self) -> bool:
        """Whether one of the files is of older code, which kept times as floats."""
        return LayoutName.PSCALIB in (self.head.layout, self.layout)


def compare(
    selected: Selected,
    policy: Policy,
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
    work = _Work(facts, selected, policy, sides, digests, progress)
    ctypes = selected.ctypes(source.ctypes())
    ranges: list[RangeSnapshot] = []
    if target is None:
        work.bring(())
    for number, ctype in enumerate(ctypes):
        progress.report(number, len(ctypes), "types")
        ranges += work.add_type(ctype)
    selected.check(ranges)
    work.compare_parameters()
    return facts


@dataclass
class _Work:
    facts: Facts
    selected: Selected
    policy: Policy
    sides: tuple[Reader, Reader | None]
    digests: Digests
    progress: Progress

    def __post_init__(self) -> None:
        self._constants = Comparing(*self.sides, self.digests, self.progress)

    def add_type(self, ctype: str) -> list[RangeSnapshot]:
        """Compare a type, and return its ranges that are meant."""
        source, target = self.sides
        theirs = TypeSnapshot(ctype, exists=False) if target is None else read_type(target, ctype)
        try:
            mine = read_type(source, ctype)
        except Damaged as error:
            self.facts.types.append(TypeFacts(ctype, theirs, problem=str(error)))
            return []
        if not theirs.exists:
            self.bring((ctype,))
        pairs = match_ranges(mine.ranges, theirs.ranges, coarse=self.facts.coarse)
        meant = [pair for pair in pairs if self.selected.has_range(pair.source)]
        made = (self._range(ctype, pair, theirs) for pair in meant)
        self.facts.types.append(TypeFacts(ctype, theirs, [one for one in made if one is not None]))
        return [pair.source for pair in meant]

    def _range(self, ctype: str, pair: RangePair, theirs: TypeSnapshot) -> RangeFacts | None:
        wanted = self.selected.versions(pair.source)
        if wanted is None:
            return None
        name = _name(self.facts.layout, pair.source)
        beside = pair.target is not None and not pair.same and self.policy is Policy.BOTH
        into = None if beside else pair.target
        used = used_before(theirs.deleted, (ctype, name)) if into is None else into.used
        there = "" if into is None else into.name
        same = partial(self._same, (ctype, pair.source.name), (ctype, there))
        coarse = self.facts.coarse
        if into is None:
            self.bring((ctype, pair.source.name))
        found = match_versions(pair.source, wanted, into, used, same, coarse=coarse)
        for one in found:
            if one.match in (Match.NEW, Match.OTHER):
                self.bring((ctype, pair.source.name, one.source.name))
        return RangeFacts(pair, name, into, used, self._last(ctype, into, used, found), found)

    def bring(self, path: Path) -> None:
        """Read the parameters of a node that may have to be made."""
        with suppress(Damaged):  # that shows when they are taken over
            self.facts.brought[path] = self.sides[0].pars(path)

    def _last(self, ctype: str, into: RangeSnapshot | None, used: Used, found: list[Found]) -> int:
        target = self.sides[1]
        grows = any(one.match in (Match.NEW, Match.OTHER) for one in found)
        if into is None or target is None or not grows:
            return used.last
        return last_number(target, (ctype, into.name))

    def _same(self, mine: Path, theirs: Path, info: VersionInfo, other: VersionInfo) -> bool:
        path = (*mine, info.name)
        same = self._constants.same(path, info, (*theirs, other.name), other)
        if not info.digest and (digest := self._constants.known(path, info)):
            self.facts.digests[path] = digest
        return same

    def compare_parameters(self) -> None:
        """Compare parameters of what both have: of versions, and of what is meant as a whole."""
        if self.selected.whole(Level.STORE):
            self._compare_pars((), ())
        for one in self.facts.types:
            if one.problem:
                continue
            if one.target.exists and self.selected.whole(Level.CTYPE):
                self._compare_pars((one.ctype,), (one.ctype,))
            for inner in one.ranges:
                self._compare_range(one.ctype, inner)

    def _compare_range(self, ctype: str, facts: RangeFacts) -> None:
        if facts.into is None:
            return
        mine, theirs = (ctype, facts.pair.source.name), (ctype, facts.into.name)
        if self.selected.whole(Level.RANGE):
            self._compare_pars(mine, theirs)
        for found in facts.found:
            if found.match is Match.SAME and found.target is not None:
                self._compare_pars((*mine, found.source.name), (*theirs, found.target.name))

    def _compare_pars(self, mine: Path, theirs: Path) -> None:
        """Compare the parameters of a node that both have."""
        source, target = self.sides
        if target is None:
            return
        wanted, there = source.pars(mine), target.pars(theirs)
        self.facts.theirs[theirs], self.facts.brought[mine] = there, wanted
        missing = tuple(key for key in wanted if key not in there)
        other = tuple(
            key
            for key, value in wanted.items()
            if key in there and value_words(value) != value_words(there[key])
        )
        self.facts.pars[mine] = ParFacts(missing, other)


def _name(layout: LayoutName, one: RangeSnapshot) -> str:
    end = None if one.end_ns == OPEN_NS else Timestamp(one.end_ns)
    return layout_class(layout).range_name(Validity.unchecked(Timestamp(one.begin_ns), end))
