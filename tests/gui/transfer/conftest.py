"""A window, and detector files in several places to transfer from and to."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from dcsgui.gui.window.main import MainWindow
from transfer_places import TransferPlaces
from window_hands import Hands
from window_stories import open_window


@pytest.fixture
def windows(qtbot: QtBot) -> Iterator[list[MainWindow]]:
    """Return a list to which `open_window` adds; all are closed at the end."""
    opened: list[MainWindow] = []
    yield opened
    for window in opened:
        if window.transferring.dialog is not None:
            window.transferring.dialog.close()
        window.close()


@pytest.fixture
def hands(qtbot: QtBot, windows: list[MainWindow]) -> Hands:
    """Return hands on a window that is up."""
    return open_window(qtbot, windows)


@pytest.fixture
def places(tmp_path: Path) -> TransferPlaces:
    """Return two places: one with constants, one that has some of them."""
    return TransferPlaces(tmp_path)
