"""Looking at a row of values as a curve; the only module that knows pyqtgraph."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyqtgraph as pg  # PyQt5 is there already, so it takes that
from numpy.typing import NDArray
from PyQt5.QtCore import QEvent, QPointF, pyqtSignal
from PyQt5.QtGui import QPalette
from PyQt5.QtWidgets import QLabel, QVBoxLayout, QWidget

from dcsgui.core.actions.answers.constants import Numbers
from dcsgui.gui.picture.pictures import LARGE
from dcsgui.gui.picture.plain import plain
from dcsgui.gui.picture.words import value_words

__all__ = ["CurveView"]

DOTTED = 300
"""Up to so many values each gets a dot."""

NAMED = 8
"""Of so many values that are not finite at most the indices are told."""


class CurveView(QWidget):
    """Shows values over their index.

    Signals
    -------
    pixelTold(str)
        What is under the cursor, "" if nothing.
    """

    pixelTold = pyqtSignal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._values: NDArray[Any] = np.zeros(0)
        self._numbers: Numbers | None = None
        self._span = (0.0, 1.0)
        self.plot = pg.PlotWidget(enableMenu=False)
        self.plot.hideButtons()
        self.plot.showGrid(x=True, y=True, alpha=0.15)
        self.plot.setLabel("bottom", "index")
        self.plot.setToolTip("Drag to move, turn the wheel to zoom; 0 shows all.")
        self._curve = self.plot.plot([], [], connect="finite")
        self._curve.setClipToView(True)
        self._curve.setDownsampling(auto=True, method="peak")
        self.note = QLabel()
        self.note.setAccessibleName("Values that are not finite")
        self.note.hide()
        self._cursor = pg.InfiniteLine(angle=90)
        self._cursor.hide()
        self.plot.addItem(self._cursor, ignoreBounds=True)
        self.plot.scene().sigMouseMoved.connect(self._on_mouse_moved)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.note)
        column.addWidget(self.plot, 1)
        self.setFocusProxy(self.plot)
        self._take_palette()

    @property
    def painting(self) -> QWidget:
        """The widget that paints."""
        plot: QWidget = self.plot
        return plot

    def set_values(self, values: NDArray[Any]) -> None:
        """Show (N,) values."""
        self._values = values
        numbers = plain(values).astype(np.float64)
        finite = np.isfinite(numbers)
        numbers = np.where(finite, np.clip(numbers, -LARGE, LARGE), np.nan)
        if finite.any():
            self._span = _apart(float(numbers[finite].min()), float(numbers[finite].max()))
        else:
            numbers = numbers[:0]
        self._curve.setSymbol(None)  # else those of the values before are made for all these
        self._curve.setData(np.arange(len(numbers)), numbers)
        self._take_palette()
        self._tell_not_finite(np.flatnonzero(~finite))
        self.reset_view()

    def _tell_not_finite(self, places: NDArray[np.intp]) -> None:
        """Say which values are not in the curve."""
        self.note.setVisible(bool(len(places)))
        count = len(self._values)
        if len(places) == count:
            self.note.setText(f"All {count} values are not finite.")
            return
        at = ", ".join(map(str, places[:NAMED])) + (", …" if len(places) > NAMED else "")
        self.note.setText(f"{len(places)} of {count} values are not finite: at index {at}.")

    def set_numbers(self, numbers: Numbers) -> None:
        """Take the numbers of these values."""
        self._numbers = numbers

    def clear(self) -> None:
        """Let go of the values."""
        self._values, self._numbers = np.zeros(0), None
        self.note.hide()
        self._curve.setData([], [])

    def reset_view(self) -> None:
        """Show all values."""
        across = _apart(0.0, max(len(self._values) - 1.0, 0.0))
        self.plot.setRange(xRange=across, yRange=self._span, padding=0.03)

    def changeEvent(self, event: QEvent | None) -> None:
        """Follow the colours of the desktop."""
        if event is not None and event.type() == QEvent.Type.PaletteChange:
            self._take_palette()
        super().changeEvent(event)

    def _take_palette(self) -> None:
        palette = self.palette()
        ink = palette.color(QPalette.ColorRole.Text)
        colour = palette.color(QPalette.ColorRole.Highlight)
        self.plot.setBackground(palette.color(QPalette.ColorRole.Base))
        for side in ("left", "bottom"):
            self.plot.getAxis(side).setPen(ink)
            self.plot.getAxis(side).setTextPen(ink)
        self._curve.setPen(pg.mkPen(colour, width=1.5))
        self._curve.setSymbol("o" if len(self._values) <= DOTTED else None)
        self._curve.setSymbolSize(6)
        self._curve.setSymbolPen(None)
        self._curve.setSymbolBrush(colour)
        self._cursor.setPen(pg.mkPen(ink, style=pg.QtCore.Qt.PenStyle.DotLine))

    def _on_mouse_moved(self, place: QPointF) -> None:
        item = self.plot.getPlotItem()
        index = round(item.vb.mapSceneToView(place).x())
        inside = item.vb.sceneBoundingRect().contains(place) and 0 <= index < len(self._values)
        self._cursor.setVisible(inside)
        if inside:
            self._cursor.setValue(index)
            words = value_words(self._values[index], self._numbers)
        self.pixelTold.emit(f"index {index}: {words}" if inside else "")


def _apart(low: float, high: float) -> tuple[float, float]:
    """Return two values with something between them."""
    half = max(0.5, abs(low) * 1e-6)
    return (low, high) if low < high else (low - half, high + half)
