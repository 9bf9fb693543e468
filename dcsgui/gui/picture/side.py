"""What stands beside a picture: histogram, legend, numbers."""

from __future__ import annotations

from collections.abc import Mapping

from PyQt5.QtCore import Qt, pyqtSignal
from PyQt5.QtWidgets import QGridLayout, QWidget

from dcsgui.core.actions.answers.constants import Numbers
from dcsgui.gui.picture.beyond import Beyond
from dcsgui.gui.picture.categories import Categories
from dcsgui.gui.picture.colours import Colours
from dcsgui.gui.picture.histogram import HistogramView
from dcsgui.gui.picture.legend import Legend
from dcsgui.gui.picture.levels import Levels
from dcsgui.gui.picture.numbersview import NumbersView

__all__ = ["Side"]


class Side(QWidget):
    """Histogram and legend, with the numbers beside or below them.

    Signals
    -------
    levelsDragged(Levels)
    levelsReset()
    """

    levelsDragged = pyqtSignal(object)
    levelsReset = pyqtSignal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.histogram = HistogramView()
        self.legend = Legend()
        self.numbers = NumbersView()
        self.histogram.levelsDragged.connect(self.levelsDragged)
        self.histogram.levelsReset.connect(self.levelsReset)
        self._numbers: Numbers | None = None
        self._beyond: Beyond | None = None
        self._colours: Colours | None = None
        self._levels = Levels(0.0, 1.0)
        self._layout = QGridLayout(self)
        self._layout.setContentsMargins(0, 4, 0, 0)
        self._layout.setVerticalSpacing(2)
        self._layout.setColumnStretch(0, 1)
        self._layout.setRowStretch(0, 1)
        self.stand(Qt.Orientation.Horizontal)

    def stand(self, orientation: Qt.Orientation) -> None:
        """Stand below the picture (horizontal), or at its right (vertical)."""
        flat = orientation == Qt.Orientation.Horizontal
        for widget in (self.histogram, self.legend, self.numbers):
            self._layout.removeWidget(widget)
        self._layout.addWidget(self.histogram, 0, 0)
        self._layout.addWidget(self.legend, 1, 0, 1, 2)
        if flat:
            self._layout.addWidget(self.numbers, 0, 1, Qt.AlignmentFlag.AlignTop)
        else:
            self._layout.addWidget(self.numbers, 2, 0, 1, 2)

    def forget(self) -> None:
        """Know nothing of the picture before; it stays in sight until something else is told."""
        self._numbers = self._beyond = None

    def show_numbers(self, numbers: Numbers | None, *, panel: int | None = None) -> None:
        """Show the numbers of a picture, or of one panel, and the histogram."""
        self._numbers = numbers
        self.numbers.show_numbers(numbers, panel=panel)
        self.histogram.set_histogram(None if numbers is None else numbers.histogram)
        self._show_legend()

    def show_levels(self, levels: Levels) -> None:
        """Show the levels."""
        self._levels = levels
        self.histogram.set_levels(levels)
        self._show_legend()

    def show_beyond(self, beyond: Beyond) -> None:
        """Show how many values are below and above the levels, if these are still the same."""
        self._beyond = beyond
        self._show_legend()

    def show_colours(self, colours: Colours) -> None:
        """Show the colours of amounts."""
        self._colours = colours
        self.histogram.set_colours(colours)
        self._show_legend()

    def show_categories(self, categories: Categories, counts: Mapping[int, int]) -> None:
        """Show the colours of kinds instead, with how many values are of each."""
        self._colours = None
        self.histogram.hide()
        self.legend.show_categories(categories, counts)

    def _show_legend(self) -> None:
        if self._colours is not None:
            self.histogram.show()
            fits = self._beyond is not None and self._beyond.levels == self._levels
            counted = self._beyond if fits else None
            self.legend.show_amounts(
                self._colours, self._levels, numbers=self._numbers, counted=counted
            )
