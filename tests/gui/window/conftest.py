"""A window on a detector of either layout, for what belongs to the window as a whole."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from dcsgui import DCStore
from dcsgui.gui.window.main import MainWindow
from window_hands import Hands
from window_stories import open_window, show_pedestals


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let workers that start from now on wait for nobody for long."""
    monkeypatch.setenv("DCS_PATIENCE", "0.3")


@pytest.fixture
def hands(qtbot: QtBot, windows: list[MainWindow], store: DCStore) -> Hands:
    """Return hands on a window that shows the pedestals of the detector."""
    return show_pedestals(open_window(qtbot, windows), store)
