"""Going to a node of the tree by its name, also before it is known."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from dcsgui.core.actions.answers.nodes import Place, PlaceKind
from dcsgui.gui.jobs.jobs import Jobs
from places_scene import PlacesScene, make_file

FIRST, LATER = 1477526400, 1478000000
EARLY, LATE = f"{FIRST}-{FIRST + 99}", f"{LATER}-{LATER + 99}"


@pytest.fixture
def scene(qtbot: QtBot, jobs: Jobs) -> PlacesScene:
    return PlacesScene(qtbot, jobs)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return make_file(tmp_path / "calib", "cspad-0001", FIRST, LATER)


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
    assert scene.problems == [(sentence, "")]
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
