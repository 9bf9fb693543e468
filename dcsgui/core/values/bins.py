"""Bins of a histogram that stays useful with outliers, and counting into them."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dcsgui.core.values.pieces import Extent
from dcsgui.core.values.ranks import Values

__all__ = ["BINS", "Bins", "Counts"]

BINS = 256
"""How many bins a histogram has; of whole numbers between half and all of them, if need be."""

_NARROWEST = 1e-300
"""Numbers closer than that can't be told apart in floating point."""

_WIDEST = 2.0**52
"""Beyond that floating point knows nothing half way between two whole numbers."""


@dataclass(frozen=True, slots=True)
class Counts:
    """What was counted: in each bin, and below and above all of them."""

    inside: NDArray[np.int64]
    below: int
    above: int

    def scaled(self, factor: float) -> Counts:
        """Return what there most likely is of all, if these are of one in `factor`."""
        inside = np.rint(self.inside * factor).astype(np.int64)
        return Counts(inside, round(self.below * factor), round(self.above * factor))


@dataclass(frozen=True, slots=True)
class Bins:
    """Bins of one width from `low` to `high`; a value at an edge is in the bin above it.

    The last bin holds the values that are `high`, too.

    Examples
    --------
    >>> Bins.spanning((2782.0, 2821.0), Extent(9, 0, 0, 0.0, 16383.0), whole=True)
    Bins(low=2762.5, high=2840.5, number=78)
    """

    low: float
    high: float
    number: int

    @classmethod
    def spanning(cls, levels: tuple[float, float], extent: Extent, *, whole: bool) -> Bins:
        """Choose bins for a picture with these levels.

        They go twice as far as the levels, but not beyond minimum and maximum, so that a few
        outliers do not squeeze all others into one bin. Those of whole numbers are as wide as a
        whole number and end half way between two of them, so that each holds as many.
        """
        low, high = levels
        margin = high / 2 - low / 2
        if extent.minimum < extent.maximum:
            low, high = max(low - margin, extent.minimum), min(high + margin, extent.maximum)
        if not whole or max(-low, high) > _WIDEST:
            narrow = high / 2 - low / 2 < _NARROWEST
            return cls(low - 0.5, high + 0.5, BINS) if narrow else cls(low, high, BINS)
        first, last = math.ceil(low), math.floor(high)
        width = -(-(last - first + 1) // BINS)
        number = -(-(last - first + 1) // width)
        return cls(first - 0.5, first - 0.5 + number * width, number)

    def count(self, parts: Iterable[Values]) -> Counts:
        """Count finite values that come in pieces."""
        inside = np.zeros(self.number, np.int64)
        below = above = 0
        scale = (self.number / 2) / (self.high / 2 - self.low / 2)  # the width may overflow
        offset = self.low * scale
        for values in parts:
            kept = (values >= self.low) & (values <= self.high)
            below += int(np.count_nonzero(values < self.low))
            above += int(np.count_nonzero(values > self.high))
            bins = (values[kept] * scale - offset).astype(np.intp)
            np.minimum(bins, self.number - 1, out=bins)
            inside += np.bincount(bins, minlength=self.number)
        return Counts(inside, below, above)
