"""Looking at the constants of a version, whatever they are."""

from __future__ import annotations

from contextlib import ExitStack
from typing import Any

from PyQt5.QtCore import Qt, pyqtSignal
from PyQt5.QtGui import QFocusEvent, QKeyEvent
from PyQt5.QtWidgets import QVBoxLayout, QWidget

from dcsgui.core.actions.answers.constants import Constants, Numbers
from dcsgui.core.actions.answers.nodes import NodeId
from dcsgui.gui.jobs.job import Failure, Job
from dcsgui.gui.jobs.jobs import Jobs
from dcsgui.gui.jobs.requests import ReadConstants
from dcsgui.gui.picture.header import Header
from dcsgui.gui.picture.paintwatch import PaintWatch
from dcsgui.gui.picture.saving import SaveKind, Saving
from dcsgui.gui.picture.timers import ringing_once
from dcsgui.gui.picture.views import Views
from dcsgui.gui.picture.waiting import Waiting

__all__ = ["PicturePanel"]

LANE = "picture"
NOTHING = "Select a version to see its constants."
NOT_DRAWN = "These constants can't be drawn; they can be saved."
WAITING_AFTER_MS = 300
ASK_AGAIN_AFTER_MS = 150


class PicturePanel(QWidget):
    """Shows the constants of one version.

    What was shown stays until the constants of the next version are there.

    Attributes
    ----------
    header : Header
    views : Views
    waiting : Waiting

    Signals
    -------
    cursorMoved(str)
        What is under the cursor, for the status bar; "" if nothing.
    painted()
        A version, or why it can't be shown, is seen for the first time.
    saveAsked(str)
        Somebody chose to save something that needs a file name: "save_picture",
        "save_constants" or "save_shown".
    saved(str)
        A sentence: what was saved or copied.
    saveFailed(Failure)
    """

    cursorMoved = pyqtSignal(str)
    painted = pyqtSignal()
    saveAsked = pyqtSignal(str)
    saved = pyqtSignal(str)
    saveFailed = pyqtSignal(object)

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._node: NodeId | None = None
        self._job: Job | None = None
        self._asked_slab: tuple[int, ...] = ()
        self._constants: Constants | None = None  # of what is shown
        self._coming: Constants | None = None  # of what is to be shown, its numbers are awaited
        self.header = Header()
        self.views = Views()
        self.waiting = Waiting(self.views)
        column = QVBoxLayout(self)
        column.setContentsMargins(4, 2, 4, 4)
        column.setSpacing(3)
        column.addWidget(self.header)
        column.addWidget(self.views, 1)
        self._patience = ringing_once(self, WAITING_AFTER_MS)
        self._again = ringing_once(self, ASK_AGAIN_AFTER_MS)
        self._watch = PaintWatch(self)
        self._saving = Saving(jobs, self)
        self._connect()
        self._say(NOTHING)

    def _connect(self) -> None:
        self._patience.timeout.connect(self.waiting.appear)
        self._again.timeout.connect(self._ask_for_numbers)
        self._watch.painted.connect(self.painted)
        self.views.pixelTold.connect(self.cursorMoved)
        self.views.panelChanged.connect(self.header.show_panel)
        self.views.numbersMissed.connect(self._again.start)
        self.views.viewReady.connect(self._watch.wait_for)
        self._saving.saved.connect(self.saved)
        self._saving.failed.connect(self.saveFailed)
        self.header.resetAsked.connect(self.views.reset_view)
        self.header.tableToggled.connect(self.views.set_table)
        self.header.saveAsked.connect(self._on_save_asked)

    # --- what is shown

    @property
    def node(self) -> NodeId | None:
        """The version that is shown, or about to be."""
        return self._node

    def slab(self) -> tuple[int, ...]:
        """Return the index of the picture that is shown: of gain mode and other leading axes."""
        return self.views.slab

    def show_version(self, node: NodeId | None) -> None:
        """Show the constants of a version, once they are there; the same one is read anew."""
        self._node = node
        self._coming = None
        self._again.stop()
        if node is None:
            self._drop_job()
            self._rest()
            self._say(NOTHING)
            return
        self._ask(node)
        self._patience.start()

    def step_gain(self, way: int) -> None:
        """Show the next gain mode (1), or the one before (-1)."""
        self.views.step_gain(way)

    def reset_view(self) -> None:
        """Show the whole picture, or curve, and the whole histogram."""
        self.views.reset_view()

    def _ask(self, node: NodeId) -> None:
        self._drop_job()
        self._asked_slab = self.views.last_slab
        job = self._jobs.ask(ReadConstants(node, self._asked_slab), lane=LANE, title="Reading")
        job.answered.connect(self._on_answered)
        job.failed.connect(self._on_failed)
        job.finished.connect(self._on_finished)
        self._job = job

    def _drop_job(self) -> None:
        """Hear no more of what was asked."""
        if self._job is not None:
            job, self._job = self._job, None
            for signal, slot in (
                (job.answered, self._on_answered),
                (job.failed, self._on_failed),
                (job.finished, self._on_finished),
            ):
                signal.disconnect(slot)
            job.cancel()

    def _ask_for_numbers(self) -> None:
        """Ask again, for numbers of a picture that were not among those told."""
        if self._job is not None or self._node is None or not self.views.misses_numbers:
            return
        if self.views.slab != self._asked_slab:
            self._ask(self._node)

    def _on_answered(self, answer: object) -> None:
        if isinstance(answer, Constants):
            self._on_constants(answer)
        elif isinstance(answer, Numbers):
            self._on_numbers(answer)

    def _on_constants(self, constants: Constants) -> None:
        if self._constants is not None and self._is_same(constants):
            self._rest()  # asked again for numbers, or nothing has changed
        elif self.views.can_show_at_once(constants):
            self._show(constants)
        else:
            self._coming = constants

    def _is_same(self, constants: Constants) -> bool:
        """Whether these are the constants that are shown already."""
        shown = self._constants
        return (
            shown is not None
            and shown.node == constants.node
            and bool(shown.row.digest)
            and shown.row.digest == constants.row.digest
            and shown.problem == constants.problem
        )

    def _on_numbers(self, numbers: Numbers) -> None:
        if self._coming is not None:
            self._show(self._coming, numbers)
        else:
            self.views.add_numbers(numbers)

    def _show(self, constants: Constants, numbers: Numbers | None = None) -> None:
        self._coming = None
        self._rest()
        self._constants = constants
        self.header.show_constants(constants)
        with ExitStack() as whatever_happens:  # never a picture of others under this title
            whatever_happens.callback(self._on_not_drawn)
            self.views.show_constants(constants, numbers)
            whatever_happens.pop_all()
        self.header.show_panel(self.views.panel)
        self._offer()

    def _on_not_drawn(self) -> None:
        self.views.say(NOT_DRAWN)
        self._offer()

    def _say(self, sentence: str, details: str = "") -> None:
        self._constants = None
        self.header.clear()
        self.views.say(sentence, details)
        self._offer()

    def _offer(self) -> None:
        constants = self._constants
        self.header.setVisible(constants is not None)
        self.header.offer(
            table=self.views.has_table,
            reset=self.views.can_reset,
            save=constants is not None and not constants.problem,
        )

    def _on_failed(self, failure: Failure) -> None:
        self._coming = None
        self._rest()
        self._say(failure.sentence, failure.details)

    def _on_finished(self) -> None:
        self._job = None
        self._rest()
        if self._coming is not None:
            self._show(self._coming)
        if self.views.misses_numbers:
            self._again.start()

    def _rest(self) -> None:
        """Stop waiting."""
        self._patience.stop()
        self.waiting.hide()

    # --- saving

    def save_picture(self, path: str) -> None:
        """Write what is seen to a PNG file."""
        self._saving.save_picture(self.views.seen, path)

    def save_constants(self, path: str, *, whole: bool) -> None:
        """Write the constants to a file: all, or the shown gain mode (index of leading axes)."""
        if self._constants is not None:
            slab = () if whole else self.views.slab
            self._saving.save_constants(self._constants.node, path, slab)

    def copy_snippet(self) -> None:
        """Put Python text that loads these constants onto the clipboard."""
        if self._constants is not None:
            self._saving.copy_snippet(self._constants)

    def copy_picture(self) -> None:
        """Put what is seen onto the clipboard."""
        self._saving.copy_picture(self.views.seen)

    def _on_save_asked(self, kind: SaveKind) -> None:
        if kind is SaveKind.SNIPPET:
            self.copy_snippet()
        elif kind is SaveKind.COPY_PICTURE:
            self.copy_picture()
        else:
            self.saveAsked.emit(kind.value)

    # --- keyboard and memory

    def focusInEvent(self, event: QFocusEvent | None) -> None:
        """Pass the keyboard on to what is seen; a proxy would take it before the header, too."""
        if event is not None:
            self.views.painting.setFocus(event.reason())

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        """Change gain mode and panel, and reset the view, wherever in the panel the focus is."""
        if event is None or not self.views.on_key(Qt.Key(event.key())):
            super().keyPressEvent(event)

    def state(self) -> dict[str, Any]:
        """Return what is to be remembered, as JSON values."""
        return self.views.state()

    def restore(self, state: dict[str, Any]) -> None:
        """Take what was remembered, before anything is shown."""
        self.views.restore(state)
        self.header.table.setChecked(self.views.as_table)
