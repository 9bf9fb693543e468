from __future__ import annotations

import pytest
from PyQt5.QtCore import Qt
from PyQt5.QtWidgets import QAction, QMainWindow
from pytestqt.qtbot import QtBot

from dcsgui.gui.picture.textview import TextView
from hands_on_pictures import press, type_text

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
TEXT = "# HDR PARENT IND\nQUAD:V1 0 SENS2X1:V1 0\nQUAD:V1 1 SENS2X1:V1 7\n"


@pytest.fixture
def view(qtbot: QtBot) -> TextView:
    made = TextView()
    qtbot.addWidget(made)
    made.set_text(TEXT)
    with qtbot.waitActive(made):
        made.show()
    return made


def found(view: TextView) -> int:
    return int(view.text.textCursor().selectionStart())


def test_lines_have_numbers_and_letters_one_width(view: TextView) -> None:
    numbers = [number for number, _ in view.text.lines_seen(view.text.rect())]
    assert numbers == [1, 2, 3, 4]
    metrics = view.text.fontMetrics()
    assert metrics.horizontalAdvance("i") == metrics.horizontalAdvance("W")
    assert view.text.toPlainText() == TEXT
    assert not view.grab().isNull()


def test_it_can_be_searched_by_keyboard(qtbot: QtBot, view: TextView) -> None:
    view.text.setFocus()
    press(view.text, Qt.Key.Key_F, CONTROL)
    assert view.finder.hasFocus()
    type_text(view.finder, "quad")
    assert found(view) == TEXT.index("QUAD")
    press(view.finder, Qt.Key.Key_Return)
    second = TEXT.index("QUAD:V1 1")
    assert found(view) == second
    press(view.finder, Qt.Key.Key_F3)
    assert found(view) == TEXT.index("QUAD")
    assert view.found.text() == "from the other end"
    press(view.finder, Qt.Key.Key_Return, SHIFT)
    assert found(view) == second
    type_text(view.finder, "x")
    assert view.found.text() == "not found"
    press(view.finder, Qt.Key.Key_Escape)
    assert view.text.hasFocus()


def test_ctrl_f_is_its_own_even_if_the_window_uses_it(qtbot: QtBot) -> None:
    window = QMainWindow()
    qtbot.addWidget(window)
    view = TextView()
    view.set_text(TEXT)
    window.setCentralWidget(view)
    action = QAction("Filter", window)
    action.setShortcut("Ctrl+F")
    window.addAction(action)
    with qtbot.waitActive(window):
        window.show()
    view.text.setFocus()
    with qtbot.assertNotEmitted(action.triggered):
        press(view.text, Qt.Key.Key_F, CONTROL)
    assert view.finder.isVisible()


def test_a_long_text_comes_whole(qtbot: QtBot, view: TextView) -> None:
    text = "\n".join(f"line {number} \N{GREEK SMALL LETTER ALPHA}" for number in range(20_000))
    view.set_text(text)
    assert view.text.blockCount() < 10_000
    assert view.text.textCursor().position() == 0
    qtbot.waitUntil(lambda: view.text.toPlainText() == text)
    view.set_text(text)
    view.set_text("short")
    with qtbot.assertNotEmitted(view.text.textChanged, wait=50):
        pass
    assert view.text.toPlainText() == "short"
