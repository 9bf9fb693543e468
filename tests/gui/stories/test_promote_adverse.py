"""Promoting when things go wrong: files vanish, windows close, others are quicker."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PyQt5.QtCore import Qt
from pytestqt.qtbot import QtBot

from dcsgui import DCStore
from dcsgui.core.actions.answers.nodes import Place, PlaceKind
from dcsgui.core.actions.answers.plans import ItemKind, Policy
from dcsgui.gui.transfer.dialog_buttons import Page
from dcsgui.gui.transfer.plan_model import Column
from dcsgui.gui.window.main import MainWindow
from drags import Drags, Stop
from hands import hands as q
from promote_desk import DETNAME, EARLY, LATE, Desk, OpenPlan, constants, fill, held
from small_stores import T0
from window_stories import open_window

SOURCE = ("xpptut15", "jungfrau", DETNAME)
RANGE = f"{T0}-{T0 + 999}"


@pytest.fixture
def desk(qtbot: QtBot, windows: list[MainWindow], tmp_path: Path) -> Desk:
    desk = Desk(qtbot, windows, tmp_path)
    fill(desk.experiment, {EARLY: {T0: 100.0, T0 + 1: 101.0}, LATE: {T0 + 1000: 102.0}})
    fill(desk.repository, {EARLY: {T0: 100.0}})
    desk.open_both()
    return desk


def dropped(desk: Desk) -> OpenPlan:
    desk.walk(*SOURCE, "pedestals")
    desk.drag(desk.at(*SOURCE, "pedestals"), desk.at("repository"))
    return desk.plan()


def test_the_destination_vanishes_before_it_is_applied(desk: Desk) -> None:
    plan = dropped(desk)
    plan.write("long typed")
    shutil.rmtree(desk.repository)
    plan.click(plan.dialog.buttons.apply)
    plan.wait(lambda: plan.told())
    plan.settle()
    print("TOLD", plan.told(), plan.page, plan.dialog.buttons.status.text)
    print(desk.hands.told())
    assert plan.dialog.page.text == "long typed"
    plan.close()


def test_the_source_vanishes_before_it_is_applied(desk: Desk) -> None:
    plan = dropped(desk)
    plan.write("long typed")
    desk.file(desk.experiment).unlink()
    plan.click(plan.dialog.buttons.apply)
    plan.wait(lambda: plan.told())
    plan.settle()
    print("TOLD", plan.told(), plan.page, plan.dialog.buttons.status.text)
    print(desk.hands.told())
    plan.close()


def test_the_window_closes_while_the_plan_is_open(desk: Desk) -> None:
    plan = dropped(desk)
    plan.write("half a sen")
    state = None
    desk.window.close()
    desk.wait(lambda: not desk.window.isVisible())
    print(desk.window.transferring.state(), desk.window.transferring.dialog)


def test_the_window_closes_while_it_plans(desk: Desk) -> None:
    desk.walk(*SOURCE, "pedestals")
    desk.drag(desk.at(*SOURCE, "pedestals"), desk.at("repository"))
    desk.plan(settle=False)
    desk.window.close()
    desk.wait(lambda: not desk.window.isVisible())


def test_the_dialog_is_put_away_while_it_is_applied(desk: Desk) -> None:
    plan = dropped(desk)
    plan.write("in the background")
    plan.click(plan.dialog.buttons.apply)
    plan.dialog.close()
    desk.rest()
    print(desk.hands.told())
    assert RANGE in held(desk.file(desk.repository))
    assert len(held(desk.file(desk.repository))) == 2


def test_the_window_closes_while_it_is_applied(desk: Desk) -> None:
    plan = dropped(desk)
    plan.write("at the end of the shift")
    plan.click(plan.dialog.buttons.apply)
    desk.window.close()
    print("closing", desk.window.closing.dialog)
    desk.wait(lambda: not desk.window.isVisible() or desk.window.closing.dialog)
    if desk.window.closing.dialog:
        print(desk.window.closing.dialog.text())
        desk.window.closing.dialog.grab().save("/tmp/s1/closing.png")
    desk.wait(lambda: not desk.window.isVisible())


def test_two_proposals_at_once(desk: Desk) -> None:
    plan = dropped(desk)
    plan.write("the first")
    wish = plan.dialog.proposals[0].wish
    desk.window.transferring.propose([wish])
    print(desk.hands.told())
    assert desk.window.transferring.dialog is plan.dialog
    plan.close()


def test_undo_while_the_plan_is_open(desk: Desk) -> None:
    plan = dropped(desk)
    plan.write("first")
    plan.apply()
    plan.close()
    desk.rest()
    fill(desk.experiment, {(T0 + 5000, None): {T0 + 5000: 105.0}})
    desk.rest()
    plan = dropped(desk)
    plan.write("second")
    desk.window.changes.undo()
    desk.rest()
    plan.settle()
    print([plan.text(key[1], key[2], Column.STATE) for key in plan.model.keys()])
    plan.click(plan.dialog.buttons.apply)
    plan.wait(lambda: plan.told() or plan.page is Page.SUMMARY)
    plan.settle()
    print(plan.told(), plan.page)
    if plan.page is Page.PLAN:
        plan.apply()
    plan.close()
    print(held(desk.file(desk.repository)))


def test_again_after_undo(desk: Desk) -> None:
    file = desk.file(desk.repository)
    plan = dropped(desk)
    plan.write("first")
    plan.apply()
    plan.undo()
    plan.close()
    desk.rest()
    plan = dropped(desk)
    print([(key[2], plan.text(key[1], key[2], Column.WHAT), plan.text(key[1], key[2], Column.STATE)) for key in plan.model.keys()])
    assert plan.dialog.page.text == ""
    plan.write("after all")
    plan.apply()
    plan.close()
    print(held(file))
    desk.rest()
    plan = dropped(desk)
    print(plan.dialog.buttons.status.text)
    plan.close()


@pytest.mark.parametrize("comment", ["Größe ✓ 测试 \U0001f600", "it's \"quoted\" $HOME `x` \\ %s", "line 1\nline 2\n\n  line 4\n", "x" * 5000, "tab\there \x07bell"])
def test_odd_comments(desk: Desk, comment: str) -> None:
    plan = dropped(desk)
    plan.dialog.page.comment.setPlainText(comment)
    print(plan.command[-200:])
    plan.apply()
    plan.close()
    desk.rest()
    history = DCStore(desk.file(desk.repository), mode="r").history()
    print(history[-300:])
    desk.hands.shortcut("Ctrl+Z")
    desk.wait(lambda: "Taken back" in desk.hands.told())
    desk.rest()
