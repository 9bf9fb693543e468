"""A window with an experiment and a repository, and a record of what is proposed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from carrying_scene import CarryingScene
from dcsgui.gui.window.main import MainWindow
from told_jobs import ToldJobs


@pytest.fixture
def windows(qtbot: QtBot) -> Iterator[list[MainWindow]]:
    """Return a list to which windows are added; all are closed at the end."""
    opened: list[MainWindow] = []
    yield opened
    for window in opened:
        window.close()


@pytest.fixture
def told_jobs(qtbot: QtBot) -> Iterator[ToldJobs]:
    """Return jobs without a worker."""
    made = ToldJobs()
    yield made
    made.close()
    made.deleteLater()


@pytest.fixture
def scene(qtbot: QtBot, windows: list[MainWindow], tmp_path: Path) -> CarryingScene:
    """Return a window on two places, in front of which a person sits."""
    return CarryingScene(qtbot, windows, tmp_path)
