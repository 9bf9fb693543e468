"""Between which two values the colours spread."""

from __future__ import annotations

import math
import sys
from enum import Enum
from typing import NamedTuple

from dcsgui.core.actions.answers.constants import Numbers

__all__ = ["LevelMode", "Levels"]


class LevelMode(Enum):
    """How the levels are chosen; the text is what people call it."""

    ROBUST = "Robust"
    PERCENTILE = "1 - 99 %"
    MINMAX = "Min - max"
    MANUAL = "Manual"
    LOCKED = "Locked"

    @property
    def meaning(self) -> str:
        """A sentence about it."""
        return _MEANINGS[self]

    @property
    def by_hand(self) -> bool:
        """Whether a person sets them."""
        return self in {LevelMode.MANUAL, LevelMode.LOCKED}


_LARGEST = sys.float_info.max / 16  # so that the difference of two is finite, with a margin

_MEANINGS = {
    LevelMode.ROBUST: "Median \N{PLUS-MINUS SIGN} 5 sigma (by the MAD): dead and saturated pixels"
    " do not matter.",
    LevelMode.PERCENTILE: "One percent of the values is below, one percent above.",
    LevelMode.MINMAX: "All finite values.",
    LevelMode.MANUAL: "As dragged or typed, for each gain mode of this type.",
    LevelMode.LOCKED: "These levels stay, for all gain modes and versions.",
}


class Levels(NamedTuple):
    """The values that get the first and the last colour; both belong to them; low < high."""

    low: float
    high: float

    @classmethod
    def between(cls, low: float, high: float) -> Levels:
        """Make them of any two numbers: in order, finite, and not the same.

        Examples
        --------
        >>> Levels.between(3, 1), Levels.between(2, 2), Levels.between(math.nan, 1)
        (Levels(low=1.0, high=3.0), Levels(low=1.5, high=2.5), Levels(low=-0.5, high=0.5))
        """
        if not (math.isfinite(low) and math.isfinite(high)):
            return cls(-0.5, 0.5)
        low, high = sorted(min(max(float(value), -_LARGEST), _LARGEST) for value in (low, high))
        if low < high:
            return cls(low, high)
        half = max(0.5, abs(low) * 1e-6)  # a half of it must be something beside the value
        return cls(max(low - half, -_LARGEST), min(high + half, _LARGEST))

    @classmethod
    def told(cls, mode: LevelMode, numbers: Numbers) -> Levels:
        """Choose them by the numbers of a picture; by hand begins with the robust ones."""
        if mode is LevelMode.PERCENTILE:
            return cls.between(numbers.percentile_1, numbers.percentile_99)
        if mode is LevelMode.MINMAX:
            return cls.between(numbers.minimum, numbers.maximum)
        return cls.between(numbers.low, numbers.high)

    @property
    def symmetric(self) -> Levels:
        """The same with zero in the middle."""
        bound = max(abs(self.low), abs(self.high))
        return Levels.between(-bound, bound)
