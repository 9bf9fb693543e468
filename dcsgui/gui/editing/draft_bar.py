"""The line below a table that says what has become of what was typed, and what can be done."""

from __future__ import annotations

from PyQt5.QtCore import Qt, pyqtSignal
from PyQt5.QtWidgets import QHBoxLayout, QPushButton, QWidget

from dcsgui.gui.editing.draft_words import draft_words, offers
from dcsgui.gui.models.drafts import Draft
from dcsgui.gui.window.severity import Severity, SeverityMark
from dcsgui.gui.window.texts import words

__all__ = ["DraftBar"]


class DraftBar(QWidget):
    """Says why a draft is not in the file, with a button to have it written and one to forget it.

    Attributes
    ----------
    draft : Draft or None
        What it tells of.
    write_button, forget_button : QPushButton

    Signals
    -------
    writeAsked(Draft)
    editAsked(Draft)
    forgetAsked(Draft)
        What is to be done with it.
    """

    writeAsked = pyqtSignal(object)
    editAsked = pyqtSignal(object)
    forgetAsked = pyqtSignal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.draft: Draft | None = None
        self._words = words(parent=self)
        self._words.setAccessibleName("What was typed")
        self.write_button = QPushButton(self)
        self.forget_button = QPushButton(self)
        for button in (self.write_button, self.forget_button):
            button.setAutoDefault(False)
        self.write_button.clicked.connect(self._on_write)
        self.forget_button.clicked.connect(self._on_forget)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(2, 2, 2, 2)
        layout.addWidget(SeverityMark(Severity.WARNING, self), 0, Qt.AlignmentFlag.AlignVCenter)
        layout.addWidget(self._words, 1)
        layout.addWidget(self.write_button)
        layout.addWidget(self.forget_button)
        self.hide()

    @property
    def text(self) -> str:
        """What it says."""
        return self._words.text()

    def show_draft(self, draft: Draft | None, *, where: str = "") -> None:
        """Tell of a draft; `where` says which node it is of, if that is not the one shown."""
        self.draft = draft
        offer = None if draft is None else offers(draft)
        if draft is None or offer is None:
            self.hide()
            return
        said = draft_words(draft)
        self._words.setText(f"{where}: {said}" if where else said)
        self.write_button.setText(offer.write)
        self.write_button.setVisible(not where)
        self.forget_button.setText(offer.forget)
        self.show()

    def _on_write(self) -> None:
        draft = self.draft
        offer = None if draft is None else offers(draft)
        if offer is None:
            return
        (self.editAsked if offer.edits else self.writeAsked).emit(draft)

    def _on_forget(self) -> None:
        if self.draft is not None:
            self.forgetAsked.emit(self.draft)
