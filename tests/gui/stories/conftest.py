"""A whole window on real files, and hands that use it as a person does."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from dcsgui.gui.window.main import MainWindow
from window_hands import Hands
from window_stories import open_window


@pytest.fixture
def hands(qtbot: QtBot, windows: list[MainWindow]) -> Hands:
    """Return hands on a window that is up."""
    return open_window(qtbot, windows)
