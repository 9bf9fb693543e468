"""Asking for a plan, and for what is known besides, whenever something else was decided."""

from __future__ import annotations

from dataclasses import replace

from PyQt5.QtCore import QObject, pyqtSignal, pyqtSlot

from dcsgui.core.actions.answers.nodes import NodeId
from dcsgui.core.actions.answers.plans import Item, ItemKind, Plan
from dcsgui.core.actions.answers.sanity import SanityCheck
from dcsgui.core.actions.answers.timelines import Timelines
from dcsgui.gui.jobs.job import Failure, Job
from dcsgui.gui.jobs.jobs import Jobs
from dcsgui.gui.jobs.transfer_requests import CheckPlan, PlanTransfer, ReadTimelines
from dcsgui.gui.picture.timers import ringing_once
from dcsgui.gui.transfer.proposal import Proposal

__all__ = ["Planner"]

DEBOUNCE_MS = 120
"""What is decided within so long goes into one plan."""


class Planner(QObject):
    """Keeps the plan of one proposal as new as what was decided.

    Parameters
    ----------
    proposal : Proposal
        Takes what is answered.
    jobs : Jobs
    parent : QObject

    Signals
    -------
    planned(Proposal, Plan or None)
        There is a new plan, and which one there was before.
    failed(Proposal)
        There is none, for its `failure`.
    learned(Proposal, Path)
        More is known besides: a version was looked at; or, if it is (), what answers now.
    missed(Proposal, Failure)
        That could not be found out.
    progressed(Proposal, int, int, str)
        How much of a plan is made, of how much, of what.
    waitingChanged(Proposal)
        A plan is being made, or no longer.
    """

    planned = pyqtSignal(object, object)
    failed = pyqtSignal(object)
    learned = pyqtSignal(object, object)
    missed = pyqtSignal(object, object)
    progressed = pyqtSignal(object, int, int, str)
    waitingChanged = pyqtSignal(object)

    def __init__(self, proposal: Proposal, jobs: Jobs, parent: QObject) -> None:
        super().__init__(parent)
        self.proposal = proposal
        self._jobs = jobs
        self._timer = ringing_once(self, DEBOUNCE_MS)
        self._timer.timeout.connect(self._ask)
        self._job: Job | None = None
        self._besides: list[Job] = []
        self._checked: dict[tuple[str, ...], Item] = {}

    def plan_soon(self) -> None:
        """Plan anew, after what is decided right after this."""
        self._call_off(self._job)
        self._job = None
        self._timer.start()
        self._set_waiting(waiting=True)

    def plan_now(self) -> None:
        """Plan anew."""
        self.plan_soon()
        self._timer.stop()
        self._ask()

    def forgive(self) -> None:
        """Plan anew, also from files over which a worker was lost."""
        for path in (self.proposal.source, self.proposal.destination):
            self._jobs.forgive(path)
        self.plan_now()

    def stop(self) -> None:
        """Ask for nothing any more."""
        self._timer.stop()
        self._call_off(self._job, *self._besides)
        self._job = None
        self._besides.clear()
        self._set_waiting(waiting=False)

    def _set_waiting(self, *, waiting: bool) -> None:
        self.proposal.waiting = waiting
        self.waitingChanged.emit(self.proposal)

    def _call_off(self, *jobs: Job | None) -> None:
        for job in jobs:
            if job is not None:
                job.disconnect()
                job.cancel()

    # --- the plan

    @pyqtSlot()
    def _ask(self) -> None:
        proposal = self.proposal
        if proposal.decisions.nothing:
            self._set_waiting(waiting=False)
            self.learned.emit(proposal, ())
            return
        wish = proposal.wish
        how = proposal.decisions.how(wish)
        request = PlanTransfer(wish.source, wish.target, how, verify=proposal.thorough)
        self._call_off(self._job, *self._besides)
        self._besides.clear()
        self._job = job = self._jobs.ask(request, title="Planning the transfer")
        job.answered.connect(self._on_planned)
        job.failed.connect(self._on_failed)
        job.progressed.connect(self._on_progressed)

    @pyqtSlot(object)
    def _on_planned(self, plan: Plan) -> None:
        before = self.proposal.plan
        self._job = None
        self.proposal.take_plan(plan)
        self._forget_checks()
        self._set_waiting(waiting=False)
        self.planned.emit(self.proposal, before)
        self._look_besides(before)

    @pyqtSlot(object)
    def _on_failed(self, failure: Failure) -> None:
        self._job = None
        self.proposal.failure = failure
        self._set_waiting(waiting=False)
        self.failed.emit(self.proposal)

    @pyqtSlot(int, int, str)
    def _on_progressed(self, done: int, total: int, what: str) -> None:
        self.progressed.emit(self.proposal, done, total, what)

    # --- what is known besides

    def _look_besides(self, before: Plan | None) -> None:
        """Ask what answers now, if that is not known, and how the new constants look."""
        plan = self.proposal.plan
        if plan is None:
            return
        moved = before is None or before.destination != plan.destination
        if plan.destination.exists and (moved or self.proposal.timelines is None):
            job = self._ask_besides(ReadTimelines(NodeId(plan.destination.file)))
            job.answered.connect(self._on_timelines)
        unchecked = tuple(self.proposal.unchecked())
        if unchecked:
            self._checked.update((item.path, item) for item in unchecked)
            others = (one for one in plan.items if one.kind is not ItemKind.VERSION)
            job = self._ask_besides(CheckPlan(replace(plan, items=(*others, *unchecked))))
            job.answered.connect(self._on_check)

    def _ask_besides(self, request: ReadTimelines | CheckPlan) -> Job:
        job = self._jobs.ask(request, title="Looking at the constants")
        job.failed.connect(self._on_missed)
        self._besides.append(job)
        return job

    def _forget_checks(self) -> None:
        """Forget what was found of versions that would go elsewhere now."""
        plan = self.proposal.plan
        items = () if plan is None else plan.items
        self.proposal.drop_checks(item.path for item in items if self._goes_elsewhere(item))

    def _goes_elsewhere(self, item: Item) -> bool:
        known = self._checked.get(item.path)
        if known is None or item.kind is not ItemKind.VERSION:
            return False
        return (known.target, known.digest) != (item.target, item.digest)

    @pyqtSlot(object)
    def _on_missed(self, failure: Failure) -> None:
        self.missed.emit(self.proposal, failure)

    @pyqtSlot(object)
    def _on_timelines(self, timelines: Timelines) -> None:
        self.proposal.timelines = timelines
        self.learned.emit(self.proposal, ())

    @pyqtSlot(object)
    def _on_check(self, check: SanityCheck) -> None:
        self.proposal.take_check(check)
        self.learned.emit(self.proposal, check.path)
