"""A whole window: plans are shown, decided, carried out, taken back; real files, real worker."""

from __future__ import annotations

import fcntl
import os
from pathlib import Path

import numpy as np
import pytest
from PyQt5.QtCore import Qt
from pytestqt.qtbot import QtBot

from dcs_texts import run_lines
from dcsgui import DCStore
from dcsgui.core.actions.answers.nodes import NodeId, PlaceKind
from dcsgui.core.actions.answers.plans import ItemKind, Policy
from dcsgui.gui.transfer.dialog_buttons import Page
from dcsgui.gui.transfer.plan_model import Column
from dcsgui.gui.transfer.wish import Wish
from dcsgui.gui.window.main import MainWindow
from dcsgui.gui.window.settings import Remembered, Settings
from plan_hands import PlanHands
from transfer_places import BOTH, MINE, OPEN, T0, TransferPlaces
from window_hands import Hands
from window_stories import open_window

CTYPE = ("pedestals",)
RANGE = ("pedestals", OPEN)
FIRST = (*RANGE, BOTH)
SECOND = (*RANGE, MINE)


@pytest.fixture
def conflict(places: TransferPlaces) -> TransferPlaces:
    """Let the first version of both sides be of one time, with other constants."""
    places.make(places.mine, 1.0, 2.0)
    places.make(places.theirs, 5.0)
    return places


def test_a_new_file_is_made_summed_up_and_undone(hands: Hands, places: TransferPlaces) -> None:
    places.make(places.mine, 1.0, 2.0)
    plan = PlanHands(hands, [places.wish()])
    title = f"Copy 2 versions of pedestals of cspad-0001 to {places.theirs.parent.name}"
    assert plan.dialog.windowTitle() == title
    assert plan.text(ItemKind.VERSION, FIRST, Column.STATE) == "add"
    assert plan.text(ItemKind.HEAD, (), Column.WHAT).endswith("(new file)")
    plan.write("from the experiment")
    plan.apply()
    assert places.values(places.theirs) == [1.0, 2.0]
    assert "2 versions read back and verified by SHA-256" in plan.dialog.summary.text
    assert "pedestals, from 2016-10-27" in plan.dialog.summary.text
    assert hands.window.changes.stack.undoText() == title
    plan.click(plan.dialog.buttons.undo)
    plan.wait(lambda: "Taken back" in plan.dialog.summary.text)
    hands.rest()
    assert not hands.window.changes.stack.canUndo()
    plan.close()


def test_a_conflict_is_resolved_by_a_choice(hands: Hands, conflict: TransferPlaces) -> None:
    plan = PlanHands(hands, [conflict.wish()])
    assert not plan.dialog.buttons.apply.isEnabled()
    assert "1 thing is to be decided first" in plan.dialog.buttons.status.text
    assert plan.text(ItemKind.VERSION, FIRST, Column.DOES) == "to be decided"
    plan.choose(ItemKind.VERSION, FIRST, Policy.OURS)
    assert plan.dialog.page.tree.current_row is plan.row(ItemKind.VERSION, *FIRST)
    assert plan.text(ItemKind.VERSION, FIRST, Column.DOES) == "replaces theirs"
    plan.apply()
    assert sorted(conflict.values(conflict.theirs)) == [1.0, 2.0]
    plan.close()


@pytest.mark.parametrize("policy", [Policy.THEIRS, Policy.BOTH, Policy.SKIP])
def test_the_command_does_just_the_same(
    hands: Hands, conflict: TransferPlaces, policy: Policy
) -> None:
    copy = conflict.copy()
    plan = PlanHands(hands, [conflict.wish()])
    plan.choose(ItemKind.VERSION, FIRST, policy)
    plan.model.toggle_default(plan.index(ItemKind.VERSION, SECOND))
    plan.settle()
    plan.write("it's so")
    command = plan.command
    plan.dialog.page.copy.click()
    plan.apply()
    plan.close()
    run_lines(command, conflict.moved(copy))
    assert conflict.content(conflict.theirs) == copy.content(copy.theirs)
    answer = DCStore(conflict.file(conflict.theirs), mode="r").find("pedestals", T0 + 5)
    assert (answer.pinned, np.asarray(answer.version.calib()).flat[0]) == (True, 2.0)


