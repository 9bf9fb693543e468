"""A whole window on real files, in which parameters are edited."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from dcsgui import DCStore
from dcsgui.gui.window.main import MainWindow
from editing_hands import EditingHands, make_edited
from small_stores import LAYOUTS
from window_stories import open_window


@pytest.fixture(params=LAYOUTS)
def store(request: pytest.FixtureRequest, tmp_path: Path) -> DCStore:
    """Return a detector whose type has a parameter of each type, in one of the layouts."""
    return make_edited(tmp_path / "calib", request.param)


@pytest.fixture
def hands(qtbot: QtBot, windows: list[MainWindow]) -> EditingHands:
    """Return hands on a window that is up."""
    return EditingHands(qtbot, open_window(qtbot, windows).window)
