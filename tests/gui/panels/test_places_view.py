"""The view of the tree: keys, menu, painting."""

from __future__ import annotations

from pathlib import Path

import pytest
from PyQt5.QtCore import QPoint, Qt
from PyQt5.QtGui import QContextMenuEvent
from PyQt5.QtWidgets import QAction, QApplication, QMenu
from pytestqt.qtbot import QtBot

from dcsgui.gui.jobs.jobs import Jobs
from places_scene import PlacesScene, make_file
from tree_models import heard

FIRST, LATER = 1477526400, 1478000000
EARLY, LATE = f"{FIRST}-{FIRST + 99}", f"{LATER}-{LATER + 99}"


@pytest.fixture
def scene(qtbot: QtBot, jobs: Jobs) -> PlacesScene:
    return PlacesScene(qtbot, jobs)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return make_file(tmp_path / "calib", "cspad-0001", FIRST, LATER)


def test_a_walk_by_keys_alone(scene: PlacesScene, file: Path) -> None:
    scene.open(file)
    scene.press(Qt.Key.Key_Home, Qt.Key.Key_Down, Qt.Key.Key_Right)
    scene.rest()
    scene.press(Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Right)
    scene.rest()
    scene.press(Qt.Key.Key_Down)
    node = scene.panel.current()
    assert node is not None
    assert node.path == ("pedestals", LATE, str(LATER))
    scene.press(Qt.Key.Key_Left, Qt.Key.Key_Left)
    assert not scene.view.isExpanded(scene.row("cspad-0001", "pedestals", "2016-11"))


def test_typing_finds_a_row(scene: PlacesScene, file: Path) -> None:
    scene.open(file)
    scene.click("cspad-0001")
    scene.qtbot.keyClicks(scene.view, "rm")
    assert scene.panel.current() == scene.node(file, "rms")


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_the_menu_has_what_was_handed_in(scene: PlacesScene, file: Path) -> None:
    scene.open(file)
    action = QAction("&Copy name", scene.panel)
    triggered = heard(action.triggered)
    scene.panel.set_actions([action])
    scene.click("cspad-0001", "rms")
    where = scene.view.visualRect(scene.view.currentIndex()).center()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, where, scene.view.mapToGlobal(where))
    QApplication.sendEvent(scene.view.viewport(), event)
    menu = scene.view.findChild(QMenu)
    assert [one.text() for one in menu.actions()] == ["&Copy name"]
    scene.qtbot.mouseClick(
        menu, Qt.MouseButton.LeftButton, pos=menu.actionGeometry(action).center()
    )
    assert len(triggered) == 1
    scene.wait(lambda: scene.view.findChild(QMenu) is None)


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_the_menu_key_opens_the_menu_at_the_row_with_what_helps(
    scene: PlacesScene, tmp_path: Path
) -> None:
    damaged = tmp_path / "cspad-0001.h5"
    damaged.write_bytes(b"no HDF5")
    scene.open(damaged)
    scene.click("cspad-0001")
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(0, 0))
    QApplication.sendEvent(scene.view.viewport(), event)
    menu = scene.view.findChild(QMenu)
    assert [one.text() for one in menu.actions() if one.text()] == ["&Try again"]
    rect = scene.view.visualRect(scene.view.currentIndex())
    assert menu.pos() == scene.view.mapToGlobal(rect.center())
    make_file(tmp_path / "other", "cspad-0001", FIRST).replace(damaged)
    scene.qtbot.keyClick(menu, Qt.Key.Key_Down)
    scene.qtbot.keyClick(menu, Qt.Key.Key_Return)
    scene.wait(lambda: scene.texts("cspad-0001") == ["pedestals", "rms"])


def test_it_can_be_painted(scene: PlacesScene, file: Path) -> None:
    scene.open(file)
    scene.walk("cspad-0001", "pedestals", "2016-11", "v3")
    image = scene.panel.grab().toImage()
    colours = {image.pixel(x, y) for x in range(0, 360, 2) for y in range(0, 200, 2)}
    assert len(colours) > 10


CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def selected(scene: PlacesScene) -> list[str]:
    return [str(index.data()) for index in scene.view.selected()]


def click(scene: PlacesScene, *texts: str, keys: Qt.KeyboardModifier) -> None:
    where = scene.view.visualRect(scene.row(*texts)).center()
    scene.qtbot.mouseClick(scene.view.viewport(), Qt.MouseButton.LeftButton, keys, pos=where)


def test_several_rows_are_selected_from_top_to_bottom(scene: PlacesScene, file: Path) -> None:
    scene.open(file)
    scene.walk("cspad-0001", "pedestals", "2016-11", "v3")
    click(scene, "cspad-0001", "rms", keys=CONTROL)
    click(scene, "cspad-0001", "pedestals", "2016-11", "v1", keys=CONTROL)
    names = [index.data().split()[0] for index in scene.view.selected()]
    assert names == ["v1", "v3", "rms"]
    assert scene.panel.current() == scene.node(file, "pedestals", LATE, str(LATER))
    scene.click("cspad-0001", "pedestals", "2016-11", "v1")
    click(scene, "cspad-0001", "pedestals", "2016-11", "v3", keys=SHIFT)
    assert [index.data()[:2] for index in scene.view.selected()] == ["v1", "v2", "v3"]


def test_the_current_row_always_is_selected(scene: PlacesScene, file: Path) -> None:
    scene.open(file)
    scene.click("cspad-0001", "rms")
    click(scene, "cspad-0001", "rms", keys=CONTROL)
    assert selected(scene) == ["rms"]
    scene.qtbot.keyClick(scene.view, Qt.Key.Key_Up, CONTROL)
    assert selected(scene) == ["pedestals"]
    below = QPoint(100, scene.view.height() - 20)
    scene.qtbot.mouseClick(scene.view.viewport(), Qt.MouseButton.LeftButton, pos=below)
    assert selected(scene) == ["pedestals"]


def test_going_somewhere_selects_that_alone(scene: PlacesScene, file: Path) -> None:
    scene.open(file)
    scene.click("cspad-0001", "rms")
    click(scene, "cspad-0001", "pedestals", keys=CONTROL)
    scene.panel.select(scene.node(file, "pedestals", LATE))
    scene.wait(lambda: scene.panel.current() == scene.node(file, "pedestals", LATE))
    assert len(selected(scene)) == 1
