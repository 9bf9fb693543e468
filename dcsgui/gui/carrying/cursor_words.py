"""Words beside the pointer, while something is dragged."""

from __future__ import annotations

from PyQt5.QtCore import QPoint, QRect, QSize, Qt
from PyQt5.QtGui import QPalette
from PyQt5.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from dcsgui.gui.icons import icon
from dcsgui.gui.window.texts import words

__all__ = ["CursorWords"]

_AWAY = QPoint(18, 22)  # pixels from the pointer, below the usual cursors
_WIDEST, _MARGIN, _ICON = 360, 6, 16


class CursorWords(QFrame):
    """A label that follows the pointer within a window; no drag or click ever meets it.

    It is part of the window, not a window of its own: on some desktops no program can put one
    beside the pointer.

    Attributes
    ----------
    text : str
        What it says.
    """

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._room = window
        self._text = ""
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setObjectName("cursor_words")
        self.setFrameShape(QFrame.Shape.Box)
        self.setAutoFillBackground(True)
        self._sign = QLabel()
        self._sign.setFixedWidth(_ICON)
        self._sign.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._words = words()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(_MARGIN, _MARGIN, _MARGIN, _MARGIN)
        layout.setSpacing(_MARGIN)
        layout.addWidget(self._sign)
        layout.addWidget(self._words, 1)
        self.hide()

    @property
    def text(self) -> str:
        """What it says; "" while it says nothing."""
        return "" if self.isHidden() else self._text

    def say(self, text: str, at: QPoint, *, sign: str) -> None:
        """Say something at a point of the window, with an icon before it."""
        self._colour()
        self._sign.setPixmap(icon(sign).pixmap(_ICON, _ICON))
        self._text = text
        self._words.setText(text.replace("-", "-\N{ZERO WIDTH SPACE}"))  # names break there
        self.setAccessibleName(text)
        self.setGeometry(self._place(at))
        self.raise_()
        self.show()

    def _colour(self) -> None:
        palette = QPalette(self._room.palette())
        palette.setColor(QPalette.ColorRole.Window, palette.color(QPalette.ColorRole.ToolTipBase))
        text = palette.color(QPalette.ColorRole.ToolTipText)
        palette.setColor(QPalette.ColorRole.WindowText, text)
        self.setPalette(palette)

    def _place(self, at: QPoint) -> QRect:
        """Return where it fits into the window: right below the pointer, or on its other side."""
        room = self._room.rect()
        around = 2 * self.frameWidth() + 2 * _MARGIN
        beside = around + _ICON + _MARGIN
        line = self.fontMetrics().horizontalAdvance(self._words.text()) + 2
        width = min(line, _WIDEST, max(room.width() - beside, _ICON))
        height = max(self._words.heightForWidth(width), _ICON)
        size = QSize(width + beside, height + around)
        place = QRect(at + _AWAY, size)
        if place.bottom() > room.bottom():
            place.moveBottom(at.y() - _MARGIN)
        place.moveRight(min(place.right(), room.right()))
        place.moveLeft(max(place.left(), 0))
        return place
