"""A field for the comment that goes into the history, offering what was written before."""

from __future__ import annotations

from collections.abc import Sequence

from PyQt5.QtCore import QSize, pyqtSignal
from PyQt5.QtWidgets import QVBoxLayout, QWidget

from dcsgui.gui.structure.field_note import FieldNote
from dcsgui.gui.window.reason_edit import ReasonEdit

__all__ = ["CommentField"]

_LINES = 3
HINT = "Written into the history. Ctrl+Enter goes on."


class CommentField(QWidget):
    """A text of a few lines.

    Attributes
    ----------
    edit : ReasonEdit

    Signals
    -------
    changed()
        Another text stands there.
    submitted()
        Ctrl+Enter was pressed.
    """

    changed = pyqtSignal()
    submitted = pyqtSignal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.edit = _ShortEdit(self)
        self.edit.setAccessibleName("Comment")
        self.edit.textChanged.connect(self.changed)
        self.edit.submitted.connect(self.submitted)
        self._note = FieldNote(self.edit, self)
        self._note.tell(HINT)
        self.setFocusProxy(self.edit)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(1)
        layout.addWidget(self.edit)
        layout.addWidget(self._note)

    def text(self) -> str:
        """Return the comment, without blanks around it."""
        return self.edit.text()

    def set_text(self, text: str) -> None:
        """Write a comment."""
        self.edit.setPlainText(text)

    def set_recent(self, texts: Sequence[str]) -> None:
        """Offer these while typing."""
        self.edit.set_recent(texts)

    def tell_problem(self, sentence: str) -> None:
        """Say below it what is wrong; "" says nothing but what it is for."""
        if sentence:
            self._note.tell_problem(sentence)
        else:
            self._note.tell(HINT)


class _ShortEdit(ReasonEdit):
    """An editor that asks for a few lines only."""

    def sizeHint(self) -> QSize:
        """Return the size of a few lines."""
        return QSize(super().sizeHint().width(), self._height())

    def minimumSizeHint(self) -> QSize:
        """Return the same height: what is typed can be seen."""
        return QSize(super().minimumSizeHint().width(), self._height())

    def _height(self) -> int:
        margins = 2 * (self.frameWidth() + 4)
        return _LINES * self.fontMetrics().lineSpacing() + margins
