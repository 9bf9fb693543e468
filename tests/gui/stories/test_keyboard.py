"""All of it by keyboard alone: from an empty window to one that is closed."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pytest
from PyQt5.QtWidgets import QApplication, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from dcsgui import DCStore
from dcsgui.gui.transfer.dialog import PlanDialog
from dcsgui.gui.transfer.dialog_buttons import Page
from dcsgui.gui.transfer.plan_model import Column
from dcsgui.gui.window.main import MainWindow
from keyboard_hands import Keyboard
from window_stories import open_window

T0 = 1477526400
NAME = "cspad-0001"


def make(calib: Path, *values: float) -> DCStore:
    with DCStore.create(calib, NAME) as cs:
        tsro = cs.add_ctype("pedestals").add_range((T0, None))
        for number, value in enumerate(values, 1):
            tsro.add_version(T0 + number, np.full((2, 8, 16), value), comment=f"run {number}")
    return cs


def held(cs: DCStore) -> list[float]:
    tsro = DCStore(cs.path, mode="r").ctypeobj("pedestals").rangeobj(str(T0))
    return [float(np.asarray(one.calib()).flat[0]) for one in tsro.versobjs()]


def answer(cs: DCStore) -> float:
    found = DCStore(cs.path, mode="r").find("pedestals", T0 + 50)
    return float(np.asarray(found.version.calib()).flat[0])


@pytest.fixture
def mine(tmp_path: Path) -> DCStore:
    """Return an experiment whose second version the repository has otherwise."""
    return make(tmp_path / "xpptut15" / "calib", 1.0, 2.0, 3.0)


@pytest.fixture
def theirs() -> DCStore:
    """Return the file in the repository."""
    return make(Path(os.environ["DCS_REPOSITORY"]), 1.0, 7.0)


@pytest.fixture
def keys(qtbot: QtBot, windows: list[MainWindow]) -> Keyboard:
    """Return hands at the keyboard of an empty window."""
    return Keyboard(qtbot, open_window(qtbot, windows).window)


def open_pedestals(keys: Keyboard, cs: DCStore) -> None:
    """Open the directory, and go to the versions."""
    keys.press("Ctrl+Shift+O")
    keys.wait(lambda: QApplication.activeModalWidget() is not None)
    keys.type(str(cs.path.parents[1]))
    keys.press("Return")
    keys.wait(lambda: QApplication.activeModalWidget() is None)
    keys.rest()
    keys.press("Ctrl+1")
    tree = keys.window.parts.places.view
    for text in ("xpptut15", "cspad", NAME):
        keys.open_row(tree, text)
    keys.down_to(tree, "pedestals")
    keys.wait(lambda: keys.window.parts.versions.model.rowCount() == 3)
    keys.rest()


def plan_of(keys: Keyboard) -> PlanDialog:
    """Wait for the plan, and for all that is known about it."""
    keys.wait(lambda: keys.window.transferring.dialog is not None)
    dialog = keys.window.transferring.dialog
    assert dialog is not None
    keys.wait(lambda: dialog.proposals and not dialog.proposals[0].waiting)
    keys.wait(lambda: not keys.window.carrier.busy)
    return dialog


def decide(keys: Keyboard, dialog: PlanDialog) -> None:
    """Take both of what is in conflict, and make the version after it the default."""
    tree, proposal = dialog.page.tree, dialog.proposals[0]
    assert keys.is_in(tree)
    keys.down_to(tree, "to be decided", Column.DOES)
    keys.tab_to(dialog.page.details.choices)
    keys.press("Down")
    keys.press("Space")
    keys.wait(lambda: not proposal.waiting and not proposal.blocked)
    keys.tab_to(tree, backward=True)
    keys.press("Down")
    keys.press("D")
    command = dialog.page.command
    keys.wait(lambda: not proposal.waiting and "--make-default" in command.toPlainText())


def apply(keys: Keyboard, dialog: PlanDialog) -> None:
    """Write a comment, apply, and close the summary."""
    keys.press("Alt+C")
    assert keys.is_in(dialog.page.comment)
    keys.type("dark runs, looked at")
    keys.press("Ctrl+Return")
    keys.wait(lambda: dialog.stack.currentIndex() == Page.SUMMARY)
    keys.press("Return")
    keys.wait(lambda: keys.window.transferring.dialog is None)
    keys.rest()


def copied_command(keys: Keyboard) -> str:
    """Go to the log, and copy the newest command."""
    clipboard = QApplication.clipboard()
    assert clipboard is not None
    keys.press("Ctrl+7")
    keys.wait(lambda: keys.is_in(keys.window.records.log.view))
    keys.press("Ctrl+Home")
    keys.press("Return")
    keys.wait(lambda: clipboard.text().startswith("dcs "))
    return clipboard.text()


def test_from_an_empty_window_to_the_repository(
    keys: Keyboard, mine: DCStore, theirs: DCStore
) -> None:
    stack = keys.window.changes.stack
    open_pedestals(keys, mine)
    keys.press("Ctrl+2")
    keys.press("Ctrl+A")
    keys.press("Ctrl+Shift+P")
    dialog = plan_of(keys)
    decide(keys, dialog)
    apply(keys, dialog)
    assert answer(theirs) == 3.0
    after = held(theirs)
    keys.press("Ctrl+Z")
    keys.wait(lambda: not stack.canUndo())
    keys.rest()
    assert held(theirs) == [1.0, 7.0]
    keys.press("Ctrl+Shift+Z")
    keys.wait(stack.canUndo)
    keys.rest()
    assert held(theirs) == after
    assert copied_command(keys)
    keys.press("Ctrl+6")
    assert keys.is_in(keys.window.records.undo_list)
    keys.press("Ctrl+Q")
    keys.wait(lambda: not keys.window.isVisible())


def in_dialog(keys: Keyboard) -> QWidget:
    """Wait for a dialog, and return it."""
    keys.wait(lambda: QApplication.activeModalWidget() is not None)
    keys.focus()
    dialog = QApplication.activeModalWidget()
    assert dialog is not None
    return dialog


def done(keys: Keyboard, steps: int) -> None:
    """Wait until so many steps can be undone, and nothing else is going on."""
    stack = keys.window.changes.stack
    keys.wait(lambda: QApplication.activeModalWidget() is None)
    keys.wait(lambda: (stack.index(), stack.count()) == (steps, steps))
    keys.rest()


def test_editing(keys: Keyboard, mine: DCStore) -> None:
    window = keys.window
    open_pedestals(keys, mine)

    keys.press("Ctrl+2")
    keys.press("Ctrl+D")  # the row that the keyboard is on: the newest, or the first
    done(keys, 1)
    keys.press("Ctrl+1")

    keys.press("Ctrl+4")
    assert keys.is_in(window.parts.parameters.table)
    keys.press("Ins")
    keys.type("gain")
    keys.press("Return")
    keys.wait(lambda: window.parts.parameters.table.delegate.cell is not None)
    keys.rest()
    keys.type("1.5")
    keys.press("Return")
    done(keys, 2)
    if QApplication.platformName() != "offscreen":  # there completions take the keyboard away
        assert keys.is_in(window.parts.parameters.table)

    keys.press("Ctrl+Shift+M")
    keys.type("the shutter was open")
    keys.press("Ctrl+Return")
    done(keys, 3)

    keys.press("Ctrl+1")
    keys.menu("C", "R")
    dialog = in_dialog(keys)
    assert dialog is window.structure.range
    keys.type(str(T0 + 9000))
    keys.press("Return")
    done(keys, 4)

    keys.press("Ctrl+1")
    cs = DCStore(mine.path, mode="r")
    assert dict(cs.ctypeobj("pedestals").dictpars())["gain"] == 1.5
    assert len(cs.ctypeobj("pedestals").ranges()) == 2
    for _ in range(4):
        keys.press("Ctrl+Z")
        keys.wait(lambda: not window.changes.busy)
        keys.rest()
    assert window.changes.stack.index() == 0


def test_deleting_and_restoring(keys: Keyboard, mine: DCStore) -> None:
    window = keys.window
    open_pedestals(keys, mine)
    keys.press("Ctrl+2")
    keys.press("Del")
    dialog = in_dialog(keys)
    keys.wait(window.deleting.dialog.does.isEnabled)
    keys.type("spoiled")
    keys.tab_to(window.deleting.dialog.does)
    keys.press("Space")
    done(keys, 1)
    assert not dialog.isVisible()
    keys.wait(lambda: window.parts.versions.model.rowCount() == 2)
    assert len(held(mine)) == 2
    keys.press("Ctrl+9")
    panel = window.deleting.deleted.panel
    keys.wait(lambda: panel.model.rowCount() == 1)
    keys.press("Ctrl+9")
    assert keys.is_in(panel.view)
    keys.press("Return")
    done(keys, 2)
    assert held(mine) == [1.0, 2.0, 3.0]
    keys.wait(lambda: window.parts.versions.model.rowCount() == 3)


def test_an_alias(keys: Keyboard, mine: DCStore) -> None:
    window = keys.window
    open_pedestals(keys, mine)
    keys.menu("C", "I")
    panel = window.alias_editing.panel
    keys.wait(lambda: keys.is_in(panel))
    keys.tab_to(next(b for b in panel.findChildren(QToolButton) if "Add" in b.text()))
    keys.press("Space")
    in_dialog(keys)
    keys.type("front")
    keys.press("Tab")
    keys.retype(NAME)
    keys.press("Return")
    done(keys, 1)
    keys.wait(lambda: panel.model.rowCount() == 1)
    found = [one.read_text() for one in mine.path.parent.glob("*.als")]
    assert any(f"front {NAME}" in " ".join(text.split()) for text in found), found
    keys.press("Ctrl+Z")
    keys.wait(lambda: panel.model.rowCount() == 0)
    keys.rest()
    keys.menu("F", "Q")
    keys.wait(lambda: not window.isVisible())
