"""Predecessors and successors, in a real window."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from dcs_texts import run_lines
from dcsgui import DCStore
from small_stores import LAYOUTS
from structure_hands import StructureHands
from twin_files import timeless
from window_stories import make_detector


def links_of(*stores: DCStore) -> list[tuple[str | None, str | None]]:
    again = [DCStore(cs.path) for cs in stores]
    return [(cs.predecessor() or None, cs.successor() or None) for cs in again]


@pytest.fixture(params=LAYOUTS)
def pair(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[DCStore, DCStore]:
    names = ("jungfrau-0001", "jungfrau-0002")
    first, second = (make_detector(tmp_path / "calib", request.param, name) for name in names)
    return first, second


def test_links_are_set_on_both_sides_and_taken_back(
    hands: StructureHands, pair: tuple[DCStore, DCStore], tmp_path: Path
) -> None:
    first, second = pair
    hands.show(second)
    shutil.copytree(Path(first.path).parent.parent, tmp_path / "twin")
    dialog = hands.structure.linking
    hands.opened("links", dialog)
    hands.wait(lambda: dialog.chain.text() == "no predecessor, no successor")
    hands.wait(lambda: dialog.predecessor.findText("jungfrau-0001") > 0)
    assert dialog.predecessor.findText("jungfrau-0002") < 0
    assert dialog.ok.toolTip() == "These are the links that it has."
    dialog.predecessor.setCurrentText("jungfrau-0001")
    hands.wait(lambda: len(dialog.preview.told.splitlines()) == 2)
    assert "successor of jungfrau-0001: jungfrau-0002" in dialog.preview.told
    dialog.comment.set_text("new firmware")
    hands.agree(dialog)
    linked = [(None, "jungfrau-0002"), ("jungfrau-0001", None)]
    assert links_of(first, second) == linked
    ((line,),) = hands.lines
    run_lines(line, [(tmp_path / "calib", tmp_path / "twin")])
    for cs in pair:
        path = Path(cs.path)
        assert timeless(tmp_path / "twin" / "jungfrau" / path.name) == timeless(path)
    hands.undo()
    assert links_of(first, second) == [(None, None), (None, None)]
    assert len(hands.lines[1]) == 2
    hands.redo()
    assert links_of(first, second) == linked


def test_a_circle_is_told_before(hands: StructureHands, pair: tuple[DCStore, DCStore]) -> None:
    first, second = pair
    second.set_predecessor("jungfrau-0001")
    second.save()
    first.set_successor("jungfrau-0002")
    first.save()
    hands.show(second)
    dialog = hands.structure.linking
    hands.opened("links", dialog)
    chain = "jungfrau-0001 \N{RIGHTWARDS ARROW} jungfrau-0002 (this)"
    hands.wait(lambda: chain in dialog.chain.text())
    assert dialog.predecessor.currentText() == "jungfrau-0001"
    dialog.successor.setCurrentText("jungfrau-0001")
    hands.wait(lambda: dialog.preview.failure is not None)
    assert "circle" in dialog.ok.toolTip() or "follow" in dialog.ok.toolTip()
    assert not dialog.ok.isEnabled()
    dialog.reject()


def test_none_takes_a_link_away(hands: StructureHands, pair: tuple[DCStore, DCStore]) -> None:
    first, second = pair
    second.set_predecessor("jungfrau-0001")
    second.save()
    first.set_successor("jungfrau-0002")
    first.save()
    hands.show(second)
    dialog = hands.structure.linking
    hands.opened("links", dialog)
    hands.wait(lambda: dialog.predecessor.currentText() == "jungfrau-0001")
    dialog.predecessor.setCurrentText("none")
    hands.agree(dialog)
    assert links_of(first, second) == [(None, None), (None, None)]
    assert "--no-predecessor" in hands.lines[0][0]
    hands.undo()
    assert links_of(first, second) == [(None, "jungfrau-0002"), ("jungfrau-0001", None)]
