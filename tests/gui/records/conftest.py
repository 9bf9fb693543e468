"""A window on a detector of either layout, in which something is changed."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from dcsgui import DCStore
from dcsgui.gui.window.main import MainWindow
from window_hands import Hands
from window_stories import open_window, show_pedestals


@pytest.fixture
def hands(qtbot: QtBot, windows: list[MainWindow], store: DCStore) -> Hands:
    """Return hands on a window that shows the pedestals of the detector."""
    return show_pedestals(open_window(qtbot, windows), store)
