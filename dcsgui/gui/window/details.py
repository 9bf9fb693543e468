"""The details of a message: text to be read at length, and copied."""

from __future__ import annotations

from PyQt5.QtCore import Qt
from PyQt5.QtWidgets import QHBoxLayout, QToolButton, QWidget

from dcsgui.gui.window.texts import ReadOnlyText, copy_text

__all__ = ["DetailsArea"]

_MOST_LINES = 8


class DetailsArea(QWidget):
    """The details of a sentence, with a button that copies both."""

    def __init__(self, sentence: str, details: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._report = f"{sentence}\n\n{details}"
        text = ReadOnlyText("Details of the message", details, self)
        lines = min(details.count("\n") + 1, _MOST_LINES) + 2
        text.setFixedHeight(lines * text.fontMetrics().lineSpacing())
        copy = QToolButton(self)
        copy.setText("Copy")
        copy.setToolTip("Copy the message and its details.")
        copy.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        copy.clicked.connect(self._on_copy_clicked)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 2)
        row.addWidget(text)
        row.addWidget(copy, 0, Qt.AlignmentFlag.AlignTop)

    def _on_copy_clicked(self) -> None:
        copy_text(self._report)
