"""A small time line: what answers before a transfer, and below it what answers after."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import log10

from PyQt5.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PyQt5.QtGui import QColor, QHelpEvent, QKeyEvent, QPainter, QPaintEvent, QPalette, QPen
from PyQt5.QtWidgets import QSizePolicy, QToolTip, QWidget

from dcsgui.core.actions.answers.timelines import AnswerChange, AnswerLabel
from dcsgui.gui.icons import Tint
from dcsgui.gui.models.times import short, shown, span
from dcsgui.gui.painting import painting
from dcsgui.gui.transfer.plan_words import change_words, label_words
from dcsgui.gui.transfer.stretches import Stretch

__all__ = ["AnswerLines", "TypeLines"]

_BETWEEN, _MARGIN = 3, 8  # pixels
_NAMED = "a_calibration_type  before"
"""What there is room for before the bars."""

_EDGED = 4  # pixels: narrower stretches have no edges
_SECONDS = 1e9
_LEAST = 1.0
_SPREAD = 0.35
"""How much wider a stretch is that lasts ten times as long."""

_STEPS: dict[int, int] = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


@dataclass(frozen=True, slots=True)
class TypeLines:
    """What one type answers, before and after.

    Attributes
    ----------
    ctype : str
    stretches : tuple of Stretch
    """

    ctype: str
    stretches: tuple[Stretch, ...]


class AnswerLines(QWidget):
    """Two bars a type, one above the other; what changes is in the colour that stands out.

    Long stretches are wider than short ones, but not as much as they are longer: all can be seen.
    The arrow keys go from stretch to stretch, and say it in words.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._types: tuple[TypeLines, ...] = ()
        self._utc = False
        self._at: tuple[int, int] | None = None
        self.setAccessibleName("Answers over time, before and after")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_types(self, types: Sequence[TypeLines], *, utc: bool) -> None:
        """Show these types, times in UTC or in local time."""
        self._types, self._utc, self._at = tuple(types), utc, None
        said = [self.words(one, stretch) for one in types for stretch in one.stretches]
        self.setAccessibleDescription("\n".join(said))
        self.updateGeometry()
        self.update()

    def words(self, one: TypeLines, stretch: Stretch) -> str:
        """Say what answers in a stretch, and what it is after."""
        if stretch.folded:
            times = span(stretch.begin_ns, stretch.end_ns, utc=self._utc)
            what = "some of which" if stretch.changed else "none of which"
            return f"{one.ctype}, {times}: {stretch.folded} stretches, {what} change"
        change = AnswerChange(
            one.ctype, stretch.begin_ns, stretch.end_ns, stretch.before, stretch.after
        )
        if stretch.changed:
            return f"{one.ctype}, {change_words(change, utc=self._utc)}"
        end = "on" if stretch.end_ns is None else f"to {shown(stretch.end_ns, utc=self._utc)}"
        times = f"from {shown(stretch.begin_ns, utc=self._utc)} {end}"
        return f"{one.ctype}, {times}: {label_words(stretch.before)}, as before"

    # --- sizes

    def sizeHint(self) -> QSize:
        """Return room for all types."""
        return QSize(420, max(1, len(self._types)) * self._height() + 4)

    def minimumSizeHint(self) -> QSize:
        """Return room in which something can be seen."""
        return QSize(240, self.sizeHint().height())

    @property
    def _bar(self) -> int:
        """How high a bar is, which a line of text has to fit in."""
        return self.fontMetrics().height() + 2

    @property
    def _name(self) -> int:
        """How wide the names are, of types and of "before" and "after"."""
        return self.fontMetrics().horizontalAdvance(_NAMED)

    def _height(self) -> int:
        return 3 * self._bar + _BETWEEN + _MARGIN

    def places(self, number: int) -> list[QRectF]:
        """Return where the stretches of a type are: the upper of their two bars."""
        made = self._types[number].stretches
        weights = [_weight(one) for one in made]
        width = max(10.0, self.width() - self._name - 6.0)
        left, top, places = float(self._name), float(number * self._height()), []
        for weight in weights:
            wide = width * weight / sum(weights)
            places.append(QRectF(left, top, wide, self._bar))
            left += wide
        return places

    def _found(self, where: QPointF) -> tuple[int, int] | None:
        number = int(where.y()) // self._height()
        if 0 <= number < len(self._types):
            for place, rect in enumerate(self.places(number)):
                if rect.left() <= where.x() < rect.right():
                    return number, place
        return None

    # --- events

    def event(self, event: QEvent | None) -> bool:
        """Say in words what is under the mouse."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            found = self._found(QPointF(event.pos()))
            text = "" if found is None else self._said(found)
            QToolTip.showText(event.globalPos(), text, self)
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        """Go from stretch to stretch."""
        step = None if event is None else _STEPS.get(event.key())
        every = [(n, m) for n, one in enumerate(self._types) for m in range(len(one.stretches))]
        if event is None or step is None or not every:
            super().keyPressEvent(event)
            return
        at = every.index(self._at) + step if self._at in every else 0
        self._at = every[max(0, min(at, len(every) - 1))]
        number, place = self._at
        corner = self.places(number)[place].bottomLeft().toPoint()
        QToolTip.showText(self.mapToGlobal(corner), self._said(self._at), self)
        self.update()

    def _said(self, at: tuple[int, int]) -> str:
        one = self._types[at[0]]
        return self.words(one, one.stretches[at[1]])

    # --- painting

    def paintEvent(self, _event: QPaintEvent | None) -> None:
        """Paint all bars."""
        with painting(self) as painter:
            for number, one in enumerate(self._types):
                self._paint_type(painter, number, one)

    def _paint_type(self, painter: QPainter, number: int, one: TypeLines) -> None:
        top = number * self._height()
        self._paint_names(painter, one.ctype, top)
        free = float(self._name)
        for place, (rect, stretch) in enumerate(
            zip(self.places(number), one.stretches, strict=True)
        ):
            self._paint_bar(painter, rect, stretch.before, stretch, after=False)
            below = rect.translated(0, self._bar + _BETWEEN)
            self._paint_bar(painter, below, stretch.after, stretch, after=True)
            if self._at == (number, place):
                painter.setPen(QPen(self.palette().color(QPalette.ColorRole.Highlight), 2))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRect(rect.united(below).adjusted(1, 1, -1, -1))
            free = self._paint_tick(painter, below, stretch, free)

    def _paint_names(self, painter: QPainter, ctype: str, top: int) -> None:
        palette = self.palette()
        metrics = self.fontMetrics()
        right = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        before = "before"
        room = self._name - metrics.horizontalAdvance(before) - 18
        name = metrics.elidedText(ctype, Qt.TextElideMode.ElideMiddle, room)
        place = QRectF(0, top, self._name - 6, self._bar)
        painter.setPen(palette.color(QPalette.ColorRole.WindowText))
        painter.drawText(place, int(Qt.AlignmentFlag.AlignVCenter), name)
        painter.setPen(palette.color(QPalette.ColorRole.PlaceholderText))
        painter.drawText(place, right, before)
        painter.drawText(place.translated(0, self._bar + _BETWEEN), right, "after")

    def _paint_bar(
        self,
        painter: QPainter,
        rect: QRectF,
        answer: AnswerLabel | None,
        stretch: Stretch,
        *,
        after: bool,
    ) -> None:
        palette = self.palette()
        text = palette.color(QPalette.ColorRole.WindowText)
        box = rect.adjusted(0.5, 0.5, -0.5, -0.5)
        ground = Qt.BrushStyle.BDiagPattern if answer is None else Qt.BrushStyle.SolidPattern
        tint = Tint.ACCENT.colour(palette) if stretch.changed else Tint.QUIET.colour(palette)
        fill = QColor(tint)
        strong = stretch.changed and after
        fill.setAlpha(150 if strong else 70 if stretch.changed or answer is not None else 60)
        if stretch.folded:
            ground = Qt.BrushStyle.Dense6Pattern
        painter.setPen(QPen(tint, 1) if rect.width() > _EDGED else Qt.PenStyle.NoPen)
        painter.setBrush(fill)
        brush = painter.brush()
        brush.setStyle(ground)
        painter.setBrush(brush)
        painter.drawRect(box)
        said = f"{stretch.folded} more" if stretch.folded else ""
        said = said or ("gap" if answer is None else label_words(answer))
        if self.fontMetrics().horizontalAdvance(said) <= box.width() - 4:
            painter.setPen(text)
            painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), said)

    def _paint_tick(self, painter: QPainter, rect: QRectF, stretch: Stretch, free: float) -> float:
        """Say when a stretch begins, if there is room; return where there is room again."""
        said = short(stretch.begin_ns, utc=self._utc)
        width = self.fontMetrics().horizontalAdvance(said)
        left = min(rect.left(), self.width() - width - 2.0)
        if left < free or left < rect.left() - width / 2:
            return free
        painter.setPen(Tint.QUIET.colour(self.palette()))
        painter.drawLine(
            QPointF(rect.left(), rect.bottom()), QPointF(rect.left(), rect.bottom() + 3)
        )
        painter.drawText(QPointF(left, rect.bottom() + self._bar - 3), said)
        return left + width + 8


def _weight(one: Stretch) -> float:
    if one.end_ns is None:
        return _LEAST + 9 * _SPREAD
    seconds = max((one.end_ns - one.begin_ns) / _SECONDS, 1.0)
    return _LEAST + log10(seconds) * _SPREAD
