from __future__ import annotations

import pytest
from PyQt5.QtCore import Qt
from PyQt5.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from dcsgui.gui.window.empty import EmptyState

BUTTONS = (
    ("Open directory…", "directoryAsked"),
    ("Open file…", "fileAsked"),
    ("Open experiment…", "experimentAsked"),
    ("Demonstration", "demonstrationAsked"),
)


@pytest.fixture
def empty(qtbot: QtBot) -> EmptyState:
    made = EmptyState()
    qtbot.addWidget(made)
    made.resize(800, 500)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


def button(empty: EmptyState, text: str) -> QPushButton:
    return next(one for one in empty.findChildren(QPushButton) if one.text().strip() == text)


@pytest.mark.parametrize(("text", "signal"), BUTTONS)
def test_each_button_asks_for_its_thing(
    empty: EmptyState, qtbot: QtBot, text: str, signal: str
) -> None:
    with qtbot.waitSignal(getattr(empty, signal)):
        QtBot.mouseClick(button(empty, text), Qt.MouseButton.LeftButton)


@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_Return])
def test_the_keyboard_does_it_too(empty: EmptyState, qtbot: QtBot, key: Qt.Key) -> None:
    button(empty, "Open directory…").setFocus()
    QtBot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    with qtbot.waitSignal(empty.fileAsked):
        QtBot.keyClick(QApplication.focusWidget(), key)


def test_it_says_that_files_can_be_dropped(empty: EmptyState) -> None:
    assert any("dropped" in label.text() for label in empty.findChildren(QLabel))


def test_every_button_has_an_icon_and_says_what_it_is_for(empty: EmptyState) -> None:
    for one in empty.findChildren(QPushButton):
        assert not one.icon().isNull()
        assert one.toolTip().endswith(".")
        assert "&" not in one.text(), "letters for Alt belong to the menus"
