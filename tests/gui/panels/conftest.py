"""What the tests of the panels share: jobs that answer what a test says."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from told_jobs import ToldJobs


@pytest.fixture
def told_jobs(qtbot: QtBot) -> Iterator[ToldJobs]:
    """Return jobs without a worker."""
    made = ToldJobs()
    yield made
    made.close()
    made.deleteLater()
