"""A window that is closed in the middle of a transfer: the three answers, and no other."""

from __future__ import annotations

from pathlib import Path

import pytest
from PyQt5.QtCore import Qt
from PyQt5.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from dcsgui.gui.window.main import MainWindow
from trouble_scene import VALUES, TroubleScene, frozen, make_large

COUNT = 3


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a file with some in it; to be copied."""
    return make_large(tmp_path_factory.mktemp("large") / "calib", 32 * COUNT)


@pytest.fixture
def scene(qtbot: QtBot, windows: list[MainWindow], tmp_path: Path, large: Path) -> TroubleScene:
    """Return a window on both places, with something at the target already."""
    scene = TroubleScene(qtbot, windows, tmp_path, large)
    scene.fill_target()
    return scene


def begin_to_close(scene: TroubleScene) -> None:
    """Close the window by its shortcut, while the transfer goes on in the background."""
    dialog = scene.window.transferring.dialog
    assert dialog is not None
    scene.click(dialog.buttons.close_)
    scene.hands.wait(lambda: scene.window.transferring.dialog is None)
    scene.hands.shortcut("Ctrl+Q")
    question = scene.window.closing.dialog
    assert question is not None
    assert scene.window.isVisible()
    said = "“Copy 3 versions of pedestals of cspad-0001 to theirs” is going on: "
    assert question.text().startswith(said)
    assert "Close the window all the same?" in question.text()


def press(scene: TroubleScene, text: str) -> None:
    question = scene.window.closing.dialog
    assert question is not None
    buttons = question.findChildren(QPushButton)
    scene.click(next(one for one in buttons if text in one.text().replace("&", "")))


def test_wait_then_close(scene: TroubleScene) -> None:
    scene.begin()
    with frozen(scene.window.carrier):
        begin_to_close(scene)
        press(scene, "Wait, then close")
        scene.hands.wait(lambda: "closes as soon as this is done" in scene.hands.told())
        assert scene.window.isVisible()
    scene.wait(lambda: not scene.window.isVisible())
    assert scene.versions() == [12, *[VALUES] * COUNT]
    assert scene.leftovers() == []


def test_cancel_it_and_close(scene: TroubleScene) -> None:
    before = scene.target.read_bytes()
    scene.begin()
    with frozen(scene.window.carrier):
        begin_to_close(scene)
        press(scene, "Cancel it and close")
        assert scene.window.isVisible()
    scene.wait(lambda: not scene.window.isVisible())
    assert scene.target.read_bytes() == before
    assert scene.leftovers() == []


def test_stay(scene: TroubleScene) -> None:
    scene.begin()
    with frozen(scene.window.carrier):
        begin_to_close(scene)
        press(scene, "Stay")
    scene.rest()
    assert scene.window.isVisible()
    scene.hands.wait(lambda: "3 versions transferred" in scene.hands.told())
    assert scene.versions() == [12, *[VALUES] * COUNT]
    scene.hands.shortcut("Ctrl+Q")
    scene.hands.wait(lambda: not scene.window.isVisible())


def test_with_the_dialog_of_it_open(scene: TroubleScene) -> None:
    """The frame of the window has a button to close it, whatever dialog is open."""
    scene.begin()
    with frozen(scene.window.carrier):
        scene.window.close()
        question = scene.window.closing.dialog
        assert question is not None
        assert scene.window.isVisible()
        scene.hands.qtbot.keyClick(question, Qt.Key.Key_Escape)
        scene.hands.wait(lambda: scene.window.closing.dialog is None)
        scene.window.close()
        press(scene, "Wait, then close")
    scene.wait(lambda: not scene.window.isVisible())
    assert scene.versions() == [12, *[VALUES] * COUNT]
