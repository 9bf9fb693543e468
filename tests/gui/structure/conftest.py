"""A whole window on real files, in which things are made."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from dcsgui.gui.window.main import MainWindow
from structure_hands import StructureHands
from window_stories import open_window


@pytest.fixture
def hands(qtbot: QtBot, windows: list[MainWindow]) -> StructureHands:
    """Return hands on a window that is up."""
    return StructureHands(qtbot, open_window(qtbot, windows).window).watch()
