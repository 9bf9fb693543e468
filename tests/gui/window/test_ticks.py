"""Boxes of rows that can be ticked."""

from __future__ import annotations

import pytest
from PyQt5.QtCore import Qt
from PyQt5.QtWidgets import QListWidget, QListWidgetItem
from pytestqt.qtbot import QtBot

from dcsgui.gui.window.palettes import window_palette
from dcsgui.gui.window.ticks import TickDelegate

CONTRAST = 50
WIDTH = 24  # of the box and what is beside it


@pytest.mark.parametrize("dark", [False, True])
def test_they_are_seen_whether_ticked_or_not(qtbot: QtBot, dark: bool) -> None:
    files = QListWidget()
    qtbot.addWidget(files)
    files.setPalette(window_palette(dark=dark))
    files.setItemDelegate(TickDelegate(files))
    item = QListWidgetItem("")
    item.setCheckState(Qt.CheckState.Unchecked)
    files.addItem(item)
    place = files.visualItemRect(item)
    view = files.viewport()
    assert view is not None
    picture = view.grab().toImage()
    row = [picture.pixelColor(x, place.center().y()).lightness() for x in range(WIDTH)]
    assert max(row) - min(row) > CONTRAST
