"""A sentence in the place of a picture: why there is none, with details one click away."""

from __future__ import annotations

from PyQt5.QtCore import Qt
from PyQt5.QtWidgets import QLabel, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from dcsgui.gui.picture.fonts import fixed_font

__all__ = ["SentenceView"]


class SentenceView(QWidget):
    """Shows a sentence, and details if somebody asks for them.

    Attributes
    ----------
    more : QPushButton
    details : QPlainTextEdit
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sentence = QLabel()
        self._sentence.setWordWrap(True)
        self._sentence.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._sentence.setTextFormat(Qt.TextFormat.PlainText)
        flags = Qt.TextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        flags |= Qt.TextInteractionFlag.TextSelectableByKeyboard
        self._sentence.setTextInteractionFlags(flags)
        self.more = QPushButton("&Details")
        self.more.setCheckable(True)
        self.more.setToolTip("Show what to report")
        self.details = QPlainTextEdit()
        self.details.setReadOnly(True)
        self.details.setFont(fixed_font())
        self.more.toggled.connect(self.details.setVisible)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 12, 24, 12)
        column.addStretch(1)
        column.addWidget(self._sentence)
        column.addWidget(self.more, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self.details, 3)
        column.addStretch(1)
        self.say("")

    @property
    def sentence(self) -> str:
        """What is said."""
        return self._sentence.text()

    def say(self, sentence: str, details: str = "") -> None:
        """Show a sentence."""
        self._sentence.setText(sentence)
        self.details.setPlainText(details)
        self.more.setChecked(False)
        self.more.setVisible(bool(details))
        self.details.setVisible(False)
