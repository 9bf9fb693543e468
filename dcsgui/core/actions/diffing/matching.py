"""Which ranges and versions of two types belong together."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from dcsgui.core.actions.diffing.holding import HeldRange, HeldVersion
from dcsgui.core.files.records import OPEN_NS
from dcsgui.core.values.timestamps import MICROSECOND

__all__ = ["Matched", "match_ranges", "match_versions", "same_ends"]

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Matched(Generic[T]):
    """Pairs that belong together, and what is left on each side, in the order of each side."""

    pairs: tuple[tuple[T, T], ...]
    only_a: tuple[T, ...]
    only_b: tuple[T, ...]


def match_ranges(
    a: Sequence[HeldRange], b: Sequence[HeldRange], *, rounded: bool
) -> Matched[HeldRange]:
    """Match ranges by their exact ends.

    Parameters
    ----------
    rounded : bool
        To the microsecond only, as files of the older layout keep no more.
    """
    return _match(a, b, lambda one: _ends(one, rounded=rounded))


def same_ends(a: HeldRange, b: HeldRange, *, rounded: bool) -> bool:
    """Tell whether two ranges would match."""
    return _ends(a, rounded=rounded) == _ends(b, rounded=rounded)


def match_versions(
    a: Sequence[HeldVersion], b: Sequence[HeldVersion], *, rounded: bool
) -> Matched[HeldVersion]:
    """Match versions by production time; what is left by digest, then by number if it has no time.

    Digests of files of older code are computed only for what production times leave over.
    """
    by_time = _match(a, b, lambda one: produced(one, rounded=rounded))
    by_digest = _match(by_time.only_a, by_time.only_b, _identity)
    left = _match(by_digest.only_a, by_digest.only_b, _timeless)
    return Matched(by_time.pairs + by_digest.pairs + left.pairs, left.only_a, left.only_b)


def produced(one: HeldVersion, *, rounded: bool) -> int | None:
    """Return the production time of a version, in ns or, rounded, in microseconds."""
    tsvers = one.info.tsvers
    return None if tsvers is None else _time(tsvers.ns, rounded=rounded)


def _match(a: Sequence[T], b: Sequence[T], key: Callable[[T], Hashable]) -> Matched[T]:
    """Match by a key; None matches nothing, and of equal keys each takes the next one."""
    if not a or not b:
        return Matched((), tuple(a), tuple(b))
    waiting: dict[Hashable, list[int]] = {}
    for place in reversed(range(len(b))):
        waiting.setdefault(key(b[place]), []).append(place)
    waiting.pop(None, None)
    pairs: list[tuple[T, T]] = []
    only_a: list[T] = []
    left = dict.fromkeys(range(len(b)))
    for one in a:
        places = waiting.get(key(one))
        if places:
            place = places.pop()
            del left[place]
            pairs.append((one, b[place]))
        else:
            only_a.append(one)
    return Matched(tuple(pairs), tuple(only_a), tuple(b[place] for place in left))


def _ends(one: HeldRange, *, rounded: bool) -> Hashable:
    end = OPEN_NS if one.end_ns == OPEN_NS else _time(one.end_ns, rounded=rounded)
    return _time(one.begin_ns, rounded=rounded), end


def _identity(one: HeldVersion) -> Hashable:
    info, digest = one.info, one.digest
    return (digest, info.kind, info.shape, info.dtype) if digest else None


def _timeless(one: HeldVersion) -> Hashable:
    return one.info.versind if one.info.tsvers is None else None


def _time(ns: int, *, rounded: bool) -> int:
    return (ns + MICROSECOND // 2) // MICROSECOND if rounded else ns
