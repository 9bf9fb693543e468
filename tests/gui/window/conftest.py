"""A window on a detector of either layout, for what belongs to the window as a whole."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from dcsgui import DCStore
from dcsgui.gui.window.main import MainWindow
from small_stores import LAYOUTS
from window_hands import Hands
from window_stories import make_detector, open_window


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let workers that start from now on wait for nobody for long."""
    monkeypatch.setenv("DCS_PATIENCE", "0.3")


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
def hands(qtbot: QtBot, windows: list[MainWindow], store: DCStore) -> Hands:
    """Return hands on a window that shows the pedestals of the detector."""
    hands = open_window(qtbot, windows)
    hands.window.opening.open_path(str(store.path))
    hands.walk(store.detname(), "pedestals")
    hands.wait(lambda: len(hands.rows()) == 6)
    hands.rest()
    return hands
