"""Values to numbers of colours: 8 bits, of which some are kept for what is no value.

Much faster than colours themselves: while levels are dragged only this runs.
"""

from __future__ import annotations

import math
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
        self._values = plain(seen.values)
        finite = np.isfinite(self._values)
        self._special = ~(finite & seen.covered)
        self._codes = np.where(
            seen.covered[self._special], np.uint8(Code.NOT_FINITE), np.uint8(Code.NOTHING)
        )
        if not finite.all():
            self._values = np.where(finite, self._values, 0)  # nothing below has to think of it

    def codes(self, levels: Levels) -> NDArray[np.uint8]:
        """Return the codes of all dots."""
        codes = _steps(self._values, levels)
        codes[self._special] = self._codes
        return codes


def _steps(values: NDArray[Any], levels: Levels) -> NDArray[np.uint8]:
    """Return the codes of finite values."""
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
