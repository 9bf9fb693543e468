"""Numbers that tell about one picture of an array: at once of a sample, then of all values."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dcsgui.core.actions.answers.constants import Histogram, Numbers
from dcsgui.core.actions.answers.nodes import NodeId
from dcsgui.core.values.bins import Bins, Counts
from dcsgui.core.values.pieces import Extent, extent_of, finite_pieces
from dcsgui.core.values.progress import Progress
from dcsgui.core.values.ranks import Values
from dcsgui.core.values.robust import FAR, Spread, sample_of, spread_of, spread_of_sample

__all__ = ["Picture"]


@dataclass(frozen=True)
class Picture:
    """One picture of an array of constants: ``array[slab]``.

    Attributes
    ----------
    node : NodeId
        The version that the array is of.
    slab : tuple of int
    values : ndarray
        Of any numeric dtype and byte order. Of complex ones the absolute values count.
    progress : Progress
        Can call the work off.
    """

    node: NodeId
    slab: tuple[int, ...]
    values: NDArray[Any]
    progress: Progress

    @cached_property
    def is_sampled(self) -> bool:
        """Whether there are more values than fit into a sample."""
        return len(self._sample) < self._extent.finite

    def sampled(self) -> Numbers:
        """Tell the numbers of a sample; exact if it holds all values.

        How many are bad, and the counts of the histogram, are what they most likely are of all.
        """
        spread = spread_of_sample(self._sample)
        bins = self._bins(spread)
        counts, bad = bins.count([self._sample]), _bad(self._sample, spread)
        if self.is_sampled:
            factor = self._extent.finite / len(self._sample)
            counts, bad = counts.scaled(factor), round(bad * factor)
        return self._numbers(spread, bins, counts, bad=bad, exact=not self.is_sampled)

    def exact(self) -> Numbers:
        """Tell the numbers of all values."""
        extent, progress = self._extent, self.progress
        if not self.is_sampled:
            return self.sampled()
        spread = spread_of(self.values, extent, self._sample, progress)
        bins = self._bins(spread)
        bad = 0

        def look() -> Iterator[Values]:
            nonlocal bad
            for values in finite_pieces(self.values, extent, progress):
                bad += _bad(values, spread)
                yield values

        counts = bins.count(look())
        return self._numbers(spread, bins, counts, bad=bad, exact=True)

    @cached_property
    def _extent(self) -> Extent:
        return extent_of(self.values, self.progress)

    @cached_property
    def _sample(self) -> Values:
        return sample_of(self.values, self._extent)

    def _bins(self, spread: Spread) -> Bins:
        whole = self.values.dtype.kind in "biu" or bool(
            len(self._sample) and np.array_equal(self._sample, np.rint(self._sample))
        )
        return Bins.spanning(spread.levels(self._extent), self._extent, whole=whole)

    def _numbers(
        self, spread: Spread, bins: Bins, counts: Counts, *, bad: int, exact: bool
    ) -> Numbers:
        low, high = spread.levels(self._extent)
        return Numbers(
            node=self.node,
            slab=self.slab,
            exact=exact,
            n=self._extent.n,
            nan=self._extent.nan,
            infinite=self._extent.infinite,
            minimum=self._extent.minimum,
            maximum=self._extent.maximum,
            median=spread.median,
            mad=spread.mad,
            mean=spread.mean,
            rms=spread.rms,
            low=low,
            high=high,
            percentile_1=spread.percentile_1,
            percentile_99=spread.percentile_99,
            bad=bad,
            histogram=Histogram(counts.inside, bins.low, bins.high, counts.below, counts.above),
        )


def _bad(values: Values, spread: Spread) -> int:
    """Count the values that are too far from the median."""
    with np.errstate(over="ignore"):
        return int(np.count_nonzero(np.abs(values - spread.median) > FAR * spread.mad))
