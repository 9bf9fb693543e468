"""The box for filters."""

from __future__ import annotations

import pytest
from PyQt5.QtCore import Qt
from pytestqt.qtbot import QtBot

from dcsgui.gui.panels.filterbox import FilterBox
from hands import hands


@pytest.fixture
def box(qtbot: QtBot) -> FilterBox:
    made = FilterBox("Filter", "Type <words>.")
    qtbot.addWidget(made)
    made.show()
    return made


def test_fast_typing_is_told_once(box: FilterBox, qtbot: QtBot) -> None:
    told = list[str]()
    box.filterChanged.connect(told.append)
    with qtbot.waitSignal(box.filterChanged):
        hands.keyClicks(box, "ana")
    assert told == ["ana"]


def test_escape_clears_at_once(box: FilterBox, qtbot: QtBot) -> None:
    with qtbot.waitSignal(box.filterChanged):
        hands.keyClicks(box, "ana")
    with qtbot.waitSignal(box.filterChanged, timeout=0) as told:
        hands.keyClick(box, Qt.Key.Key_Escape)
    assert told.args == [""]


@pytest.mark.parametrize("key", [Qt.Key.Key_Down, Qt.Key.Key_Return])
def test_on_to_the_rows(box: FilterBox, qtbot: QtBot, key: Qt.Key) -> None:
    hands.keyClicks(box, "ana")
    with qtbot.waitSignals([box.filterChanged, box.leftDownward], timeout=0):
        hands.keyClick(box, key)


def test_what_is_typed_and_taken_back_is_not_told(box: FilterBox, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(box.filterChanged, wait=120):
        hands.keyClicks(box, "a")
        hands.keyClick(box, Qt.Key.Key_Backspace)


def test_problems_are_said_in_the_tool_tip(box: FilterBox) -> None:
    before = box._sign.icon().cacheKey() if box._sign else 0
    box.show_problems(["There is no column 'foo'."])
    assert box.problems == ("There is no column 'foo'.",)
    assert "no column" in box.toolTip()
    assert "no column" in box.accessibleDescription()
    assert box._sign is not None
    assert box._sign.icon().cacheKey() != before
    box.show_problems([])
    assert "no column" not in box.toolTip()
    assert "&lt;words&gt;" in box.toolTip()
