"""What was open is open again: after a restart, and after trouble."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from dcsgui.gui.jobs.jobs import Jobs
from dcsgui.gui.models.tree import Role
from places_scene import PlacesScene, make_file

FIRST, LATER = 1477526400, 1478000000
EARLY, LATE = f"{FIRST}-{FIRST + 99}", f"{LATER}-{LATER + 99}"


@pytest.fixture
def scene(qtbot: QtBot, jobs: Jobs) -> PlacesScene:
    return PlacesScene(qtbot, jobs)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return make_file(tmp_path / "calib", "cspad-0001", FIRST, LATER)


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


def test_a_detector_that_is_deleted_and_comes_back_is_open_again(
    scene: PlacesScene, file: Path, tmp_path: Path
) -> None:
    make_file(file.parent.parent, "epix100a-1", FIRST)
    scene.open(file.parent.parent)
    scene.walk(tmp_path.name, "cspad", "cspad-0001", "pedestals", "2016-11", "v2")
    node, away = scene.panel.current(), tmp_path / "away"
    file.rename(away)
    scene.wait(lambda: scene.texts(tmp_path.name) == ["epix100a"])
    assert scene.panel.current() is None
    away.rename(file)
    scene.wait(lambda: scene.panel.current() == node)
    assert scene.view.isExpanded(scene.row(tmp_path.name, "cspad", "cspad-0001", "pedestals"))


def test_a_person_who_went_on_is_not_called_back(
    scene: PlacesScene, file: Path, tmp_path: Path
) -> None:
    make_file(file.parent.parent, "epix100a-1", FIRST)
    scene.open(file.parent.parent)
    scene.walk(tmp_path.name, "cspad", "cspad-0001", "rms")
    away = tmp_path / "away"
    file.rename(away)
    scene.wait(lambda: scene.texts(tmp_path.name) == ["epix100a"])
    scene.walk(tmp_path.name, "epix100a", "epix100a-1")
    node = scene.panel.current()
    away.rename(file)
    scene.wait(lambda: len(scene.texts(tmp_path.name, "cspad", "cspad-0001")) == 2)
    assert scene.panel.current() == node
