"""Planning for all wishes of a dialog, and telling what comes of it."""

from __future__ import annotations

from collections.abc import Sequence

from PyQt5.QtCore import QObject, pyqtSignal, pyqtSlot
from PyQt5.QtWidgets import QAction

from dcsgui.core.actions.answers.plans import Plan
from dcsgui.gui.icons import icon
from dcsgui.gui.jobs.job import BUSY, Failure
from dcsgui.gui.jobs.jobs import Jobs
from dcsgui.gui.transfer.differences import difference_words
from dcsgui.gui.transfer.planner import Planner
from dcsgui.gui.transfer.proposal import Proposal
from dcsgui.gui.window.banner import Banner
from dcsgui.gui.window.severity import Severity

__all__ = ["Planning"]

_MOVED = ("Conflict", "StoreExists", "AlreadyExists", "Damaged")
"""Kinds of failure after which the plan is made anew: one of the files is not what it was."""

_LOST = ("WorkerLost", "Marked")
"""Kinds of failure after which nothing is known before it is planned again."""

_STOPPED = Failure("Stopped", "Planning was stopped; nothing was done.")


class Planning(QObject):
    """Keeps the plans of several proposals as new as what was decided.

    Parameters
    ----------
    proposals : sequence of Proposal
    jobs : Jobs
    banner : Banner
        Told why there is no plan, and what is different in a new one.
    utc : bool

    Signals
    -------
    planned()
        There is a new plan.
    learned(Proposal, Path)
        More is known of a version of it; or, if that is (), of all of it.
    waitingChanged()
        A plan is being made, or no longer.
    progressed(Proposal, int, int, str)
        How much of a plan is made.
    """

    planned = pyqtSignal()
    learned = pyqtSignal(object, object)
    waitingChanged = pyqtSignal()
    progressed = pyqtSignal(object, int, int, str)

    def __init__(
        self, proposals: Sequence[Proposal], jobs: Jobs, banner: Banner, *, utc: bool
    ) -> None:
        super().__init__(banner)
        self._banner, self._utc = banner, utc
        self._moved: dict[Planner, Plan] = {}  # what was planned when a file had moved on
        self._again = QAction(icon("refresh"), "Plan &again", self)
        self._again.triggered.connect(self._on_again)
        self._planners = [Planner(one, jobs, self) for one in proposals]
        for planner in self._planners:
            planner.planned.connect(self._on_planned)
            planner.failed.connect(self._on_failed)
            planner.learned.connect(self.learned)
            planner.missed.connect(self._on_missed)
            planner.progressed.connect(self.progressed)
            planner.waitingChanged.connect(self._on_waiting_changed)

    def begin(self) -> None:
        """Plan all that was not carried out."""
        for planner in self._rest():
            planner.plan_now()

    def plan_soon(self, proposal: Proposal) -> None:
        """Plan one anew, as something else was decided."""
        self._planner_of(proposal).plan_soon()

    def end(self) -> None:
        """Ask for nothing any more."""
        for planner in self._planners:
            planner.stop()

    @pyqtSlot()
    def stop(self) -> None:
        """Stop what takes too long; it can be gone on with."""
        for planner in self._planners:
            if planner.proposal.waiting:
                planner.proposal.failure = _STOPPED
                planner.stop()
        self._tell(_STOPPED)

    def refuse(self, failure: Failure, said: str) -> None:
        """Tell why not all was carried out; plan anew where a file is not what it was.

        Parameters
        ----------
        failure : Failure
        said : str
            What was carried out before that; "" if nothing was.
        """
        self._banner.clear()
        if failure.kind in _MOVED:
            text = failure.sentence if said else f"Nothing was done. {failure.sentence}"
            self._banner.show_message(text, severity=Severity.WARNING)
            self._plan_moved(failure)
        else:
            self._tell(failure)
            lost = self._rest() if failure.kind in _LOST else ()
            for planner in lost:
                planner.proposal.failure = failure
        if said:
            self._banner.show_message(said, severity=Severity.DONE)

    def _plan_moved(self, failure: Failure) -> None:
        for planner in self._rest():
            if planner.proposal.plan is not None:
                self._moved[planner] = planner.proposal.plan
            planner.proposal.thorough |= failure.kind == "Damaged"
            planner.plan_now()

    def _rest(self) -> list[Planner]:
        return [one for one in self._planners if one.proposal.applied is None]

    def _planner_of(self, proposal: Proposal) -> Planner:
        return next(one for one in self._planners if one.proposal is proposal)

    @pyqtSlot(object)
    def _on_waiting_changed(self, _proposal: Proposal) -> None:
        self.waitingChanged.emit()

    @pyqtSlot(object, object)
    def _on_planned(self, proposal: Proposal, _before: Plan | None) -> None:
        self.planned.emit()
        moved = self._moved.pop(self._planner_of(proposal), None)
        if moved is not None and proposal.plan is not None:
            said = difference_words(moved, proposal.plan, utc=self._utc)
            several = len(self._planners) > 1
            of_which = f" of {proposal.wish.source.detname}" if several else ""
            text = f"The plan{of_which} was made anew; your choices and the comment are kept."
            text = f"{text} {said or 'It is the same as before.'}"
            self._banner.show_message(text, severity=Severity.INFO)
        elif not any(one.proposal.failure for one in self._rest()):
            for message in self._banner.messages:
                if message.about:
                    self._banner.dismiss(message)

    @pyqtSlot(object)
    def _on_failed(self, proposal: Proposal) -> None:
        if proposal.failure is not None:
            self._tell(proposal.failure)

    @pyqtSlot(object, object)
    def _on_missed(self, proposal: Proposal, failure: Failure) -> None:
        """Say why constants are not judged; they can be transferred all the same."""
        name = proposal.wish.source.detname
        self._tell(failure, f"The constants of {name} were not all looked at: ")
        self.learned.emit(proposal, ())

    def _tell(self, failure: Failure, begin: str = "") -> None:
        self._again.setIconText("Try again" if failure.kind == BUSY or begin else "Plan again")
        passing = begin or failure.kind in (BUSY, _STOPPED.kind)
        self._banner.show_message(
            f"{begin}{failure.sentence}",
            severity=Severity.WARNING if passing else Severity.ERROR,
            details=failure.details,
            action=self._again,
            about=failure.subject or "plan",
        )

    @pyqtSlot()
    def _on_again(self) -> None:
        self._banner.clear()
        for planner in self._rest():
            planner.forgive()
