"""The tree follows what happens to files and directories while they are shown."""

from __future__ import annotations

from pathlib import Path

import pytest
from PyQt5.QtCore import Qt
from pytestqt.qtbot import QtBot

from dcsgui import DCStore
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
