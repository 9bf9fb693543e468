"""New types, in a real window."""

from __future__ import annotations

from pathlib import Path

from dcsgui import DCStore
from structure_hands import StructureHands
from twin_files import Twin
from window_stories import make_detector


def ctypes(cs: DCStore) -> list[str]:
    return sorted(DCStore(cs.path).ctypes())


def test_a_new_type_by_the_keyboard(hands: StructureHands, store: DCStore, tmp_path: Path) -> None:
    hands.show(store)
    twin = Twin(store.path, tmp_path / "twin")
    dialog = hands.structure.type
    hands.opened("new_type", dialog)
    assert dialog.ok.text() == "Add type"
    hands.write("pixel_status")
    hands.wait(lambda: "gets the type pixel_status" in dialog.preview.told)
    hands.enter()
    hands.wait(lambda: not dialog.isVisible())
    assert ctypes(store) == ["geometry", "pedestals", "pixel_status"]
    hands.goes_to(store, "pixel_status")
    twin.does(hands.lines[0])
    hands.undo()
    assert ctypes(store) == ["geometry", "pedestals"]
    hands.redo()
    assert ctypes(store) == ["geometry", "pedestals", "pixel_status"]


def test_what_is_no_name_is_told_while_typing(hands: StructureHands, store: DCStore) -> None:
    hands.show(store)
    dialog = hands.structure.type
    hands.opened("new_type", dialog)
    hands.write("Pixel gain")
    assert "is no calibration type" in dialog.type.told
    assert not dialog.ok.isEnabled()
    hands.enter()
    assert dialog.isVisible()
    hands.wait(lambda: dialog.type.box.count() > 2)
    hands.write("pedestals")
    hands.wait(lambda: dialog.type.told)
    assert dialog.type.told == "There is a type pedestals already; give another name."
    hands.write("pedestal")
    assert "did you mean 'pedestals'" in dialog.type.told
    assert dialog.ok.isEnabled()  # any name is allowed
    hands.escape()
    assert ctypes(store) == ["geometry", "pedestals"]


def test_names_of_other_detectors_are_offered_first(hands: StructureHands, tmp_path: Path) -> None:
    first = make_detector(tmp_path / "calib")
    second = make_detector(tmp_path / "calib", detname="jungfrau-0002")
    second.add_ctype("status_extra")
    second.save()
    hands.show(second, "pedestals")
    hands.walk("", "jungfrau", first.detname())
    hands.rest()
    dialog = hands.structure.type
    hands.opened("new_type", dialog)
    hands.wait(lambda: dialog.type.box.itemText(0) == "status_extra")
    offered = [dialog.type.box.itemText(number) for number in range(dialog.type.box.count())]
    assert "pedestals" not in offered  # it is there
    assert "pixel_status" in offered
    dialog.reject()


def test_somebody_else_was_faster(hands: StructureHands, store: DCStore) -> None:
    hands.show(store)
    dialog = hands.structure.type
    hands.opened("new_type", dialog)
    hands.write("pixel_status")
    dialog.comment.set_text("for run 12")
    hands.wait(dialog.ok.isEnabled)
    other = DCStore(store.path)
    other.add_ctype("pixel_status")
    other.save()
    dialog.accept()
    hands.wait(lambda: not hands.window.changes.busy)
    hands.wait(lambda: "There is a type pixel_status already" in dialog.ok.toolTip())
    assert dialog.isVisible()
    assert dialog.type.text() == "pixel_status"
    assert dialog.comment.text() == "for run 12"
    hands.write("pixel_rms")
    hands.agree(dialog)
    assert "pixel_rms" in ctypes(store)
