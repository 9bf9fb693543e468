"""A repository that may not be written: said at the pointer, by the key, and in full."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from PyQt5.QtCore import Qt
from pytestqt.qtbot import QtBot

from access_files import become, write_access
from dcsgui.core.actions.answers.plans import ItemKind, Policy
from dcsgui.gui.transfer.plan_model import Column
from dcsgui.gui.window.access_dialog import AccessDialog
from dcsgui.gui.window.main import MainWindow
from hands import hands as q
from promote_desk import DETNAME, EARLY, Desk, fill, held
from small_stores import T0

RULES = """
[[rule]]
role = "contributor"
users = ["ann"]
dettype = "jungfrau"

[[rule]]
role = "contributor"
users = ["bob"]
dettype = "jungfrau"
ctype = "pixel_*"
"""
SOURCE = ("xpptut15", "jungfrau", DETNAME)
ASK = "“Why can't I write here?” in the menu tells whom to ask"


@pytest.fixture
def user() -> str:
    """Return who sits at the desk: somebody who may only read."""
    return "zoe"


@pytest.fixture
def desk(
    user: str,
    qtbot: QtBot,
    windows: list[MainWindow],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Desk:
    """Return a desk of somebody whom the access file of the repository knows or does not."""
    become(user, monkeypatch)
    desk = Desk(qtbot, windows, tmp_path)
    fill(desk.experiment, {EARLY: {T0: 100.0, T0 + 1: 101.0}})
    fill(desk.repository, {EARLY: {T0: 100.0}})
    write_access(desk.repository, RULES)
    desk.open_both()
    return desk


def read_report(desk: Desk) -> AccessDialog:
    """Choose "Why can't I write here?", and return the dialog once it has answered."""
    desk.hands.trigger("access")
    (dialog,) = desk.window.findChildren(AccessDialog)
    desk.wait(dialog.tables)
    return dialog


def test_the_pointer_says_why_and_nothing_is_dropped(desk: Desk) -> None:
    before = held(desk.file(desk.repository))
    desk.walk("repository", "jungfrau", DETNAME, "pedestals")
    desk.walk(*SOURCE, "pedestals")
    there = ("repository", "jungfrau", DETNAME)
    stops = [desk.at("repository"), desk.at(*there), desk.at(*there, "pedestals")]
    told = desk.drag(desk.at(*SOURCE, "pedestals"), *stops)
    for one in told:
        assert not one.taken
        assert ASK in one.words
        assert "zoe" in one.words
    desk.rest()
    assert desk.window.transferring.dialog is None
    assert held(desk.file(desk.repository)) == before


def test_the_key_says_why(desk: Desk) -> None:
    desk.walk(*SOURCE, "pedestals")
    desk.hands.shortcut("Ctrl+Shift+P")
    desk.wait(lambda: ASK in desk.hands.told())
    desk.rest()
    assert desk.window.transferring.dialog is None


def test_who_may_is_told(desk: Desk) -> None:
    desk.walk("repository", "jungfrau", DETNAME)
    dialog = read_report(desk)
    assert "you, zoe, are a reader" in dialog.sentences[0]
    assert dialog.sentences[1] == "Who may: ann, bob."
    q.keyClick(dialog, Qt.Key.Key_Escape)


@pytest.mark.parametrize("user", ["bob"])
def test_who_may_not_all_is_told_by_the_plan_what_not(desk: Desk) -> None:
    desk.walk(*SOURCE, "pedestals")
    told = desk.drag(desk.at(*SOURCE, "pedestals"), desk.at("repository"))
    assert told[0].taken
    plan = desk.plan()
    version = ("pedestals", f"{T0}-{T0 + 999}", str(T0 + 1))
    assert plan.text(ItemKind.VERSION, version, Column.STATE) == "refused"
    why = plan.text(ItemKind.VERSION, version, Column.WHY)
    assert "you, bob, are a reader" in why
    assert "Who may: ann." in why
    assert not plan.dialog.buttons.apply.isEnabled()
    plan.choose(ItemKind.VERSION, version, Policy.SKIP)
    assert not plan.dialog.buttons.apply.isEnabled()  # nothing is left
    plan.close()


@pytest.mark.parametrize("user", ["ann"])
def test_who_may_can(desk: Desk) -> None:
    desk.walk(*SOURCE, "pedestals")
    desk.drag(desk.at(*SOURCE, "pedestals"), desk.at("repository"))
    plan = desk.plan()
    plan.write("by ann")
    plan.apply()
    plan.close()
    assert held(desk.file(desk.repository))[f"{T0}-{T0 + 999}"][0][1][2] == 101


def test_a_repository_without_rights(
    qtbot: QtBot, windows: list[MainWindow], tmp_path: Path
) -> None:
    desk = Desk(qtbot, windows, tmp_path)
    fill(desk.experiment, {EARLY: {T0: 100.0, T0 + 1: 101.0}})
    fill(desk.repository, {EARLY: {T0: 100.0}})
    file = desk.file(desk.repository)
    closed = (file, file.parent, desk.repository)
    for path in closed:
        path.chmod(0o555)
    if os.access(file, os.W_OK):
        pytest.skip("the superuser may write everywhere")
    desk.open_both()
    desk.walk("repository", "jungfrau", DETNAME)
    desk.walk(*SOURCE, "pedestals")
    there = ("repository", "jungfrau", DETNAME)
    told = desk.drag(desk.at(*SOURCE, "pedestals"), desk.at("repository"), desk.at(*there))
    assert [one.taken for one in told] == [False, False]
    assert all(one.words.startswith("Read-only: ") and ASK in one.words for one in told)
    desk.hands.shortcut("Ctrl+Shift+P")
    desk.wait(lambda: ASK in desk.hands.told())
    desk.walk(*there)
    dialog = read_report(desk)
    assert dialog.sentences[1].startswith("Ask ")
    q.keyClick(dialog, Qt.Key.Key_Escape)
    desk.rest()
    for path in reversed(closed):
        path.chmod(0o755)
    assert desk.window.transferring.dialog is None
