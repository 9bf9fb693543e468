"""Constants are moved by cut and paste, and go into another range of their file."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PyQt5.QtCore import Qt
from pytestqt.qtbot import QtBot

from dcsgui import DCStore
from dcsgui.core.actions.answers.nodes import Place, PlaceKind
from dcsgui.gui.window.main import MainWindow
from promote_desk import DETNAME, EARLY, LATE, Desk, constants, fill, held
from small_stores import T0

EARLY_NAME, LATE_NAME = f"{T0}-{T0 + 999}", str(T0 + 1000)
SOURCE = ("work", "jungfrau", DETNAME)


@pytest.fixture
def local(tmp_path: Path) -> Path:
    """Return a directory of one's own, with a detector."""
    ranges = {EARLY: {T0: 100.0, T0 + 1: 110.0, T0 + 2: 120.0}, LATE: {T0 + 1000: 130.0}}
    fill(tmp_path / "work", ranges, pins={EARLY: 3})
    return tmp_path / "work"


@pytest.fixture
def desk(qtbot: QtBot, windows: list[MainWindow], tmp_path: Path, local: Path) -> Desk:
    """Return a desk with that directory, and an experiment that has the detector too."""
    desk = Desk(qtbot, windows, tmp_path)
    fill(desk.experiment, {EARLY: {T0: 100.0}})
    desk.open_both()
    desk.open(Place(PlaceKind.LOCAL, str(local), "work"))
    return desk


def test_cut_and_paste_then_undo_then_redo(desk: Desk, local: Path) -> None:
    here, there = desk.file(local), desk.file(desk.experiment)
    before = held(here), held(there)
    desk.walk("xpptut15", "jungfrau")
    desk.walk(*SOURCE, "pedestals")
    desk.wait(lambda: len(desk.hands.rows()) == 4)
    desk.select_versions(1, 2)
    desk.hands.shortcut("Ctrl+X")
    desk.walk("xpptut15", "jungfrau", DETNAME)
    desk.hands.shortcut("Ctrl+V")
    plan = desk.plan()
    assert plan.dialog.windowTitle() == (f"Move 2 versions of pedestals of {DETNAME} to xpptut15")
    assert "deleted where it was" in plan.dialog.buttons.status.text
    plan.apply()
    after = held(here), held(there)
    assert [level for _, _, level in after[0][EARLY_NAME][0]] == [100]
    assert [level for _, _, level in after[1][EARLY_NAME][0]] == [100, 110, 120]
    plan.undo()
    plan.close()
    desk.rest()
    assert (held(here), held(there)) == before
    desk.hands.shortcut("Ctrl+Shift+Z")
    desk.wait(lambda: "Done again" in desk.hands.told())
    desk.rest()
    assert (held(here), held(there)) == after


def test_a_version_into_another_range_of_its_file(desk: Desk, local: Path) -> None:
    file = desk.file(local)
    before = held(file)
    desk.walk(*SOURCE, "pedestals", "2016-10-27 to", "v1")
    version = (*SOURCE, "pedestals", "2016-10-27 to", "v3")
    told = desk.drag(desk.at(*version), desk.at(*SOURCE, "pedestals", "from"))
    assert told[0].words.startswith("Copy v3 of pedestals to the range from 2016-10-27 00:16:40")
    plan = desk.plan()
    assert plan.dialog.windowTitle() == (
        f"Copy 1 version of pedestals of {DETNAME} to another range"
    )
    plan.apply()
    assert "v3 instead of v1" in plan.dialog.summary.text
    plan.close()
    desk.rest()
    assert held(file)[EARLY_NAME] == before[EARLY_NAME]
    found = DCStore(file, mode="r").find("pedestals", T0 + 5000).version
    np.testing.assert_array_equal(found.calib(), constants(120.0))
    desk.hands.shortcut("Ctrl+Z")
    desk.wait(lambda: "Taken back" in desk.hands.told())
    desk.rest()
    assert held(file) == before


def test_a_version_is_moved_within_its_file(desk: Desk, local: Path) -> None:
    file = desk.file(local)
    before = held(file)
    desk.walk(*SOURCE, "pedestals", "2016-10-27 to", "v1")
    version = desk.at(*SOURCE, "pedestals", "2016-10-27 to", "v2")
    into = desk.at(*SOURCE, "pedestals", "from")
    told = desk.drags.drag(version, into, keys=Qt.KeyboardModifier.ShiftModifier)
    assert told[0].words.startswith("Move v2 of pedestals to the range from 2016-10-27 00:16:40")
    plan = desk.plan()
    plan.apply()
    after = held(file)
    assert [level for _, _, level in after[EARLY_NAME][0]] == [100, 120]
    assert [level for _, _, level in after[LATE_NAME][0]] == [130, 110]
    plan.undo()
    plan.close()
    desk.rest()
    assert held(file) == before
    desk.hands.shortcut("Ctrl+Shift+Z")
    desk.wait(lambda: "Done again" in desk.hands.told())
    desk.rest()
    assert held(file) == after
