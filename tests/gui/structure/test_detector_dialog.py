"""New detectors, in a real window."""

from __future__ import annotations

from pathlib import Path

from dcs_texts import run_lines
from dcsgui import DCStore
from structure_hands import StructureHands
from window_stories import make_detector


def test_a_new_detector_and_its_undo(hands: StructureHands, tmp_path: Path) -> None:
    calib = tmp_path / "calib"
    hands.show(make_detector(calib))
    dialog = hands.structure.detector
    hands.opened("new_detector", dialog)
    hands.write("cspad-0007")
    file = calib / "cspad" / "cspad-0007.h5"
    hands.wait(lambda: str(file) in dialog.preview.told)
    dialog.comment.set_text("spare camera")
    hands.agree(dialog)
    assert file.is_file()
    assert "spare camera" in DCStore(file).history()
    hands.goes_to(DCStore(file))
    hands.undo()
    assert not file.exists()
    hands.redo()
    assert DCStore(file).ctypes() == []
    assert [len(lines) for lines in hands.lines] == [1, 1, 1]
    other = tmp_path / "twin" / "calib"
    other.mkdir(parents=True)
    there = other / "cspad" / "cspad-0007.h5"
    for (line,), exists in zip(hands.lines, (True, False, True), strict=True):
        run_lines(line, [(calib, other)])
        assert there.exists() is exists


def test_what_is_no_name_is_told_while_typing(hands: StructureHands, tmp_path: Path) -> None:
    cs = make_detector(tmp_path / "calib")
    hands.show(cs)
    dialog = hands.structure.detector
    hands.opened("new_detector", dialog)
    assert "Give its name" in dialog.ok.toolTip()
    for name, told in (
        ("cspad", "it is <dettype>-<detid>"),
        ("CsPad-1", "lower case"),
        ("cspad-1/2", "a slash"),
        ("cspad-1.h5", "leave out '.h5'"),
    ):
        hands.write(name)
        assert told in dialog.ok.toolTip()
        assert not dialog.ok.isEnabled()
    hands.write("jungfrau-0001")
    hands.wait(lambda: "is there already" in dialog.ok.toolTip())
    hands.escape()


def test_what_is_not_empty_any_more_is_not_removed(hands: StructureHands, tmp_path: Path) -> None:
    hands.show(make_detector(tmp_path / "calib"))
    dialog = hands.structure.detector
    hands.opened("new_detector", dialog)
    hands.write("cspad-0007")
    hands.agree(dialog)
    cs = DCStore(tmp_path / "calib" / "cspad" / "cspad-0007.h5")
    cs.add_ctype("pedestals")
    cs.save()
    hands.rest()
    hands.undo()
    assert "was not taken back" in hands.told()
    assert "cspad-0007" in hands.told()
    assert DCStore(cs.path).ctypes() == ["pedestals"]


def test_a_place_has_to_be_open(hands: StructureHands) -> None:
    hands.structure.new_detector()
    dialog = hands.structure.detector
    assert "Open the place first" in dialog.ok.toolTip()
    dialog.reject()