def test_what_is_left_out_stays_in_sight_and_can_be_taken_again(
    hands: Hands, places: TransferPlaces
) -> None:
    places.make(places.mine, 1.0, 2.0, 3.0)
    copy = places.copy()
    plan = PlanHands(hands, [places.wish()])
    plan.go_to(ItemKind.VERSION, *SECOND)
    plan.press(Qt.Key.Key_Space)
    plan.settle()
    assert plan.text(ItemKind.VERSION, SECOND, Column.STATE) == "left out"
    assert "--without pedestals" in plan.command
    plan.press(Qt.Key.Key_Space)
    plan.settle()
    assert plan.text(ItemKind.VERSION, SECOND, Column.STATE) == "add"
    plan.press(Qt.Key.Key_Space)
    plan.settle()
    command = plan.command
    plan.apply()
    assert places.values(places.theirs) == [1.0, 3.0]
    plan.close()
    run_lines(command, places.moved(copy))
    assert places.content(places.theirs) == copy.content(copy.theirs)


def test_all_of_it_is_there_already(hands: Hands, places: TransferPlaces) -> None:
    places.make(places.mine, 1.0)
    places.make(places.theirs, 1.0)
    plan = PlanHands(hands, [places.wish()])
    assert "All of it is there already" in plan.dialog.buttons.status.text
    assert not plan.dialog.buttons.apply.isEnabled()
    plan.dialog.page.hide_there.click()
    assert plan.model.rowCount(plan.index(ItemKind.HEAD, ())) == 0
    plan.close()


