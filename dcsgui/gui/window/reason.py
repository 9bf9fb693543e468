"""The dialog that asks why something is done."""

from __future__ import annotations

from collections.abc import Mapping

from PyQt5.QtCore import QSize, pyqtSignal
from PyQt5.QtWidgets import QDialog, QDialogButtonBox, QLabel, QPushButton, QVBoxLayout, QWidget

from dcsgui.gui.window.reason_edit import ReasonEdit
from dcsgui.gui.window.texts import words

__all__ = ["ReasonDialog"]


class ReasonDialog(QDialog):
    """Asks for a reason; one dialog for the whole window, so that no typed text is lost.

    Attributes
    ----------
    reason : ReasonEdit
        Where it is typed; knows the last ones.

    Signals
    -------
    reasonGiven(str)
        The reason, without blanks around it. `rejected` is sent if there is none.
    """

    reasonGiven = pyqtSignal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._what = words(parent=self)
        font = self._what.font()
        font.setBold(True)
        self._what.setFont(font)
        label = QLabel("Why? This is written into the &history:", self)
        self.reason = ReasonEdit(self)
        label.setBuddy(self.reason)
        self.reason.setAccessibleName("Reason")
        self.reason.setPlaceholderText("for example: run 57 was taken with the shutter open")
        self.reason.textChanged.connect(self._on_text_changed)
        self.reason.submitted.connect(self._on_submitted)
        hint = words("Ctrl+Enter does it. A text that is cancelled is kept.", self, quiet=True)
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, self)
        self._ok = QPushButton(self)
        self._ok.setDefault(True)
        self._buttons.addButton(self._ok, QDialogButtonBox.ButtonRole.AcceptRole)
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        for widget in (self._what, label, self.reason, hint, self._buttons):
            layout.addWidget(widget)
        self._on_text_changed()

    def ask(self, what: str, *, verb: str = "OK") -> None:
        """Ask why `what` is to be done; returns at once.

        `verb` is on the button, e.g. "Make default". What was typed before and cancelled is
        there again.
        """
        self.setWindowTitle(verb if verb != "OK" else "Reason")
        self._what.setText(what)
        self._ok.setText(verb)
        self.reason.setFocus()
        self.open()

    def sizeHint(self) -> QSize:
        """Return a size with room for three lines."""
        return QSize(460, 240)

    def accept(self) -> None:
        """Give the reason, if there is one."""
        if not self.reason.text():
            return
        reason = self.reason.taken()
        super().accept()
        self.reasonGiven.emit(reason)

    def state(self) -> dict[str, object]:
        """Return the last reasons and the text that was cancelled, as JSON values."""
        return self.reason.state()

    def restore(self, state: Mapping[str, object]) -> None:
        """Take up a `state`; what cannot be understood is left out."""
        self.reason.restore(state)

    def _on_text_changed(self) -> None:
        self._ok.setEnabled(bool(self.reason.text()))

    def _on_submitted(self) -> None:
        self.accept()
