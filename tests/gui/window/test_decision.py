"""The dialog that says what something would do, before it is done."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PyQt5.QtCore import Qt
from PyQt5.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from dcsgui.gui.window.decision import Decision, DecisionDialog, Reason
from dcsgui.gui.window.dialogs import Consequence
from hands import hands as q

LEFT = Qt.MouseButton.LeftButton
HARMLESS = Decision("Take it back?", verb="&Take back")
PURGE = Decision(
    "Remove it for ever?",
    verb="&Purge",
    consequence=Consequence.DESTRUCTIVE,
    name="cspad-0001",
    reason=Reason.NEEDED,
)


@pytest.fixture
def dialog(qtbot: QtBot) -> Iterator[DecisionDialog]:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    made = DecisionDialog(window)
    yield made
    made.close()


def heard(dialog: DecisionDialog) -> list[str]:
    reasons: list[str] = []
    dialog.decided.connect(reasons.append)
    return reasons


def test_it_can_be_done_once_it_is_known_what_it_does(dialog: DecisionDialog) -> None:
    reasons = heard(dialog)
    dialog.ask(HARMLESS)
    assert not dialog.does.isEnabled()
    dialog.accept()
    assert reasons == []
    dialog.show_consequences(("v1 instead of v2",))
    assert dialog.consequences() == "v1 instead of v2"
    assert dialog.does.isDefault()
    q.keyClick(dialog, Qt.Key.Key_Return)
    assert reasons == [""]
    assert not dialog.isVisible()


def test_what_destroys_waits_for_name_and_reason(dialog: DecisionDialog) -> None:
    reasons = heard(dialog)
    dialog.ask(PURGE)
    dialog.show_consequences(())
    assert not any(button.isDefault() for button in dialog.findChildren(QPushButton))
    q.keyClicks(dialog.name, "cspad-0001")
    assert not dialog.does.isEnabled()
    q.keyClicks(dialog.reason, " never valid ")
    assert dialog.does.isEnabled()
    q.keyClick(dialog.name, Qt.Key.Key_Return)
    assert dialog.isVisible()
    q.keyClick(dialog.reason, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert reasons == ["never valid"]


def test_a_reason_that_was_cancelled_is_there_again_but_no_name(dialog: DecisionDialog) -> None:
    dialog.ask(PURGE)
    q.keyClicks(dialog.name, "cspad")
    q.keyClicks(dialog.reason, "half a rea")
    q.keyClick(dialog, Qt.Key.Key_Escape)
    dialog.ask(PURGE)
    assert dialog.reason.toPlainText() == "half a rea"
    assert dialog.name.text() == ""


def test_what_can_not_be_done_says_why(dialog: DecisionDialog) -> None:
    dialog.ask(HARMLESS)
    dialog.show_refusal("Somebody was faster.")
    assert dialog.consequences() == "Somebody was faster."
    assert not dialog.does.isEnabled()


def test_reasons_survive_a_restart(dialog: DecisionDialog, qtbot: QtBot) -> None:
    dialog.ask(HARMLESS)
    dialog.show_consequences(())
    q.keyClicks(dialog.reason, "one")
    q.mouseClick(dialog.does, LEFT)
    dialog.ask(HARMLESS)
    q.keyClicks(dialog.reason, "draft")
    q.keyClick(dialog, Qt.Key.Key_Escape)
    other = DecisionDialog()
    qtbot.addWidget(other)
    other.restore(dialog.state())
    assert other.state() == {"recent": ["one"], "draft": "draft"}
    other.restore({"recent": 5, "draft": None})
    assert other.state() == {"recent": ["one"], "draft": "draft"}
