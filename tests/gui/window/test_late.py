from __future__ import annotations

from pathlib import Path

from PyQt5.QtCore import QSettings
from pytestqt.qtbot import QtBot

from dcsgui.gui.window.late import Late, LateState
from dcsgui.gui.window.main import MainWindow
from dcsgui.gui.window.settings import Settings
from window_stories import open_window


class Kept:
    """Something with a state."""

    def __init__(self) -> None:
        self.was: dict[str, object] = {}

    def state(self) -> dict[str, object]:
        return self.was

    def restore(self, state: dict[str, object]) -> None:
        self.was = state


def test_it_is_made_once_when_it_is_asked_for() -> None:
    made: list[Kept] = []

    def make() -> Kept:
        made.append(Kept())
        return made[-1]

    late = Late(make)
    assert late.made is None
    assert not made
    assert late.get() is late.get() is late.made
    assert len(made) == 1


def test_a_state_is_kept_until_it_is_made_and_then_it_is_its_own() -> None:
    late = LateState(Kept)
    assert late.state() == {}
    late.restore({"draft": "why"})
    assert late.made is None
    assert late.state() == {"draft": "why"}
    assert late.get().was == {"draft": "why"}
    late.get().was = {"draft": "because"}
    assert late.state() == {"draft": "because"}
    late.restore({"draft": ""})
    assert late.get().was == {"draft": ""}


def test_what_was_typed_is_put_back_also_after_a_window_in_which_nobody_looked(
    qtbot: QtBot, windows: list[MainWindow], tmp_path: Path
) -> None:
    stored = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
    first = open_window(qtbot, windows, Settings(stored)).window
    deleting, taking_back = first.deleting.dialog, first.records.taking_back.dialog
    deleting.reason.setPlainText("was dark")
    first.deleting.deleted.dialog.reason.setPlainText("no space")
    taking_back.reason.setPlainText("by mistake")
    assert first.close()
    second = open_window(qtbot, windows, Settings(stored)).window
    assert second.late_deleting.made is None
    assert second.close()
    third = open_window(qtbot, windows, Settings(stored)).window
    assert third.deleting.dialog.reason.toPlainText() == "was dark"
    assert third.deleting.deleted.dialog.reason.toPlainText() == "no space"
    assert third.records.taking_back.dialog.reason.toPlainText() == "by mistake"