def test_the_repository_asks_for_a_comment(
    qtbot: QtBot, windows: list[MainWindow], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    places = TransferPlaces(tmp_path)
    monkeypatch.setenv("DCS_REPOSITORY", str(places.theirs))
    hands = open_window(qtbot, windows)
    places.make(places.mine, 1.0)
    places.theirs.mkdir(parents=True)
    plan = PlanHands(hands, [places.wish(kind=PlaceKind.REPOSITORY)])
    assert plan.dialog.windowTitle() == (
        "Promote 1 version of pedestals of cspad-0001 to the repository"
    )
    assert not plan.dialog.buttons.apply.isEnabled()
    plan.write("dark run 7")
    assert "-m 'dark run 7'" in plan.command
    plan.apply()
    plan.close()


def test_the_destination_moved_on_and_the_plan_is_made_anew(
    hands: Hands, conflict: TransferPlaces
) -> None:
    plan = PlanHands(hands, [conflict.wish()])
    plan.choose(ItemKind.VERSION, FIRST, Policy.OURS)
    plan.write("as decided")
    with DCStore(conflict.file(conflict.theirs)) as cs:
        tsro = cs.ctypeobj("pedestals").rangeobj(OPEN)
        tsro.add_version(T0 + 2, np.full((2, 8, 16), 2.0), comment="ana was quicker")
    before = conflict.values(conflict.theirs)
    plan.click(plan.dialog.buttons.apply)
    plan.wait(lambda: "The plan was made anew" in plan.told())
    plan.settle()
    assert plan.page is Page.PLAN
    assert conflict.values(conflict.theirs) == before
    assert "is identical, and was add" in plan.told()
    assert "Nothing was done." in plan.told()
    assert plan.dialog.page.text == "as decided"
    assert plan.text(ItemKind.VERSION, FIRST, Column.DOES) == "replaces theirs"
    plan.apply()
    assert sorted(conflict.values(conflict.theirs)) == [1.0, 2.0]
    plan.close()


def test_two_detectors_are_two_plans_in_one_step(hands: Hands, places: TransferPlaces) -> None:
    names = ("cspad-0001", "cspad-0002")
    for name in names:
        places.make(places.mine, 1.0, detname=name)
    copy = places.copy()
    plan = PlanHands(hands, [places.wish(detname=name) for name in names])
    assert plan.model.rowCount() == 2
    assert len(plan.command.splitlines()) == 2
    command = plan.command
    plan.apply()
    plan.close()
    assert [places.values(places.theirs, name) for name in names] == [[1.0], [1.0]]
    run_lines(command, places.moved(copy))
    for name in names:
        assert places.content(places.theirs, name) == copy.content(copy.theirs, name)
    assert hands.window.changes.stack.count() == 1


def test_into_a_range(hands: Hands, places: TransferPlaces) -> None:
    places.make(places.mine, 1.0, 2.0)
    theirs = places.make(places.theirs, 5.0)
    theirs.ctypeobj("pedestals").add_range((T0 + 1000, T0 + 2000))
    theirs.save()
    copy = places.copy()
    into = ("pedestals", f"{T0 + 1000}-{T0 + 2000}")
    plan = PlanHands(hands, [places.wish(nodes=(SECOND,), into=into)])
    command = plan.command
    assert "--into" in command
    plan.apply()
    plan.close()
    cs = DCStore(places.file(places.theirs), mode="r")
    assert np.asarray(cs.find("pedestals", T0 + 1500).version.calib()).flat[0] == 2.0
    run_lines(command, places.moved(copy))
    assert places.content(places.theirs) == copy.content(copy.theirs)


def test_what_was_cut_is_deleted_after_it_was_verified_and_comes_back(
    hands: Hands, places: TransferPlaces
) -> None:
    places.make(places.mine, 1.0, 2.0)
    copy = places.copy()
    plan = PlanHands(hands, [places.wish(nodes=(SECOND,), move=True)])
    assert "deleted where it was" in plan.dialog.buttons.status.text
    command = plan.command
    plan.apply()
    run_lines(command, places.moved(copy))
    assert places.content(places.mine) == copy.content(copy.mine)
    assert places.content(places.theirs) == copy.content(copy.theirs)
    assert places.values(places.mine) == [1.0]
    assert places.values(places.theirs) == [2.0]
    plan.click(plan.dialog.buttons.undo)
    plan.wait(lambda: "Taken back" in plan.dialog.summary.text)
    hands.rest()
    assert places.values(places.mine) == [1.0, 2.0]
    plan.close()


def test_a_comment_is_kept_when_cancelled_and_over_a_restart(
    qtbot: QtBot, hands: Hands, windows: list[MainWindow], places: TransferPlaces
) -> None:
    places.make(places.mine, 1.0)
    plan = PlanHands(hands, [places.wish()])
    plan.write("half a sen")
    hands.qtbot.keyClick(plan.dialog, Qt.Key.Key_Escape)
    hands.wait(lambda: hands.window.transferring.dialog is None)
    plan = PlanHands(hands, [places.wish()])
    assert plan.dialog.page.text == "half a sen"
    plan.close()
    was = Remembered(values={"transfers": hands.window.transferring.state()})
    other = open_window(qtbot, windows, Settings(None, was))
    plan = PlanHands(other, [places.wish()])
    assert plan.dialog.page.text == "half a sen"
    plan.apply()
    plan.close()
    plan = PlanHands(other, [places.wish()])
    assert plan.dialog.page.text == ""
    plan.close()


def test_who_holds_the_file_is_said_and_it_is_tried_again(
    qtbot: QtBot,
    windows: list[MainWindow],
    conflict: TransferPlaces,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("DCS_PATIENCE", "0.3")
    plan = PlanHands(open_window(qtbot, windows), [conflict.wish(nodes=(SECOND,))])
    with conflict.file(conflict.theirs).open("rb") as other:
        fcntl.flock(other, fcntl.LOCK_EX)
        plan.click(plan.dialog.buttons.apply)
        plan.wait(lambda: plan.page is Page.PLAN)
        assert str(os.getpid()) in plan.told()
    again = plan.dialog.banner.messages[0].action
    assert again is not None
    again.trigger()
    plan.settle()
    assert plan.told() == ""
    plan.apply()
    assert conflict.values(conflict.theirs) == [5.0, 2.0]
    plan.close()


def test_a_lost_worker_is_told_and_the_plan_made_again(
    hands: Hands, conflict: TransferPlaces
) -> None:
    with conflict.file(conflict.mine).open("rb") as other:
        fcntl.flock(other, fcntl.LOCK_EX)
        plan = PlanHands(hands, [conflict.wish(nodes=(SECOND,))], settle=False)
        plan.wait(lambda: hands.window.carrier._asked.running is not None)
        hands.kill_workers()
        plan.wait(lambda: "was killed" in plan.told())
    assert not plan.dialog.buttons.apply.isEnabled()
    again = plan.dialog.banner.messages[0].action
    assert again is not None
    again.trigger()
    plan.settle()
    plan.apply()
    assert conflict.values(conflict.theirs) == [5.0, 2.0]
    plan.close()


def test_planning_is_stopped_and_gone_on_with(hands: Hands, conflict: TransferPlaces) -> None:
    with conflict.file(conflict.mine).open("rb") as other:
        fcntl.flock(other, fcntl.LOCK_EX)
        plan = PlanHands(hands, [conflict.wish(nodes=(SECOND,))], settle=False)
        plan.wait(plan.dialog.buttons.status.stop.isVisible)
        plan.click(plan.dialog.buttons.status.stop)
        assert "Planning was stopped" in plan.told()
    again = plan.dialog.banner.messages[0].action
    assert again is not None
    again.trigger()
    plan.settle()
    assert plan.dialog.buttons.apply.isEnabled()
    plan.close()


def test_cancelled_before_the_first_byte_nothing_is_done(
    hands: Hands, conflict: TransferPlaces
) -> None:
    plan = PlanHands(hands, [conflict.wish(nodes=(SECOND,))])
    with conflict.file(conflict.theirs).open("rb") as other:
        fcntl.flock(other, fcntl.LOCK_EX)
        plan.click(plan.dialog.buttons.apply)
        plan.wait(lambda: plan.page is Page.PROGRESS)
        plan.click(plan.dialog.buttons.cancel)
    plan.wait(lambda: plan.page is Page.PLAN)
    assert "Cancelled; nothing was done." in plan.told()
    assert conflict.values(conflict.theirs) == [5.0]
    plan.close()


def test_a_file_that_is_gone_is_told(hands: Hands, places: TransferPlaces) -> None:
    wish = Wish(NodeId("/nowhere/cspad-0009.h5"), places.wish().target)
    plan = PlanHands(hands, [wish], settle=False)
    plan.wait(lambda: "cspad-0009.h5" in plan.told())
    assert not plan.dialog.buttons.apply.isEnabled()
    plan.close()


def test_nothing_is_proposed_twice_at_once(hands: Hands, places: TransferPlaces) -> None:
    places.make(places.mine, 1.0)
    plan = PlanHands(hands, [places.wish()])
    hands.window.transferring.propose([places.wish()])
    assert "Another plan is open" in hands.told()
    plan.close()
    hands.window.transferring.propose([])
    assert "Select what is to be transferred" in hands.told()


def test_another_detector_is_refused_until_it_is_allowed(
    hands: Hands, places: TransferPlaces
) -> None:
    places.make(places.mine, 1.0)
    places.make(places.theirs, 5.0, detname="cspad-0002")
    copy = places.copy()
    node = NodeId(str(places.file(places.mine)))
    other = str(places.file(places.theirs, "cspad-0002"))
    plan = PlanHands(hands, [Wish(node, other, nodes=(FIRST,))])
    assert plan.text(ItemKind.HEAD, (), Column.STATE) == "refused"
    assert "This can't be transferred there" in plan.dialog.buttons.status.text
    plan.dialog.page.details.other_detector.click()
    plan.settle()
    plan.choose(ItemKind.VERSION, FIRST, Policy.BOTH)
    command = plan.command
    plan.apply()
    plan.close()
    assert sorted(places.values(places.theirs, "cspad-0002")) == [1.0, 5.0]
    run_lines(command, places.moved(copy))
    assert places.content(places.theirs, "cspad-0002") == copy.content(copy.theirs, "cspad-0002")


def test_by_keyboard_alone(hands: Hands, conflict: TransferPlaces) -> None:
    plan = PlanHands(hands, [conflict.wish()])
    tree = plan.dialog.page.tree
    plan.wait(tree.hasFocus)
    assert tree.current_row is plan.row(ItemKind.VERSION, *FIRST)  # what is in the way
    plan.press(Qt.Key.Key_Space)  # leave it out
    plan.press(Qt.Key.Key_Down)
    plan.press(Qt.Key.Key_D)
    plan.press(Qt.Key.Key_Return)  # Enter in the tree applies nothing
    plan.settle()
    assert plan.page is Page.PLAN
    plan.write("all by keys")
    control = Qt.KeyboardModifier.ControlModifier
    hands.qtbot.keyClick(plan.dialog.page.comment, Qt.Key.Key_Return, control)
    plan.wait(lambda: plan.page is Page.SUMMARY)
    assert conflict.values(conflict.theirs) == [5.0, 2.0]
    hands.qtbot.keyClick(plan.dialog, Qt.Key.Key_U, Qt.KeyboardModifier.AltModifier)
    plan.wait(lambda: "Taken back" in plan.dialog.summary.text)
    assert conflict.values(conflict.theirs) == [5.0]
    hands.qtbot.keyClick(plan.dialog, Qt.Key.Key_Escape)
    hands.wait(lambda: hands.window.transferring.dialog is None)


def test_of_two_files_one_is_done_when_the_other_has_moved_on(
    hands: Hands, places: TransferPlaces
) -> None:
    names = ("cspad-0001", "cspad-0002")
    for name in names:
        places.make(places.mine, 1.0, detname=name)
    plan = PlanHands(hands, [places.wish(detname=name) for name in names])
    plan.write("both")
    places.make(places.theirs, 7.0, detname="cspad-0002")  # somebody was quicker
    plan.click(plan.dialog.buttons.apply)
    plan.wait(lambda: "The plan of cspad-0002 was made anew" in plan.told())
    plan.settle()
    assert places.values(places.theirs) == [1.0]
    assert plan.model.rowCount() == 1
    assert plan.dialog.page.text == "both"
    assert "transferred to cspad-0001" in plan.told()
    plan.choose(ItemKind.VERSION, FIRST, Policy.BOTH)
    plan.apply()
    assert sorted(places.values(places.theirs, "cspad-0002")) == [1.0, 7.0]
    assert hands.window.changes.stack.count() == 2
    plan.close()


def test_lights_and_answers_are_those_of_the_files(hands: Hands, places: TransferPlaces) -> None:
    places.make(places.mine, 1.0, 2000.0)
    places.make(places.theirs, 1.0)
    plan = PlanHands(hands, [places.wish()])
    plan.go_to(ItemKind.VERSION, *SECOND)
    row = plan.row(ItemKind.VERSION, *SECOND)
    assert row.check is not None
    assert row.check.against is not None
    assert plan.text(ItemKind.VERSION, SECOND, Column.SANITY) != ""
    assert "v2 instead of v1" in plan.dialog.page.lines.accessibleDescription()
    plan.dialog.grab()
    plan.close()


def test_it_goes_on_in_the_background_when_it_is_closed(
    hands: Hands, conflict: TransferPlaces
) -> None:
    plan = PlanHands(hands, [conflict.wish(nodes=(SECOND,))])
    with conflict.file(conflict.theirs).open("rb") as other:
        fcntl.flock(other, fcntl.LOCK_EX)
        plan.click(plan.dialog.buttons.apply)
        plan.click(plan.dialog.buttons.close_)
        hands.wait(lambda: hands.window.transferring.dialog is None)
    hands.wait(lambda: "1 version transferred to cspad-0001" in hands.told())
    assert conflict.values(conflict.theirs) == [5.0, 2.0]


def test_cancelled_in_the_middle_of_a_file_nothing_of_it_is_there(
    hands: Hands, places: TransferPlaces
) -> None:
    with DCStore.create(places.mine, "cspad-0001") as cs:
        tsro = cs.add_ctype("pedestals").add_range((T0, None))
        random = np.random.default_rng(1)
        for number in range(24):
            tsro.add_version(T0 + number, random.normal(size=(8, 512, 512)).astype("f4"))
    plan = PlanHands(hands, [places.wish()])
    plan.click(plan.dialog.buttons.apply)
    plan.wait(lambda: plan.dialog.progress.total.value() > 0)
    plan.click(plan.dialog.buttons.cancel)
    plan.wait(lambda: plan.page is Page.PLAN)
    assert not places.file(places.theirs).exists()
    plan.settle()
    assert "24 versions" in plan.dialog.buttons.status.text
    plan.apply()
    assert "24 versions read back and verified" in plan.dialog.summary.text
    plan.close()
