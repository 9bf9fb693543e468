"""From the window of one process to that of another one; only on a real desktop, see test_on_x."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from PyQt5.QtCore import QPoint
from PyQt5.QtGui import QGuiApplication

import window_to_drop_on
from carrying_scene import EARLY, VERSIONS, CarryingScene
from dcsgui.core.actions.answers.nodes import NodeId, Place, PlaceKind
from dcsgui.gui.transfer.wish import Wish
from drags import Stop


def test_versions_go_to_another_process(scene: CarryingScene, tmp_path: Path) -> None:
    if QGuiApplication.platformName() != "xcb":
        pytest.skip("takes a real desktop")
    (tmp_path / "calib").mkdir()
    scene.window.move(0, 0)
    scene.walk("xpptut15", "jungfrau", "jungfrau-0001", "pedestals")
    scene.select_versions([0, 1])
    command = [sys.executable, window_to_drop_on.__file__, str(tmp_path / "calib"), "1600"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None
        where = QPoint(*map(int, other.stdout.readline().split()))
        there = Stop(scene.window, scene.window.mapFromGlobal(where))
        told = scene.drags.drag(scene.at_version(1), there)
        proposed = other.stdout.readline()
    assert told[0].taken
    place = Place(PlaceKind.LOCAL, str(tmp_path / "calib"), "here")
    source = NodeId(scene.file(scene.experiment), EARLY)
    assert proposed.strip() == repr([Wish(source, place, VERSIONS[:2])])
