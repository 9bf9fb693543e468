"""Exact medians and percentiles of many values that are seen piece by piece.

A sample tells between which two values each of them must be; one look at all values counts those
below, and keeps those in between: a few percent, even if many values are equal. (Floyd and Rivest,
"Expected time bounds for selection", 1975.)
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

__all__ = ["Look", "Values", "quantile", "quantiles"]

Values = NDArray[np.float64]

Look = Callable[[], Iterable[Values]]
"""Goes through all values, in pieces; none is NaN."""

DEVIATIONS = 5
"""How many standard deviations of a rank in the sample the place in it may be wrong."""

WIDER = 8
"""If it was wrong by more, so much more is allowed."""


def quantile(ordered: Values, part: float) -> float:
    """Interpolate in values in order; `part` 0 is the first, 1 the last; NaN if there are none.

    Examples
    --------
    >>> quantile(np.array([1.0, 2.0, 4.0]), 0.5), quantile(np.array([1.0, 2.0]), 0.25)
    (2.0, 1.25)
    """
    if not len(ordered):
        return math.nan
    rank, rest = _rank(part, len(ordered))
    return _between(float(ordered[rank]), float(ordered[min(rank + 1, len(ordered) - 1)]), rest)


def quantiles(parts: Sequence[float], look: Look, *, n: int, sample: Values) -> list[float]:
    """Interpolate between all values in order, of which only a sample is in memory.

    Parameters
    ----------
    parts : sequence of float
        As for `quantile`.
    look
        Goes through all values; it is called once, most likely.
    n : int
        How many values there are, at least one.
    sample : (M,) float64
        Some of them, in order.
    """
    found: dict[float, float] = {}
    slack = 1.0
    while rest := [part for part in parts if part not in found]:
        brackets = {part: _Bracket.around(part, n, sample, slack) for part in rest}
        for piece in look():
            for bracket in brackets.values():
                bracket.take(piece)
        for part, bracket in brackets.items():
            rank, weight = _rank(part, n)
            low, high = bracket.value(rank), bracket.value(min(rank + 1, n - 1))
            if low is not None and high is not None:
                found[part] = _between(low, high, weight)
        slack *= WIDER
    return [found[part] for part in parts]


def _rank(part: float, n: int) -> tuple[int, float]:
    """Return where `part` is among `n` values in order: the number of one, and how far behind."""
    place = part * (n - 1)
    rank = math.floor(place)
    return rank, place - rank


def _between(low: float, high: float, rest: float) -> float:
    return low * (1 - rest) + high * rest if rest and low < high else low


@dataclass(slots=True)
class _Bracket:
    """Two values, and what is seen of those between them; both may be infinite."""

    low: float
    high: float
    below: int = 0
    at_low: int = 0
    at_high: int = 0
    inside: list[Values] = field(default_factory=list)
    _ordered: Values | None = None

    @classmethod
    def around(cls, part: float, n: int, sample: Values, slack: float) -> _Bracket:
        m = len(sample)
        margin = slack * (DEVIATIONS * math.sqrt(m * part * (1 - part)) + m / n + 1)
        first, last = math.floor(part * m - margin), math.ceil(part * m + margin)
        return cls(
            float(sample[first]) if first >= 0 else -math.inf,
            float(sample[last]) if last < m else math.inf,
        )

    def take(self, values: Values) -> None:
        above = values > self.low
        under = int(np.count_nonzero(values < self.low))
        self.below += under
        self.at_low += len(values) - under - int(np.count_nonzero(above))
        if self.high > self.low:
            self.at_high += int(np.count_nonzero(values == self.high))
            self.inside.append(values[above & (values < self.high)])

    def value(self, rank: int) -> float | None:
        """Return the value of that number in order; None if it is not in the bracket."""
        rank -= self.below
        if rank < 0:
            return None
        if rank < self.at_low:
            return self.low
        rank -= self.at_low
        if self._ordered is None:
            self._ordered = np.sort(np.concatenate([np.empty(0), *self.inside]))
            self.inside.clear()
        if rank < len(self._ordered):
            return float(self._ordered[rank])
        return self.high if rank - len(self._ordered) < self.at_high else None
