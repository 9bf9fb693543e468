"""What the tests of the window share: no display, no leftovers, a worker of their own."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # before anything imports Qt

import pytest
from PyQt5.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from dcsgui import DCStore
from dcsgui.gui.jobs.jobs import Jobs
from dcsgui.gui.window.main import MainWindow
from small_stores import LAYOUTS
from told_jobs import ToldJobs
from window_stories import make_detector


@pytest.fixture(scope="session")
def qapp_args(runtime_directory: None) -> list[str]:
    """Return the arguments of the application, which is made after what it needs."""
    return ["dcsgui"]


@pytest.fixture(scope="session")
def runtime_directory(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Give Qt a place for its sockets, which it complains of where a login made none."""
    directory = tmp_path_factory.mktemp("runtime")
    directory.chmod(0o700)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_RUNTIME_DIR", str(directory))
        yield


@pytest.fixture(autouse=True)
def no_leftovers(qapp: QApplication) -> Iterator[None]:
    """Fail a test that leaves a top-level widget behind."""
    qapp.setOrganizationName("dcsgui")
    before = set(map(id, qapp.topLevelWidgets()))
    yield
    left = [widget for widget in qapp.topLevelWidgets() if id(widget) not in before]
    visible = [widget for widget in left if widget.isVisible()]
    for widget in left:
        widget.deleteLater()
    assert not visible, f"left open: {visible}"


@pytest.fixture
def jobs(qtbot: QtBot) -> Iterator[Jobs]:
    """Return jobs with a worker process of their own."""
    made = Jobs()
    made.start()
    yield made
    made.close()


@pytest.fixture
def windows(qtbot: QtBot) -> Iterator[list[MainWindow]]:
    """Return a list to which `open_window` adds; all are closed at the end."""
    opened: list[MainWindow] = []
    yield opened
    for window in opened:
        window.close()


@pytest.fixture(params=LAYOUTS)
def store(request: pytest.FixtureRequest, tmp_path: Path) -> DCStore:
    """Return a detector with two types, two ranges and some versions, in one of the layouts."""
    return make_detector(tmp_path / "calib", request.param)


@pytest.fixture
def told_jobs(qtbot: QtBot) -> Iterator[ToldJobs]:
    """Return jobs without a worker."""
    made = ToldJobs()
    yield made
    made.close()
    made.deleteLater()
