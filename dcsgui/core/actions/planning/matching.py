"""Which ranges and versions of a source are which of a destination."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import Enum

from dcsgui.core.files.records import Path, VersionInfo
from dcsgui.core.objects.exchange.snapshot import RangeSnapshot, Used
from dcsgui.core.values.timestamps import MICROSECOND

__all__ = [
    "Found",
    "KnownTimes",
    "Match",
    "RangePair",
    "match_ranges",
    "match_versions",
    "time_key",
]

MOVED_NS = 1_000_000
"""A version that had to give way was moved on by less than this (ns)."""

SameConstants = Callable[[VersionInfo, VersionInfo], bool]
"""Tells whether a version of the source and one of the destination hold the same constants."""


@dataclass(frozen=True, slots=True)
class RangePair:
    """A range of the source, and what the destination has for it.

    Attributes
    ----------
    source : RangeSnapshot
    target : RangeSnapshot or None
        The one with the same ends; else one with the same begin, whose end no range of the source
        has; None if there is neither.
    same : bool
        Whether both have the same ends.
    """

    source: RangeSnapshot
    target: RangeSnapshot | None = None
    same: bool = False


class Match(Enum):
    """How a version of the source stands to the destination."""

    NEW = "new"
    SAME = "same"
    OTHER = "other constants of the same time"
    DELETED = "deleted there"
    TAKEN_BACK = "taken back there"
    TIMELESS = "no production time"

    @property
    def comes(self) -> bool:
        """Whether it may have to be added."""
        return self in _COMING


_COMING = frozenset({Match.NEW, Match.OTHER})


@dataclass(frozen=True, slots=True)
class Found:
    """How a version of the source stands to the destination, and to which version there.

    Attributes
    ----------
    source : VersionInfo
    match : Match
    target : VersionInfo or None
        Of what was taken back that which may return.
    beside : tuple of Path
        Others of its time, in the source, that may come into the same range before it.
    twin : Path
        The first of them with the same constants; () if there is none.
    """

    source: VersionInfo
    match: Match
    target: VersionInfo | None = None
    beside: tuple[Path, ...] = ()
    twin: Path = ()


def match_ranges(
    source: Sequence[RangeSnapshot], target: Sequence[RangeSnapshot], *, coarse: bool
) -> list[RangePair]:
    """Find for each range of the source, in its order, the one of the destination.

    Parameters
    ----------
    source, target : sequence of RangeSnapshot
        All ranges of a type, by begin and end.
    coarse : bool
        Times are compared to the microsecond, where not exactly: one of the files is of older
        code, which kept them as floats.
    """
    exact = {(one.begin_ns, one.end_ns): one for one in target}
    rough = {_rough(one): one for one in target} if coarse else {}
    same = [exact.get((one.begin_ns, one.end_ns)) or rough.get(_rough(one)) for one in source]
    taken = {one.name for one in same if one is not None}
    left: dict[int, list[RangeSnapshot]] = defaultdict(list)
    for one in target:
        if one.name not in taken:
            left[time_key(one.begin_ns, coarse=coarse)].append(one)
    pairs = []
    for mine, twin in zip(source, same, strict=True):
        others = left[time_key(mine.begin_ns, coarse=coarse)] if twin is None else []
        other = others.pop(0) if others else None
        pairs.append(RangePair(mine, twin or other, same=twin is not None))
    return pairs


def match_versions(
    source: RangeSnapshot,
    wanted: Sequence[VersionInfo],
    theirs: KnownTimes,
    same_constants: SameConstants,
) -> list[Found]:
    """Find for each version that is wanted the one of the destination, in the order given.

    Parameters
    ----------
    source : RangeSnapshot
        The range that they are in.
    theirs : KnownTimes
        Of the range that they are to be in.
    """
    mine = KnownTimes(source.versions, source.used, coarse=theirs.coarse)
    return [_match(info, mine, theirs, same_constants) for info in wanted]


@dataclass
class KnownTimes:
    """Versions of a range by their production times.

    Attributes
    ----------
    versions : sequence of VersionInfo
        Of a range that is to be made there are none.
    used : Used
        What deleted versions of it have used.
    coarse : bool
        Times are compared to the microsecond, as for `match_ranges`.
    by_key : dict
        The versions that have one, by `time_key`.
    timeless : dict of int to VersionInfo
        Those that have none, by number.
    gone : sequence of VersionInfo
        Those that were taken back, and may return.
    """

    versions: Sequence[VersionInfo]
    used: Used
    coarse: bool
    by_key: dict[int, list[VersionInfo]] = field(default_factory=lambda: defaultdict(list))
    timeless: dict[int, VersionInfo] = field(default_factory=dict)
    gone: Sequence[VersionInfo] = ()

    def __post_init__(self) -> None:
        for info in self.versions:
            if info.tsvers is None:
                self.timeless[info.versind] = info
            else:
                self.by_key[self.key(info.tsvers.ns)].append(info)
        self._in_order = sorted(
            ((info.tsvers.ns, info) for info in self.versions if info.tsvers is not None),
            key=lambda pair: pair[0],
        )
        self._ordered = [ns for ns, _info in self._in_order]

    def key(self, ns: int) -> int:
        """Return the key of a time (ns)."""
        return time_key(ns, coarse=self.coarse)

    def near(self, ns: int) -> list[tuple[int, VersionInfo]]:
        """List times and versions less than `MOVED_NS` from a time, and not at it."""
        first = bisect_left(self._ordered, ns - MOVED_NS + 1)
        last = bisect_left(self._ordered, ns + MOVED_NS)
        return [pair for pair in self._in_order[first:last] if pair[0] != ns]

    def taken(self, ns: int) -> bool:
        """Whether a time was ever used."""
        return ns in self.used.times or bool(self.by_key.get(self.key(ns)))


def _match(
    info: VersionInfo,
    mine: KnownTimes,
    theirs: KnownTimes,
    same_constants: SameConstants,
) -> Found:
    if info.tsvers is None:
        twin = theirs.timeless.get(info.versind)
        if twin is not None and same_constants(info, twin):
            return Found(info, Match.SAME, twin)
        return Found(info, Match.TIMELESS)
    ns = info.tsvers.ns
    there = theirs.by_key.get(theirs.key(ns), [])
    twin = next((one for one in there if same_constants(info, one)), None)
    if twin is None:
        twin = _moved(info, ns, mine, theirs, same_constants)
    if twin is not None:
        return Found(info, Match.SAME, twin)
    if there:
        return Found(info, Match.OTHER, there[0])
    for gone in theirs.gone:
        same = gone.tsvers is not None and theirs.key(gone.tsvers.ns) == theirs.key(ns)
        if same and same_constants(info, gone):
            return Found(info, Match.TAKEN_BACK, gone)
    return Found(info, Match.DELETED if ns in theirs.used.times else Match.NEW)


def _moved(
    info: VersionInfo, ns: int, mine: KnownTimes, theirs: KnownTimes, same_constants: SameConstants
) -> VersionInfo | None:
    """Find the same constants where they had to give way to others of the same time."""
    for other_ns, other in theirs.near(ns):
        gave_way = theirs.taken(ns) if other_ns > ns else mine.taken(other_ns)
        if not gave_way or not same_constants(info, other):
            continue
        itself = mine.by_key.get(mine.key(other_ns), [])
        if not any(same_constants(one, other) for one in itself):  # else it is that one
            return other
    return None


def time_key(ns: int, *, coarse: bool) -> int:
    """Return what two times (ns) have in common that count as the same."""
    return (ns + MICROSECOND // 2) // MICROSECOND if coarse else ns


def _rough(one: RangeSnapshot) -> tuple[int, int]:
    return time_key(one.begin_ns, coarse=True), time_key(one.end_ns, coarse=True)
