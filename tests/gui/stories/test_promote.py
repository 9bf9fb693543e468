"""Promoting from an experiment to the repository, with conflicts; taken back, done again."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest
from PyQt5.QtCore import Qt
from PyQt5.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

from dcs_texts import run_lines
from dcsgui import DCStore
from dcsgui.core.actions.answers.plans import ItemKind, Policy
from dcsgui.gui.transfer.plan_model import Column
from dcsgui.gui.window.main import MainWindow
from hands import hands as q
from promote_desk import DETNAME, EARLY, LATE, Desk, OpenPlan, fill, held
from records_hands import cells, shown
from small_stores import T0
from transfer_files import answers

SOURCE = ("xpptut15", "jungfrau", DETNAME)
RANGE = ("pedestals", f"{T0}-{T0 + 999}")
SAME, NEWER = (*RANGE, str(T0 + 1)), (*RANGE, str(T0 + 2))
WHY = "dark run 260: shutter was open in run 240"


@pytest.fixture
def desk(qtbot: QtBot, windows: list[MainWindow], tmp_path: Path) -> Desk:
    """Return a desk: both sides have a version of one time with other constants, and defaults."""
    desk = Desk(qtbot, windows, tmp_path)
    mine = {EARLY: {T0: 100.0, T0 + 1: 110.0, T0 + 2: 120.0}, LATE: {T0 + 1000: 130.0}}
    fill(desk.experiment, mine, pins={EARLY: 2})
    fill(desk.repository, {EARLY: {T0: 100.0, T0 + 1: 115.0}}, pins={EARLY: 1})
    desk.open_both()
    return desk


def answer(desk: Desk, when: int = T0 + 5) -> float:
    """Return the level of what the repository answers."""
    version = DCStore(desk.file(desk.repository), mode="r").find("pedestals", when).version
    return round(float(np.mean(np.asarray(version.calib()))))


def planned(desk: Desk) -> OpenPlan:
    """Drag the type onto the repository, and return the plan of that."""
    desk.walk(*SOURCE, "pedestals")
    told = desk.drag(desk.at(*SOURCE, "pedestals"), desk.at("repository"))
    assert told[0].words == (
        f"Copy all pedestals (4 versions) to {DETNAME} in the repository; the plan is shown first."
    )
    return desk.plan()


def decided(desk: Desk) -> OpenPlan:
    """Take ours of what is in conflict, make the newest the default, and write why."""
    plan = planned(desk)
    assert "1 thing is to be decided first" in plan.dialog.buttons.status.text
    assert plan.text(ItemKind.VERSION, SAME, Column.STATE) == "conflict"
    plan.choose(ItemKind.VERSION, SAME, Policy.OURS)
    assert "Write a comment first" in plan.dialog.buttons.status.text
    star = plan.index(ItemKind.VERSION, NEWER, Column.DEFAULT)
    desk.hands.click(plan.dialog.page.tree, star)
    plan.settle()
    assert not plan.dialog.buttons.apply.isEnabled()
    plan.write(WHY)
    assert plan.dialog.buttons.apply.isEnabled()
    return plan


SECOND = 10**9
BEFORE = {RANGE[1]: ([(1, T0 * SECOND, 100), (2, (T0 + 1) * SECOND, 115)], 1, True)}
AFTER = {
    RANGE[1]: (
        [
            (1, T0 * SECOND, 100),
            (3, (T0 + 1) * SECOND + 1000, 110),  # the one it replaced can be restored
            (4, (T0 + 2) * SECOND, 120),
        ],
        4,
        True,
    ),
    str(T0 + 1000): ([(1, (T0 + 1000) * SECOND, 130)], 1, False),
}


def show_repository(desk: Desk) -> None:
    desk.walk("repository", "jungfrau", DETNAME, "pedestals")


def test_with_a_conflict_and_a_default_undone_in_the_summary_and_done_again(desk: Desk) -> None:
    file = desk.file(desk.repository)
    assert held(file) == BEFORE
    was = answers(file)
    show_repository(desk)
    plan = decided(desk)
    assert "v4 instead of v1" in plan.dialog.page._answers.toPlainText()
    plan.apply()
    assert held(file) == AFTER
    assert answer(desk) == 120
    assert answer(desk, T0 + 5000) == 130
    said = plan.dialog.summary.text
    assert "1 range, 3 versions, 1 default transferred" in said
    assert "3 versions read back and verified by SHA-256" in said
    assert "v4 instead of v1" in said
    now = answers(file)
    plan.undo()
    assert held(file) == BEFORE
    assert answers(file) == was
    plan.close()
    desk.rest()
    desk.hands.shortcut("Ctrl+Shift+Z")
    desk.wait(lambda: answer(desk) == 120)
    desk.rest()
    assert held(file) == AFTER
    assert answers(file) == now
    assert "Done again" in desk.hands.told()


def test_tree_table_and_history_of_both_sides_tell_of_it(desk: Desk) -> None:
    desk.walk("repository", "jungfrau", DETNAME, "pedestals", "2016-10-27 to")
    plan = decided(desk)
    plan.apply()
    plan.close()
    show_repository(desk)
    desk.wait(lambda: len(desk.hands.rows()) == 4)
    assert desk.hands.column("number") == ["v1", "v3", "v4", "v1"]
    assert desk.hands.answering() == [("v4", True), ("v1", False)]
    above = desk.row("repository", "jungfrau", DETNAME, "pedestals")
    desk.wait(lambda: desk.hands.child("from 2016-10-27 00:16:40", above).isValid())
    there = DCStore(desk.file(desk.repository), mode="r").history()
    here = DCStore(desk.file(desk.experiment), mode="r").ctypeobj("pedestals").history()
    for history, words, calib in (
        (there, "transfer from", desk.experiment),
        (here, "transfer to", desk.repository),
    ):
        (line,) = (one for one in history.splitlines() if words in one)
        assert str(desk.file(calib)) in line
        assert WHY in line


def test_the_banner_takes_it_back(desk: Desk) -> None:
    plan = decided(desk)
    plan.apply()
    plan.close()
    desk.rest()
    messages = desk.window.parts.banner.messages
    buttons = [one for message in messages for one in message.findChildren(QToolButton)]
    undo = next(button for button in buttons if "Undo" in button.text())
    q.mouseClick(undo, Qt.MouseButton.LeftButton)
    desk.wait(lambda: "Taken back" in desk.hands.told())
    desk.rest()
    assert held(desk.file(desk.repository)) == BEFORE


def test_after_a_restart_the_changes_of_the_file_offer_to_take_it_back(desk: Desk) -> None:
    plan = decided(desk)
    plan.apply()
    plan.close()
    desk.rest()
    desk.reopen()
    desk.open_both()
    show_repository(desk)
    panel = desk.window.records.changes
    shown(desk.hands, "Changes", panel)
    desk.wait(lambda: panel.model.rowCount() > 0)
    desk.rest()
    assert WHY in cells(panel, "why")[0]
    assert cells(panel, "state")[0] == "stands"
    desk.hands.click(panel.view, panel.model.index(0, 3))
    panel.take_back_action.trigger()
    dialog = desk.window.records.taking_back.dialog
    desk.wait(dialog.isVisible)
    assert "v1 instead of v4" in dialog.consequences()
    q.keyClicks(dialog.reason, "run 260 was no dark run")
    q.mouseClick(dialog.does, Qt.MouseButton.LeftButton)
    desk.wait(lambda: "taken back by" in cells(panel, "state")[1])
    desk.wait(lambda: len(desk.hands.rows()) == 2)
    desk.rest()
    assert held(desk.file(desk.repository)) == BEFORE
    assert desk.hands.answering() == [("v1", True)]


def test_the_command_leaves_the_same_files(desk: Desk, tmp_path: Path) -> None:
    copies = {
        calib: tmp_path / "copy" / calib.name for calib in (desk.experiment, desk.repository)
    }
    plan = decided(desk)
    for calib, copy in copies.items():
        shutil.copytree(calib, copy)
    command = plan.command
    plan.apply()
    plan.close()
    for calib, copy in copies.items():
        command = command.replace(str(calib), str(copy))
    (result,) = run_lines(command)
    assert not result.code
    assert held(desk.file(copies[desk.repository])) == AFTER
