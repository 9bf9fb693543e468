"""Numbers about constants that dead, hot and saturated pixels do not spoil, and levels by them."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.random import default_rng
from numpy.typing import NDArray

from dcsgui.core.values.pieces import Extent, finite_pieces, pieces, real
from dcsgui.core.values.progress import QUIET, Progress
from dcsgui.core.values.ranks import Values, quantile, quantiles

__all__ = ["FAR", "SAMPLE", "Spread", "sample_of", "spread_of", "spread_of_sample"]

SAMPLE = 100_000
"""How many values a sample has at most: its median is off by less than 0.01 sigma."""

FAR = 5 * 1.4826
"""Beyond so many MADs from the median a value is bad: 5 sigma, if most are from a Gaussian."""

ONE, HALF, NEARLY_ALL = 0.01, 0.5, 0.99


@dataclass(frozen=True, slots=True)
class Spread:
    """Where most of the values are; NaN where there are none.

    Attributes
    ----------
    median, percentile_1, percentile_99 : float
    mad : float
        Median of the absolute deviations from the median, without a factor.
    mean, rms : float
        `rms` is the standard deviation, of a population.
    """

    median: float
    mad: float
    mean: float
    rms: float
    percentile_1: float
    percentile_99: float

    def levels(self, extent: Extent) -> tuple[float, float]:
        """Return between which values a picture shows most: low < high, both finite.

        The median -+ 5 * 1.4826 * MAD, within minimum and maximum. Where the MAD is 0, because
        most values are the same: percentiles 1 and 99; where these are the same: minimum and
        maximum; where these are: the value -+ 0.5 (or a millionth of it, if that is more); where
        there is no finite value: -+ 0.5.

        Examples
        --------
        >>> Spread(2800.0, 2.0, 0, 0, 0, 0).levels(Extent(9, 0, 0, 2795.0, 16383.0))
        (2795.0, 2814.826)
        """
        low, high = extent.minimum, extent.maximum
        if self.mad > 0:
            return max(low, self.median - FAR * self.mad), min(high, self.median + FAR * self.mad)
        if self.percentile_1 < self.percentile_99:
            return self.percentile_1, self.percentile_99
        if low < high:
            return low, high
        middle = 0.0 if math.isnan(low) else low
        half = max(0.5, abs(middle) * 1e-6)
        largest = float(np.finfo(np.float64).max)
        return max(middle - half, -largest), min(middle + half, largest)


def sample_of(array: NDArray[Any], extent: Extent) -> Values:
    """Draw a random sample, the same each time: at most 100,000 finite values, in order.

    All finite values if there are not more. One value is drawn out of each of so many stretches
    of the array, because that is quicker than to jump about.
    """
    if extent.finite <= SAMPLE:
        drawn = list(_finite_only(array))
    else:
        random = default_rng(SAMPLE)
        places = (np.arange(SAMPLE) + random.random(SAMPLE)) * (array.size / SAMPLE)
        at = np.minimum(places.astype(np.intp), array.size - 1)
        values = real(array.reshape(-1)[at])
        drawn = [values[np.isfinite(values)]]
    values = np.concatenate([np.empty(0, np.float32 if _single(array) else None), *drawn])
    values.sort()
    return values.astype(np.float64, copy=False)


def _single(array: NDArray[Any]) -> bool:
    """Whether single precision holds the values, which is sorted in half the time."""
    return array.dtype.kind == "f" and array.itemsize <= np.dtype(np.float32).itemsize


def _finite_only(array: NDArray[Any]) -> Iterator[NDArray[Any]]:
    for piece in pieces(array):
        yield piece[np.isfinite(piece)]


def spread_of_sample(ordered: Values) -> Spread:
    """Tell where the values of a sample, which are in order, are."""
    if not len(ordered):
        return Spread(*[math.nan] * 6)
    median = quantile(ordered, HALF)
    with np.errstate(over="ignore", invalid="ignore"):
        deviations = np.abs(ordered - median)
        mean, rms = float(ordered.mean()), float(ordered.std())
    deviations.sort()
    return Spread(
        median=median,
        mad=quantile(deviations, HALF),
        mean=mean,
        rms=rms,
        percentile_1=quantile(ordered, ONE),
        percentile_99=quantile(ordered, NEARLY_ALL),
    )


def spread_of(
    array: NDArray[Any], extent: Extent, sample: Values, progress: Progress = QUIET
) -> Spread:
    """Tell where all finite values are, of which there is at least one, and a sample in order.

    Exactly, with some megabytes of memory whatever the size of the array.
    """
    n = extent.finite
    middle = quantile(sample, HALF)
    moments = _Moments(middle)

    def look() -> Iterator[Values]:
        first = not moments.n
        for values in finite_pieces(array, extent, progress):
            if first:
                moments.take(values)
            yield values

    one, median, nearly_all = quantiles((ONE, HALF, NEARLY_ALL), look, n=n, sample=sample)

    def look_at_deviations() -> Iterator[Values]:
        for values in finite_pieces(array, extent, progress):
            with np.errstate(over="ignore"):
                yield np.abs(values - median)

    with np.errstate(over="ignore"):
        guess = np.sort(np.abs(sample - median))
    (mad,) = quantiles((HALF,), look_at_deviations, n=n, sample=guess)
    return Spread(median, mad, moments.mean, moments.rms, one, nearly_all)


@dataclass(slots=True)
class _Moments:
    """Sums of the deviations from a value near the mean, and of their squares."""

    near: float
    n: int = 0
    total: float = 0.0
    squares: float = 0.0

    def take(self, values: Values) -> None:
        with np.errstate(over="ignore", invalid="ignore"):
            deviations = values - self.near
            self.total += float(deviations.sum())
            self.squares += float(np.einsum("i,i->", deviations, deviations))
        self.n += len(values)

    @property
    def mean(self) -> float:
        return self.near + self.total / self.n

    @property
    def rms(self) -> float:
        shift = self.total / self.n
        variance = self.squares / self.n - shift * shift
        return 0.0 if variance < 0 else math.sqrt(variance)  # by rounding, if all are the same
