"""What stands in the place of a table that has nothing to show: a sentence, and what to do."""

from __future__ import annotations

from PyQt5.QtCore import Qt, pyqtSignal
from PyQt5.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from dcsgui.gui.icons import icon
from dcsgui.gui.jobs.job import Failure
from dcsgui.gui.window.texts import ReadOnlyText, words

__all__ = ["Notice"]

_ICON = 24
_WIDEST = 460


class Notice(QWidget):
    """Says why there is nothing, in the place where it would be.

    Signals
    -------
    actionChosen()
        The button was chosen: try again, or what else it says.
    """

    actionChosen = pyqtSignal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sign = QLabel(self)
        self._sign.setPixmap(icon("warning").pixmap(_ICON))
        self._text = words(parent=self)
        self._text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._text.setMaximumWidth(_WIDEST)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.action = QPushButton(self)
        self.action.clicked.connect(self.actionChosen)
        self.details = QPushButton("Details", self)
        self.details.setCheckable(True)
        self._report = ReadOnlyText("Details", parent=self)
        self._report.hide()
        self.details.toggled.connect(self._report.setVisible)
        self._lay_out()

    @property
    def text(self) -> str:
        """What it says."""
        return self._text.text()

    def say(self, text: str, *, action: str = "") -> None:
        """Say a sentence, with a button if there is something to do about it."""
        self._show(text, action, "")
        self._sign.hide()

    def tell_failure(self, failure: Failure) -> None:
        """Say why something could not be read."""
        self._show(failure.sentence, "Try again", failure.details)
        self._sign.show()

    def _show(self, text: str, action: str, details: str) -> None:
        self._text.setText(text)
        self.action.setText(action)
        self.action.setVisible(bool(action))
        self.details.setChecked(False)
        self.details.setVisible(bool(details))
        self._report.setPlainText(details)

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.addStretch()
        buttons.addWidget(self.details)
        buttons.addWidget(self.action)
        buttons.addStretch()
        layout = QVBoxLayout(self)
        layout.addStretch(1)
        layout.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addWidget(_centred(self._text))
        layout.addLayout(buttons)
        layout.addWidget(self._report, 3)
        layout.addStretch(2)


def _centred(text: QLabel) -> QWidget:
    """Return a text in the middle: a label that wraps gets its height only from a full width."""
    place = QWidget()
    layout = QHBoxLayout(place)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.addStretch(1)
    layout.addWidget(text, 100)
    layout.addStretch(1)
    return place
