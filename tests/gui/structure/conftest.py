"""A whole window on real files, in which things are made."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from dcsgui import DCStore
from dcsgui.gui.window.main import MainWindow
from small_stores import LAYOUTS
from structure_hands import StructureHands
from window_stories import make_detector, open_window


@pytest.fixture
def windows(qtbot: QtBot) -> Iterator[list[MainWindow]]:
    """Return a list to which `open_window` adds; all are closed at the end."""
    opened: list[MainWindow] = []
    yield opened
    for window in opened:
        window.close()


@pytest.fixture
def hands(qtbot: QtBot, windows: list[MainWindow]) -> StructureHands:
    """Return hands on a window that is up."""
    return StructureHands(qtbot, open_window(qtbot, windows).window).watch()


@pytest.fixture(params=LAYOUTS)
def store(request: pytest.FixtureRequest, tmp_path: Path) -> DCStore:
    """Return a detector with two types, two ranges and some versions, in one of the layouts."""
    return make_detector(tmp_path / "calib", request.param)
