"""The plan dialog: what a transfer would do, decided, carried out, and summed up."""

from __future__ import annotations

from collections.abc import Sequence

from PyQt5.QtCore import QSize, Qt, pyqtSignal, pyqtSlot
from PyQt5.QtGui import QKeySequence
from PyQt5.QtWidgets import QDialog, QShortcut, QStackedWidget, QVBoxLayout, QWidget

from dcsgui.core.actions.answers.plans import Path
from dcsgui.gui.jobs.job import Failure
from dcsgui.gui.jobs.jobs import Jobs
from dcsgui.gui.picture.timers import ringing_once
from dcsgui.gui.transfer.carrying_out import CarryingOut
from dcsgui.gui.transfer.dialog_buttons import DialogButtons, Page
from dcsgui.gui.transfer.parts import step_of, title_of
from dcsgui.gui.transfer.plan_page import PlanPage
from dcsgui.gui.transfer.planning import Planning
from dcsgui.gui.transfer.progress_page import ProgressPage
from dcsgui.gui.transfer.proposal import Proposal
from dcsgui.gui.transfer.readiness import Readiness
from dcsgui.gui.transfer.summary_page import SummaryPage
from dcsgui.gui.undo.changes import Changes
from dcsgui.gui.window.banner import Banner
from dcsgui.gui.window.severity import Severity
from dcsgui.gui.window.texts import large_words

__all__ = ["PlanDialog"]

_TOGETHER_MS = 30
"""What is learned within this time is shown together."""

_SIZE, _LEAST = QSize(1320, 860), QSize(760, 620)


