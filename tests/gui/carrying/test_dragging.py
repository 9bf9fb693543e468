"""Drags with the mouse: what is told on the way, and what comes of it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PyQt5.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from carrying_scene import EARLY, LATE, VERSIONS, CarryingScene, proposed_in
from dcsgui.core.actions.answers.nodes import NodeId, Place, PlaceKind
from dcsgui.gui.carrying.cursor_words import CursorWords
from dcsgui.gui.transfer.wish import Wish
from dcsgui.gui.window.main import MainWindow
from drags import Ending, Stop
from window_stories import open_window

SHIFT = Qt.KeyboardModifier.ShiftModifier
OF_FIRST = ("xpptut15", "jungfrau", "jungfrau-0001")
OF_SECOND = ("xpptut15", "jungfrau", "jungfrau-0002")
IN_REPOSITORY = ("repository", "jungfrau", "jungfrau-0002")


def repository(scene: CarryingScene) -> Place:
    return Place(PlaceKind.REPOSITORY, str(scene.repository))


def put_beside(window: MainWindow, other: MainWindow) -> None:
    """Put a window where the other one does not come over it when it is clicked."""
    window.move(0, 0)
    other.move(window.frameGeometry().width(), 0)


def test_versions_of_the_table_to_a_place(scene: CarryingScene) -> None:
    scene.walk(*OF_FIRST, "pedestals")
    scene.select_versions([0, 1, 2])
    told = scene.drags.drag(scene.at_version(1), scene.at("repository"))
    assert told[0].words == (
        "Copy 3 versions of pedestals to jungfrau-0001 in the repository (new file); "
        "the plan is shown first."
    )
    assert (told[0].taken, told[0].action) == (True, Qt.DropAction.CopyAction)
    scene.hands.wait(lambda: scene.wishes)
    source = NodeId(scene.file(scene.experiment), EARLY)
    assert scene.wishes == [Wish(source, repository(scene), nodes=VERSIONS)]
    assert len(scene.window.parts.versions.selected()) == 3


def test_a_range_and_a_version_of_another_one_with_shift(scene: CarryingScene) -> None:
    scene.walk(*OF_FIRST, "pedestals", "2016-10-27 to", "v1")
    scene.walk("repository", "jungfrau", "jungfrau-0002")
    scene.drags.select(
        scene.tree,
        scene.row(*OF_FIRST, "pedestals", "from"),
        scene.row(*OF_FIRST, "pedestals", "2016-10-27 to", "v2"),
    )
    told = scene.drags.drag(
        scene.at(*OF_FIRST, "pedestals", "from"), scene.at(*IN_REPOSITORY), keys=SHIFT
    )
    assert told[0].words == (
        "Move 1 range and 1 version of pedestals (4 versions) to jungfrau-0002 in the repository "
        "(taken from another detector, jungfrau-0001); the plan is shown first."
    )
    assert told[0].action == Qt.DropAction.MoveAction
    scene.hands.wait(lambda: scene.wishes)
    (wish,) = scene.wishes
    assert wish.source == NodeId(scene.file(scene.experiment), ("pedestals",))
    assert wish.target == scene.file(scene.repository, "jungfrau-0002")
    assert sorted(wish.nodes) == [VERSIONS[1], LATE]
    assert wish.move


def test_a_version_into_another_range_of_its_file(scene: CarryingScene) -> None:
    scene.walk(*OF_FIRST, "pedestals", "2016-10-27 to", "v1")
    into = scene.at(*OF_FIRST, "pedestals", "from")
    version = (*OF_FIRST, "pedestals", "2016-10-27 to", "v3")
    told = scene.drags.drag(scene.at(*version), scene.at(*version), into)
    assert not told[0].taken
    assert told[0].words.startswith("Already in the range 2016-10-27 to")
    assert told[1].words == (
        "Copy v3 of pedestals to the range from 2016-10-27 00:16:40 of pedestals of "
        "jungfrau-0001 in xpptut15; the plan is shown first."
    )
    scene.hands.wait(lambda: scene.wishes)
    file = scene.file(scene.experiment)
    source = NodeId(file, VERSIONS[2])
    assert scene.wishes == [Wish(source, file, into=LATE)]


def test_what_can_go_nowhere_says_why_and_is_not_dropped(scene: CarryingScene) -> None:
    scene.walk(*OF_FIRST, "geometry")
    scene.walk(*IN_REPOSITORY, "pedestals")
    empty = Stop(scene.tree, QPoint(20, scene.tree.height() - 60))
    told = scene.drags.drag(
        scene.at(*OF_FIRST, "geometry"),
        scene.at("xpptut15"),
        scene.at(*IN_REPOSITORY, "pedestals"),
        empty,
    )
    assert [one.words for one in told] == [
        "Already in xpptut15: all geometry (1 version).",
        "Only pedestals fits here: drop geometry on jungfrau-0002.",
        "Drop it on a place, a detector, a type or a range.",
    ]
    assert not any(one.taken for one in told)
    scene.hands.rest()
    assert not scene.wishes


def test_several_detectors_are_several_wishes(scene: CarryingScene) -> None:
    scene.walk(*OF_FIRST)
    scene.drags.select(scene.tree, scene.row(*OF_FIRST), scene.row(*OF_SECOND))
    told = scene.drags.drag(scene.at(*OF_SECOND), scene.at("repository"))
    assert told[0].words == (
        "Copy 2 detectors to the repository (1 new file); the plan is shown first."
    )
    scene.hands.wait(lambda: scene.wishes)
    files = [scene.file(scene.experiment, f"jungfrau-000{number}") for number in (1, 2)]
    assert scene.wishes == [Wish(NodeId(file), repository(scene)) for file in files]


def test_escape_leaves_everything(scene: CarryingScene) -> None:
    scene.walk(*OF_FIRST, "pedestals")
    told = scene.drags.drag(
        scene.at(*OF_FIRST, "pedestals"), scene.at("repository"), ending=Ending.ESCAPE
    )
    assert told[0].taken
    scene.hands.rest()
    assert not scene.wishes
    labels = scene.window.findChildren(CursorWords)
    assert [label.isVisible() for label in labels] == [False]


def test_a_star_that_is_dragged_is_not_clicked(scene: CarryingScene) -> None:
    scene.walk(*OF_FIRST, "pedestals")
    before = scene.hands.answering()
    star = Stop(scene.table, scene.hands.cell(0, "default"))
    scene.drags.drag(star, scene.at("repository"))
    scene.hands.wait(lambda: scene.wishes)
    scene.hands.rest()
    assert scene.hands.answering() == before


def test_a_closed_row_opens_after_a_while(scene: CarryingScene) -> None:
    scene.walk(*OF_FIRST, "pedestals")
    row = scene.row("repository", "jungfrau")
    assert not scene.tree.isExpanded(row)
    closed = Stop(scene.tree, row, until=lambda: scene.tree.isExpanded(row))
    scene.drags.drag(scene.at(*OF_FIRST, "pedestals"), closed, ending=Ending.ESCAPE)


def test_from_window_to_window(
    scene: CarryingScene, qtbot: QtBot, windows: list[MainWindow]
) -> None:
    scene.walk(*OF_FIRST, "pedestals")
    other = open_window(qtbot, windows)
    wishes = proposed_in(other.window)
    other.window.parts.places.add_place(repository(scene))
    other.rest()
    put_beside(scene.window, other.window)
    tree = other.window.parts.places.view
    told = scene.drags.drag(scene.at(*OF_FIRST, "pedestals"), Stop(tree, other.child("repo")))
    assert told[0].words.startswith("Copy all pedestals (6 versions) to jungfrau-0001 in the rep")
    other.wait(lambda: wishes)
    source = NodeId(scene.file(scene.experiment), ("pedestals",))
    assert wishes == [Wish(source, repository(scene))]
    assert not scene.wishes


def test_from_another_window_into_the_table(
    scene: CarryingScene, qtbot: QtBot, windows: list[MainWindow]
) -> None:
    other = open_window(qtbot, windows)
    other.window.parts.places.add_place(repository(scene))
    other.walk("repository", "jungfrau", "jungfrau-0002", "pedestals")
    other.rest()
    scene.walk(*OF_FIRST, "pedestals")
    table = other.window.parts.versions.view
    rows = [Stop(scene.table, scene.hands.cell(1, "type")), Stop(table, other.cell(5, "type"))]
    put_beside(scene.window, other.window)
    told = scene.drags.drag(rows[1], rows[0])
    assert told[0].words.startswith("Copy v3 of pedestals to pedestals of jungfrau-0001 in xpptut")
    scene.hands.wait(lambda: scene.wishes)
    assert scene.wishes[0].target == scene.file(scene.experiment)
    assert scene.wishes[0].into == ()


# --- files from the desktop ----------------------------------------------------------------


@pytest.fixture
def array(tmp_path: Path) -> Path:
    np.save(tmp_path / "dark.npy", np.zeros(3))
    return tmp_path / "dark.npy"


def test_an_array_from_the_desktop(scene: CarryingScene, array: Path) -> None:
    scene.walk(*OF_FIRST, "pedestals")
    told = scene.drags.drag_files([array], scene.at("repository"), scene.at(*OF_FIRST, "geometry"))
    assert [one.words for one in told] == [
        "Add dark.npy to a detector in the repository; you are asked to which one.",
        (
            "Add dark.npy as a version to geometry of jungfrau-0001 in xpptut15; "
            "what is to be added is shown first."
        ),
    ]
    scene.hands.wait(lambda: scene.added)
    node = NodeId(scene.file(scene.experiment), ("geometry",))
    assert scene.added == [(node, (str(array),))]


def test_an_array_on_a_row_of_the_table_is_for_its_range(
    scene: CarryingScene, array: Path
) -> None:
    scene.walk(*OF_FIRST, "pedestals")
    empty = Stop(scene.table, QPoint(50, scene.table.height() - 60))
    told = scene.drags.drag_files([array], empty, scene.at_version(4))
    assert "to pedestals of jungfrau-0001" in told[0].words
    assert "to the range from 2016-10-27 00:16:40 of pedestals" in told[1].words
    scene.hands.wait(lambda: scene.added)
    assert scene.added == [(NodeId(scene.file(scene.experiment), LATE), (str(array),))]


def test_a_detector_file_from_the_desktop(scene: CarryingScene, tmp_path: Path) -> None:
    file = Path(scene.file(scene.experiment)).rename(tmp_path / "jungfrau-0007.h5")
    told = scene.drags.drag_files([file], scene.at("repository"))
    assert told[0].words.startswith("Copy jungfrau-0007 to the repository (new file)")
    scene.hands.wait(lambda: scene.wishes)
    assert scene.wishes == [Wish(NodeId(str(file)), repository(scene))]


def test_files_beside_the_rows_are_opened(scene: CarryingScene, tmp_path: Path) -> None:
    file = scene.file(scene.experiment)
    empty = Stop(scene.tree, QPoint(20, scene.tree.height() - 60))
    told = scene.drags.drag_files([Path(file)], empty)
    assert told[0].words == "Open jungfrau-0001.h5."
    scene.hands.wait(lambda: len(scene.window.parts.places.places()) == 3)
    assert scene.window.parts.places.places()[2].path == file
