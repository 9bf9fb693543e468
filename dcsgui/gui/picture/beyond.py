"""How many values are below and above the levels: about, by a histogram; exactly, in a thread."""

from __future__ import annotations

import math
from functools import partial
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from PyQt5.QtCore import QObject, pyqtSignal

from dcsgui.core.actions.answers.constants import Numbers
from dcsgui.gui.picture.background import Background
from dcsgui.gui.picture.levels import Levels
from dcsgui.gui.picture.plain import plain
from dcsgui.gui.picture.shading import typed
from dcsgui.gui.picture.timers import ringing_once

__all__ = ["Beyond", "BeyondCounter", "beyond_words", "count_beyond"]

COUNT_AFTER_MS = 120
"""So long levels must have rested before values are counted."""

SHARP = 1e-9
"""So near an edge, in bins, a level is the edge."""


class Beyond(NamedTuple):
    """How many finite values are below and above levels, exactly."""

    levels: Levels
    below: int
    above: int


class BeyondCounter(QObject):
    """Counts the values beyond the levels, once these rest.

    Signals
    -------
    counted(Beyond)
    """

    counted = pyqtSignal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._stack: NDArray[Any] | None = None
        self._levels = Levels(0.0, 1.0)
        self._background = Background(self)
        self._background.returned.connect(self.counted)
        self._quiet = ringing_once(self, COUNT_AFTER_MS)
        self._quiet.timeout.connect(self._count)

    def count(self, stack: NDArray[Any], levels: Levels) -> None:
        """Count the values of a picture that are beyond these levels."""
        self._background.forget()
        self._stack, self._levels = stack, levels
        self._quiet.start()

    def forget(self) -> None:
        """Let go of the picture, and tell nothing of it any more."""
        self._background.forget()
        self._quiet.stop()
        self._stack = None

    def _count(self) -> None:
        if self._stack is not None:
            self._background.run(partial(count_beyond, self._stack, self._levels))


def count_beyond(stack: NDArray[Any], levels: Levels) -> Beyond:
    """Count, as the picture is coloured; some 10 ms for 4 million values: in a thread."""
    below = above = 0
    for panel in stack:
        values = plain(panel)
        low, high = typed(levels, values)
        below += int(np.count_nonzero(values < low) - np.count_nonzero(values == -np.inf))
        above += int(np.count_nonzero(values > high) - np.count_nonzero(values == np.inf))
    return Beyond(levels, below, above)


def beyond_words(numbers: Numbers, levels: Levels) -> tuple[str, str]:
    """Return how many values are below and above levels, as far as the histogram tells.

    Exact where the numbers are and the level is an edge of a bin or beyond all values, else about.
    """
    histogram = numbers.histogram
    counts = histogram.counts
    first, last = (_place(level, numbers) for level in levels)
    below = histogram.below + int(counts[: round(min(max(first, 0), len(counts)))].sum())
    above = histogram.above + int(counts[round(min(max(last, 0), len(counts))) :].sum())
    texts = []
    for number, none, edge in (
        (below, levels.low <= numbers.minimum, first),
        (above, levels.high >= numbers.maximum, last),
    ):
        sharp = 0 <= edge <= len(counts) and abs(edge - round(edge)) < SHARP
        sure = none or (numbers.exact and sharp)
        texts.append(str(0 if none else number) if sure else f"about {max(number, 1)}")
    return texts[0], texts[1]


def _place(level: float, numbers: Numbers) -> float:
    """Return where a level is among the bins, in bins; halves, because a width may overflow."""
    histogram = numbers.histogram
    half = histogram.high / 2 - histogram.low / 2
    share = (
        (level / 2 - histogram.low / 2) / half
        if half
        else math.copysign(math.inf, level - histogram.low)
    )
    return 0.0 if math.isnan(share) else share * len(histogram.counts)
