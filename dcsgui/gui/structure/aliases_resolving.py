"""A line that tells which detector a name leads to at a time, and over which aliases."""

from __future__ import annotations

from PyQt5.QtCore import Qt, QTimer, pyqtSlot
from PyQt5.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QWidget

from dcsgui.core.actions.answers.aliases import AliasResolution
from dcsgui.core.actions.answers.nodes import Place
from dcsgui.gui.jobs.job import Failure
from dcsgui.gui.jobs.jobs import Jobs
from dcsgui.gui.jobs.place_requests import ResolveAlias
from dcsgui.gui.models.columns import wrapped
from dcsgui.gui.panels.asking import Asking
from dcsgui.gui.structure.time_field import EXAMPLES, TYPING_MS
from dcsgui.gui.window.texts import ElidedLabel

__all__ = ["AliasResolver"]

HINT = "Type a name to see which detector it leads to."
_TIME_WIDTH = 18
_ANSWER_WIDTH = 2000


class AliasResolver(QWidget):
    """Asks where a name leads, once nothing is typed for a moment.

    Attributes
    ----------
    name, time : QLineEdit
        The name; when, in any form of a time, now if it is left empty.
    answer : ElidedLabel
    """

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._place: Place | None = None
        self.name = QLineEdit(self)
        self.name.setAccessibleName("Name that leads to a detector")
        self.name.setPlaceholderText("a name")
        self.time = QLineEdit(self)
        self.time.setAccessibleName("At which time")
        self.time.setPlaceholderText("now")
        self.time.setToolTip(f"Any form of a time: {EXAMPLES}.")
        self.answer = ElidedLabel(self, most=_ANSWER_WIDTH, mode=Qt.TextElideMode.ElideRight)
        self._asking = Asking(jobs, "alias leads to", self)
        self._asking.answered.connect(self._on_answered)
        self._asking.failed.connect(self._on_failed)
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(TYPING_MS)
        self._typing.timeout.connect(self.ask)
        for edit in (self.name, self.time):
            edit.textChanged.connect(self._typing.start)
        self._lay_out()

    def set_place(self, place: Place | None) -> None:
        """Ask about the names of this place."""
        self._place = place
        self.ask()

    @pyqtSlot()
    def ask(self) -> None:
        """Ask where the name leads; also again, when the aliases are others."""
        name, time = self.name.text().strip(), self.time.text().strip()
        self._asking.stop()
        if self._place is None or not name:
            self._tell(HINT)
        else:
            self._asking.ask(ResolveAlias(self._place, name, time or None))

    @pyqtSlot(object)
    def _on_answered(self, found: AliasResolution) -> None:
        way = " \N{RIGHTWARDS ARROW} ".join(found.names)
        self._tell(way, *found.notes)

    @pyqtSlot(object)
    def _on_failed(self, failure: Failure) -> None:
        self._tell(failure.sentence)

    def _tell(self, answer: str, *notes: str) -> None:
        """Tell the answer, and what there is to say about it, all of it in the tool tip."""
        self.answer.setText("  ".join((answer, *notes)))
        self.answer.setToolTip(wrapped("\n".join((answer, *notes))))

    def _lay_out(self) -> None:
        label, at = QLabel("&Leads to:", self), QLabel("at", self)
        label.setBuddy(self.name)
        width = self.fontMetrics().averageCharWidth() * _TIME_WIDTH
        for edit in (self.name, self.time):
            edit.setFixedWidth(width)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 2)
        for widget in (label, self.name, at, self.time):
            layout.addWidget(widget)
        layout.addWidget(self.answer, 1)
        self._tell(HINT)
