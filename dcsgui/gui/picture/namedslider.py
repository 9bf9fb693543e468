"""A slider for one axis: with names below its places, or with a number beside it."""

from __future__ import annotations

from collections.abc import Sequence

from PyQt5.QtCore import QPointF, QSize, Qt, pyqtSignal
from PyQt5.QtGui import QMouseEvent, QPaintEvent, QPalette, QResizeEvent
from PyQt5.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QSlider, QVBoxLayout, QWidget

from dcsgui.gui.painting import painting
from dcsgui.gui.picture.fonts import small

__all__ = ["NamedSlider"]

SLOT = 44
"""Dots for each name, if there is room."""

HANDLE = 8
"""Half the width of the handle of a slider, about."""


class _Names(QWidget):
    """Names below the places of a slider; a click chooses one."""

    picked = pyqtSignal(int)

    def __init__(self, names: Sequence[str], parent: QWidget) -> None:
        super().__init__(parent)
        self._names = tuple(names)
        self._chosen = 0
        font = small(self.font())
        self.setFont(font)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:
        return QSize(self._width(SLOT, 14), self.fontMetrics().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(self._width(0, 3), self.fontMetrics().height())

    def _width(self, least: int, space: int) -> int:
        """Return how wide it is if each name has the room of the widest."""
        widest = max(self.fontMetrics().horizontalAdvance(name) for name in self._names)
        return max(widest + space, least) * len(self._names)

    def choose(self, number: int) -> None:
        self._chosen = number
        self.update()

    def _middle(self, number: int) -> float:
        return self.width() * (number + 0.5) / len(self._names)

    def paintEvent(self, _event: QPaintEvent | None) -> None:
        with painting(self) as painter:
            metrics = self.fontMetrics()
            for number, name in enumerate(self._names):
                chosen = number == self._chosen
                role = QPalette.ColorRole.Highlight if chosen else QPalette.ColorRole.WindowText
                painter.setPen(self.palette().color(role))
                font = self.font()
                font.setBold(chosen)
                painter.setFont(font)
                half = metrics.horizontalAdvance(name) / 2
                painter.drawText(QPointF(self._middle(number) - half, metrics.ascent()), name)

    def mousePressEvent(self, event: QMouseEvent | None) -> None:
        if event is not None:
            number = event.x() * len(self._names) // max(self.width(), 1)
            self.picked.emit(min(max(number, 0), len(self._names) - 1))


class NamedSlider(QWidget):
    """Chooses an index of one axis.

    Attributes
    ----------
    slider : QSlider
    names : QWidget or None
        The names below the places, if they have any.

    Signals
    -------
    indexChanged(int)
    """

    indexChanged = pyqtSignal(int)

    def __init__(
        self, title: str, length: int, names: Sequence[str] = (), parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.names = _Names(names, self) if names else None
        self._length = length
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setRange(0, length - 1)
        self.slider.setPageStep(1)
        self.slider.setTickPosition(QSlider.TickPosition.TicksBelow)
        self.slider.setTickInterval(1 if length <= 32 else length // 16)  # noqa: PLR2004
        self.slider.valueChanged.connect(self._on_value_changed)
        label = QLabel(title)
        label.setBuddy(self.slider)
        self.slider.setAccessibleName(title.replace("&", ""))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(label)
        self._value = QLabel()
        column = QVBoxLayout()
        column.setSpacing(0)
        slot = QHBoxLayout()
        column.addLayout(slot)
        if self.names is not None:
            column.addWidget(self.names)
            self.names.picked.connect(self.slider.setValue)
            self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._slot = slot
        slot.addWidget(self.slider)
        row.addLayout(column, 1)
        row.addWidget(self._value)
        self._tell(0)

    @property
    def index(self) -> int:
        """The chosen one."""
        return self.slider.value()

    def set_index(self, index: int) -> None:
        """Choose one."""
        self.slider.setValue(index)

    def step(self, way: int) -> None:
        """Choose the next one (1) or the one before (-1)."""
        self.slider.setValue(self.index + way)

    def resizeEvent(self, _event: QResizeEvent | None) -> None:
        """Put the places of the slider above their names."""
        if self.names is not None:
            half = max(self.names.width() // self._length // 2 - HANDLE, 0)
            self._slot.setContentsMargins(half, 0, half, 0)

    def _on_value_changed(self, index: int) -> None:
        self._tell(index)
        self.indexChanged.emit(index)

    def _tell(self, index: int) -> None:
        if self.names is not None:
            self.names.choose(index)
        else:
            self._value.setText(f"{index} of 0\N{EN DASH}{self._length - 1}")
