"""The log tells what was done in a session, as commands too."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from PyQt5.QtCore import Qt
from PyQt5.QtWidgets import QApplication, QFileDialog

from dcsgui import DCStore
from hands import hands as q
from records_hands import answer, cells, make_default, shown
from window_hands import Hands


def clipboard() -> str:
    board = QApplication.clipboard()
    assert board is not None
    return board.text()


def test_what_was_done_taken_back_and_refused(hands: Hands, store: DCStore) -> None:
    panel = shown(hands, "Log", hands.window.records.log)
    make_default(hands, store, 0)
    hands.shortcut("Ctrl+Z")
    hands.wait(lambda: answer(store) == 3)
    hands.rest()
    hands.shortcut("Ctrl+Shift+Z")
    hands.wait(lambda: answer(store) == 1)
    hands.rest()
    cto = store.ctypeobj("pedestals")
    cto.rangeobj(cto.ranges()[0]).set_versdef(2, comment="by somebody else")
    store.save()
    hands.rest()
    hands.shortcut("Ctrl+Z")
    hands.wait(lambda: panel.model.rowCount() == 4)
    assert cells(panel, "outcome") == ["refused", "done again", "taken back", "done"]
    commands = cells(panel, "command")
    assert not commands[0]
    assert commands[3].startswith(f"dcs default {store.path} pedestals ")
    assert cells(panel, "result")[0].startswith("Not taken back. ")
    assert "v1 instead of v3" in cells(panel, "result")[3]


def test_commands_are_copied(hands: Hands, store: DCStore) -> None:
    panel = hands.window.records.log
    shown(hands, "Log", panel)
    for row in (0, 1):
        make_default(hands, store, row)
    hands.wait(lambda: panel.model.rowCount() == 2)
    hands.click(panel.view, panel.model.index(0, 1))
    q.keyClick(panel.view, Qt.Key.Key_Return)
    assert clipboard() == panel.log.entries[1].command
    panel.copy_all.trigger()
    assert clipboard().splitlines() == [entry.command for entry in panel.log.entries]


def test_the_script_does_the_same_on_a_copy(
    hands: Hands, store: DCStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    panel = hands.window.records.log
    shown(hands, "Log", panel)
    for row in (0, 1):
        make_default(hands, store, row)
    hands.shortcut("Ctrl+Z")
    hands.wait(lambda: answer(store) == 1)
    hands.rest()
    panel.save.trigger()
    hands.wait(lambda: panel.findChildren(QFileDialog))
    (dialog,) = panel.findChildren(QFileDialog)
    target = tmp_path / "session.sh"
    dialog.selectFile(str(target))
    dialog.accept()
    hands.wait(target.exists)
    hands.rest()
    text = target.read_text()
    assert text.startswith("#!/bin/sh\nset -e\n")
    assert "(taken back)" in text
    done = subprocess.run(["sh", "-n", str(target)], check=False, capture_output=True)
    assert done.returncode == 0, done.stderr


def test_the_copied_rows_are_those_of_the_log(hands: Hands, store: DCStore) -> None:
    panel = shown(hands, "Log", hands.window.records.log)
    make_default(hands, store, 0)
    hands.wait(lambda: panel.model.rowCount() == 1)
    hands.click(panel.view, panel.model.index(0, 1))
    q.keyClick(panel.view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    hands.wait(lambda: clipboard().startswith("Time\tWhat\tOutcome"))
