"""What would come of it: a dry run, asked for once nothing is typed, and told in words."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from typing import Any

from PyQt5.QtCore import QTimer, pyqtSignal, pyqtSlot
from PyQt5.QtWidgets import QVBoxLayout, QWidget

from dcsgui.gui.jobs.job import AGAIN_MS, BUSY, Failure
from dcsgui.gui.jobs.jobs import Jobs
from dcsgui.gui.jobs.requests import Request
from dcsgui.gui.panels.asking import Asking
from dcsgui.gui.structure.field_note import FieldNote
from dcsgui.gui.window.severity import Severity

__all__ = ["Preview"]

TYPING_MS = 300
PASSING = frozenset({BUSY, "Marked", "WorkerLost", "Closed"})
"""Kinds of failure that say nothing of what was asked."""

_lanes = count()


class Preview(QWidget):
    """Says what a change would do, while it is made up; nothing waits for it.

    Parameters
    ----------
    jobs : Jobs
    name : str
        For people who do not see it: "What would change".
    words : callable
        Says the answer to a request in words.

    Signals
    -------
    settled()
        It is known what would come of what was wanted last.
    """

    settled = pyqtSignal()

    def __init__(
        self, jobs: Jobs, name: str, *, words: Callable[[Any], str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._words = words
        self._wanted: Request[Any] | None = None
        self._failure: Failure | None = None
        self._asking = Asking(jobs, f"preview {next(_lanes)}", self)
        self._asking.answered.connect(self._on_answered)
        self._asking.failed.connect(self._on_failed)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._ask)
        self.setAccessibleName(name)
        self._note = FieldNote(self, self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._note)

    @property
    def told(self) -> str:
        """What it says."""
        return self._note.text()

    @property
    def failure(self) -> Failure | None:
        """Why it could not be done, if so; what says nothing of the change itself is left out."""
        failure = self._failure
        return None if failure is None or failure.kind in PASSING else failure

    @property
    def waiting(self) -> bool:
        """Whether it is still to be found out."""
        return self._timer.isActive() or self._asking.busy

    def want(self, request: Request[Any] | None, *, instead: str = "") -> None:
        """Say what this would do, once nothing else is wanted for a moment.

        Without a request it says `instead`.
        """
        if request is not None and request == self._wanted and self._failure is None:
            return
        self._wanted, self._failure = request, None
        self._asking.stop()
        self._timer.stop()
        if request is None:
            self._note.tell(instead)
        else:
            self._note.tell("…")
            self._timer.start(TYPING_MS)

    def ask_again(self) -> None:
        """Find it out anew: what it is about may be another now."""
        if self._wanted is not None:
            self._timer.start(TYPING_MS)

    def stop(self) -> None:
        """Ask for nothing more."""
        self._timer.stop()
        self._asking.stop()
        self._wanted = None

    @pyqtSlot()
    def _ask(self) -> None:
        if self._wanted is not None:
            self._asking.ask(self._wanted)

    @pyqtSlot(object)
    def _on_answered(self, answer: Any) -> None:
        self._failure = None
        self._note.tell(self._words(answer), severity=Severity.INFO)
        self.settled.emit()

    @pyqtSlot(object)
    def _on_failed(self, failure: Failure) -> None:
        self._failure = failure
        self._note.tell_problem(failure.sentence)
        if failure.kind == BUSY:
            self._timer.start(AGAIN_MS)
        self.settled.emit()
