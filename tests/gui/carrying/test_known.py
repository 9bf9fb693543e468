"""What tree and table know of what is carried, and of where it may go."""

from __future__ import annotations

import pytest
from PyQt5.QtCore import QModelIndex, Qt

from carrying_scene import EARLY, VERSIONS, CarryingScene
from dcsgui.core.actions.answers.nodes import NodeId, Place, PlaceKind
from dcsgui.gui.carrying import carrying as controller
from dcsgui.gui.carrying.known import Known
from dcsgui.gui.models.tree import Role
from dcsgui.gui.models.tree_rows import Kind

OF_FIRST = ("xpptut15", "jungfrau", "jungfrau-0001")


@pytest.fixture
def known(scene: CarryingScene) -> Known:
    scene.walk(*OF_FIRST, "pedestals", "2016-10-27 to", "v1")
    return Known(scene.window.parts.places, scene.window.parts.versions)


def carried(scene: CarryingScene, known: Known, *texts: str) -> list[tuple[str, int | None]]:
    return [(one.name, one.versions) for one in known.of_tree([scene.row(*texts)])]


def test_what_rows_of_the_tree_are(scene: CarryingScene, known: Known) -> None:
    assert carried(scene, known, *OF_FIRST) == [("jungfrau-0001", 7)]
    assert carried(scene, known, "xpptut15", "jungfrau", "jungfrau-0002") == [
        ("jungfrau-0002", None)
    ]
    assert carried(scene, known, *OF_FIRST, "pedestals") == [("pedestals", 6)]
    early = (*OF_FIRST, "pedestals", "2016-10-27 to")
    assert carried(scene, known, *early) == [("2016-10-27 to 00:16:39", 3)]
    assert carried(scene, known, *early, "v2") == [("v2", 1)]
    assert carried(scene, known, "xpptut15", "jungfrau") == [
        ("jungfrau-0001", None),
        ("jungfrau-0002", None),
    ]
    assert carried(scene, known, "xpptut15") == []


def test_what_is_in_something_else_that_is_taken_counts_once(
    scene: CarryingScene, known: Known
) -> None:
    early = (*OF_FIRST, "pedestals", "2016-10-27 to")
    rows = [scene.row(*early, "v1"), scene.row(*early), scene.row(*OF_FIRST, "geometry")]
    nodes = [one.node.path for one in known.of_tree(rows)]
    assert nodes == [EARLY, ("geometry",)]


def test_what_rows_of_the_tree_take(scene: CarryingScene, known: Known) -> None:
    early = (*OF_FIRST, "pedestals", "2016-10-27 to")
    words = {
        ("xpptut15",): "xpptut15",
        ("xpptut15", "jungfrau"): "xpptut15",
        ("repository",): "the repository",
        OF_FIRST: "jungfrau-0001 in xpptut15",
        (*OF_FIRST, "pedestals"): "pedestals of jungfrau-0001 in xpptut15",
        early: "the range 2016-10-27 to 00:16:39 of pedestals of jungfrau-0001 in xpptut15",
    }
    for texts, said in {**words, (*early, "v3"): words[early]}.items():
        target = known.target_at(scene.row(*texts))
        assert target is not None
        assert target.in_words() == said
        assert target.access is not None
        assert target.access.writable
    assert known.target_at(QModelIndex()) is None


def test_a_node_is_found_in_the_place_that_it_is_in(scene: CarryingScene, known: Known) -> None:
    place = Place(PlaceKind.REPOSITORY, str(scene.repository))
    file = scene.file(scene.repository, "jungfrau-0002")
    target = known.target_of(NodeId(file))
    assert target is not None
    assert (target.place, target.detname) == (place, "jungfrau-0002")
    alone = known.target_of(NodeId("/nowhere/cspad-0001.h5", ("gain",)))
    assert alone is not None
    assert (alone.place.kind, alone.access) == (PlaceKind.FILE, None)


def test_all_of_very_many_versions_are_what_they_are_in(
    scene: CarryingScene, known: Known, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(controller, "MOST", 2)
    scene.walk(*OF_FIRST, "pedestals")
    scene.hands.click(scene.table, scene.hands.cell(0, "type"))
    scene.table.selectAll()
    (all_,) = scene.window.carrying.selected()
    assert (all_.name, all_.node.path) == ("pedestals", ("pedestals",))
    scene.select_versions([0, 1, 2])
    assert scene.window.carrying.selected() == ()
    assert "rows can't be taken one by one" in scene.hands.told()
    scene.select_versions([0, 1])
    assert [one.node.path for one in scene.window.carrying.selected()] == list(VERSIONS[:2])


def test_a_place_is_no_row_to_drag(scene: CarryingScene, known: Known) -> None:
    model = scene.window.parts.places.model
    row = scene.row("xpptut15")
    assert row.data(Role.KIND) is Kind.PLACE
    assert not model.flags(row) & Qt.ItemFlag.ItemIsDragEnabled
    assert model.flags(scene.row(*OF_FIRST)) & Qt.ItemFlag.ItemIsDragEnabled
