"""Many versions at once: selected, dragged, one transaction, taken back as one."""

from __future__ import annotations

from pathlib import Path

import pytest
from PyQt5.QtCore import Qt
from pytestqt.qtbot import QtBot

from dcsgui.core.actions.undo import changes
from dcsgui.gui.window.main import MainWindow
from promote_desk import DETNAME, EARLY, LATE, Desk, fill, held
from small_stores import T0

SOURCE = ("xpptut15", "jungfrau", DETNAME)
EARLY_NAME, LATE_NAME = f"{T0}-{T0 + 999}", str(T0 + 1000)


@pytest.fixture
def desk(qtbot: QtBot, windows: list[MainWindow], tmp_path: Path) -> Desk:
    """Return a desk: the experiment has eight versions in each of two ranges."""
    desk = Desk(qtbot, windows, tmp_path)
    ranges = {
        EARLY: {T0 + number: 100.0 + number for number in range(8)},
        LATE: {T0 + 1000 + number: 200.0 + number for number in range(8)},
    }
    fill(desk.experiment, ranges)
    fill(desk.repository, {EARLY: {T0 - 5: 99.0}})
    desk.open_both()
    desk.walk(*SOURCE, "pedestals")
    desk.wait(lambda: len(desk.hands.rows()) == 16)
    return desk


def times_of(name: str, desk: Desk) -> list[int]:
    """Return the production times of a range of the repository, but for that which was there."""
    found = held(desk.file(desk.repository)).get(name)
    versions = [] if found is None else found[0]
    return [ns // 10**9 for _, ns, _ in versions if ns // 10**9 != T0 - 5]


def test_ten_versions_of_two_ranges_are_one_transaction(desk: Desk) -> None:
    file = desk.file(desk.repository)
    before, known = held(file), len(changes(str(file)).changes)
    desk.select_versions(1, 7, 9, 11, 13)
    told = desk.drag(desk.at_version(5), desk.at("repository"))
    assert told[0].words == (
        f"Copy 10 versions of pedestals to {DETNAME} in the repository; the plan is shown first."
    )
    plan = desk.plan()
    plan.write("ten of sixteen")
    assert "10 versions" in plan.dialog.windowTitle()
    plan.apply()
    plan.close()
    assert times_of(EARLY_NAME, desk) == [T0 + number for number in range(1, 8)]
    assert times_of(LATE_NAME, desk) == [T0 + 1000 + number for number in (1, 3, 5)]
    assert held(file)[EARLY_NAME][1] == 1  # what is added in the repository does not answer
    assert len(changes(str(file)).changes) == known + 1
    assert desk.window.changes.stack.count() == 1
    desk.rest()
    desk.hands.shortcut("Ctrl+Z")
    desk.wait(lambda: "Taken back" in desk.hands.told())
    desk.rest()
    assert held(file) == before


def test_what_is_dragged_stays_what_it_was_when_something_else_is_selected(desk: Desk) -> None:
    desk.select_versions(0, 2)
    desk.drag(desk.at_version(1), desk.at("repository"))
    plan = desk.plan(settle=False)
    desk.window.parts.versions.view.go_to(9)
    desk.window.parts.places.select_new(plan.dialog.proposals[0].wish.source)
    plan.settle()
    plan.write("the first three")
    plan.apply()
    plan.close()
    desk.rest()
    assert times_of(EARLY_NAME, desk) == [T0, T0 + 1, T0 + 2]
    assert times_of(LATE_NAME, desk) == []


def test_by_keys_alone(desk: Desk) -> None:
    desk.hands.shortcut("Ctrl+2")
    desk.hands.press(Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
    for _ in range(9):
        desk.hands.press(Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    desk.rest()
    desk.hands.shortcut("Ctrl+Shift+P")
    plan = desk.plan()
    plan.write("the first ten")
    plan.apply()
    plan.close()
    desk.rest()
    assert len(times_of(EARLY_NAME, desk)) == 8
    assert len(times_of(LATE_NAME, desk)) == 2
