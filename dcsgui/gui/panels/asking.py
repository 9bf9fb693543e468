"""One question at a time: what a panel asked last, and the answers to nothing older."""

from __future__ import annotations

from typing import Any

from PyQt5.QtCore import QObject, pyqtSignal, pyqtSlot

from dcsgui.gui.jobs.job import Failure, Job
from dcsgui.gui.jobs.jobs import Jobs
from dcsgui.gui.jobs.requests import Request

__all__ = ["Asking"]

MARKED = {"Marked", "WorkerLost"}
"""Kinds of failure after which a file is left alone until somebody wants to try again."""


class Asking(QObject):
    """Asks in a lane, and passes on the answers to the newest request only.

    Signals
    -------
    answered(object)
        An answer, or a piece of it.
    failed(Failure)
        It was not done.
    progressed(int, int, str)
        How many are done, of how many, of what.
    completed()
        All pieces of the answer have come.
    """

    answered = pyqtSignal(object)
    failed = pyqtSignal(object)
    progressed = pyqtSignal(int, int, str)
    completed = pyqtSignal()

    def __init__(self, jobs: Jobs, lane: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._lane = lane
        self._job: Job | None = None
        self._failure: Failure | None = None

    @property
    def busy(self) -> bool:
        """Whether an answer, or a piece of one, is still to come."""
        return self._job is not None

    @property
    def failure(self) -> Failure | None:
        """Why the last request was not done."""
        return self._failure

    def ask(self, request: Request[Any], *, title: str = "") -> None:
        """Ask this, in place of what was asked before."""
        self._leave()
        job = self._jobs.ask(request, lane=self._lane, title=title)
        job.answered.connect(self._on_answered)
        job.failed.connect(self._on_failed)
        job.progressed.connect(self._on_progressed)
        job.finished.connect(self._on_finished)
        self._job = job

    def forgive(self) -> None:
        """Let the file be touched again over which the last request failed."""
        if self._failure is not None and self._failure.kind in MARKED:
            self._jobs.forgive(self._failure.subject)

    def stop(self) -> None:
        """Ask for nothing."""
        job = self._job
        self._leave()
        if job is not None:
            job.cancel()

    def _leave(self) -> None:
        job, self._job, self._failure = self._job, None, None
        if job is not None:
            job.answered.disconnect(self._on_answered)
            job.failed.disconnect(self._on_failed)
            job.progressed.disconnect(self._on_progressed)
            job.finished.disconnect(self._on_finished)

    @pyqtSlot(object)
    def _on_answered(self, answer: object) -> None:
        self.answered.emit(answer)

    @pyqtSlot(object)
    def _on_failed(self, failure: Failure) -> None:
        self._failure = failure

    @pyqtSlot(int, int, str)
    def _on_progressed(self, done: int, total: int, what: str) -> None:
        self.progressed.emit(done, total, what)

    @pyqtSlot()
    def _on_finished(self) -> None:
        self._job = None
        if self._failure is None:
            self.completed.emit()
        else:
            self.failed.emit(self._failure)
