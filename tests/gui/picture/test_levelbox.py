from __future__ import annotations

import pytest
from PyQt5.QtCore import Qt
from PyQt5.QtGui import QValidator
from pytestqt.qtbot import QtBot

from dcsgui.gui.picture.levelbox import LevelBox
from hands_on_pictures import press, type_text


@pytest.fixture
def box(qtbot: QtBot) -> LevelBox:
    made = LevelBox("Upper level")
    qtbot.addWidget(made)
    made.show_level(2800, span=100)
    made.show()
    return made


def type_into(qtbot: QtBot, box: LevelBox, text: str) -> None:
    box.selectAll()
    type_text(box, text)
    press(box, Qt.Key.Key_Return)


@pytest.mark.parametrize("text", ["17.5", "-3", "1e-30", "6.02e23"])
def test_any_number_can_be_typed(qtbot: QtBot, box: LevelBox, text: str) -> None:
    with qtbot.waitSignal(box.levelTyped) as typed:
        type_into(qtbot, box, text)
    assert typed.args == [float(text)]


def test_what_is_no_number_is_not_taken(qtbot: QtBot, box: LevelBox) -> None:
    with qtbot.assertNotEmitted(box.levelTyped):
        type_into(qtbot, box, "e-+")
    assert box.text() == "2800"
    for text in ("nan", "inf", "x"):
        assert box.validate(text, 0)[0] is not QValidator.State.Acceptable


def test_arrow_keys_go_a_part_of_the_span(qtbot: QtBot, box: LevelBox) -> None:
    told: list[float] = []
    box.levelTyped.connect(told.append)
    press(box, Qt.Key.Key_Up)
    press(box, Qt.Key.Key_Down)
    assert told == [2802, 2798]


@pytest.mark.parametrize(
    ("value", "span", "text"),
    [
        (2756.4871, 91.6, "2756.49"),
        (0, 1, "0"),
        (1e-12, 1e-12, "1e-12"),
        (16383, 16383, "16383"),
        (16383.25, 0.01, "16383.25"),
        (-7.503e300, 1e301, "-7.5e+300"),
        (1.12345e307, 1e306, "1.12e+307"),
    ],
)
def test_it_shows_as_many_digits_as_matter(
    box: LevelBox, value: float, span: float, text: str
) -> None:
    box.show_level(value, span=span)
    assert box.text() == text


def test_leaving_it_untouched_changes_nothing(qtbot: QtBot, box: LevelBox) -> None:
    with qtbot.assertNotEmitted(box.levelTyped):
        press(box, Qt.Key.Key_Return)
