"""The panel of places, on real files, with real clicks and keys."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from PyQt5.QtCore import QMimeData, QPoint, Qt, QUrl
from PyQt5.QtGui import QContextMenuEvent, QDragEnterEvent, QDropEvent
from PyQt5.QtWidgets import QAction, QApplication, QLabel, QMenu, QPushButton
from pytestqt.qtbot import QtBot

from dcsgui import DCStore
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
def scene(qtbot: QtBot, jobs: Jobs) -> Iterator[PlacesScene]:
    made = PlacesScene(qtbot, jobs)
    made.panel.set_utc(utc=True)
    yield made
    made.panel.hide()


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


@pytest.mark.parametrize("name", [str(FIRST + 1), "v2", "2"])
def test_a_version_is_selected_by_name_or_number(
    scene: PlacesScene, file: Path, name: str
) -> None:
    wanted = EARLY
    scene.open(file.parent.parent)
    scene.panel.select(scene.node(file, "pedestals", wanted, name))
    scene.wait(lambda: scene.panel.current() is not None)
    assert scene.panel.current() == scene.node(file, "pedestals", wanted, str(FIRST + 1))
    assert scene.view.visualRect(scene.view.currentIndex()).isValid()
    assert scene.problems == []


def test_the_default_is_selected_by_its_word(scene: PlacesScene, file: Path) -> None:
    scene.panel.add_place(Place(PlaceKind.LOCAL, str(file.parent.parent)))  # still unknown
    scene.panel.select(scene.node(file, "pedestals", LATE, "default"))
    scene.wait(lambda: scene.panel.current() is not None)
    assert str(scene.view.currentIndex().data()).startswith("v3")


@pytest.mark.parametrize(
    ("names", "sentence"),
    [
        (["gain"], "cspad-0001 has no type 'gain'. It has pedestals, rms."),
        (
            ["pedestals", "7"],
            f"cspad-0001/pedestals has no range '7'. It has {EARLY}, {LATE}.",
        ),
        (["rms", "7"], "cspad-0001/rms has no range '7'. There is nothing in it."),
    ],
)
def test_what_is_not_there_is_told(
    scene: PlacesScene, file: Path, names: list[str], sentence: str
) -> None:
    scene.open(file)
    scene.panel.select(scene.node(file, *names))
    scene.wait(lambda: scene.problems)
    assert scene.problems == [(sentence,)]
    assert scene.panel.current() == scene.node(file, *names[:-1])


def test_a_file_in_no_place_is_told(scene: PlacesScene, file: Path, tmp_path: Path) -> None:
    scene.open(file)
    scene.panel.select(scene.node(tmp_path / "other-1.h5"))
    assert "in none of the places" in scene.problems[0][0]


def test_a_person_counts_more_than_a_selection_under_way(scene: PlacesScene, file: Path) -> None:
    scene.open(file)
    scene.panel.select(scene.node(file, "pedestals", EARLY))
    scene.click("cspad-0001", "rms")
    scene.rest()
    assert scene.panel.current() == scene.node(file, "rms")


def test_what_others_add_appears_with_selection_and_expansion_kept(
    scene: PlacesScene, file: Path
) -> None:
    scene.open(file)
    scene.walk("cspad-0001", "pedestals", "2016-11", "v2")
    scene.watch_model()
    scene.rest()
    kept, node = scene.kept(), scene.panel.current()
    before = list(scene.selected)
    with DCStore(file) as cs:
        cto = cs.ctypeobj("pedestals")
        cto.add_range((5, 6)).add_version(5, "constants")
        cto.rangeobj(LATE).add_version(LATER + 50, "newer")
        cs.add_ctype("gain")
    scene.wait(lambda: len(scene.texts("cspad-0001", "pedestals", "2016-11")) == 4)
    scene.rest()
    assert scene.texts("cspad-0001") == ["gain", "pedestals", "rms"]
    assert len(scene.texts("cspad-0001", "pedestals")) == 3
    assert kept.isValid()
    assert scene.panel.current() == node
    assert scene.view.isExpanded(scene.row("cspad-0001", "pedestals", "2016-11"))
    assert scene.selected == before


def test_a_default_that_is_set_moves_the_star(scene: PlacesScene, file: Path) -> None:
    scene.open(file)
    scene.walk("cspad-0001", "pedestals", "2016-11", "v1")
    with DCStore(file) as cs:
        tsro = cs.ctypeobj("pedestals").rangeobj(LATE)
        tsro.set_versdef(1, comment="less noise")
    bold = Qt.ItemDataRole.FontRole
    scene.wait(lambda: scene.view.currentIndex().data(bold))
    assert "set by hand" in scene.view.currentIndex().data(Qt.ItemDataRole.ToolTipRole)
    assert scene.row("cspad-0001", "pedestals", "2016-11", "v3").data(bold) is None


def test_a_detector_that_is_made_appears(scene: PlacesScene, file: Path, tmp_path: Path) -> None:
    calib = file.parent.parent
    scene.open(calib)
    scene.walk(tmp_path.name, "cspad", "cspad-0001")
    make_file(calib, "cspad-0000", FIRST)
    make_file(calib, "epix100a-1", FIRST)
    scene.wait(lambda: scene.texts(tmp_path.name) == ["cspad", "epix100a"])
    scene.wait(lambda: scene.texts(tmp_path.name, "cspad") == ["cspad-0000", "cspad-0001"])
    assert scene.panel.current() == scene.node(file)


def test_a_file_that_is_replaced_is_shown_as_it_is_then(
    scene: PlacesScene, file: Path, tmp_path: Path
) -> None:
    scene.open(file)
    scene.walk("cspad-0001", "pedestals", "2016-11", "v2")
    other = make_file(tmp_path / "other", "cspad-0001", LATER, LATER + 1000, versions=2)
    other.replace(file)
    scene.wait(lambda: len(scene.texts("cspad-0001", "pedestals", "2016-11")) == 2)
    scene.rest()
    assert scene.panel.current() == scene.node(file, "pedestals", LATE, str(LATER + 1))


def test_a_file_that_goes_and_comes_back(scene: PlacesScene, file: Path) -> None:
    scene.open(file)
    scene.walk("cspad-0001", "pedestals", "2016-11", "v2")
    node, away = scene.panel.current(), file.with_suffix(".away")
    file.rename(away)
    scene.wait(lambda: scene.row("cspad-0001").data(Role.FAILURE))
    assert scene.panel.has_trouble()
    assert len(scene.texts("cspad-0001")) == 1
    away.rename(file)
    scene.wait(lambda: not scene.row("cspad-0001").data(Role.FAILURE))
    scene.rest()
    assert scene.panel.current() == node
    assert not scene.panel.has_trouble()


def test_a_file_that_is_truncated_says_so_and_the_next_one_opens(
    scene: PlacesScene, file: Path, tmp_path: Path
) -> None:
    scene.open(file)
    scene.walk("cspad-0001", "pedestals")
    with file.open("r+b") as opened:
        opened.truncate(700)
    scene.wait(lambda: scene.row("cspad-0001").data(Role.FAILURE))
    scene.open(make_file(tmp_path, "epix100a-1", FIRST))
    assert scene.texts("epix100a-1") == ["pedestals", "rms"]


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


def test_everything_is_as_it_was_after_a_restart(
    scene: PlacesScene, file: Path, qtbot: QtBot, jobs: Jobs, tmp_path: Path
) -> None:
    calib = file.parent.parent
    make_file(calib, "epix100a-1", FIRST)
    other = make_file(tmp_path / "other", "cspad-0009", FIRST)
    scene.panel.resize(360, 120)
    scene.open(calib)
    scene.open(other)
    scene.view.collapse(scene.row("cspad-0009"))
    scene.walk(tmp_path.name, "cspad", "cspad-0001", "pedestals", "2016-11", "v2")
    bar = scene.view.verticalScrollBar()
    assert bar is not None
    bar.setValue(3)
    state = json.loads(json.dumps(scene.panel.state()))
    again = PlacesScene(qtbot, jobs)
    again.panel.resize(360, 120)
    for place in scene.panel.places():
        again.panel.add_place(place)
    again.panel.restore(state)
    again.rest()
    assert again.panel.current() == scene.panel.current()
    assert not again.view.isExpanded(again.row("cspad-0009"))
    again.wait(lambda: again.view.verticalScrollBar().value() == 3)  # type: ignore[union-attr]
    assert again.panel.state() == state
    again.panel.hide()


@pytest.mark.parametrize(
    "state",
    [
        {},
        {"expanded": "x", "current": 7, "scroll": None},
        {"expanded": [[], [1], ["/nowhere", "cspad"]], "current": ["/nowhere"], "scroll": 10**6},
    ],
)
def test_a_state_that_makes_no_sense_is_left_out(
    scene: PlacesScene, file: Path, state: dict[str, object]
) -> None:
    scene.open(file)
    scene.panel.restore(state)
    scene.rest()
    scene.walk("cspad-0001", "pedestals", "2016-11")
    assert scene.panel.current() == scene.node(file, "pedestals", LATE)


def test_it_can_be_painted(scene: PlacesScene, file: Path) -> None:
    scene.open(file)
    scene.walk("cspad-0001", "pedestals", "2016-11", "v3")
    image = scene.panel.grab().toImage()
    colours = {image.pixel(x, y) for x in range(0, 360, 2) for y in range(0, 200, 2)}
    assert len(colours) > 10
