"""A sentence in the place of a picture: why there is none, with details one click away."""

from __future__ import annotations

from PyQt5.QtCore import Qt
from PyQt5.QtWidgets import QLabel, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from dcsgui.gui.picture.fonts import fixed_font

__all__ = ["SentenceView"]


class SentenceView(QWidget):
    """Shows a sentence, and details if somebody asks for them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sentence = QLabel()
        self._sentence.setWordWrap(True)
        self._sentence.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._sentence.setTextFormat(Qt.TextFormat.PlainText)
        flags = Qt.TextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        flags |= Qt.TextInteractionFlag.TextSelectableByKeyboard
        self._sentence.setTextInteractionFlags(flags)
        self._more = QPushButton("&Details")
        self._more.setCheckable(True)
        self._more.setToolTip("Show what to report")
        self._details = QPlainTextEdit()
        self._details.setReadOnly(True)
        self._details.setFont(fixed_font())
        self._more.toggled.connect(self._details.setVisible)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 12, 24, 12)
        column.addStretch(1)
        column.addWidget(self._sentence)
        column.addWidget(self._more, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self._details, 3)
        column.addStretch(1)
        self.say("")

    @property
    def sentence(self) -> str:
        """What is said."""
        return self._sentence.text()

    def say(self, sentence: str, details: str = "") -> None:
        """Show a sentence."""
        self._sentence.setText(sentence)
        self._details.setPlainText(details)
        self._more.setChecked(False)
        self._more.setVisible(bool(details))
        self._details.setVisible(False)
