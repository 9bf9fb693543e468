"""What is measured of a panel of numbers: by itself, and against what it was before."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dcsgui.core.actions.judging.limits import K
from dcsgui.core.values.pieces import real

__all__ = ["SIGMA", "Against", "Alone", "against", "alone", "exact"]

SIGMA = 1.4826
"""Sigma of a Gaussian in MADs."""

SAMPLED = 2**16
"""A spread is that of so many pixels at most: it is off by less than a hundredth."""

ROUNDING = 1e-6
"""Relative: what single precision makes of a value is no change of it."""

_INTEGERS_OF_FLOAT32 = 2  # bytes


@dataclass(frozen=True, slots=True)
class Alone:
    """What is to be said of a panel by itself.

    Attributes
    ----------
    n, finite : int
        How many values, and how many of them are finite.
    low, high : float
        Of the finite ones; NaN without any.
    """

    n: int
    finite: int
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Against:
    """How a panel differs from what it was.

    Attributes
    ----------
    n, both : int
        How many values, and how many are finite now and before.
    lost : int
        How many were finite and are not any more.
    changed : int
        How many are not what they were; NaN is NaN.
    beyond, odd : int
        How many differ by more than `K` sigma; also if the shift is taken off.
    shift, mad, sigma, scatter : float
        Median of new less old; MAD of the old values, without a factor; the median sigma; MAD of
        new less old. NaN without values.
    """

    n: int
    both: int
    lost: int
    changed: int
    beyond: int
    odd: int
    shift: float
    mad: float
    sigma: float
    scatter: float

    @property
    def unlike(self) -> float:
        """How much pixels differ from what they were, in how much they do from each other."""
        return self.scatter / self.mad if self.mad > 0 else 0.0

    @property
    def mads(self) -> float:
        """The shift in MADs."""
        return _in(self.shift, self.mad)

    @property
    def sigmas(self) -> float:
        """The shift in sigmas."""
        return _in(self.shift, self.sigma)


def exact(values: NDArray[Any]) -> NDArray[Any]:
    """Return values as floating point numbers that can be subtracted without overflow."""
    values = real(values)
    if values.dtype.kind == "f":
        return values
    small = values.itemsize <= _INTEGERS_OF_FLOAT32
    return values.astype(np.float32 if small else np.float64)


def alone(values: NDArray[Any]) -> Alone:
    """Measure a panel, as `exact` gives it."""
    low, high = _ends(values)
    finite = values.size
    if not (math.isfinite(low) and math.isfinite(high)):
        some = values[np.isfinite(values)]
        finite = some.size
        low, high = _ends(some) if finite else (math.nan, math.nan)
    elif math.isnan(float(values.sum(dtype=np.float64))):
        finite -= int(np.count_nonzero(np.isnan(values)))
    return Alone(values.size, finite, low, high)


def against(new: NDArray[Any], old: NDArray[Any], noise: NDArray[Any] | None = None) -> Against:
    """Compare a panel with what it was, both as `exact` gives them.

    Parameters
    ----------
    new, old : ndarray
        Of one shape.
    noise : ndarray, optional
        Sigma of each pixel; where it is not above 0 the median counts. Without it sigma is
        1.4826 * MAD of the old values, for all pixels.
    """
    with np.errstate(all="ignore"):
        difference = new - old
        fine = np.isfinite(difference)
        whole = bool(fine.all())
        was = old if whole else old[fine]
        values = difference.reshape(-1) if whole else difference[fine]
        lost = 0 if whole else int(np.count_nonzero(np.isfinite(old) & ~np.isfinite(new)))
        changed = int(np.count_nonzero(new != old))
        changed -= 0 if whole else int(np.count_nonzero(np.isnan(new) & np.isnan(old)))
        if not values.size:
            return Against(new.size, 0, lost, changed, 0, 0, *[math.nan] * 4)
        mad, sigma = _spread(was.reshape(-1), values, noise)
        limit = K * (sigma if noise is None else _filled(noise, sigma)[... if whole else fine])
        limit = limit.reshape(-1) if isinstance(limit, np.ndarray) else limit
        shift = float(np.median(values))
        return Against(
            new.size,
            values.size,
            lost,
            changed,
            int(np.count_nonzero(np.abs(values) > limit)),
            int(np.count_nonzero(np.abs(values - values.dtype.type(shift)) > limit)),
            shift,
            mad,
            sigma,
            _mad(_sample(values), shift),
        )


def _spread(
    was: NDArray[Any], difference: NDArray[Any], noise: NDArray[Any] | None
) -> tuple[float, float]:
    """Return the MAD of old values, and sigma: of the noise, if there is one, the median."""
    some = _sample(was)
    median = float(np.median(some))
    mad = _mad(some, median)
    floor = ROUNDING * abs(median)
    if noise is not None:
        good = noise[np.isfinite(noise) & (noise > 0)]
        if good.size:
            return mad, max(float(np.median(_sample(good))), floor)
    sigma = SIGMA * mad
    if sigma <= floor:  # most values were the same: then by how much most of them change
        some = _sample(difference)
        sigma = SIGMA * _mad(some, float(np.median(some)))
    return mad, max(sigma, floor)


def _sample(values: NDArray[Any]) -> NDArray[Any]:
    """Take every n-th value; n is odd, so that it does not meet the same column again."""
    flat = values.reshape(-1)
    step = flat.size // SAMPLED
    return flat[:: step | 1]


def _mad(values: NDArray[Any], median: float) -> float:
    return float(np.median(np.abs(values - values.dtype.type(median))))


def _filled(noise: NDArray[Any], sigma: float) -> NDArray[Any]:
    filled: NDArray[Any] = np.where(np.isfinite(noise) & (noise > 0), noise, sigma)
    return filled


def _ends(values: NDArray[Any]) -> tuple[float, float]:
    return float(np.fmin.reduce(values, axis=None)), float(np.fmax.reduce(values, axis=None))


def _in(shift: float, unit: float) -> float:
    if unit > 0 or math.isnan(shift):
        return shift / unit if unit > 0 else math.nan
    return math.copysign(math.inf, shift) if shift else 0.0
