"""How often which values occur, with the levels to drag."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PyQt5.QtCore import QPointF, QRectF, QSize, Qt, pyqtSignal
from PyQt5.QtGui import (
    QColor,
    QImage,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
    QPolygonF,
    QWheelEvent,
)
from PyQt5.QtWidgets import QSizePolicy, QWidget

from dcsgui.core.actions.answers.constants import Histogram
from dcsgui.gui.painting import painting
from dcsgui.gui.picture.axis import Axis
from dcsgui.gui.picture.colours import Colours, argb
from dcsgui.gui.picture.levels import Levels
from dcsgui.gui.picture.pictures import LARGE
from dcsgui.gui.picture.shading import Code
from dcsgui.gui.picture.words import short

__all__ = ["HistogramView"]

REACH = 8  # dots around a line where the mouse takes it
STRIP = 9  # dots of the colour strip
SIDE = 10  # dots left and right


class HistogramView(QWidget):
    """Paints counts on a logarithmic scale, a strip of the colours, and two lines.

    Signals
    -------
    levelsDragged(Levels)
    levelsReset()
        By double click.
    """

    levelsDragged = pyqtSignal(object)
    levelsReset = pyqtSignal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._histogram: Histogram | None = None
        self._heights: list[float] = []
        self._levels = Levels(0.0, 1.0)
        self._axis = Axis(0.0, 1.0)
        self._strip = QImage()
        self._outside = (0, 0)
        self._taken: int | None = None
        self._grabbed_at = 0.0
        self.setMouseTracking(True)
        self.setMinimumSize(150, 104)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setToolTip(
            "How often which values occur (logarithmic). Drag a line to set a level,"
            " drag between them to move both; turn the wheel to zoom; double click to reset."
        )
        self.setAccessibleName("Histogram")

    def set_histogram(self, histogram: Histogram | None) -> None:
        """Show other counts; the zoom is kept if it is of about the same values."""
        before = self._histogram
        self._histogram = histogram
        self._heights = [] if histogram is None else _heights(histogram.counts)
        if histogram is not None and (before is None or _moved(before, histogram)):
            self.reset_range()
        self.update()

    def set_levels(self, levels: Levels) -> None:
        """Put the lines there."""
        self._levels = levels
        if self._taken is None and not self._axis.shows(*levels):
            self._axis = self._axis.including(*levels)
        self.update()

    def set_colours(self, colours: Colours) -> None:
        """Paint the strip in these colours."""
        steps = colours.table[Code.FIRST : Code.LAST + 1] | np.uint32(0xFF000000)
        strip = np.ascontiguousarray(steps[np.newaxis], np.uint32)
        image = QImage(strip.tobytes(), len(steps), 1, 4 * len(steps), QImage.Format.Format_RGB32)
        self._strip = image.copy()
        self._outside = (int(colours.table[Code.UNDER]), int(colours.table[Code.OVER]))
        self.update()

    @property
    def levels(self) -> Levels:
        """Where the lines are."""
        return self._levels

    def reset_range(self) -> None:
        """Show all counts and both lines."""
        low, high = self._levels
        if self._histogram is not None:
            edges = _edges(self._histogram)
            low, high = min(low, edges[0]), max(high, edges[-1])
        self._axis = Axis(low, high).wider(0.03)
        self.update()

    # --- painting

    def sizeHint(self) -> QSize:
        """Return a size that shows something."""
        return QSize(240, 120)

    def _plot(self) -> QRectF:
        below = self.fontMetrics().height() + STRIP + 6
        return QRectF(SIDE, 6, max(self.width() - 2 * SIDE, 1), max(self.height() - 6 - below, 1))

    def paintEvent(self, _event: QPaintEvent | None) -> None:
        """Paint it."""
        with painting(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            plot = self._plot()
            self._paint_counts(painter, plot)
            self._paint_strip(painter, plot)
            self._paint_ticks(painter, plot)
            for number in (0, 1):
                self._paint_line(painter, plot, number)

    def _paint_counts(self, painter: QPainter, plot: QRectF) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.palette().color(QPalette.ColorRole.Base))
        painter.drawRect(plot)
        if self._histogram is None or not self._heights:
            return
        edges = [self._x(edge, plot) for edge in _edges(self._histogram, len(self._heights))]
        points = [QPointF(edges[0], plot.bottom())]
        for height, *sides in zip(self._heights, edges, edges[1:], strict=False):
            y = plot.bottom() - height * (plot.height() - 2)
            points += [QPointF(side, y) for side in sides]
        points.append(QPointF(points[-1].x(), plot.bottom()))
        painter.save()
        painter.setClipRect(plot)
        ink = self.palette().color(QPalette.ColorRole.Text)
        ink.setAlpha(120)
        painter.setBrush(ink)
        painter.drawPolygon(QPolygonF(points))
        painter.restore()

    def _paint_strip(self, painter: QPainter, plot: QRectF) -> None:
        painter.save()
        strip = QRectF(plot.left(), plot.bottom() + 1, plot.width(), STRIP)
        painter.setClipRect(strip)
        low, high = (self._x(level, plot) for level in self._levels)
        painter.fillRect(strip, QColor(argb(self._outside[0])))
        above = QRectF(high, strip.top(), max(strip.right() - high, 0), STRIP)
        painter.fillRect(above, QColor(argb(self._outside[1])))
        painter.drawImage(QRectF(low, strip.top(), max(high - low, 1), STRIP), self._strip)
        painter.restore()

    def _paint_ticks(self, painter: QPainter, plot: QRectF) -> None:
        ink = self.palette().color(QPalette.ColorRole.WindowText)
        ink.setAlpha(190)
        painter.setPen(ink)
        top = plot.bottom() + STRIP + 3
        metrics = self.fontMetrics()
        last = -1e9
        for value in self._axis.ticks(most=max(2, int(plot.width() / 40))):
            text = short(value)
            half = metrics.horizontalAdvance(text) / 2
            x = min(max(self._x(value, plot), half), self.width() - half)
            if x - half < last + 6:
                continue
            last = x + half
            painter.drawText(QPointF(x - half, top + metrics.ascent()), text)

    def _paint_line(self, painter: QPainter, plot: QRectF, number: int) -> None:
        x = self._x(self._levels[number], plot)
        if not plot.left() - 1 <= x <= plot.right() + 1:
            return
        ink = self.palette().color(QPalette.ColorRole.Highlight)
        painter.setPen(QPen(ink, 2.5 if self._taken == number else 1.5))
        painter.drawLine(QPointF(x, plot.top()), QPointF(x, plot.bottom() + STRIP + 1))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ink)
        side = 7 if number == 0 else -7
        painter.drawPolygon(
            QPolygonF(
                [QPointF(x, plot.top()), QPointF(x + side, plot.top()), QPointF(x, plot.top() + 9)]
            )
        )

    # --- mouse

    def _x(self, value: float, plot: QRectF) -> float:
        return plot.left() + self._axis.share(value) * plot.width()

    def _value(self, x: float) -> float:
        plot = self._plot()
        return self._axis.value((x - plot.left()) / plot.width())

    def line_place(self, number: int) -> QPointF:
        """Return where the line of a level is: 0 the lower, 1 the higher."""
        plot = self._plot()
        return QPointF(self._x(self._levels[number], plot), plot.center().y())

    def _line_at(self, x: float) -> int | None:
        """Return the line at a place; 2 between them."""
        plot = self._plot()
        low, high = (self._x(level, plot) for level in self._levels)
        near = min((abs(x - low), 0), (abs(x - high), 1))
        if near[0] <= REACH:
            return near[1]
        return 2 if low < x < high else None

    def mousePressEvent(self, event: QMouseEvent | None) -> None:
        """Take a line, or both."""
        if event is not None and event.button() == Qt.MouseButton.LeftButton:
            self._taken = self._line_at(event.x())
            self._grabbed_at = self._value(event.x())
            self.update()

    def mouseMoveEvent(self, event: QMouseEvent | None) -> None:
        """Drag what was taken."""
        if event is None:
            return
        if self._taken is None:
            at = self._line_at(event.x())
            self.setCursor(_SHAPES.get(at, Qt.CursorShape.ArrowCursor))
            return
        value = self._value(event.x())
        way, self._grabbed_at = value - self._grabbed_at, value
        low, high = self._levels
        least = self._axis.width * 1e-4
        if self._taken == 0:
            moved = Levels(min(value, high - least), high)
        elif self._taken == 1:
            moved = Levels(low, max(value, low + least))
        else:
            moved = Levels(low + way, high + way)
        if moved.low < moved.high:
            self.levelsDragged.emit(moved)

    def mouseReleaseEvent(self, _event: QMouseEvent | None) -> None:
        """Let it go."""
        self._taken = None
        if not self._axis.shows(*self._levels):
            self._axis = self._axis.including(*self._levels)
        self.update()

    def mouseDoubleClickEvent(self, _event: QMouseEvent | None) -> None:
        """Reset range and levels."""
        self.reset_range()
        self.levelsReset.emit()

    def wheelEvent(self, event: QWheelEvent | None) -> None:
        """Zoom about the cursor."""
        if event is not None:
            factor = 0.8 ** (event.angleDelta().y() / 120)
            self._axis = self._axis.zoomed(factor, self._value(event.position().x()))
            self.update()
            event.accept()


_SHAPES: dict[int | None, Qt.CursorShape] = {
    0: Qt.CursorShape.SplitHCursor,
    1: Qt.CursorShape.SplitHCursor,
    2: Qt.CursorShape.OpenHandCursor,
}


def _edges(histogram: Histogram, number: int = 1) -> list[float]:
    """Return where so many bars begin and end; not so far out that differences are infinite."""
    steps = np.linspace(histogram.low / 2, histogram.high / 2, number + 1)
    return [float(edge) for edge in np.clip(steps, -LARGE / 2, LARGE / 2) * 2]


def _heights(counts: NDArray[np.int64]) -> list[float]:
    """Return how high the bars are, 0 to 1; of few values in fewer bars."""
    together = max(1, int(len(counts) / max(16.0, 2 * float(counts.sum()) ** 0.5)))
    while len(counts) % together:
        together -= 1
    tops = np.log1p(counts.reshape(-1, together).sum(axis=1, dtype=np.float64))
    return [float(top) for top in tops / tops.max()] if len(tops) and tops.max() else []


def _moved(before: Histogram, after: Histogram) -> bool:
    """Whether the counts are of quite other values."""
    (low, high), (new_low, new_high) = _edges(before), _edges(after)
    width = max(high - low, new_high - new_low)
    return abs(low - new_low) + abs(high - new_high) > 0.02 * width
