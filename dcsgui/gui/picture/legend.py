"""Which colour stands for what is no value between the levels."""

from __future__ import annotations

from collections.abc import Mapping

from PyQt5.QtCore import Qt
from PyQt5.QtWidgets import QLabel, QSizePolicy, QWidget

from dcsgui.core.actions.answers.constants import Numbers
from dcsgui.gui.picture.beyond import Beyond, beyond_words
from dcsgui.gui.picture.categories import Categories
from dcsgui.gui.picture.colours import Colours
from dcsgui.gui.picture.fonts import small
from dcsgui.gui.picture.levels import Levels
from dcsgui.gui.picture.shading import Code

__all__ = ["Legend"]


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

    def show_amounts(
        self,
        colours: Colours,
        levels: Levels,
        *,
        numbers: Numbers | None,
        counted: Beyond | None = None,
    ) -> None:
        """Tell how many values are below and above the levels, and how many are not finite.

        Exactly, if these were `counted`; else as far as the numbers tell.
        """
        below, above = ("", "") if numbers is None else beyond_words(numbers, levels)
        if counted is not None:
            below, above = str(counted.below), str(counted.above)
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
