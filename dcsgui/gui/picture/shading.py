"""Values to numbers of colours: 8 bits, of which some are kept for what is no value.

Much faster than colours themselves: while levels are dragged only this runs.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from enum import IntEnum
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dcsgui.gui.picture.levels import Levels
from dcsgui.gui.picture.mosaic import Sample
from dcsgui.gui.picture.plain import plain

__all__ = ["STEPS", "Code", "Shading", "typed"]

STEPS = 252
"""How many colours there are for the values between the levels: codes 1 to 252."""

_STRIP = 1 << 16
"""Dots that are worked on together: what they take stays in the cache, fresh memory costs more."""


class Code(IntEnum):
    """The codes that are no step of the colours."""

    UNDER = 0
    FIRST = 1
    LAST = STEPS
    OVER = 253
    NOT_FINITE = 254
    NOTHING = 255


def typed(levels: Levels, values: NDArray[Any]) -> tuple[Any, Any]:
    """Return levels as `plain` values are compared with: of their dtype, infinite if beyond it."""
    with np.errstate(over="ignore"):
        low, high = (values.dtype.type(level) for level in levels)
    return low, high


class Shading:
    """The values of one screen, ready to be turned into codes again and again.

    Examples
    --------
    >>> values = np.array([[0.0, 1.0, 2.0, 3.0, np.nan]])
    >>> shading = Shading(Sample(values, np.ones(values.shape, bool)))
    >>> shading.codes(Levels(1.0, 2.0)).tolist()
    [[0, 1, 252, 253, 254]]
    """

    def __init__(self, seen: Sample) -> None:
        self._values = seen.values
        self._special = np.zeros_like(seen.covered, np.uint8)  # codes where there is no number
        for rows in self._strips():
            finite = np.isfinite(plain(seen.values[rows]))
            np.copyto(self._special[rows], np.uint8(Code.NOT_FINITE), where=~finite)
            np.copyto(self._special[rows], np.uint8(Code.NOTHING), where=~seen.covered[rows])

    def codes(self, levels: Levels) -> NDArray[np.uint8]:
        """Return the codes of all dots."""
        codes = np.empty_like(self._special)
        for rows in self._strips():
            steps = _steps(plain(self._values[rows]), levels)
            np.maximum(steps, self._special[rows], out=codes[rows])
        return codes

    def _strips(self) -> Iterator[slice]:
        """Give the rows a few at a time."""
        height, width = self._special.shape
        step = max(1, _STRIP // max(1, width))
        return (slice(first, first + step) for first in range(0, height, step))


def _steps(values: NDArray[Any], levels: Levels) -> NDArray[np.uint8]:
    """Return the codes of numbers; those of what is not finite are less than `NOT_FINITE`."""
    low, high = typed(levels, values)
    span = float(high) - float(low)
    with np.errstate(over="ignore", under="ignore", invalid="ignore"):
        if math.isfinite(span) and span > 0:
            scaled = values - low
            if STEPS / span < _most(values):
                scaled *= values.dtype.type(STEPS / span)
            else:
                scaled /= values.dtype.type(span)
                scaled *= STEPS
        else:
            scaled = np.full_like(values, STEPS / 2)
        np.clip(scaled, 0, STEPS - 1, out=scaled)
        codes: NDArray[np.uint8] = scaled.astype(np.uint8)
        codes += np.uint8(Code.FIRST)
        np.copyto(codes, np.uint8(Code.UNDER), where=values < low)
        np.copyto(codes, np.uint8(Code.OVER), where=values > high)
    return codes


def _most(values: NDArray[Any]) -> float:
    return float(np.finfo(values.dtype).max)
