"""Whether constants from a file look sane against what answers now."""

from __future__ import annotations

from itertools import count

from PyQt5.QtCore import QTimer, pyqtSignal, pyqtSlot
from PyQt5.QtWidgets import QVBoxLayout, QWidget

from dcsgui.core.actions.answers.sanity import SanityCheck
from dcsgui.gui.jobs.job import Failure
from dcsgui.gui.jobs.jobs import Jobs
from dcsgui.gui.jobs.place_requests import CheckSource
from dcsgui.gui.panels.asking import Asking
from dcsgui.gui.structure.field_note import FieldNote
from dcsgui.gui.transfer.sanity_view import SanityView

__all__ = ["SanityNote"]

WAITING = "It is compared with what answers now …"
FIRST = "They are compared with what answers now, once type and range are chosen."
REST_MS = 600
"""How long nothing is typed before files are read."""

_WIDTH = 330
_lanes = count()


class SanityNote(QWidget):
    """Asks for the check of a file, and shows what it found.

    Attributes
    ----------
    check : SanityCheck or None
        None if it is not known.

    Signals
    -------
    checked(SanityCheck)
        It is known.
    """

    checked = pyqtSignal(object)

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._wanted: CheckSource | None = None
        self.check: SanityCheck | None = None
        self._asking = Asking(jobs, f"sanity of a file {next(_lanes)}", self)
        self._asking.answered.connect(self._on_answered)
        self._asking.failed.connect(self._on_failed)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(REST_MS)
        self._timer.timeout.connect(self._ask)
        self.setAccessibleName("Sanity check")
        self.setFixedWidth(_WIDTH)
        self._note = FieldNote(self, self)
        self._view = SanityView(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._note)
        layout.addWidget(self._view)
        layout.addStretch(1)
        self._show(FIRST, None)

    def want(self, request: CheckSource | None) -> None:
        """Check this, once nothing else is wanted for a moment."""
        if request is not None and request == self._wanted:
            return
        self.stop()
        self._wanted = request
        self._show(FIRST if request is None else WAITING, None)
        if request is not None:
            self._timer.start()

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
    def _on_answered(self, check: SanityCheck) -> None:
        self._show("", check)
        self.checked.emit(check)

    @pyqtSlot(object)
    def _on_failed(self, failure: Failure) -> None:
        self._show(f"It could not be compared: {failure.sentence}", None)

    def _show(self, words: str, check: SanityCheck | None) -> None:
        """Show a check, or why there is none."""
        self.check = check
        self._note.tell(words)
        self._view.show_check(check)
