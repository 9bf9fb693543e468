"""Jobs without a worker: a test reads what was asked, and answers itself."""

from __future__ import annotations

from typing import Any

from dcsgui.gui.jobs.job import Job
from dcsgui.gui.jobs.jobs import Jobs
from dcsgui.gui.jobs.requests import Request


class AskedJobs(Jobs):
    """Keeps what is asked; nothing of it is done.

    Attributes
    ----------
    requests : list of Request
        What was asked, the newest last.
    jobs : list of Job
        What came back for each.
    lanes : list of str
    cancelled : list of int
        Which of them were called off.
    """

    def __init__(self) -> None:
        super().__init__()
        self.requests: list[Request[Any]] = []
        self.jobs: list[Job] = []
        self.lanes: list[str] = []
        self.cancelled: list[int] = []

    def ask(self, request: Request[Any], *, lane: str = "", title: str = "") -> Job:
        """Keep it."""
        del title
        job = Job(len(self.jobs), self.cancelled.append)
        self.requests.append(request)
        self.jobs.append(job)
        self.lanes.append(lane)
        return job

    def answer(self, answer: object) -> None:
        """Answer what was asked last."""
        self.jobs[-1].answered.emit(answer)
        self.jobs[-1].finished.emit()
