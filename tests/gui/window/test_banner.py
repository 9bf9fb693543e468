from __future__ import annotations

import pytest
from PyQt5.QtCore import QPoint, Qt
from PyQt5.QtWidgets import (
    QAction,
    QApplication,
    QLabel,
    QLineEdit,
    QToolButton,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from dcsgui.gui.window.banner import Banner, Severity
from dcsgui.gui.window.message import Message
from dcsgui.gui.window.texts import ReadOnlyText


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.setGeometry(200, 200, 500, 300)  # not below the mouse
    return made


@pytest.fixture
def banner(window: QWidget, qtbot: QtBot) -> Banner:
    line, made = QLineEdit(), Banner()
    layout = QVBoxLayout(window)
    layout.addWidget(line)
    layout.addWidget(made)
    layout.addStretch(1)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    line.setFocus()
    return made


def button(message: Message, text: str) -> QToolButton:
    return next(one for one in message.findChildren(QToolButton) if one.text() == text)


def visible(banner: Banner) -> list[str]:
    return [message.text for message in banner.messages if message.isVisibleTo(banner)]


def click(widget: QWidget) -> None:
    QtBot.mouseClick(widget, Qt.MouseButton.LeftButton)


def leave(widget: QWidget) -> None:
    """Move the mouse to a place where there is no widget."""
    QtBot.mouseMove(widget, QPoint(-50, -50))


def test_it_is_there_only_while_there_is_something_to_say(banner: Banner, qtbot: QtBot) -> None:
    assert banner.isHidden()
    message = banner.show_message("v3 is the default now.", severity=Severity.DONE)
    assert banner.isVisible()
    with qtbot.waitSignal(banner.dismissed):
        click(button(message, "\N{MULTIPLICATION SIGN}"))
    assert banner.isHidden()
    assert banner.messages == ()


def test_the_newest_is_on_top_and_three_are_seen(banner: Banner) -> None:
    for number in range(5):
        banner.show_message(f"message {number}", severity=Severity.INFO)
    assert visible(banner) == ["message 4", "message 3", "message 2"]
    tops = [message.mapTo(banner, QPoint(0, 0)).y() for message in banner.messages[:3]]
    assert tops == sorted(tops)
    texts = [label.text() for label in banner.findChildren(QLabel) if label.isVisible()]
    assert "2 older messages wait until one of these is closed." in texts
    banner.dismiss(banner.messages[0])
    assert visible(banner) == ["message 3", "message 2", "message 1"]
    assert "1 older message waits until one of these is closed." in [
        label.text() for label in banner.findChildren(QLabel)
    ]


def test_the_same_text_twice_is_one_message_with_a_count(banner: Banner) -> None:
    first = banner.show_message("The file changed.", severity=Severity.WARNING)
    banner.show_message("Another thing.", severity=Severity.INFO)
    assert banner.show_message("The file changed.", severity=Severity.WARNING) is first
    assert banner.messages[0] is first
    assert first.times == 2
    assert "2 times" in [label.text() for label in first.findChildren(QLabel)]
    banner.show_message("The file changed.", severity=Severity.ERROR)
    assert len(banner.messages) == 3


def test_escape_closes_the_message_that_has_the_keyboard(banner: Banner, qtbot: QtBot) -> None:
    banner.show_message("older", severity=Severity.INFO)
    banner.show_message("newer", severity=Severity.ERROR, details="Traceback")
    banner.focus_newest()
    QtBot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert visible(banner) == ["older"]
    assert banner.messages[0].hasFocus(), "the next one can be closed in the same way"
    QtBot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert banner.isHidden()
    banner.focus_newest()  # and with none, nothing happens


def test_escape_in_the_details_closes_the_message(banner: Banner) -> None:
    message = banner.show_message("It failed.", severity=Severity.ERROR, details="line 3")
    click(button(message, "Details"))
    area = message.findChild(ReadOnlyText)
    QtBot.keyClick(area, Qt.Key.Key_Escape)
    assert banner.messages == ()


def test_details_are_one_click_away_and_can_be_copied(banner: Banner) -> None:
    message = banner.show_message("It failed.", severity=Severity.ERROR, details="line 3")
    area = message.findChild(ReadOnlyText)
    assert not area.isVisible()
    click(button(message, "Details"))
    assert area.isVisible()
    assert area.toPlainText() == "line 3"
    click(button(message, "Copy"))
    clipboard = QApplication.clipboard()
    assert clipboard is not None
    assert clipboard.text() == "It failed.\n\nline 3"
    click(button(message, "Details"))
    assert not area.isVisible()


def test_a_message_without_details_has_no_button_for_them(banner: Banner) -> None:
    message = banner.show_message("Fine.", severity=Severity.INFO)
    assert "Details" not in [one.text() for one in message.findChildren(QToolButton)]


def test_an_action_is_a_button_that_follows_it(banner: Banner, qtbot: QtBot) -> None:
    action = QAction("Undo", banner)
    message = banner.show_message("Done.", severity=Severity.DONE, action=action)
    offered = button(message, "Undo")
    action.setEnabled(False)
    assert not offered.isEnabled()
    action.setEnabled(True)
    with qtbot.waitSignal(action.triggered):
        click(offered)
    assert banner.messages == (), "what it offered was taken"


def test_only_the_newest_change_offers_undo(banner: Banner) -> None:
    undo, redo = QAction("Undo", banner), QAction("Redo", banner)
    banner.show_message("A warning.", severity=Severity.WARNING)
    banner.show_message("v3 is the default.", severity=Severity.DONE, action=undo)
    banner.show_message("v4 is the default.", severity=Severity.DONE, action=undo)
    assert visible(banner) == ["v4 is the default.", "A warning."]
    banner.show_message("Taken back.", severity=Severity.DONE, action=redo)
    assert visible(banner) == ["Taken back.", "A warning."]


def test_an_action_moves_to_the_newest_message_that_offers_it(banner: Banner) -> None:
    retry = QAction("Try again", banner)
    older = banner.show_message("This failed.", severity=Severity.ERROR, action=retry)
    newer = banner.show_message("That failed.", severity=Severity.ERROR, action=retry)
    assert older.action is None
    assert newer.action is retry
    assert len(banner.messages) == 2


def test_a_message_goes_when_its_time_is_over(banner: Banner, qtbot: QtBot) -> None:
    message = banner.show_message("For a moment.", severity=Severity.INFO, timeout_ms=20)
    with qtbot.waitSignal(message.dismissed):
        pass
    assert banner.messages == ()


def test_a_message_stays_while_it_is_pointed_at(banner: Banner, qtbot: QtBot) -> None:
    message = banner.show_message("Stay.", severity=Severity.INFO, timeout_ms=20)
    QtBot.mouseMove(banner.messages[0])
    with qtbot.assertNotEmitted(message.dismissed, wait=80):
        pass
    with qtbot.waitSignal(message.dismissed):
        leave(message)


def test_a_message_stays_while_its_details_are_open(banner: Banner, qtbot: QtBot) -> None:
    message = banner.show_message("Stay.", severity=Severity.INFO, details="more", timeout_ms=20)
    details = button(message, "Details")
    details.setChecked(True)
    with qtbot.assertNotEmitted(message.dismissed, wait=80):
        leave(message)
    with qtbot.waitSignal(message.dismissed):
        details.setChecked(False)


def test_a_message_stays_while_it_has_the_keyboard(banner: Banner, qtbot: QtBot) -> None:
    message = banner.show_message("Stay.", severity=Severity.INFO, timeout_ms=20)
    message.setFocus()
    with qtbot.assertNotEmitted(message.dismissed, wait=80):
        pass


def test_long_texts_wrap_and_are_seen_whole(window: QWidget, banner: Banner, qtbot: QtBot) -> None:
    message = banner.show_message("many words " * 30, severity=Severity.WARNING)
    window.resize(300, 600)
    label = next(one for one in message.findChildren(QLabel) if "many" in one.text())
    qtbot.waitUntil(lambda: label.height() >= label.heightForWidth(label.width()))
    assert label.textInteractionFlags() & Qt.TextInteractionFlag.TextSelectableByMouse


def test_html_is_shown_as_it_is_written(banner: Banner) -> None:
    message = banner.show_message("<b>x</b> & y", severity=Severity.INFO)
    label = next(one for one in message.findChildren(QLabel) if "x" in one.text())
    assert label.textFormat() == Qt.TextFormat.PlainText
    assert message.accessibleName() == "Note: <b>x</b> & y"


def test_all_can_be_put_away_at_once(banner: Banner) -> None:
    messages = [banner.show_message(text, severity=Severity.INFO) for text in "ab"]
    banner.clear()
    assert banner.isHidden()
    banner.dismiss(messages[0])  # gone already
