from __future__ import annotations

import sys
import threading

import pytest
from PyQt5.QtCore import Qt
from PyQt5.QtWidgets import QApplication, QComboBox, QPushButton
from pytestqt.qtbot import QtBot

from dcsgui.gui.window.excepthook import ExceptionWatch, Trouble
from dcsgui.gui.window.texts import ReadOnlyText
from dcsgui.gui.window.trouble import TroublePanel, install_excepthook

ONE = Trouble("ValueError: one", "Traceback of one\n")
TWO = Trouble("KeyError: two", "Traceback of two\n")


def shown(panel: TroublePanel) -> str:
    return panel.findChild(ReadOnlyText).toPlainText()


def click(panel: TroublePanel, text: str) -> None:
    buttons = panel.findChildren(QPushButton)
    one = next(one for one in buttons if one.text().replace("&", "") == text)
    QtBot.mouseClick(one, Qt.MouseButton.LeftButton)


@pytest.fixture
def panel(qtbot: QtBot) -> TroublePanel:
    made = TroublePanel()
    qtbot.addWidget(made)
    return made


def test_the_last_trouble_is_shown(panel: TroublePanel, qtbot: QtBot) -> None:
    with qtbot.waitSignal(panel.troubleShown) as told:
        panel.show_trouble(ONE)
    assert told.args == ["ValueError: one"]
    assert shown(panel) == ONE.report
    panel.show_trouble(TWO)
    assert shown(panel) == TWO.report


def test_the_same_trouble_is_counted(panel: TroublePanel) -> None:
    panel.show_trouble(ONE)
    panel.show_trouble(TWO)
    panel.show_trouble(Trouble(ONE.summary, ONE.report))
    assert panel.counts == {ONE: 2, TWO: 1}
    box = panel.findChild(QComboBox)
    assert [box.itemText(place) for place in range(box.count())] == [
        "KeyError: two",
        "ValueError: one (2 times)",
    ]
    box.setFocus()
    QtBot.keyClick(box, Qt.Key.Key_Down)
    assert shown(panel) == ONE.report


def test_all_of_it_can_be_copied(panel: TroublePanel) -> None:
    panel.show_trouble(ONE)
    panel.show_trouble(TWO)
    click(panel, "Copy")
    clipboard = QApplication.clipboard()
    assert clipboard is not None
    assert clipboard.text() == (
        "KeyError: two\nTraceback of two\n\nValueError: one\nTraceback of one\n"
    )


def test_closing_forgets(panel: TroublePanel, qtbot: QtBot) -> None:
    panel.show_trouble(ONE)
    with qtbot.waitSignal(panel.closeAsked):
        click(panel, "Close")
    assert panel.counts == {}
    assert shown(panel) == ""
    panel.show_trouble(ONE)
    assert panel.counts == {ONE: 1}


def test_a_flood_is_kept_within_bounds(panel: TroublePanel) -> None:
    for number in range(70):
        panel.show_trouble(Trouble(f"ValueError: {number}", f"{number}\n"))
    assert len(panel.counts) == 50
    assert panel.findChild(QComboBox).count() == 50
    assert shown(panel) == "69\n"


def test_all_windows_share_one_watch(
    panel: TroublePanel, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "excepthook", lambda *_args: None)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    monkeypatch.setattr(sys, "unraisablehook", sys.unraisablehook)
    other = TroublePanel()
    qtbot.addWidget(other)
    watch = install_excepthook(panel)
    try:
        assert install_excepthook(other) is watch
        assert ExceptionWatch.current() is watch
        sys.excepthook(ValueError, ValueError("one"), None)
        assert [one.summary for one in panel.counts] == ["ValueError: one"]
        assert [one.summary for one in other.counts] == ["ValueError: one"]
    finally:
        watch.uninstall()
