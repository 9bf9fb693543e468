"""Words that wrap, and are cut where one is longer than a line."""

from __future__ import annotations

from PyQt5.QtGui import QImage
from pytestqt.qtbot import QtBot

from dcsgui.gui.window.texts import FittingWords

NAME = "epix100a_" + "_".join(["0016777219"] * 12)
WIDTH, HEIGHT = 300, 90


def picture(qtbot: QtBot, text: str) -> QImage:
    label = FittingWords(text)
    qtbot.addWidget(label)
    label.resize(WIDTH, HEIGHT)
    assert label.text() == text
    return label.grab().toImage()


def test_a_long_word_shows_its_begin_and_its_end(qtbot: QtBot) -> None:
    shown = picture(qtbot, f"of {NAME}")
    assert shown != picture(qtbot, f"of {NAME}X")
    assert shown != picture(qtbot, f"of X{NAME}")


def test_what_follows_a_long_word_is_shown(qtbot: QtBot) -> None:
    assert picture(qtbot, f"of {NAME} here") != picture(qtbot, f"of {NAME} there")
