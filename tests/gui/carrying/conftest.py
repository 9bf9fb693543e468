"""A window with an experiment and a repository, and a record of what is proposed."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from carrying_scene import CarryingScene
from dcsgui.gui.window.main import MainWindow


@pytest.fixture
def scene(qtbot: QtBot, windows: list[MainWindow], tmp_path: Path) -> CarryingScene:
    """Return a window on two places, in front of which a person sits."""
    return CarryingScene(qtbot, windows, tmp_path)
