"""The constants of a version, and numbers that tell about them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from dcsgui.core.actions.answers.listings import VersionRow
from dcsgui.core.actions.answers.nodes import NodeId

if TYPE_CHECKING:  # the window starts without numpy
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["Constants", "Histogram", "Numbers"]


@dataclass(frozen=True, slots=True)
class Constants:
    """The constants of a version: either an array, or a text, or neither.

    Attributes
    ----------
    node : NodeId
        The version.
    row : VersionRow
        What is known of it.
    dettype : str
        Of its file.
    values : ndarray or None
        Of any shape, dtype and byte order, read-only; in memory shared with the worker.
    text : str or None
    problem : str
        A sentence why there are neither, "" otherwise.
    answers_ns : int or None
        A time (ns since 1970, UTC) at which the range of the version answers; None if others
        answer instead at all times.
    """

    node: NodeId
    row: VersionRow
    dettype: str
    values: NDArray[Any] | None = None
    text: str | None = None
    problem: str = ""
    answers_ns: int | None = None


@dataclass(frozen=True, slots=True)
class Histogram:
    """Counts of the finite values between `low` and `high`, in bins of one width.

    Attributes
    ----------
    counts : (N,) int64
    low, high : float
        Both belong to it; unit of the constants.
    below, above : int
        How many finite values are outside.
    """

    counts: NDArray[np.int64]
    low: float
    high: float
    below: int
    above: int


@dataclass(frozen=True, slots=True)
class Numbers:
    """Numbers that tell about one picture of an array, ``values[slab]``; unit of the constants.

    Minimum and maximum are those of all finite values, exactly, from the first; the others are
    of a sample of at most 100,000 of them until `exact`. NaN where there is no finite value.

    Attributes
    ----------
    node : NodeId
        The version.
    slab : tuple of int
        Index of the leading axes (gain mode ...), see `dcsgui.core.values.axes.Axes`.
    exact : bool
    n, nan, infinite : int
        How many values, and how many of them are not finite (exact in both cases).
    minimum, maximum, median, mad, mean, rms : float
        `mad` is the median of the absolute deviations from the median, without a factor;
        `rms` the standard deviation.
    low, high : float
        Levels that survive dead and saturated pixels: median -+ 5 * 1.4826 * MAD within the
        minimum and maximum, else percentiles 1 and 99, else minimum and maximum, else -+ 0.5.
    percentile_1, percentile_99 : float
    bad : int
        How many finite values are further than 5 * 1.4826 * MAD from the median.
    histogram : Histogram
    """

    node: NodeId
    slab: tuple[int, ...]
    exact: bool
    n: int
    nan: int
    infinite: int
    minimum: float
    maximum: float
    median: float
    mad: float
    mean: float
    rms: float
    low: float
    high: float
    percentile_1: float
    percentile_99: float
    bad: int
    histogram: Histogram
