"""New ranges, and other ends of ranges that are there, in a real window."""

from __future__ import annotations

from pathlib import Path

from dcsgui import DCStore
from dcsgui.core.actions.answers.timelines import NO_ANSWER_CHANGES
from small_stores import T0
from structure_hands import StructureHands
from twin_files import Twin
from window_stories import make_detector

LATER = T0 + 86400


def ranges(cs: DCStore, ctype: str = "pedestals") -> list[str]:
    again = DCStore(cs.path)
    return sorted(again.ctypeobj(ctype).ranges()) if ctype in again.ctypes() else []


def test_a_new_range_by_the_keyboard_alone(
    hands: StructureHands, store: DCStore, tmp_path: Path
) -> None:
    hands.show(store, "pedestals")
    dialog = hands.structure.range
    twin = Twin(store.path, tmp_path / "twin")
    before = ranges(store)
    hands.opened("new_range", dialog)
    assert dialog.type.text() == "pedestals"
    assert not dialog.ok.isEnabled()
    assert "give a time" in dialog.ok.toolTip()
    hands.write(str(LATER))
    hands.tab()
    hands.write(str(LATER + 10))
    hands.tab()
    hands.write("night shift")
    hands.press_ctrl_enter()
    hands.wait(lambda: not dialog.isVisible())
    hands.rest()
    name = f"{LATER}-{LATER + 10}"
    assert ranges(store) == sorted([*before, name])
    cto = DCStore(store.path).ctypeobj("pedestals")
    assert "night shift" in cto.history() + cto.rangeobj(name).history()
    hands.goes_to(store, "pedestals", name)
    (lines,) = hands.lines
    twin.does(lines)
    hands.undo()
    assert ranges(store) == before
    hands.redo()
    assert ranges(store) == sorted([*before, name])
    assert len(hands.lines) == 3


def test_a_range_of_a_new_type(hands: StructureHands, store: DCStore) -> None:
    hands.show(store)
    dialog = hands.structure.range
    hands.opened("new_range", dialog)
    assert hands.focus() is dialog.type.box
    dialog.type.set_text("Pixel Gain")
    assert "is no calibration type" in dialog.type.told
    dialog.type.set_text("pixel_gain")
    dialog.ends.begin.set_text("2016-10-27T10:00:00Z")
    hands.wait(lambda: dialog.preview.told == NO_ANSWER_CHANGES)
    hands.agree(dialog)
    assert [name.removesuffix("-end") for name in ranges(store, "pixel_gain")] == ["1477562400"]


def test_an_end_before_the_begin_is_told_where_it_stands(
    hands: StructureHands, store: DCStore
) -> None:
    hands.show(store, "pedestals")
    dialog = hands.structure.range
    hands.opened("new_range", dialog)
    dialog.ends.begin.set_text("1477562400")
    dialog.ends.end.set_text("1477562399")
    hands.wait(lambda: "before it begins" in dialog.ends.end.told)
    assert not dialog.ok.isEnabled()
    dialog.ends.end.set_text("nonsense")
    hands.wait(lambda: "neither a number" in dialog.ends.end.told)
    hands.enter()
    assert dialog.isVisible()
    dialog.ends.end.set_text("")
    hands.wait(dialog.ok.isEnabled)
    dialog.reject()


def test_a_range_that_is_there_is_told_before_it_is_tried(
    hands: StructureHands, store: DCStore
) -> None:
    hands.show(store, "pedestals")
    dialog = hands.structure.range
    hands.opened("new_range", dialog)
    dialog.ends.begin.set_text(str(T0))
    dialog.ends.end.set_text(str(T0 + 999))
    hands.wait(lambda: dialog.preview.failure is not None)
    assert not dialog.ok.isEnabled()
    assert "pedestals" in dialog.preview.told
    dialog.reject()


