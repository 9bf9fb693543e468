"""Which colour stands for what is no value between the levels."""

from __future__ import annotations

from collections.abc import Mapping

from PyQt5.QtCore import Qt
from PyQt5.QtWidgets import QLabel, QSizePolicy, QWidget

from dcsgui.core.actions.answers.constants import Numbers
from dcsgui.gui.picture.categories import Categories
from dcsgui.gui.picture.colours import Colours
from dcsgui.gui.picture.fonts import small
from dcsgui.gui.picture.levels import Levels
from dcsgui.gui.picture.shading import Code

__all__ = ["Legend", "beyond"]


SHARP = 1e-9
"""So near an edge, in bins, a level is the edge."""


class Legend(QLabel):
    """Squares of colour with words."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.setAccessibleName("Legend")
        self.setMinimumSize(60, self.fontMetrics().height())  # else each text moves the window
        font = small(self.font())
        self.setFont(font)

    def show_amounts(self, colours: Colours, levels: Levels, numbers: Numbers | None) -> None:
        """Tell how many values are below and above the levels, and how many are not finite."""
        below, above = ("", "") if numbers is None else beyond(numbers, levels)
        missing = "" if numbers is None else str(numbers.nan + numbers.infinite)
        self._show(
            [
                (int(colours.table[Code.UNDER]), f"{below} below".strip()),
                (int(colours.table[Code.OVER]), f"{above} above".strip()),
                (int(colours.table[Code.NOT_FINITE]), f"{missing} not finite".strip()),
            ]
        )

    def show_categories(self, categories: Categories, counts: Mapping[int, int]) -> None:
        """Tell what the colours stand for, and how many values there are of each code."""
        table = categories.colours.table
        self._show(
            [
                (int(table[code]), f"{number} {categories.name(code)}")
                for code, number in counts.items()
            ]
        )

    def _show(self, entries: list[tuple[int, str]]) -> None:
        self.setText(
            " &nbsp; ".join(
                f'<span style="color:#{colour:06x}">\N{BLACK SQUARE}</span>&nbsp;'
                + words.replace(" ", "&nbsp;")
                for colour, words in entries
            )
        )


def beyond(numbers: Numbers, levels: Levels) -> tuple[str, str]:
    """Return how many values are below and above levels, as far as the histogram tells.

    Exact where the numbers are and the level is an edge of a bin or beyond all values, else about.
    """
    histogram = numbers.histogram
    counts = histogram.counts
    width = (histogram.high - histogram.low) / max(len(counts), 1)
    first = (levels.low - histogram.low) / width if width else 0.0
    last = (levels.high - histogram.low) / width if width else float(len(counts))
    below = histogram.below + int(counts[: round(min(max(first, 0), len(counts)))].sum())
    above = histogram.above + int(counts[round(min(max(last, 0), len(counts))) :].sum())
    texts = []
    for number, none, edge in (
        (below, levels.low <= numbers.minimum, first),
        (above, levels.high >= numbers.maximum, last),
    ):
        sharp = abs(edge - round(edge)) < SHARP and 0 <= edge <= len(counts)
        sure = none or (numbers.exact and sharp)
        texts.append(str(0 if none else number) if sure else f"about {max(number, 1)}")
    return texts[0], texts[1]
