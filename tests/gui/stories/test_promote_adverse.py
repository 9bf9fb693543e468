"""Promoting when things go wrong: files vanish, windows close, others are quicker."""

from __future__ import annotations

import shlex
import shutil
from pathlib import Path

import numpy as np
import pytest
from PyQt5.QtCore import Qt
from PyQt5.QtWidgets import QLabel, QToolButton
from pytestqt.qtbot import QtBot

from dcsgui import DCStore
from dcsgui.core.actions.answers.nodes import Place, PlaceKind
from dcsgui.core.actions.answers.plans import ItemKind, Policy
from dcsgui.gui.transfer.dialog_buttons import Page
from dcsgui.gui.transfer.plan_model import Column
from dcsgui.gui.window.main import MainWindow
from drags import Ending
from hands import hands as q
from promote_desk import DETNAME, EARLY, LATE, Desk, OpenPlan, constants, fill, held
from small_stores import T0
from window_stories import open_window

SOURCE = ("xpptut15", "jungfrau", DETNAME)
LATE_NAME = str(T0 + 1000)
LONG = "pedestals_" + "x" * 180


@pytest.fixture
def desk(qtbot: QtBot, windows: list[MainWindow], tmp_path: Path) -> Desk:
    """Return a desk: the repository has one of three versions."""
    desk = Desk(qtbot, windows, tmp_path)
    fill(desk.experiment, {EARLY: {T0: 100.0, T0 + 1: 101.0}, LATE: {T0 + 1000: 102.0}})
    fill(desk.repository, {EARLY: {T0: 100.0}})
    desk.open_both()
    return desk


def planned(desk: Desk, comment: str = "", *, settle: bool = True) -> OpenPlan:
    """Drag the type onto the repository, and write a comment."""
    desk.walk(*SOURCE, "pedestals")
    desk.drag(desk.at(*SOURCE, "pedestals"), desk.at("repository"))
    plan = desk.plan(settle=settle)
    plan.write(comment)
    return plan


def try_to_apply(plan: OpenPlan) -> None:
    """Click on Apply, and wait for what comes of it."""
    plan.click(plan.dialog.buttons.apply)
    plan.wait(lambda: plan.page is Page.SUMMARY or (plan.page is Page.PLAN and plan.told()))
    plan.settle()


# --- files -----------------------------------------------------------------------------------


def test_the_destination_vanishes_and_is_planned_anew(desk: Desk) -> None:
    plan = planned(desk, "long typed")
    shutil.rmtree(desk.repository)
    try_to_apply(plan)
    assert plan.page is Page.PLAN
    assert "is not available" in plan.told()
    assert plan.dialog.page.text == "long typed"
    (message,) = plan.dialog.banner.messages
    (again,) = (one for one in message.findChildren(QToolButton) if "again" in one.text())
    q.mouseClick(again, Qt.MouseButton.LeftButton)
    plan.wait(lambda: plan.text(ItemKind.HEAD, (), Column.WHAT).endswith("(new file)"))
    plan.settle()
    plan.apply()
    plan.close()
    assert held(desk.file(desk.repository)) == held(desk.file(desk.experiment))


def test_the_source_vanishes(desk: Desk) -> None:
    before = held(desk.file(desk.repository))
    plan = planned(desk, "long typed")
    desk.file(desk.experiment).unlink()
    try_to_apply(plan)
    assert str(desk.file(desk.experiment)) in plan.told()
    assert plan.dialog.page.text == "long typed"
    plan.close()
    assert held(desk.file(desk.repository)) == before


