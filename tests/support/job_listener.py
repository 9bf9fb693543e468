"""What a job says, kept for a test to look at."""

from __future__ import annotations

from typing import Any

from pytestqt.qtbot import QtBot

from dcsgui.gui.jobs.job import Failure, Job
from dcsgui.gui.jobs.jobs import Jobs
from dcsgui.gui.jobs.requests import Request

__all__ = ["Heard", "answer_to", "failure_of", "hear"]


class Heard:
    """What a job said, in order: ("answered", piece), ("failed", failure), ("finished",)."""

    def __init__(self, job: Job) -> None:
        self.said: list[tuple[Any, ...]] = []
        self.progress: list[tuple[int, int, str]] = []
        job.answered.connect(self._on_answered)
        job.failed.connect(self._on_failed)
        job.finished.connect(self._on_finished)
        job.progressed.connect(self._on_progressed)

    def _on_answered(self, piece: object) -> None:
        self.said.append(("answered", piece))

    def _on_failed(self, failure: Failure) -> None:
        self.said.append(("failed", failure))

    def _on_finished(self) -> None:
        self.said.append(("finished",))

    def _on_progressed(self, done: int, total: int, what: str) -> None:
        self.progress.append((done, total, what))

    @property
    def over(self) -> bool:
        return ("finished",) in self.said

    @property
    def pieces(self) -> list[Any]:
        return [said[1] for said in self.said if said[0] == "answered"]

    @property
    def failures(self) -> list[Failure]:
        return [said[1] for said in self.said if said[0] == "failed"]

    @property
    def words(self) -> list[str]:
        return [said[0] for said in self.said]


def hear(qtbot: QtBot, jobs: Jobs, request: Request[Any], **options: str) -> Heard:
    """Ask, and wait for the end of it."""
    heard = Heard(jobs.ask(request, **options))
    qtbot.waitUntil(lambda: heard.over, timeout=20000)
    return heard


def answer_to(qtbot: QtBot, jobs: Jobs, request: Request[Any]) -> Any:
    """Return the only answer to a request."""
    heard = hear(qtbot, jobs, request)
    assert heard.words == ["answered", "finished"], heard.said
    return heard.pieces[0]


def failure_of(qtbot: QtBot, jobs: Jobs, request: Request[Any]) -> Failure:
    """Return why a request fails."""
    heard = hear(qtbot, jobs, request)
    assert heard.words == ["failed", "finished"], heard.said
    return heard.failures[0]
