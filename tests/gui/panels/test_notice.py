"""A sentence in the place of a table."""

from __future__ import annotations

import pytest
from PyQt5.QtCore import Qt
from pytestqt.qtbot import QtBot

from dcsgui.gui.jobs.job import Failure
from dcsgui.gui.panels.notice import Notice
from hands import hands

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def notice(qtbot: QtBot) -> Notice:
    made = Notice()
    qtbot.addWidget(made)
    made.resize(500, 300)
    made.show()
    return made


def test_a_sentence_alone(notice: Notice) -> None:
    notice.say("Nothing here.")
    assert notice.text == "Nothing here."
    assert not notice.action.isVisible()
    assert not notice.details.isVisible()


def test_something_to_do(notice: Notice, qtbot: QtBot) -> None:
    notice.say("Nothing here.", action="Clear the filter")
    with qtbot.waitSignal(notice.actionChosen, timeout=0):
        hands.mouseClick(notice.action, LEFT)


def test_a_failure_has_its_details_one_click_away(notice: Notice, qtbot: QtBot) -> None:
    notice.tell_failure(Failure("KeyError", "It is broken.", "Traceback ..."))
    assert notice.text == "It is broken."
    assert notice.action.text() == "Try again"
    assert not notice._report.isVisible()
    hands.mouseClick(notice.details, LEFT)
    assert notice._report.isVisible()
    assert notice._report.toPlainText() == "Traceback ..."
    notice.tell_failure(Failure("Damaged", "It is broken."))
    assert not notice.details.isVisible()
    assert not notice._report.isVisible()


def test_markup_in_a_sentence_is_text(notice: Notice) -> None:
    notice.say("<b>a</b>")
    assert notice._text.textFormat() == Qt.TextFormat.PlainText