def test_a_directory_that_vanishes_is_made_again(desk: Desk, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    desk.open(Place(PlaceKind.LOCAL, str(other), "other"))
    desk.walk(*SOURCE, "pedestals")
    desk.drag(desk.at(*SOURCE, "pedestals"), desk.at("other"))
    plan = desk.plan()
    other.rmdir()
    plan.apply()
    plan.close()
    assert held(desk.file(other)) == held(desk.file(desk.experiment))


@pytest.mark.parametrize("kept", [0.5, 0.998])
def test_a_truncated_source_has_no_plan(desk: Desk, tmp_path: Path, kept: float) -> None:
    whole = desk.file(desk.experiment).read_bytes()
    (tmp_path / "jungfrau-0099.h5").write_bytes(whole[: int(len(whole) * kept)])
    desk.drop_files([tmp_path / "jungfrau-0099.h5"], desk.at("repository"))
    plan = desk.plan()
    assert "The file is damaged" in plan.told()
    assert plan.dialog.buttons.status.text == "There is no plan."
    plan.close()
    assert not list(desk.repository.rglob("jungfrau-0099.h5"))


def test_a_damaged_source_leaves_nothing(desk: Desk, tmp_path: Path) -> None:
    made = fill(tmp_path / "else", {EARLY: {T0: 5.0, T0 + 1: 6.0}}, detname="jungfrau-0099")
    data = made.path.read_bytes()
    bits = constants(6.0).tobytes()
    assert data.count(bits) == 1
    made.path.write_bytes(data.replace(bits[:64], bytes(64)))
    desk.drop_files([made.path], desk.at("repository"))
    plan = desk.plan()
    plan.write("not looked at")
    try_to_apply(plan)
    assert "damaged" in plan.told()
    version = ("pedestals", f"{T0}-{T0 + 999}", str(T0 + 1))
    assert plan.text(ItemKind.VERSION, version, Column.STATE) == "refused"
    assert plan.dialog.page.text == "not looked at"
    plan.close()
    assert not list(desk.repository.rglob("*0099*"))


# --- windows ---------------------------------------------------------------------------------


@pytest.mark.parametrize("settle", [True, False])
def test_the_window_closes_with_the_plan(desk: Desk, settle: bool) -> None:
    planned(desk, "half a sen", settle=settle)
    desk.window.close()
    desk.wait(lambda: not desk.window.isVisible())
    assert desk.window.transferring.dialog is None
    assert desk.window.transferring.state()["draft"] == "half a sen"
    assert LATE_NAME not in held(desk.file(desk.repository))


def test_the_plan_is_put_away_while_it_is_carried_out(desk: Desk) -> None:
    plan = planned(desk, "in the background")
    plan.click(plan.dialog.buttons.apply)
    plan.dialog.close()
    desk.wait(lambda: "1 range, 2 versions transferred" in desk.hands.told())
    desk.rest()
    assert LATE_NAME in held(desk.file(desk.repository))


def test_the_window_closes_once_it_is_carried_out(desk: Desk) -> None:
    plan = planned(desk, "at the end of the shift")
    plan.click(plan.dialog.buttons.apply)
    desk.window.close()
    desk.wait(lambda: not desk.window.isVisible())
    assert LATE_NAME in held(desk.file(desk.repository))


def test_two_plans_at_once(desk: Desk) -> None:
    plan = planned(desk, "the first")
    desk.window.transferring.propose([plan.dialog.proposals[0].wish])
    assert "Another plan is open: apply or cancel it first." in desk.hands.told()
    assert desk.window.transferring.dialog is plan.dialog
    assert plan.dialog.page.text == "the first"
    plan.close()


def test_two_windows_promote_the_same(desk: Desk, qtbot: QtBot, windows: list[MainWindow]) -> None:
    other = open_window(qtbot, windows)
    mine = planned(desk, "mine")
    other.window.transferring.propose([mine.dialog.proposals[0].wish])
    theirs = OpenPlan(other)
    theirs.write("theirs")
    mine.apply()
    try_to_apply(theirs)
    if theirs.page is Page.PLAN:
        assert "Nothing was done" in theirs.told()
        assert "All of it is there already" in theirs.dialog.buttons.status.text
    else:
        assert "All of it was there already" in theirs.dialog.summary.text
    theirs.close()
    mine.close()
    desk.rest()
    assert held(desk.file(desk.repository))[LATE_NAME][0] == [(1, (T0 + 1000) * 10**9, 102)]


# --- others ----------------------------------------------------------------------------------


def test_somebody_changes_the_destination_meanwhile(desk: Desk) -> None:
    plan = planned(desk, "mine")
    fill(desk.repository, {(T0 + 7000, None): {T0 + 7000: 5.0}})
    try_to_apply(plan)
    assert "The plan was made anew; your choices and the comment are kept." in plan.told()
    assert plan.dialog.page.text == "mine"
    plan.apply()
    plan.close()
    assert set(held(desk.file(desk.repository))) == {
        f"{T0}-{T0 + 999}",
        LATE_NAME,
        str(T0 + 7000),
    }


def test_one_of_three_detectors_is_made_there_meanwhile(desk: Desk) -> None:
    """What was done before it stays, and is taken back alone; the rest is planned anew."""
    names = (DETNAME, "jungfrau-0002", "jungfrau-0003")
    desk.walk(*SOURCE)
    for name in names[1:]:
        fill(desk.experiment, {EARLY: {T0: 50.0}}, detname=name)
    above = desk.row("xpptut15", "jungfrau")
    desk.wait(lambda: desk.hands.child(names[2], above).isValid())
    desk.walk("xpptut15", "jungfrau")
    desk.drag(desk.at("xpptut15", "jungfrau"), desk.at("repository"))
    plan = desk.plan()
    plan.write("all three")
    fill(desk.repository, {EARLY: {T0: 51.0}}, detname=names[1])
    try_to_apply(plan)
    assert f"2 versions transferred to {DETNAME}" in plan.told()
    assert f"The plan of {names[1]} was made anew" in plan.told()
    assert [one.wish.source.detname for one in plan.dialog.proposals] == list(names[1:])
    assert plan.dialog.page.text == "all three"
    plan.close()
    desk.rest()
    assert LATE_NAME in held(desk.file(desk.repository))
    desk.hands.shortcut("Ctrl+Z")
    desk.wait(lambda: "Taken back" in desk.hands.told())
    desk.rest()
    assert LATE_NAME not in held(desk.file(desk.repository))
    (levels,) = held(desk.file(desk.repository, names[1])).values()
    assert levels[0] == [(1, T0 * 10**9, 51)]
    assert not desk.file(desk.repository, names[2]).exists()


def test_an_undo_that_no_longer_applies_says_why_and_does_nothing(desk: Desk) -> None:
    plan = planned(desk, "mine")
    plan.apply()
    cs = DCStore(desk.file(desk.repository))
    tsro = cs.ctypeobj("pedestals").rangeobj(LATE_NAME)
    tsro.add_version(T0 + 1001, constants(7.0), comment="by ana")
    cs.save()
    before = held(desk.file(desk.repository))
    plan.click(plan.dialog.buttons.undo)
    plan.wait(lambda: "can't be taken back" in plan.dialog.summary.text)
    assert not plan.dialog.buttons.undo.isEnabled()
    plan.close()
    desk.rest()
    assert "was not taken back" in desk.hands.told()
    assert held(desk.file(desk.repository)) == before
    assert not desk.window.actions_["undo"].isEnabled()


def test_what_was_cut_is_pasted_once(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    desk.open(Place(PlaceKind.LOCAL, str(tmp_path / "other"), "other"))
    desk.walk(*SOURCE, "pedestals")
    desk.select_versions(0, 1)
    desk.hands.shortcut("Ctrl+X")
    desk.hands.shortcut("Ctrl+V")
    desk.wait(lambda: "Already in the range" in desk.hands.told())
    desk.walk("other")
    desk.hands.shortcut("Ctrl+V")
    plan = desk.plan()
    plan.apply()
    plan.close()
    desk.rest()
    desk.walk("repository")
    desk.hands.shortcut("Ctrl+V")
    desk.wait(lambda: "nothing on the clipboard" in desk.hands.told())


def test_what_gives_way_stays_where_it_was_cut(desk: Desk) -> None:
    other = (T0 + 20_000, None)
    fill(desk.experiment, {other: {T0 + 20_000: 1.0}})
    fill(desk.repository, {other: {T0 + 20_000: 2.0}})
    before = held(desk.file(desk.experiment))
    desk.rest()
    desk.walk(*SOURCE, "pedestals")
    desk.hands.shortcut("Ctrl+X")
    desk.walk("repository")
    desk.hands.shortcut("Ctrl+V")
    plan = desk.plan()
    name = str(T0 + 20_000)
    plan.choose(ItemKind.VERSION, ("pedestals", name, name), Policy.THEIRS)
    plan.write("moved")
    plan.apply()
    assert list(held(desk.file(desk.experiment))) == [name]
    assert held(desk.file(desk.repository))[name][0][0][2] == 2
    plan.undo()
    plan.close()
    desk.rest()
    assert held(desk.file(desk.experiment)) == before


def test_what_was_copied_is_deleted_before_it_is_pasted(desk: Desk) -> None:
    desk.walk(*SOURCE, "pedestals")
    desk.select_versions(0, 1)
    desk.hands.shortcut("Ctrl+C")
    with DCStore(desk.file(desk.experiment)) as cs:
        cs.ctypeobj("pedestals").rangeobj(f"{T0}-{T0 + 999}").del_version(2)
    desk.walk("repository")
    desk.hands.shortcut("Ctrl+V")
    plan = desk.plan()
    assert "or no longer" in plan.told()
    assert plan.dialog.windowTitle().startswith("Promote ")
    plan.close()


def test_what_was_taken_back_is_done_again_or_restored(desk: Desk) -> None:
    """What was taken back comes back with a new plan, or by doing it again."""
    plan = planned(desk, "mine")
    plan.apply()
    there = held(desk.file(desk.repository))
    plan.undo()
    plan.close()
    desk.rest()
    plan = planned(desk, "again")
    version = ("pedestals", f"{T0}-{T0 + 999}", str(T0 + 1))
    assert plan.text(ItemKind.VERSION, version, Column.STATE) == "add"
    assert plan.text(ItemKind.VERSION, version, Column.DOES) == "restored"
    plan.go_to(ItemKind.VERSION, *version)
    said = [label.text() for label in plan.dialog.page.details.findChildren(QLabel)]
    assert any("It was taken back there by" in text for text in said)
    plan.apply()
    assert held(desk.file(desk.repository)) == there
    plan.undo()
    plan.close()
    desk.rest()
    desk.hands.shortcut("Ctrl+Shift+Z")
    desk.wait(lambda: "Done again" in desk.hands.told())
    desk.rest()
    assert held(desk.file(desk.repository)) == there
    plan = planned(desk)
    assert "All of it is there already" in plan.dialog.buttons.status.text
    plan.close()


# --- wrong drops -----------------------------------------------------------------------------


def test_nothing_is_dropped_where_it_is(desk: Desk) -> None:
    version = (*SOURCE, "pedestals", "2016-10-27 to", "v1")
    desk.walk(*version)
    for depth in range(3, len(version) + 1):
        for target in range(1, depth + 1):
            told = desk.drags.drag(
                desk.at(*version[:depth]), desk.at(*version[:target]), ending=Ending.ESCAPE
            )
            assert not told[0].taken, told
            assert told[0].words.startswith(("Already in ", "It is ")), told
            desk.rest()


def test_arrays_beside_the_rows_are_not_opened(desk: Desk, tmp_path: Path) -> None:
    np.save(tmp_path / "dark.npy", constants(1.0))
    told = desk.drop_files([tmp_path / "dark.npy"], desk.nowhere())
    assert told[0].words == "Drop dark.npy on a detector, a type, a range or a place."
    assert not told[0].taken
    desk.rest()
    assert len(desk.window.parts.places.places()) == 2


# --- odd words -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "comment",
    [
        "Größe ✓ 测试 \U0001f600",
        'it\'s "quoted" $HOME `x` \\ %s',
        "line 1\nline 2\n\n  line 4",
        "x" * 5000,
    ],
)
def test_odd_comments(desk: Desk, comment: str) -> None:
    plan = planned(desk)
    plan.dialog.page.comment.setPlainText(comment)
    assert shlex.split(plan.command)[-2] == comment
    plan.apply()
    plan.close()
    desk.rest()
    history = DCStore(desk.file(desk.repository), mode="r").history()
    assert comment.splitlines()[-1] in history
    desk.hands.shortcut("Ctrl+Z")
    desk.wait(lambda: "Taken back" in desk.hands.told())
    desk.rest()


@pytest.mark.filterwarnings("ignore:Calibration type:UserWarning")
def test_long_names_widen_nothing(desk: Desk) -> None:
    fill(desk.experiment, {EARLY: {T0: 100.0}}, ctype=LONG)
    desk.rest()
    desk.walk(*SOURCE, "pedestals_x")
    desk.drag(desk.at(*SOURCE, "pedestals_x"), desk.at("repository"))
    plan = desk.plan()
    assert plan.dialog.width() <= desk.window.width()
    plan.write("a long name")
    plan.apply()
    assert plan.dialog.width() <= desk.window.width()
    plan.close()
    assert held(desk.file(desk.repository), LONG)


def test_two_hundred_versions(qtbot: QtBot, windows: list[MainWindow], tmp_path: Path) -> None:
    desk = Desk(qtbot, windows, tmp_path)
    fill(desk.experiment, {EARLY: {T0 + number: 100.0 for number in range(200)}})
    desk.open_both()
    desk.walk(*SOURCE, "pedestals")
    desk.wait(lambda: len(desk.hands.rows()) == 200)
    desk.select_versions(0, 199)
    desk.drag(desk.at_version(100), desk.at("repository"))
    plan = desk.plan()
    assert "200 versions" in plan.dialog.windowTitle()
    plan.write("all of them")
    plan.apply()
    assert held(desk.file(desk.repository)) == held(desk.file(desk.experiment))
    plan.undo()
    plan.close()
    desk.rest()
    assert held(desk.file(desk.repository)) == {}
