"""How much a message matters, and the colour and sign that say so."""

from __future__ import annotations

from enum import Enum

from PyQt5.QtCore import QRectF, QSize, Qt
from PyQt5.QtGui import QColor, QPainter, QPaintEvent, QPalette
from PyQt5.QtWidgets import QSizePolicy, QWidget

from dcsgui.gui.painting import painting
from dcsgui.gui.window.palettes import is_dark

__all__ = ["Severity", "SeverityMark"]


class Severity(Enum):
    """How much a message matters; the value is the word for it."""

    INFO = "Note"
    DONE = "Done"
    WARNING = "Warning"
    ERROR = "Error"

    def colour(self, palette: QPalette) -> QColor:
        """Return its colour, readable as text on the window and on the base of a palette."""
        light, dark = _COLOURS[self]
        return QColor(dark if is_dark(palette) else light)


_COLOURS = {
    Severity.INFO: ("#1a5fb4", "#78aeed"),
    Severity.DONE: ("#187633", "#57c77a"),
    Severity.WARNING: ("#8a5d00", "#e5b95c"),
    Severity.ERROR: ("#c01c28", "#ff8a80"),
}
_SIGNS = {
    Severity.INFO: "i",
    Severity.DONE: "\N{CHECK MARK}",
    Severity.WARNING: "!",
    Severity.ERROR: "\N{MULTIPLICATION SIGN}",
}


class SeverityMark(QWidget):
    """A round sign in the colour of a severity, as large as a line of text."""

    def __init__(self, severity: Severity, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._severity = severity
        self.setAccessibleName(severity.value)
        self.setToolTip(severity.value)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Return the height of a line, as a square."""
        side = self.fontMetrics().height() + 2
        return QSize(side, side)

    def paintEvent(self, _event: QPaintEvent | None) -> None:
        """Paint the sign."""
        with painting(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            side = min(self.width(), self.height()) - 1
            disc = QRectF((self.width() - side) / 2, (self.height() - side) / 2, side, side)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._severity.colour(self.palette()))
            painter.drawEllipse(disc)
            font = self.font()
            font.setBold(True)
            painter.setFont(font)
            painter.setPen(self.palette().color(QPalette.ColorRole.Base))
            painter.drawText(disc, Qt.AlignmentFlag.AlignCenter, _SIGNS[self._severity])
