"""The plan dialog: what a transfer would do, decided, carried out, and summed up."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum

from PyQt5.QtCore import QSize, Qt, pyqtSignal, pyqtSlot
from PyQt5.QtGui import QKeySequence
from PyQt5.QtWidgets import (
    QAction,
    QDialog,
    QHBoxLayout,
    QPushButton,
    QShortcut,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from dcsgui.core.actions.answers.plans import Plan
from dcsgui.gui.icons import icon
from dcsgui.gui.jobs.job import BUSY, Failure
from dcsgui.gui.jobs.jobs import Jobs
from dcsgui.gui.transfer.carrying_out import CarryingOut
from dcsgui.gui.transfer.differences import difference_words
from dcsgui.gui.transfer.parts import step_of, title_of
from dcsgui.gui.transfer.plan_page import PlanPage
from dcsgui.gui.transfer.planner import Planner
from dcsgui.gui.transfer.progress_page import ProgressPage
from dcsgui.gui.transfer.proposal import Proposal
from dcsgui.gui.transfer.readiness import Readiness
from dcsgui.gui.transfer.status_line import StatusLine
from dcsgui.gui.transfer.summary_page import SummaryPage
from dcsgui.gui.undo.changes import Changes
from dcsgui.gui.window.banner import Banner
from dcsgui.gui.window.severity import Severity
from dcsgui.gui.window.texts import large_words

__all__ = ["Page", "PlanDialog"]

_AGAIN = ("Conflict", "StoreExists", "AlreadyExists", "Damaged")
"""Kinds of failure after which the plan is made anew: one of the files is not what it was."""


_SIZE, _LEAST = QSize(1320, 860), QSize(760, 620)


class Page(IntEnum):
    """What is seen of the dialog."""

    PLAN = 0
    PROGRESS = 1
    SUMMARY = 2


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
    banner : Banner
        What went wrong, or is different.
    status : StatusLine
    apply, cancel, undo : QPushButton

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
        self._replanned: dict[int, Plan] = {}  # what was planned when a file had moved on
        self._planners = [Planner(one, jobs, self) for one in self._proposals]
        self._carrying = CarryingOut(changes, self)
        self._changes = changes
        self._title = large_words("", self)
        self.banner = Banner(self)
        self.page = PlanPage(self)
        self.progress = ProgressPage(self)
        self.summary = SummaryPage(self)
        self.stack = QStackedWidget(self)
        self.status = StatusLine(self)
        self.apply = QPushButton("&Apply", self)
        self.undo = QPushButton(icon("undo"), "&Undo", self)
        self.cancel = QPushButton("Cancel", self)
        self.close_button = QPushButton("Close", self)
        self._again = QAction(icon("refresh"), "Plan &again", self)
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
        for planner in self._planners:
            planner.plan_now()

    def done(self, result: int) -> None:
        """Ask for nothing any more; what is being carried out goes on."""
        for planner in self._planners:
            planner.stop()
        super().done(result)

    # --- making it

    def _lay_out(self) -> None:
        for page in (self.page, self.progress, self.summary):
            self.stack.addWidget(page)
        buttons = QHBoxLayout()
        buttons.addWidget(self.status, 1)
        for button in (self.apply, self.undo, self.cancel, self.close_button):
            button.setAutoDefault(False)  # Enter in the tree applies nothing
            buttons.addWidget(button)
        self.apply.setToolTip("Do it (Ctrl+Enter); it can be taken back.")
        self._again.setIconText("Plan again")
        layout = QVBoxLayout(self)
        layout.addWidget(self._title)
        layout.addWidget(self.banner)
        layout.addWidget(self.stack, 1)
        layout.addLayout(buttons)

    def _connect(self) -> None:
        for planner in self._planners:
            planner.planned.connect(self._on_planned)
            planner.failed.connect(self._on_failed)
            planner.learned.connect(self._on_learned)
            planner.missed.connect(self._on_missed)
            planner.progressed.connect(self.status.tell_progress)
            planner.waitingChanged.connect(self._on_waiting_changed)
        self.page.decided.connect(self._on_decided)
        self.page.commentChanged.connect(self._show_ready)
        self.page.submitted.connect(self._on_apply)
        self.status.stopAsked.connect(self._on_stop)
        self.apply.clicked.connect(self._on_apply)
        self.undo.clicked.connect(self._changes.undo)
        self.cancel.clicked.connect(self._on_cancel)
        self.close_button.clicked.connect(self.accept)
        self._again.triggered.connect(self._on_plan_again)
        carrying = self._carrying
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
        self.apply.setVisible(page is Page.PLAN)
        self.undo.setVisible(page is Page.SUMMARY)
        self.cancel.setVisible(page is not Page.SUMMARY)
        self.close_button.setVisible(page is not Page.PLAN)
        in_progress = page is Page.PROGRESS
        self.close_button.setText("Go on in the &background" if in_progress else "&Close")
        self.cancel.setText("Cancel the &transfer" if in_progress else "Cancel")
        self.cancel.setEnabled(True)
        if page is not Page.PLAN:
            self.status.say("", waiting=False)

    def _show(self) -> None:
        """Show the plans as they are now."""
        proposals = self.proposals
        title = title_of(proposals)
        self._title.setText(title)
        self.setWindowTitle(title)
        self.page.show_proposals(proposals, utc=self._utc)
        self._show_ready()

    @pyqtSlot()
    def _show_ready(self) -> None:
        """Say whether it can be applied, and if not, why."""
        ready = Readiness.of(self.proposals, self.page.text)
        self.apply.setEnabled(ready.ready)
        self.status.say(ready.words, waiting=ready.waiting)

    def _say(self, text: str, *, severity: Severity, action: QAction | None = None) -> None:
        self.banner.clear()
        self.banner.show_message(text, severity=severity, action=action)

    # --- planning

    @pyqtSlot(object)
    def _on_decided(self, proposal: Proposal) -> None:
        self._show_ready()
        self._planner_of(proposal).plan_soon()

    def _planner_of(self, proposal: Proposal) -> Planner:
        return next(one for one in self._planners if one.proposal is proposal)

    @pyqtSlot(object)
    def _on_waiting_changed(self, _proposal: Proposal) -> None:
        self._show_ready()

    @pyqtSlot(object, object)
    def _on_planned(self, proposal: Proposal, before: Plan | None) -> None:
        self._show()
        moved = self._replanned.pop(id(proposal), None)
        if moved is not None and proposal.plan is not None:
            said = difference_words(moved, proposal.plan, utc=self._utc)
            text = "The plan was made anew; your choices and the comment are kept."
            self.banner.show_message(
                f"{text} {said or 'It is the same as before.'}", severity=Severity.INFO
            )
        elif before is None or not any(one.failure for one in self.proposals):
            self._forget_failures()

    def _forget_failures(self) -> None:
        """Put away why there was no plan, now that there is one."""
        for message in self.banner.messages:
            if message.about:
                self.banner.dismiss(message)

    @pyqtSlot(object)
    def _on_failed(self, proposal: Proposal) -> None:
        failure = proposal.failure
        if failure is not None:
            self._tell_failure(failure)
        self._show_ready()

    def _tell_failure(self, failure: Failure) -> None:
        words = {BUSY: "Try again"}.get(failure.kind, "Plan again")
        self._again.setIconText(words)
        self.banner.show_message(
            failure.sentence,
            severity=Severity.WARNING if failure.kind == BUSY else Severity.ERROR,
            details=failure.details,
            action=self._again,
            about=failure.subject or "plan",
        )

    @pyqtSlot(object)
    def _on_learned(self, proposal: Proposal) -> None:
        self.page.learn(proposal)
        self._show_ready()

    @pyqtSlot(object, object)
    def _on_missed(self, proposal: Proposal, failure: Failure) -> None:
        """Say why the constants are not judged; it can be applied all the same."""
        self._again.setIconText("Try again")
        name = proposal.wish.source.detname
        self.banner.show_message(
            f"The constants of {name} were not all looked at: {failure.sentence}",
            severity=Severity.WARNING,
            details=failure.details,
            action=self._again,
            about=failure.subject or "constants",
        )
        self._on_learned(proposal)

    @pyqtSlot()
    def _on_plan_again(self) -> None:
        self.banner.clear()
        for planner in self._planners:
            if planner.proposal.applied is None:
                planner.forgive()

    @pyqtSlot()
    def _on_stop(self) -> None:
        """Stop planning; it can be gone on with."""
        for planner in self._planners:
            if planner.proposal.waiting:
                planner.stop()
                planner.proposal.failure = Failure("Stopped", "Planning was stopped.")
        self._tell_failure(Failure("Stopped", "Planning was stopped; nothing was done."))
        self._show_ready()

    # --- carrying it out

    @pyqtSlot()
    def _on_apply(self) -> None:
        if self.stack.currentIndex() != Page.PLAN or not self.apply.isEnabled():
            return
        for planner in self._planners:
            planner.stop()
        self.banner.clear()
        comment = self.page.text
        step = step_of(self._proposals, comment)
        self.progress.begin(step)
        self._show_page(Page.PROGRESS)
        self.cancel.setFocus()
        self.applied.emit(step, comment)
        self._carrying.begin(step)

    @pyqtSlot()
    def _on_cancel(self) -> None:
        if self.stack.currentIndex() == Page.PROGRESS:
            self.cancel.setEnabled(False)
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
        self.undo.setEnabled(self._carrying.can_undo)
        self.close_button.setFocus()

    @pyqtSlot(object, str)
    def _on_refused(self, failure: Failure, said: str) -> None:
        """Go back to the plan, which is made anew where a file is not what it was."""
        rest = [one for one in self.proposals if one.todo]
        if not rest:
            self._sum_up(said, f"Not all was done. {failure.sentence}")
            return
        self._show_page(Page.PLAN)
        self._show()
        again = failure.kind in _AGAIN
        if again:
            severity = Severity.WARNING
            self._say(f"{_unchanged(said)} {failure.sentence}".strip(), severity=severity)
        else:
            self.banner.clear()
            self._tell_failure(failure)
        for planner in self._planners:
            proposal = planner.proposal
            if proposal.applied is None and again and proposal.plan is not None:
                proposal.thorough = proposal.thorough or failure.kind == "Damaged"
                self._replanned[id(proposal)] = proposal.plan
                planner.plan_now()
        if said:
            self.banner.show_message(said, severity=Severity.DONE)

    @pyqtSlot(str)
    def _on_stopped(self, said: str) -> None:
        if said:
            self._sum_up(said, "Cancelled: some files are done as a whole, the others unchanged.")
            return
        self._show_page(Page.PLAN)
        self._show()
        self._say("Cancelled; nothing was done.", severity=Severity.INFO)

    @pyqtSlot()
    def _on_taken_back(self) -> None:
        self.summary.tell_taken_back()
        self.undo.setEnabled(False)

    @pyqtSlot(object)
    def _on_not_taken_back(self, failure: Failure) -> None:
        self.summary.tell(failure.sentence)
        self.undo.setEnabled(self._carrying.can_undo)


def _unchanged(said: str) -> str:
    return "" if said else "Nothing was done."
