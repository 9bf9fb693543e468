"""The words beside the pointer: where they are, and that they can be read."""

from __future__ import annotations

import pytest
from PyQt5.QtCore import QPoint, Qt
from PyQt5.QtGui import QColor, QPalette
from PyQt5.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from dcsgui.gui.carrying.cursor_words import CursorWords
from dcsgui.gui.window.palettes import window_palette

LONG = (
    "Copy 3 versions of pedestals to cspad-0001 in the repository; the plan is shown first. " * 2
)


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(700, 400)
    made.show()
    return made


@pytest.mark.parametrize(
    "at", [QPoint(0, 0), QPoint(350, 200), QPoint(690, 390), QPoint(5, 395), QPoint(699, 2)]
)
@pytest.mark.parametrize("text", ["No.", LONG])
def test_all_of_it_is_in_the_window_and_not_under_the_pointer(
    window: QWidget, at: QPoint, text: str
) -> None:
    words = CursorWords(window)
    words.say(text, at, sign="copy")
    assert window.rect().contains(words.geometry())
    assert not words.geometry().contains(at)
    label = words.findChildren(QLabel)[1]
    assert label.height() >= label.heightForWidth(label.width())
    assert words.text == text


def test_it_follows_and_goes(window: QWidget) -> None:
    words = CursorWords(window)
    assert words.text == ""
    words.say("Here", QPoint(10, 10), sign="copy")
    before = words.pos()
    words.say("There", QPoint(30, 20), sign="refused")
    assert words.pos() - before == QPoint(20, 10)
    words.hide()
    assert words.text == ""


def test_the_pointer_goes_through_it(window: QWidget) -> None:
    words = CursorWords(window)
    words.say("Here", QPoint(10, 10), sign="copy")
    assert window.childAt(words.geometry().center()) is None


@pytest.mark.parametrize("dark", [False, True])
def test_it_can_be_read_in_the_dark(window: QWidget, dark: bool) -> None:
    window.setPalette(window_palette(dark=dark))
    words = CursorWords(window)
    words.say("MMMMMMMM", QPoint(10, 10), sign="copy")
    label = words.findChildren(QLabel)[1]
    image = label.grab().toImage()
    lightness = [image.pixelColor(x, label.height() // 2).lightness() for x in range(30)]
    assert max(lightness) - min(lightness) > 100
    base = window.palette().color(QPalette.ColorRole.ToolTipBase)
    assert words.grab().toImage().pixelColor(3, 3) == QColor(base)
    assert words.testAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
