"""Constants from files: into ranges that are there, into new ones, several at once."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pytest
from PyQt5.QtCore import Qt
from PyQt5.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from dcsgui import DCStore
from dcsgui.core.actions.answers.nodes import NodeId, Place, PlaceKind
from dcsgui.core.actions.answers.sanity import Verdict
from dcsgui.gui.structure.add_dialog import AddDialog
from dcsgui.gui.structure.source_form import SourceForm
from dcsgui.gui.transfer.wish import Wish
from small_stores import T0
from structure_hands import StructureHands
from twin_files import Twin
from window_stories import SHAPE, make_detector

LATER = T0 + 86400
WRITTEN = T0 + 50_000


def make_source(directory: Path, name: str = "pedestals.npy", shift: float = 0.0) -> Path:
    path = directory / name
    random = np.random.default_rng(5)
    np.save(path, (random.normal(2803, 4, SHAPE) + shift).astype("f4"))
    os.utime(path, (WRITTEN, WRITTEN))
    return path


def versions(cs: DCStore, ctype: str = "pedestals") -> dict[str, int]:
    """Return how many versions each range of a type has."""
    again = DCStore(cs.path)
    if ctype not in again.ctypes():
        return {}
    cto = again.ctypeobj(ctype)
    return {name.removesuffix("-end"): len(cto.rangeobj(name).versions()) for name in cto.ranges()}


def asked(hands: StructureHands, target: NodeId | Place, *paths: Path) -> SourceForm:
    """Drop files on something, and return the form of the first."""
    hands.structure.add_files(target, tuple(map(str, paths)))
    dialog = hands.structure.adding
    hands.wait(dialog.isVisible)
    hands.wait(lambda: len(dialog.forms) == len(paths))
    return dialog.forms[0]


def done(hands: StructureHands, dialog: AddDialog) -> None:
    hands.agree(dialog)
    hands.wait(lambda: bool(hands.lines))
    hands.rest()


def test_into_a_range_that_is_there(hands: StructureHands, store: DCStore, tmp_path: Path) -> None:
    hands.show(store, "pedestals")
    twin = Twin(store.path, tmp_path / "twin")
    name = next(one for one in store.ctypeobj("pedestals").ranges() if str(T0 + 1000) in one)
    form = asked(hands, NodeId(str(store.path), ("pedestals", name)), make_source(tmp_path))
    dialog = hands.structure.adding
    assert dialog.ok.text() == "Add 1 version"
    hands.wait(lambda: not form.range.is_new)
    assert form.type.text() == "pedestals"
    hands.wait(lambda: "v4 of pedestals instead of v3" in form.preview.told)
    hands.wait(lambda: form.sanity.check is not None)
    assert form.sanity.check is not None
    assert form.sanity.check.shape == SHAPE
    form.produced.box.setCurrentIndex(1)
    form.origin.run.setText("12")
    form.origin.experiment.setText("xpptut15")
    dialog.comment.set_text("dark run")
    done(hands, dialog)
    before = {str(T0): 3, f"{T0}-{T0 + 999}": 3, str(T0 + 1000): 3}
    assert versions(store)[str(T0 + 1000)] == before[str(T0 + 1000)] + 1
    found = DCStore(store.path).find("pedestals", T0 + 5000).version
    assert found.dictpars()["runnum"] == 12
    assert found.dictpars()["exp"] == "xpptut15"
    hands.goes_to(store, "pedestals", name, found.name)
    twin.does(hands.lines[0])
    hands.undo()
    assert versions(store)[str(T0 + 1000)] == 3
    hands.redo()
    assert versions(store)[str(T0 + 1000)] == 4


def test_into_a_new_range_as_the_default_by_the_keyboard(
    hands: StructureHands, store: DCStore, tmp_path: Path, qtbot: QtBot
) -> None:
    """The whole way: Ctrl+I, the file, the begin, the default, Enter."""
    hands.show(store, "pedestals")
    source = make_source(tmp_path, "dark_pedestals.npy")
    hands.shortcut("Ctrl+I")
    hands.wait(lambda: hands.window.findChild(QFileDialog) is not None)
    files = hands.window.findChild(QFileDialog)
    files.selectFile(str(source))
    files.accept()
    dialog = hands.structure.adding
    hands.wait(dialog.isVisible)
    (form,) = dialog.forms
    assert form.type.text() == "pedestals"
    assert form.range.is_new
    hands.wait(lambda: "give a time" in dialog.ok.toolTip())
    assert hands.focus() is form.range.ends.begin.edit
    hands.write(str(LATER))
    form.default.setFocus()
    qtbot.keyClick(form.default, Qt.Key.Key_Space)
    assert form.default.isChecked()
    form.range.ends.begin.setFocus()
    hands.enter()
    hands.wait(lambda: not dialog.isVisible())
    hands.wait(lambda: str(LATER) in versions(store))
    hands.settle()
    found = DCStore(store.path).find("pedestals", LATER + 5)
    assert found.pinned
    assert "as the default" in hands.told()


def test_several_files_at_once(hands: StructureHands, store: DCStore, tmp_path: Path) -> None:
    hands.show(store)
    (tmp_path / "geometry.txt").write_text("# geometry\nIP 0 0 0\nCAM 1 1 1\n")
    (tmp_path / "what.bin").write_bytes(b"\x00\xff" * 50)
    twin = Twin(store.path, tmp_path / "twin")
    first = asked(
        hands,
        NodeId(str(store.path)),
        make_source(tmp_path),
        tmp_path / "geometry.txt",
        tmp_path / "what.bin",
    )
    dialog = hands.structure.adding
    assert [form.type.text() for form in dialog.forms][:2] == ["pedestals", "geometry"]
    assert dialog.ok.text() == "Add 2 versions"
    hands.wait(lambda: dialog.ok.toolTip().startswith("pedestals.npy: "))
    assert "what.bin" in dialog.forms[2].facts.problem
    first.range.ends.begin.set_text(str(LATER))
    first.produced.box.setCurrentIndex(1)
    hands.wait(lambda: dialog.ok.toolTip().startswith("geometry.txt: "))
    dialog.same.click()
    hands.wait(dialog.ok.isEnabled)
    done(hands, dialog)
    assert versions(store)[str(LATER)] == 1
    assert versions(store, "geometry")[str(LATER)] == 1
    assert len(hands.lines[0]) == 2
    assert hands.window.changes.stack.count() == 1
    twin.does(hands.lines[0])
    hands.undo()
    assert str(LATER) not in versions(store)
    assert str(LATER) not in versions(store, "geometry")


def test_a_file_that_is_not_ticked_is_left_out(
    hands: StructureHands, store: DCStore, tmp_path: Path
) -> None:
    hands.show(store)
    sources = [make_source(tmp_path, name) for name in ("pedestals.npy", "pixel_rms.npy")]
    first = asked(hands, NodeId(str(store.path)), *sources)
    dialog = hands.structure.adding
    first.range.ends.begin.set_text(str(LATER))
    item = dialog.files.item(1)
    assert item is not None
    item.setCheckState(Qt.CheckState.Unchecked)
    assert dialog.ok.text() == "Add 1 version"
    done(hands, dialog)
    assert versions(store, "pixel_rms") == {}
    assert versions(store)[str(LATER)] == 1


def test_what_is_not_understood_says_why(
    hands: StructureHands, store: DCStore, tmp_path: Path
) -> None:
    hands.show(store)
    (tmp_path / "what.bin").write_bytes(b"\x00\xff" * 50)
    form = asked(hands, NodeId(str(store.path)), tmp_path / "what.bin")
    dialog = hands.structure.adding
    assert form.facts.problem
    hands.wait(lambda: dialog.ok.toolTip() == form.facts.problem)
    assert not dialog.ok.isEnabled()
    hands.escape()


def test_a_place_asks_for_which_detector(hands: StructureHands, tmp_path: Path) -> None:
    calib = tmp_path / "calib"
    first, second = (make_detector(calib, detname=f"jungfrau-000{number}") for number in (1, 2))
    hands.show(first)
    form = asked(hands, Place(PlaceKind.LOCAL, str(calib)), make_source(tmp_path))
    dialog = hands.structure.adding
    hands.wait(lambda: dialog.detector.box.count() == 2)
    form.range.ends.begin.set_text(str(LATER))
    dialog.detector.box.setCurrentIndex(1)
    hands.wait(lambda: form.node.file == str(second.path))
    done(hands, dialog)
    assert str(LATER) in versions(second)
    assert str(LATER) not in versions(first)


def test_a_place_without_detectors_says_what_to_do(hands: StructureHands, tmp_path: Path) -> None:
    empty = tmp_path / "calib"
    empty.mkdir()
    hands.window.opening.open_path(str(empty))
    hands.rest()
    asked(hands, Place(PlaceKind.LOCAL, str(empty)), make_source(tmp_path))
    dialog = hands.structure.adding
    hands.wait(lambda: "Make one first" in dialog.ok.toolTip())
    dialog.reject()


def test_detector_files_get_a_plan(
    hands: StructureHands, store: DCStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hands.show(store)
    other = make_detector(tmp_path / "elsewhere", detname="jungfrau-0002")
    wishes: list[Wish] = []
    monkeypatch.setattr(hands.window.transferring, "propose", wishes.extend)
    hands.structure.add_files(NodeId(str(store.path)), (str(other.path),))
    hands.wait(lambda: wishes)
    assert wishes == [Wish(NodeId(str(other.path)), str(store.path))]
    assert not hands.structure.adding.isVisible()
    wishes.clear()
    asked_for = (str(other.path), str(make_source(tmp_path)))
    hands.structure.add_files(NodeId(str(store.path)), asked_for)
    hands.wait(hands.structure.adding.isVisible)
    assert not wishes
    hands.structure.adding.reject()
    hands.wait(lambda: len(wishes) == 1)


def test_the_repository_asks_why_it_is_the_default(
    hands: StructureHands, own_configuration: Path, tmp_path: Path
) -> None:
    cs = make_detector(own_configuration / "repository")
    hands.window.opening.open_repository()
    hands.walk("repository", "jungfrau", cs.detname(), "pedestals")
    hands.rest()
    form = asked(hands, NodeId(str(cs.path), ("pedestals",)), make_source(tmp_path))
    dialog = hands.structure.adding
    form.range.ends.begin.set_text(str(LATER))
    hands.wait(dialog.ok.isEnabled)
    form.default.setChecked(True)
    hands.wait(lambda: "reason" in dialog.ok.toolTip())
    assert not dialog.ok.isEnabled()
    dialog.comment.set_text("the new dark")
    done(hands, dialog)
    assert DCStore(cs.path).find("pedestals", LATER + 5).pinned


def test_what_looks_wrong_is_told_and_not_forbidden(
    hands: StructureHands, store: DCStore, tmp_path: Path
) -> None:
    hands.show(store, "pedestals")
    source = make_source(tmp_path, shift=5000)
    name = next(one for one in store.ctypeobj("pedestals").ranges() if str(T0 + 1000) in one)
    form = asked(hands, NodeId(str(store.path), ("pedestals", name)), source)
    hands.wait(lambda: form.sanity.check is not None)
    assert form.sanity.check is not None
    assert form.sanity.check.verdict is Verdict.RED
    assert hands.structure.adding.ok.isEnabled()
    hands.structure.adding.reject()


def test_what_was_typed_is_kept(hands: StructureHands, store: DCStore, tmp_path: Path) -> None:
    hands.show(store)
    source, node = make_source(tmp_path), NodeId(str(store.path))
    form = asked(hands, node, source)
    form.range.ends.begin.set_text(str(LATER))
    form.origin.run.setText("17")
    hands.structure.adding.comment.set_text("why")
    hands.escape()
    again = asked(hands, node, source)
    assert again is form
    assert again.range.ends.begin.text() == str(LATER)
    assert again.origin.run.text() == "17"
    assert hands.structure.adding.comment.text() == "why"
    hands.escape()
    other = asked(hands, NodeId(str(store.path), ("geometry",)), source)
    assert other.range.ends.begin.text() == ""
    assert other.type.text() == "geometry"
    other.range.ends.begin.set_text(str(LATER))
    hands.wait(lambda: other.preview.failure is not None)  # an array is no geometry
    assert "text" in hands.structure.adding.ok.toolTip()
    other.type.set_text("pedestals")  # it can still be made right
    hands.wait(hands.structure.adding.ok.isEnabled)
    hands.escape()


def test_a_refused_one_keeps_what_was_typed(
    hands: StructureHands, store: DCStore, tmp_path: Path
) -> None:
    hands.show(store)
    sources = [make_source(tmp_path, name) for name in ("pedestals.npy", "pixel_rms.npy")]
    first = asked(hands, NodeId(str(store.path)), *sources)
    dialog = hands.structure.adding
    first.range.ends.begin.set_text(str(LATER))
    hands.wait(lambda: first.range.value is not None)
    dialog.same.click()
    hands.wait(dialog.ok.isEnabled)
    sources[1].unlink()
    dialog.accept()
    hands.wait(lambda: "was not done" in hands.told())
    hands.settle()
    assert versions(store)[str(LATER)] == 1
    assert [form.name for form in dialog.forms] == ["pixel_rms.npy"]
    assert dialog.forms[0].range.ends.begin.ns == LATER * 10**9
    hands.undo()
    assert str(LATER) not in versions(store)


def test_many_files_are_listed_without_a_stop(
    hands: StructureHands, store: DCStore, tmp_path: Path
) -> None:
    hands.show(store)
    sources = [make_source(tmp_path, f"pedestals_{number}.npy") for number in range(10)]
    hands.structure.add_files(NodeId(str(store.path)), tuple(map(str, sources)))
    dialog = hands.structure.adding
    hands.wait(dialog.isVisible)
    assert len(dialog.forms) < len(sources)  # the others come turn by turn
    assert not dialog.ok.isEnabled()
    hands.wait(lambda: len(dialog.forms) == len(sources))
    assert [form.name for form in dialog.forms] == [path.name for path in sources]
    first = dialog.forms[0]
    first.range.ends.begin.set_text(str(LATER))
    hands.wait(lambda: first.range.value is not None)
    dialog.same.click()
    done(hands, dialog)
    assert versions(store)[str(LATER)] == len(sources)
    hands.undo()
    assert str(LATER) not in versions(store)


def test_a_change_of_the_file_is_looked_at_while_the_dialog_is_open(
    hands: StructureHands, store: DCStore, tmp_path: Path
) -> None:
    hands.show(store, "pedestals")
    name = next(one for one in store.ctypeobj("pedestals").ranges() if str(T0 + 1000) in one)
    node = NodeId(str(store.path), ("pedestals", name))
    form = asked(hands, node, make_source(tmp_path))
    form.origin.run.setText("17")
    hands.wait(lambda: "v4 of pedestals instead of v3" in form.preview.told)
    other = DCStore(store.path)
    other.ctypeobj("pedestals").rangeobj(name).add_version(T0 + 9, np.zeros(SHAPE, "f4"))
    other.save()
    hands.wait(lambda: "v5 of pedestals instead of v4" in form.preview.told)
    assert form.origin.run.text() == "17"
    done(hands, hands.structure.adding)
    assert versions(store)[str(T0 + 1000)] == 5
