"""Files from the desktop: arrays, texts, geometries and whole detectors become constants."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PyQt5.QtCore import Qt
from pytestqt.qtbot import QtBot

from dcsgui import DCStore
from dcsgui.core.actions.answers.sanity import Verdict
from dcsgui.gui.structure.add_dialog import AddDialog
from dcsgui.gui.structure.source_form import SourceForm
from dcsgui.gui.window.main import MainWindow
from hands import hands as q
from promote_desk import DETNAME, EARLY, Desk, constants, fill, held
from small_stores import T0

DETECTOR = ("xpptut15", "jungfrau", DETNAME)
LATER = T0 + 86400
CONTROL = Qt.KeyboardModifier.ControlModifier

GEOMETRY = """# DATE_TIME 2016-10-27
# param:01     PARENT     ... name of the parent object
IP       0 JF:V1  0  0  0  0  0  0  0  0  0  0  0
"""


@pytest.fixture
def desk(qtbot: QtBot, windows: list[MainWindow], tmp_path: Path) -> Desk:
    """Return a desk: the experiment has a detector."""
    desk = Desk(qtbot, windows, tmp_path)
    fill(desk.experiment, {EARLY: {T0: 100.0, T0 + 1: 101.0}})
    desk.open_both()
    return desk


def asked(desk: Desk) -> tuple[AddDialog, SourceForm]:
    """Wait for the dialog, and return it with the form of the first file."""
    dialog = desk.window.structure.adding
    desk.wait(dialog.isVisible)
    return dialog, dialog.forms[0]


def write_begin(form: SourceForm, text: str) -> None:
    """Type when the new range begins."""
    edit = form.range.ends.begin.edit
    edit.setFocus()
    q.keyClick(edit, Qt.Key.Key_A, CONTROL)
    q.keyClicks(edit, text)


def agree(desk: Desk, dialog: AddDialog) -> None:
    desk.wait(dialog.ok.isEnabled)
    q.mouseClick(dialog.ok, Qt.MouseButton.LeftButton)
    desk.wait(lambda: not dialog.isVisible())
    desk.rest()


def test_an_array_becomes_the_default_of_a_new_range_bit_for_bit(
    desk: Desk, tmp_path: Path
) -> None:
    nda = constants(102.0)
    nda[0, 0, 0, :3] = np.nan, np.inf, -0.0
    np.save(tmp_path / "dark.npy", nda)
    file = desk.file(desk.experiment)
    before = held(file)
    desk.walk(*DETECTOR, "pedestals")
    told = desk.drop_files([tmp_path / "dark.npy"], desk.at(*DETECTOR, "pedestals"))
    assert told[0].words.startswith("Add dark.npy as a version to pedestals")
    dialog, form = asked(desk)
    assert form.type.text() == "pedestals"
    assert form.range.is_new
    write_begin(form, str(LATER))
    form.default.setFocus()
    q.keyClick(form.default, Qt.Key.Key_Space)
    desk.wait(lambda: "v1 of pedestals instead of nothing" in form.preview.told)
    q.keyClicks(dialog.comment.edit, "dark run 7")
    agree(desk, dialog)
    found = DCStore(file, mode="r").find("pedestals", LATER + 5)
    assert found.pinned
    got = np.asarray(found.version.calib())
    assert (got.dtype, got.shape) == (nda.dtype, nda.shape)
    assert got.tobytes() == nda.tobytes()
    desk.wait(lambda: len(desk.hands.rows()) == 1)
    assert "as the default" in desk.hands.told()
    desk.hands.shortcut("Ctrl+Z")
    desk.wait(lambda: "Taken back" in desk.hands.told())
    desk.rest()
    assert held(file) == before
    desk.hands.shortcut("Ctrl+Shift+Z")
    desk.wait(lambda: "Done again" in desk.hands.told())
    desk.rest()
    got = np.asarray(DCStore(file, mode="r").find("pedestals", LATER + 5).version.calib())
    assert got.tobytes() == nda.tobytes()


def test_a_text_of_numbers_goes_into_the_range_that_it_is_dropped_on(
    desk: Desk, tmp_path: Path
) -> None:
    source = tmp_path / "0-end.data"
    values = "\n".join(" ".join(map(repr, row)) for row in np.arange(12.0).reshape(3, 4).tolist())
    source.write_text(
        f"# CTYPE pedestals\n# DTYPE float64\n# NDIM 2\n# DIM:0 3\n# DIM:1 4\n{values}\n"
    )
    row = (*DETECTOR, "pedestals", "2016-10-27 to")
    desk.walk(*row)
    told = desk.drop_files([source], desk.at(*row))
    assert "to the range 2016-10-27 to 00:16:39 of pedestals" in told[0].words
    dialog, form = asked(desk)
    desk.wait(lambda: not form.range.is_new)
    desk.wait(lambda: form.sanity.check is not None)
    assert form.sanity.check is not None
    assert form.sanity.check.verdict is Verdict.RED  # of another shape
    agree(desk, dialog)
    version = DCStore(desk.file(desk.experiment), mode="r").find("pedestals", T0 + 5).version
    assert version.versind == 3
    np.testing.assert_array_equal(version.calib(), np.arange(12.0).reshape(3, 4))
    desk.wait(lambda: len(desk.hands.rows()) == 3)


def test_a_geometry_is_dropped_on_a_place_and_asks_for_the_detector(
    desk: Desk, tmp_path: Path
) -> None:
    fill(desk.experiment, {EARLY: {T0: 100.0}}, detname="jungfrau-0002")
    (tmp_path / "geometry.txt").write_text(GEOMETRY)
    desk.walk("xpptut15", "jungfrau")
    told = desk.drop_files([tmp_path / "geometry.txt"], desk.at("xpptut15"))
    assert told[0].words.startswith("Add geometry.txt to a detector in xpptut15; ")
    dialog, form = asked(desk)
    desk.wait(lambda: dialog.detector.box.count() == 2)
    dialog.detector.box.setFocus()
    q.keyClick(dialog.detector.box, Qt.Key.Key_Down)
    assert dialog.detector.file == str(desk.file(desk.experiment, "jungfrau-0002"))
    assert form.type.text() == "geometry"
    write_begin(form, "2016-10-27 10:00")
    agree(desk, dialog)
    file = desk.file(desk.experiment, "jungfrau-0002")
    cto = DCStore(file, mode="r").ctypeobj("geometry")
    (version,) = cto.rangeobj(cto.ranges()[0]).versobjs()
    assert version.calib() == GEOMETRY


def test_a_detector_file_on_the_repository_is_planned_and_promoted(
    desk: Desk, tmp_path: Path
) -> None:
    made = fill(tmp_path / "else", {EARLY: {T0: 5.0, T0 + 1: 6.0}}, detname="jungfrau-0009")
    desk.walk("repository")
    told = desk.drop_files([made.path], desk.at("repository"))
    assert told[0].words.startswith("Copy jungfrau-0009 to the repository (new file)")
    plan = desk.plan()
    assert not plan.dialog.buttons.apply.isEnabled()
    plan.write("from the test stand")
    plan.apply()
    plan.close()
    there = desk.file(desk.repository, "jungfrau-0009")
    assert held(there) == held(made.path)
    desk.wait(lambda: desk.hands.child("jungfrau", desk.row("repository")).isValid())
    desk.hands.shortcut("Ctrl+Z")
    desk.wait(lambda: "Taken back" in desk.hands.told())
    desk.rest()
    assert held(there) == {}


def test_an_array_and_a_detector_file_together(desk: Desk, tmp_path: Path) -> None:
    np.save(tmp_path / "pedestals.npy", constants(102.0))
    made = fill(tmp_path / "else", {EARLY: {T0: 5.0}}, detname="jungfrau-0009")
    desk.walk("xpptut15", "jungfrau")
    desk.drop_files([tmp_path / "pedestals.npy", made.path], desk.at("xpptut15"))
    dialog, form = asked(desk)
    write_begin(form, str(LATER))
    agree(desk, dialog)
    plan = desk.plan()
    plan.apply()
    plan.close()
    assert held(desk.file(desk.experiment, "jungfrau-0009")) == held(made.path)
    version = DCStore(desk.file(desk.experiment), mode="r").find("pedestals", LATER).version
    np.testing.assert_array_equal(version.calib(), constants(102.0))
