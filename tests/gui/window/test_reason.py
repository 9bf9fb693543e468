from __future__ import annotations

from collections.abc import Iterator

import pytest
from PyQt5.QtCore import Qt
from PyQt5.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from dcsgui.gui.window.reason import ReasonDialog
from dcsgui.gui.window.reason_edit import ReasonEdit

# of the list that completes: a window of its own
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

WHAT = "Make v3 the default of pedestals 2016-10-27 … end in the repository"


@pytest.fixture
def dialog(qtbot: QtBot) -> Iterator[ReasonDialog]:
    parent = QWidget()
    parent.show()
    made = ReasonDialog(parent)
    with qtbot.waitActive(made):
        made.ask(WHAT, verb="Make default")
    yield made
    made.hide()
    parent.close()


def edit(dialog: ReasonDialog) -> ReasonEdit:
    return dialog.findChild(ReasonEdit)


def ok(dialog: ReasonDialog) -> QPushButton:
    buttons = dialog.findChildren(QPushButton)
    return next(one for one in buttons if one.text().replace("&", "") == "Make default")


def list_of(dialog: ReasonDialog) -> QWidget:
    popup = edit(dialog)._completer.popup()
    assert popup is not None
    return popup


def test_it_says_what_and_asks_why(dialog: ReasonDialog) -> None:
    assert dialog.isVisible()
    assert WHAT in [label.text() for label in dialog.findChildren(QLabel)]
    assert edit(dialog).hasFocus()


def test_a_blank_reason_is_none(dialog: ReasonDialog, qtbot: QtBot) -> None:
    assert not ok(dialog).isEnabled()
    QtBot.keyClicks(edit(dialog), "  ")
    QtBot.keyClick(edit(dialog), Qt.Key.Key_Return)
    assert not ok(dialog).isEnabled()
    with qtbot.assertNotEmitted(dialog.reasonGiven):
        QtBot.keyClick(edit(dialog), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        dialog.accept()
    assert dialog.isVisible()


def test_a_reason_is_given_by_the_button(dialog: ReasonDialog, qtbot: QtBot) -> None:
    QtBot.keyClicks(edit(dialog), " shutter was open ")
    assert ok(dialog).isEnabled()
    with qtbot.waitSignal(dialog.reasonGiven) as given:
        QtBot.mouseClick(ok(dialog), Qt.MouseButton.LeftButton)
    assert given.args == ["shutter was open"]
    assert not dialog.isVisible()


def test_a_reason_of_two_lines_is_given_by_ctrl_enter(dialog: ReasonDialog, qtbot: QtBot) -> None:
    QtBot.keyClicks(edit(dialog), "one")
    QtBot.keyClick(edit(dialog), Qt.Key.Key_Return)
    QtBot.keyClicks(edit(dialog), "two")
    with qtbot.waitSignal(dialog.reasonGiven) as given:
        QtBot.keyClick(edit(dialog), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert given.args == ["one\ntwo"]


def test_a_cancelled_text_is_there_the_next_time(dialog: ReasonDialog, qtbot: QtBot) -> None:
    QtBot.keyClicks(edit(dialog), "half a rea")
    with qtbot.waitSignal(dialog.rejected), qtbot.assertNotEmitted(dialog.reasonGiven):
        QtBot.keyClick(edit(dialog), Qt.Key.Key_Escape)
    dialog.ask(WHAT, verb="Make default")
    assert edit(dialog).toPlainText() == "half a rea"
    assert ok(dialog).isEnabled()
    QtBot.keyClicks(edit(dialog), "son")
    with qtbot.waitSignal(dialog.reasonGiven) as given:
        dialog.accept()
    assert given.args == ["half a reason"]
    dialog.ask(WHAT)
    assert edit(dialog).toPlainText() == "", "a reason that was given is no draft"
    dialog.reject()


def test_tab_leaves_the_text(dialog: ReasonDialog) -> None:
    QtBot.keyClicks(edit(dialog), "x")
    QtBot.keyClick(edit(dialog), Qt.Key.Key_Tab)
    assert not edit(dialog).hasFocus()
    assert edit(dialog).toPlainText() == "x"


def test_earlier_reasons_are_offered(dialog: ReasonDialog, qtbot: QtBot) -> None:
    dialog.restore({"recent": ["Run 57 was warm", "cooling was mended"]})
    QtBot.keyClicks(edit(dialog), "run")
    qtbot.waitUntil(list_of(dialog).isVisible)
    QtBot.keyClick(list_of(dialog), Qt.Key.Key_Down)
    QtBot.keyClick(list_of(dialog), Qt.Key.Key_Return)
    assert edit(dialog).toPlainText() == "Run 57 was warm"
    assert dialog.isVisible()
    edit(dialog).undo()
    assert edit(dialog).toPlainText() == "run"


def test_typing_goes_on_beside_the_list(dialog: ReasonDialog, qtbot: QtBot) -> None:
    dialog.restore({"recent": ["run 57 was warm"]})
    QtBot.keyClicks(edit(dialog), "ru")
    qtbot.waitUntil(list_of(dialog).isVisible)
    QtBot.keyClicks(list_of(dialog), "ns")
    assert edit(dialog).toPlainText() == "runs"
    assert not list_of(dialog).isVisible(), "nothing fits any more"


def test_escape_closes_the_list_first(dialog: ReasonDialog, qtbot: QtBot) -> None:
    dialog.restore({"recent": ["run 57 was warm"]})
    QtBot.keyClicks(edit(dialog), "ru")
    qtbot.waitUntil(list_of(dialog).isVisible)
    QtBot.keyClick(list_of(dialog), Qt.Key.Key_Escape)
    assert not list_of(dialog).isVisible()
    assert dialog.isVisible()
    assert edit(dialog).toPlainText() == "ru"


def test_ctrl_enter_gives_the_reason_while_the_list_is_open(
    dialog: ReasonDialog, qtbot: QtBot
) -> None:
    dialog.restore({"recent": ["run 57 was warm"]})
    QtBot.keyClicks(edit(dialog), "ru")
    qtbot.waitUntil(list_of(dialog).isVisible)
    with qtbot.waitSignal(dialog.reasonGiven) as given:
        QtBot.keyClick(list_of(dialog), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert given.args == ["ru"]


def test_reasons_and_draft_survive(dialog: ReasonDialog, qtbot: QtBot) -> None:
    for reason in ("one", "two", "one"):
        edit(dialog).setPlainText(reason)
        dialog.accept()
        dialog.ask(WHAT)
    edit(dialog).setPlainText("dra")
    dialog.reject()
    state = dialog.state()
    assert state == {"recent": ["one", "two"], "draft": "dra"}
    other = ReasonDialog()
    qtbot.addWidget(other)
    other.restore(state)
    assert other.state() == state
    other.restore({"recent": 3, "draft": None})
    assert other.state() == state


def test_what_was_taken_is_offered_first_and_once(qtbot: QtBot) -> None:
    edit = ReasonEdit()
    qtbot.addWidget(edit)
    edit.restore({"recent": ["beam lost", 5, "dark run"], "draft": " dark run\n"})
    assert edit.taken() == "dark run"
    assert (edit.text(), edit.recent) == ("", ("dark run", "beam lost"))
    assert edit.taken() == ""
    edit.remember("new gain")
    assert edit.state() == {"recent": ["new gain", "dark run", "beam lost"], "draft": ""}
    for number in range(30):
        edit.remember(str(number))
    assert edit.recent == tuple(str(number) for number in range(29, 9, -1))
