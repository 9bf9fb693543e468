"""A word over the picture while the next one is being read."""

from __future__ import annotations

from PyQt5.QtCore import Qt
from PyQt5.QtGui import QPalette
from PyQt5.QtWidgets import QLabel, QWidget

__all__ = ["Waiting"]

MARGIN = 8


class Waiting(QLabel):
    """Says that something is being read, in the middle of a widget, over what it shows."""

    def __init__(self, over: QWidget) -> None:
        super().__init__("Reading\N{HORIZONTAL ELLIPSIS}", over)
        self._over = over
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAutoFillBackground(True)
        self.setBackgroundRole(QPalette.ColorRole.ToolTipBase)
        self.setForegroundRole(QPalette.ColorRole.ToolTipText)
        self.setMargin(MARGIN)
        self.hide()

    def appear(self) -> None:
        """Say it."""
        self.adjustSize()
        room = self._over.rect()
        self.move(room.center() - self.rect().center())
        self.raise_()
        self.show()
