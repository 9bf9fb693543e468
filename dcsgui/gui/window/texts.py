"""Widgets that show text: wrapped, cut to fit, or to be read at length and copied."""

from __future__ import annotations

import re

from PyQt5.QtCore import QSize, Qt
from PyQt5.QtGui import QFont, QFontDatabase, QFontMetrics, QPaintEvent, QPalette
from PyQt5.QtWidgets import QApplication, QLabel, QPlainTextEdit, QWidget

from dcsgui.gui.painting import painting

__all__ = ["ElidedLabel", "FittingWords", "ReadOnlyText", "copy_text", "large_words", "words"]

_LARGE = 1.5
_LEAST_WIDTH = 60
_BESIDE = 2
_ELLIPSIS, _JOINER = "…", "\N{WORD JOINER}"
_PIECES = re.compile(r"[^\s/]+")
"""What a line is not broken in."""


def words(text: str = "", parent: QWidget | None = None, *, quiet: bool = False) -> QLabel:
    """Return a label of plain words, wrapped where the line ends; paler if `quiet`."""
    label = QLabel(text, parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    if quiet:
        label.setForegroundRole(QPalette.ColorRole.PlaceholderText)
    return label


def large_words(text: str, parent: QWidget | None = None) -> QLabel:
    """Return a label of words for the top of something; a long word does not widen that."""
    label = FittingWords(text, parent)
    font = label.font()
    font.setPointSizeF(font.pointSizeF() * _LARGE)
    label.setFont(font)
    return label


def copy_text(text: str) -> None:
    """Put a text on the clipboard."""
    clipboard = QApplication.clipboard()
    if clipboard is not None:
        clipboard.setText(text)


class ReadOnlyText(QPlainTextEdit):
    """Text in columns, to be read and copied; Tab goes on to the next widget."""

    def __init__(self, name: str, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setReadOnly(True)
        self.setAccessibleName(name)
        self.setTabChangesFocus(True)
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.setFont(_fixed_font())


def _fixed_font() -> QFont:
    """Return the font of the system whose letters are all as wide."""
    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
    metrics = QFontMetrics(font)
    narrow, wide = (metrics.horizontalAdvance(letter) for letter in "iM")
    if narrow != wide:  # no desktop has said which font
        font.setFamily("monospace")
        font.setStyleHint(QFont.StyleHint.Monospace)
    return font


class FittingWords(QLabel):
    """Plain words that wrap; one that is longer than a line is cut in the middle."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setMinimumWidth(1)

    def paintEvent(self, event: QPaintEvent | None) -> None:
        """Paint all words, as much of each as fits in a line."""
        place, text = self.contentsRect(), self.text()
        fitting = _PIECES.sub(lambda piece: self._fitting(piece[0], place.width()), text)
        if fitting == text:
            super().paintEvent(event)
            return
        with painting(self) as painter:
            painter.setPen(self.palette().color(self.foregroundRole()))
            flags = int(Qt.TextFlag.TextWordWrap) | int(self.alignment())
            painter.drawText(place, flags, fitting)

    def _fitting(self, piece: str, width: int) -> str:
        metrics = self.fontMetrics()
        if metrics.horizontalAdvance(piece) <= width:
            return piece
        cut = metrics.elidedText(piece, Qt.TextElideMode.ElideMiddle, width - _BESIDE)
        return cut.replace(_ELLIPSIS, f"{_ELLIPSIS}{_JOINER}")  # the line does not end there


class ElidedLabel(QLabel):
    """One line of plain text, cut where it is too long for its place.

    Parameters
    ----------
    most
        The width, in pixels, beyond which it asks for no more room.
    mode
        Where it is cut.
    """

    def __init__(
        self,
        parent: QWidget | None = None,
        *,
        most: int,
        mode: Qt.TextElideMode = Qt.TextElideMode.ElideMiddle,
    ) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self._most, self._mode = most, mode

    def sizeHint(self) -> QSize:
        """Return the size of the whole text, up to the greatest width."""
        margins = self.contentsMargins()
        width = self.fontMetrics().horizontalAdvance(self.text()) + 2
        width += margins.left() + margins.right()
        return QSize(min(width, self._most), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """Return a size in which something can be read."""
        hint = self.sizeHint()
        return QSize(min(_LEAST_WIDTH, hint.width()), hint.height())

    def paintEvent(self, _event: QPaintEvent | None) -> None:
        """Paint as much of the text as fits."""
        with painting(self) as painter:
            place = self.contentsRect()
            elided = self.fontMetrics().elidedText(self.text(), self._mode, place.width())
            painter.setPen(self.palette().color(self.foregroundRole()))
            painter.drawText(place, int(self.alignment()), elided)