class PlanDialog(QDialog):
    """Shows the plans of wishes, takes decisions, and carries them out.

    Parameters
    ----------
    proposals : sequence of Proposal
    jobs : Jobs
        Makes the plans.
    changes : Changes
        Carries them out.
    parent : QWidget
    utc : bool
        Times in UTC, or in local time.

    Attributes
    ----------
    page : PlanPage
    progress : ProgressPage
    summary : SummaryPage
    stack : QStackedWidget
        Of these three, in this order.
    banner : Banner
        What went wrong, or is different.
    buttons : DialogButtons

    Signals
    -------
    applied(Step, str)
        A step is to be carried out, with the comment.
    """

    applied = pyqtSignal(object, str)

    def __init__(
        self,
        proposals: Sequence[Proposal],
        jobs: Jobs,
        changes: Changes,
        parent: QWidget,
        *,
        utc: bool = False,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._proposals = list(proposals)
        self._utc = utc
        self._changes = changes
        self._carrying = CarryingOut(changes, self)
        self._learned: list[tuple[Proposal, Path]] = []
        self._telling = ringing_once(self, _TOGETHER_MS)
        self._telling.timeout.connect(self._on_time_to_tell)
        self._title = large_words("", self)
        self.banner = Banner(self)
        self._planning = Planning(self._proposals, jobs, self.banner, utc=utc)
        self.page = PlanPage(self)
        self.progress = ProgressPage(self)
        self.summary = SummaryPage(self)
        self.stack = QStackedWidget(self)
        self.buttons = DialogButtons(self)
        self._lay_out()
        self._connect()
        self._show_page(Page.PLAN)
        self._show()
        self.resize(self.sizeHint().boundedTo(parent.size().expandedTo(_LEAST)))

    def sizeHint(self) -> QSize:
        """Return the size in which a plan can be read."""
        return _SIZE

    def begin(self) -> None:
        """Make the plans, and open; the window goes on."""
        self.open()
        self.page.tree.setFocus()
        self._planning.begin()

    def done(self, result: int) -> None:
        """Ask for nothing any more; what is being carried out goes on."""
        self._planning.end()
        super().done(result)

    # --- making it

    def _lay_out(self) -> None:
        for page in (self.page, self.progress, self.summary):
            self.stack.addWidget(page)
        layout = QVBoxLayout(self)
        layout.addWidget(self._title)
        layout.addWidget(self.banner)
        layout.addWidget(self.stack, 1)
        layout.addWidget(self.buttons)

    def _connect(self) -> None:
        planning, carrying, buttons = self._planning, self._carrying, self.buttons
        planning.planned.connect(self._show)
        planning.learned.connect(self._on_learned)
        planning.waitingChanged.connect(self._show_ready)
        planning.progressed.connect(buttons.status.tell_progress)
        buttons.status.stopAsked.connect(planning.stop)
        buttons.apply.clicked.connect(self._on_apply)
        buttons.undo.clicked.connect(self._changes.undo)
        buttons.cancel.clicked.connect(self._on_cancel)
        buttons.close_.clicked.connect(self.accept)
        self.page.decided.connect(self._on_decided)
        self.page.commentChanged.connect(self._show_ready)
        self.page.submitted.connect(self._on_apply)
        carrying.progressed.connect(self.progress.tell)
        carrying.partDone.connect(self.progress.tell_done)
        carrying.done.connect(self._on_done)
        carrying.refused.connect(self._on_refused)
        carrying.stopped.connect(self._on_stopped)
        carrying.takenBack.connect(self._on_taken_back)
        carrying.notTakenBack.connect(self._on_not_taken_back)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self._on_apply)

    # --- what is shown

    @property
    def proposals(self) -> list[Proposal]:
        """Those that were not carried out yet."""
        return [one for one in self._proposals if one.applied is None]

    @property
    def undecided(self) -> bool:
        """Whether the plan is shown, and the comment in it is for what is not done yet."""
        return self.stack.currentIndex() == Page.PLAN

    def _show_page(self, page: Page) -> None:
        self.stack.setCurrentIndex(page)
        self._title.setVisible(page is Page.PLAN)
        self.buttons.show_page(page)

    @pyqtSlot()
    def _show(self) -> None:
        """Show the plans as they are now."""
        proposals = self.proposals
        title = title_of(proposals)
        self._title.setText(title)
        self._title.setToolTip(title)
        self.setWindowTitle(title)
        self.page.show_proposals(proposals, utc=self._utc)
        self._show_ready()

    @pyqtSlot()
    def _show_ready(self) -> None:
        """Say whether it can be applied, and if not, why."""
        ready = Readiness.of(self.proposals, self.page.text)
        self.buttons.apply.setEnabled(ready.ready)
        self.buttons.status.say(ready.words, waiting=ready.waiting)

    @pyqtSlot(object)
    def _on_decided(self, proposal: Proposal) -> None:
        self._planning.plan_soon(proposal)

    @pyqtSlot(object, object)
    def _on_learned(self, proposal: Proposal, path: Path) -> None:
        """Show soon what more is known: of many versions it comes in quick succession."""
        self._learned.append((proposal, path))
        if not self._telling.isActive():
            self._telling.start()

    @pyqtSlot()
    def _on_time_to_tell(self) -> None:
        learned, self._learned = self._learned, []
        for proposal, path in learned:
            self.page.learn(proposal, path)
        self._show_ready()

    # --- carrying it out

    @pyqtSlot()
    def _on_apply(self) -> None:
        if self.stack.currentIndex() != Page.PLAN or not self.buttons.apply.isEnabled():
            return
        self._planning.end()
        self.banner.clear()
        comment = self.page.text
        step = step_of(self._proposals, comment)
        self.progress.begin(step)
        self._show_page(Page.PROGRESS)
        self.buttons.cancel.setFocus()
        self.applied.emit(step, comment)
        self._carrying.begin(step)

    @pyqtSlot()
    def _on_cancel(self) -> None:
        if self.stack.currentIndex() == Page.PROGRESS:
            self.buttons.cancel.setEnabled(False)
            self.progress.tell_cancelled()
            self._carrying.cancel()
        else:
            self.reject()

    @pyqtSlot(str)
    def _on_done(self, said: str) -> None:
        self._sum_up(said)

    def _sum_up(self, said: str, missing: str = "") -> None:
        step = self._carrying.step
        if step is None:
            return
        done = [one for one in self._proposals if one.applied is not None]
        self.summary.show_step(step, done, said, utc=self._utc, missing=missing)
        self._show_page(Page.SUMMARY)
        self.buttons.undo.setEnabled(self._carrying.can_undo)
        self.buttons.close_.setFocus()

    @pyqtSlot(object, str)
    def _on_refused(self, failure: Failure, said: str) -> None:
        """Go back to the plan, which is made anew where a file is not what it was."""
        rest = [one for one in self.proposals if one.todo]
        if not rest:
            self._sum_up(said, f"Not all was done. {failure.sentence}")
            return
        self._show_page(Page.PLAN)
        self._show()
        self._planning.refuse(failure, said)
        self._show_ready()

    @pyqtSlot(str)
    def _on_stopped(self, said: str) -> None:
        if said:
            self._sum_up(said, "Cancelled: some files are done as a whole, the others unchanged.")
            return
        self._show_page(Page.PLAN)
        self._show()
        self.banner.show_message("Cancelled; nothing was done.", severity=Severity.INFO)
        self._planning.begin()

    @pyqtSlot()
    def _on_taken_back(self) -> None:
        self.summary.tell_taken_back()
        self.buttons.undo.setEnabled(False)

    @pyqtSlot(object)
    def _on_not_taken_back(self, failure: Failure) -> None:
        self.summary.tell(failure.sentence)
        self.buttons.undo.setEnabled(self._carrying.can_undo)
