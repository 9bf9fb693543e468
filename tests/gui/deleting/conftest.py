"""A window on a detector of either layout, and hands to delete in it."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from dcsgui import DCStore
from dcsgui.core.actions.answers.nodes import Place, PlaceKind
from dcsgui.gui.window.main import MainWindow
from window_hands import Hands
from window_stories import open_window


@pytest.fixture
def hands(qtbot: QtBot, windows: list[MainWindow], store: DCStore) -> Hands:
    """Return hands on a window that shows the detector."""
    hands = open_window(qtbot, windows)
    place = Place(PlaceKind.LOCAL, str(store.path.parent.parent))
    hands.window.parts.places.add_place(place)
    return hands
