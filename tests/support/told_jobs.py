"""Jobs without a worker: a test says what is answered."""

from __future__ import annotations

from typing import Any, NamedTuple

from dcsgui.gui.jobs.job import Failure, Job
from dcsgui.gui.jobs.jobs import Jobs
from dcsgui.gui.jobs.requests import Request


class Asked(NamedTuple):
    """What was asked."""

    request: Request[Any]
    lane: str
    title: str
    job: Job


class ToldJobs(Jobs):
    """Answers what it is told, to what was asked last."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[Asked] = []
        self.cancelled: list[int] = []
        self.forgiven: list[str] = []

    def ask(self, request: Request[Any], *, lane: str = "", title: str = "") -> Job:
        job = Job(len(self.asked), self.cancelled.append)
        self.asked.append(Asked(request, lane, title, job))
        return job

    def forgive(self, path: str) -> None:
        self.forgiven.append(path)

    @property
    def last(self) -> Asked:
        return self.asked[-1]

    def answer(self, *pieces: object) -> None:
        """Answer these pieces, and that they are all."""
        job = self.last.job
        for piece in pieces:
            job.answered.emit(piece)
        job.finished.emit()

    def fail(self, sentence: str, *, kind: str = "Damaged", details: str = "") -> None:
        """Answer that it was not done."""
        job = self.last.job
        job.failed.emit(Failure(kind, sentence, details, self.last.request.subject))
        job.finished.emit()
