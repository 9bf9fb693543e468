"""Jobs whose worker does the actions of `worker_actions`."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from pytestqt.qtbot import QtBot

from dcsgui.gui.jobs.jobs import Jobs
from worker_requests import ACTIONS

MakeJobs = Callable[..., Jobs]


@pytest.fixture
def make_jobs(qtbot: QtBot) -> Iterator[MakeJobs]:
    """Return a function that makes jobs, not started."""
    made: list[Jobs] = []

    def make(*, patience: float = 30.0, actions: str = ACTIONS) -> Jobs:
        made.append(Jobs(patience=patience, actions=actions))
        return made[-1]

    yield make
    for jobs in made:
        jobs.close()


@pytest.fixture
def jobs(make_jobs: MakeJobs) -> Jobs:
    """Return started jobs."""
    jobs = make_jobs()
    jobs.start()
    return jobs
