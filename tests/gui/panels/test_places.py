"""The panel of places, on real files, with real clicks and keys."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from PyQt5.QtCore import QMimeData, QPoint, Qt, QUrl
from PyQt5.QtGui import QDragEnterEvent, QDropEvent
from PyQt5.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from dcsgui.core.actions.answers.nodes import Place, PlaceKind
from dcsgui.gui.jobs.jobs import Jobs
from dcsgui.gui.models.tree import Role
from dcsgui.gui.panels.places import HINT
from places_scene import PlacesScene, make_file
from tree_models import heard

FIRST, LATER = 1477526400, 1478000000
EARLY, LATE = f"{FIRST}-{FIRST + 99}", f"{LATER}-{LATER + 99}"
COPY = Qt.DropAction.CopyAction


@pytest.fixture
def scene(qtbot: QtBot, jobs: Jobs) -> PlacesScene:
    return PlacesScene(qtbot, jobs)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return make_file(tmp_path / "calib", "cspad-0001", FIRST, LATER)


def test_an_empty_panel_says_what_to_do_first(scene: PlacesScene) -> None:
    asked = heard(scene.panel.openAsked)
    hints = [label.text() for label in scene.panel.findChildren(QLabel) if label.isVisible()]
    assert hints == [HINT]
    button = scene.panel.findChild(QPushButton)
    scene.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert len(asked) == 1


def test_a_walk_from_place_to_version(scene: PlacesScene, file: Path) -> None:
    scene.open(file.parent.parent)
    place = file.parent.parent.parent.name
    scene.walk(place, "cspad", "cspad-0001", "pedestals", "2016-10-27", "v2")
    assert scene.panel.current() == scene.node(file, "pedestals", EARLY, str(FIRST + 1))
    depths = [0 if node is None else 1 + len(node.path) for (node,) in scene.selected]
    assert depths == sorted(depths)
    assert depths[-1] == 4
    assert scene.texts(place, "cspad", "cspad-0001") == ["pedestals", "rms"]


def test_trying_again_by_key_reads_the_file_again(
    scene: PlacesScene, file: Path, tmp_path: Path
) -> None:
    scene.open(file)
    scene.jobs.marked[str(file)] = "The worker died of it."
    scene.jobs.fileMarked.emit(str(file), "The worker died of it.")
    scene.panel.refresh()
    scene.wait(lambda: scene.texts("cspad-0001") == ["The worker died of it."])
    scene.click("cspad-0001", "The worker")
    scene.press(Qt.Key.Key_Return)
    scene.wait(lambda: scene.texts("cspad-0001") == ["pedestals", "rms"])
    assert scene.jobs.marked == {}
    assert scene.row("cspad-0001").data(Role.FAILURE) == ""
    assert scene.panel.current() == scene.node(file)


def test_a_hostile_file_is_shown_with_what_is_wrong(scene: PlacesScene, shared_data: Path) -> None:
    scene.open(shared_data / "hostile" / "cve_hdf5" / "cve-2016-4330.h5")
    row = scene.row("cve-2016-4330")
    assert row.data(Role.FAILURE)
    assert row.data(Role.FAILURE) in row.data(Qt.ItemDataRole.ToolTipRole)
    scene.panel.try_again()
    scene.rest()
    assert row.data(Role.FAILURE)


def test_files_can_be_dropped(scene: PlacesScene, file: Path, tmp_path: Path) -> None:
    added, changed = heard(scene.panel.placeDropped), heard(scene.panel.placesChanged)
    data = QMimeData()
    paths = [file, tmp_path / "nothing.h5", file.parent.parent]
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(50, 50), COPY, data, buttons, keys)
    QApplication.sendEvent(scene.panel, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(scene.panel, QDropEvent(QPoint(50, 50), COPY, data, buttons, keys))
    scene.wait(lambda: len(added) == 2 and scene.problems)
    assert [place.path for place in scene.panel.places()] == [str(file), str(paths[2])]
    assert "nothing.h5" in scene.problems[0][0]
    assert len(changed) == 2


def test_text_cannot_be_dropped(scene: PlacesScene) -> None:
    data = QMimeData()
    data.setText("cspad-0001")
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(50, 50), COPY, data, buttons, keys)
    enter.ignore()
    QApplication.sendEvent(scene.panel, enter)
    assert not enter.isAccepted()


def test_places_are_taken_out(scene: PlacesScene, file: Path) -> None:
    changed = heard(scene.panel.placesChanged)
    scene.open(file)
    scene.click("cspad-0001")
    place = scene.panel.current_place()
    assert place == Place(PlaceKind.FILE, str(file))
    scene.panel.remove_place(place.path)
    scene.panel.remove_place(place.path)
    assert scene.panel.places() == ()
    assert scene.selected[-1] == (None,)
    assert len(changed) == 2
    assert scene.panel.findChild(QPushButton).isVisible()


def test_a_place_that_is_there_is_gone_to(scene: PlacesScene, file: Path) -> None:
    scene.open(file)
    scene.click("cspad-0001", "rms")
    scene.open(file)
    assert scene.panel.current() == scene.node(file)
    assert len(scene.panel.places()) == 1


def test_contents_are_known_once_a_file_was_opened(scene: PlacesScene, file: Path) -> None:
    assert scene.panel.contents(str(file)) is None
    scene.open(file)
    contents = scene.panel.contents(str(file))
    assert contents is not None
    assert contents.detname == "cspad-0001"


def test_who_stays_at_a_detector_learns_whether_it_can_be_changed(
    scene: PlacesScene, file: Path
) -> None:
    scene.open(file.parent.parent)
    place = file.parent.parent.parent.name
    scene.walk(place, "cspad", "cspad-0001")
    assert not scene.view.isExpanded(scene.row(place, "cspad", "cspad-0001"))
    scene.wait(lambda: scene.panel.contents(str(file)))
    contents = scene.panel.contents(str(file))
    assert contents is not None
    assert contents.access.writable
    os.link(file, file.parent / "another_name")
    os.utime(file)
    scene.wait(lambda: is_locked(scene, file))


def is_locked(scene: PlacesScene, file: Path) -> bool:
    contents = scene.panel.contents(str(file))
    return contents is not None and not contents.access.writable


def test_trying_again_forgives_what_was_never_opened(scene: PlacesScene, file: Path) -> None:
    scene.open(file.parent.parent)
    scene.jobs.marked[str(file)] = "The worker died of it."
    scene.jobs.fileMarked.emit(str(file), "The worker died of it.")
    scene.panel.try_again()
    assert scene.jobs.marked == {}
