"""Asking where constants are to go, by keyboard."""

from __future__ import annotations

from pathlib import Path

import pytest
from PyQt5.QtCore import Qt
from pytestqt.qtbot import QtBot

from carrying_scene import CarryingScene
from dcsgui.core.actions.answers.nodes import NodeId, Place, PlaceKind
from dcsgui.gui.carrying.transfer_dialog import TransferDialog
from dcsgui.gui.transfer.wish import Wish
from window_stories import make_detector

OF_FIRST = ("xpptut15", "jungfrau", "jungfrau-0001")


@pytest.fixture
def dialog(scene: CarryingScene) -> TransferDialog:
    scene.walk(*OF_FIRST, "pedestals")
    scene.hands.shortcut("Ctrl+Shift+T")
    made = scene.window.findChild(TransferDialog)
    assert made is not None
    return made


def offers(dialog: TransferDialog) -> list[str]:
    items = [dialog.offers.item(row) for row in range(dialog.offers.count())]
    return [item.text() for item in items if item is not None]


def test_places_and_their_detectors_are_offered(
    scene: CarryingScene, dialog: TransferDialog, qtbot: QtBot
) -> None:
    assert offers(dialog) == [
        "xpptut15",
        "jungfrau-0001 in xpptut15",
        "jungfrau-0002 in xpptut15",
        "the repository",
        "jungfrau-0002 in the repository",
    ]
    assert dialog.focusWidget() is dialog.line
    assert dialog.verdict.text() == "Already in xpptut15: all pedestals (6 versions)."
    assert not dialog.ok.isEnabled()
    qtbot.keyClick(dialog.line, Qt.Key.Key_Return)
    assert dialog.isVisible()
    qtbot.keyClicks(dialog.line, "repos")
    assert dialog.verdict.text().startswith("Copy all pedestals (6 versions) to jungfrau-0001 in")
    qtbot.keyClick(dialog.line, Qt.Key.Key_Down)
    assert "taken from another detector, jungfrau-0001" in dialog.verdict.text()
    qtbot.keyClick(dialog.line, Qt.Key.Key_Return)
    source = NodeId(scene.file(scene.experiment), ("pedestals",))
    assert scene.wishes == [Wish(source, scene.file(scene.repository, "jungfrau-0002"))]
    assert not dialog.isVisible()


def test_moving(scene: CarryingScene, dialog: TransferDialog, qtbot: QtBot) -> None:
    qtbot.keyClicks(dialog.line, "the repository")
    qtbot.keyClick(dialog.line, Qt.Key.Key_M, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(dialog.moves.isChecked)
    assert dialog.verdict.text().startswith("Move all pedestals")
    qtbot.keyClick(dialog.line, Qt.Key.Key_Return)
    assert [wish.move for wish in scene.wishes] == [True]


def test_an_experiment_by_name(scene: CarryingScene, dialog: TransferDialog, qtbot: QtBot) -> None:
    qtbot.keyClicks(dialog.line, "nosuch15")
    assert offers(dialog) == ["The experiment nosuch15"]
    qtbot.keyClick(dialog.line, Qt.Key.Key_Return)
    scene.hands.wait(lambda: "nosuch15" in dialog.verdict.text())
    assert not dialog.ok.isEnabled()
    assert dialog.isVisible()
    dialog.reject()


def test_a_directory_by_its_path(
    scene: CarryingScene, dialog: TransferDialog, qtbot: QtBot, tmp_path: Path
) -> None:
    make_detector(tmp_path / "mine" / "calib", detname="jungfrau-0009")
    path = str(tmp_path / "mine" / "calib")
    dialog.line.setText(path)
    qtbot.keyClick(dialog.line, Qt.Key.Key_Return)
    scene.hands.wait(dialog.ok.hasFocus)
    assert dialog.verdict.text().startswith(
        "Copy all pedestals (6 versions) to jungfrau-0001 in m"
    )
    qtbot.keyClick(dialog.ok, Qt.Key.Key_Return)
    assert [wish.target for wish in scene.wishes] == [Place(PlaceKind.LOCAL, path)]


def test_escape_closes_it(scene: CarryingScene, dialog: TransferDialog, qtbot: QtBot) -> None:
    qtbot.keyClick(dialog.line, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    assert not scene.wishes


def test_nothing_is_selected(scene: CarryingScene) -> None:
    scene.walk("repository")
    scene.window.carrying.transfer_to()
    assert "Nothing is selected that can be taken along" in scene.hands.told()
