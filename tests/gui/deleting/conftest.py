"""A window on a detector of either layout, and hands to delete in it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from dcsgui import DCStore
from dcsgui.core.actions.answers.nodes import Place, PlaceKind
from dcsgui.gui.window.main import MainWindow
from small_stores import LAYOUTS
from window_hands import Hands
from window_stories import make_detector, open_window


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
    """Return hands on a window that shows the detector."""
    hands = open_window(qtbot, windows)
    place = Place(PlaceKind.LOCAL, str(store.path.parent.parent))
    hands.window.parts.places.add_place(place)
    return hands
