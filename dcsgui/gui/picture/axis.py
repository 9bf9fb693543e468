"""A scale of values: what of it is seen, and where the ticks are."""

from __future__ import annotations

import math
from dataclasses import dataclass

__all__ = ["Axis"]

_STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)


@dataclass(frozen=True, slots=True)
class Axis:
    """Values from `low` to `high`.

    Examples
    --------
    >>> Axis(2770, 2830).ticks(most=4)
    [2780.0, 2800.0, 2820.0]
    """

    low: float
    high: float

    @property
    def width(self) -> float:
        """How much is seen; never 0."""
        return self.high - self.low if self.high > self.low else 1.0

    def share(self, value: float) -> float:
        """Return where a value is: 0 at the low end, 1 at the high one."""
        return (value - self.low) / self.width

    def value(self, share: float) -> float:
        """Return which value is at a place."""
        return self.low + share * self.width

    def shows(self, low: float, high: float) -> bool:
        """Whether both values are seen."""
        return self.low <= low and high <= self.high

    def wider(self, share: float) -> Axis:
        """Return it with a margin on both sides."""
        return Axis(self.low - share * self.width, self.high + share * self.width)

    def including(self, low: float, high: float) -> Axis:
        """Return it such that both values are seen, too."""
        return Axis(min(self.low, low), max(self.high, high)).wider(0.03)

    def zoomed(self, factor: float, about: float) -> Axis:
        """Return it such that `factor` times as much is seen; `about` stays where it is."""
        axis = Axis(about - (about - self.low) * factor, about + (self.high - about) * factor)
        fine = axis.width > 1e-12 * max(abs(axis.low), abs(axis.high), 1e-300)
        return axis if fine and math.isfinite(axis.width) and axis.high > axis.low else self

    def ticks(self, most: int) -> list[float]:
        """Return round values, at most so many."""
        if not math.isfinite(self.width):
            return []
        rough = self.width / most
        power = 10.0 ** math.floor(math.log10(rough))
        step = next((power * s for s in _STEPS if power * s >= rough), power * 10)
        first, last = math.ceil(self.low / step), math.floor(self.high / step)
        if last - first > most:  # steps too small for the values
            return []
        return [round(n * step, 12 - math.floor(math.log10(step))) for n in range(first, last + 1)]