def test_what_was_typed_is_kept_when_it_is_cancelled(
    hands: StructureHands, store: DCStore
) -> None:
    hands.show(store, "pedestals")
    dialog = hands.structure.range
    hands.opened("new_range", dialog)
    hands.write(str(LATER))
    dialog.comment.set_text("why")
    hands.escape()
    assert not dialog.isVisible()
    hands.opened("new_range", dialog)
    assert dialog.ends.begin.text() == str(LATER)
    assert dialog.comment.text() == "why"
    hands.agree(dialog)
    hands.opened("new_range", dialog)
    assert dialog.ends.begin.text() == ""
    assert dialog.comment.text() == ""
    dialog.reject()


def test_enter_before_it_is_known_which_time_is_meant(
    hands: StructureHands, store: DCStore
) -> None:
    hands.show(store, "pedestals")
    dialog = hands.structure.range
    hands.opened("new_range", dialog)
    hands.write(str(LATER))
    hands.enter()  # at once
    hands.wait(lambda: any(name.startswith(str(LATER)) for name in ranges(store)))
    hands.wait(lambda: not dialog.isVisible())
    hands.rest()


def choose_first_range(hands: StructureHands, cs: DCStore) -> None:
    hands.show(cs, "pedestals")
    hands.wait(lambda: len(hands.rows()) == 6)
    hands.click(hands.table, hands.cell(0, "number"))
    hands.rest()


def test_other_ends_say_which_answers_change(
    hands: StructureHands, store: DCStore, tmp_path: Path
) -> None:
    choose_first_range(hands, store)
    twin = Twin(store.path, tmp_path / "twin")
    dialog, before = hands.structure.ends, ranges(store)
    hands.opened("range_ends", dialog)
    hands.wait(lambda: dialog.ends.begin.ns == T0 * 10**9)
    assert dialog.ends.end.ns == (T0 + 999) * 10**9
    assert dialog.ok.toolTip() == "These are the ends that it has."
    dialog.ends.end.set_text(str(T0 + 499))
    hands.wait(lambda: "Then nothing of pedestals instead of v3" in dialog.preview.told)
    assert len(dialog.preview.told.splitlines()) == 1
    hands.agree(dialog)
    name = f"{T0}-{T0 + 499}"
    assert name in ranges(store)
    hands.goes_to(store, "pedestals", name)
    twin.does(hands.lines[0])
    hands.undo()
    assert ranges(store) == before


def test_somebody_else_changed_the_ends_meanwhile(hands: StructureHands, store: DCStore) -> None:
    choose_first_range(hands, store)
    dialog = hands.structure.ends
    hands.opened("range_ends", dialog)
    hands.wait(lambda: dialog.ends.begin.ns == T0 * 10**9)
    dialog.ends.end.set_text(str(T0 + 499))
    hands.wait(dialog.ok.isEnabled)
    other = DCStore(store.path)
    other.ctypeobj("pedestals").del_range(f"{T0}-{T0 + 999}")
    other.save()
    hands.wait(lambda: "somebody changed or deleted it" in dialog.ok.toolTip())
    assert not dialog.ok.isEnabled()
    assert dialog.ends.end.text() == str(T0 + 499)
    hands.enter()
    assert dialog.isVisible()
    dialog.reject()


def test_a_range_has_to_be_chosen(hands: StructureHands, store: DCStore) -> None:
    hands.show(store, "pedestals")
    hands.structure.range_ends()
    if hands.window.showing.range is None:
        assert "Select the range" in hands.told()
    else:
        hands.structure.ends.reject()


def test_another_detector_begins_anew(hands: StructureHands, tmp_path: Path) -> None:
    first = make_detector(tmp_path / "calib")
    second = make_detector(tmp_path / "calib", detname="jungfrau-0002")
    hands.show(first, "pedestals")
    dialog = hands.structure.range
    hands.opened("new_range", dialog)
    hands.write(str(LATER))
    hands.escape()
    hands.walk("", "jungfrau", second.detname())
    hands.rest()
    hands.opened("new_range", dialog)
    assert dialog.ends.begin.text() == ""
    dialog.reject()
