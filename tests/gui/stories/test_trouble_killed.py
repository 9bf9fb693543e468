"""Worker processes that die in the middle of a transfer: what is said, and how it goes on."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest
from PyQt5.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

from dcsgui.gui.transfer.dialog_buttons import Page
from dcsgui.gui.window.banner import Banner
from dcsgui.gui.window.main import MainWindow
from trouble_scene import VALUES, TroubleScene, frozen, make_large, worker_of

COUNT = 3


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a file with some in it; to be copied."""
    return make_large(tmp_path_factory.mktemp("large") / "calib", 32 * COUNT)


@pytest.fixture
def scene(qtbot: QtBot, windows: list[MainWindow], tmp_path: Path, large: Path) -> TroubleScene:
    """Return a window on both places."""
    return TroubleScene(qtbot, windows, tmp_path, large)


def told(banner: Banner) -> str:
    return "\n".join(message.text for message in banner.messages)


def told_by(scene: TroubleScene) -> str:
    return told(scene.window.parts.banner)


def kill(*pids: int) -> None:
    for pid in pids:
        os.kill(pid, signal.SIGKILL)


def click_in(scene: TroubleScene, banner: Banner, text: str) -> None:
    """Click on a button of a message."""
    buttons = [one for one in banner.findChildren(QToolButton) if text in one.text()]
    scene.hands.click_at(buttons[0], buttons[0].rect().center())


@pytest.mark.parametrize("there", [False, True])
def test_killed_in_the_middle_it_is_gone_on_with(scene: TroubleScene, *, there: bool) -> None:
    if there:
        scene.fill_target()
    dialog = scene.begin()
    with frozen(scene.window.carrier) as pid:
        kill(pid)
    scene.wait(lambda: dialog.stack.currentIndex() == Page.PLAN)
    said = told(dialog.banner)
    assert "The process that reads files was killed (perhaps memory ran out)" in said
    assert "It is not known whether the change was made" in said
    assert not dialog.buttons.apply.isEnabled()
    assert scene.versions() == [12] * there
    click_in(scene, dialog.banner, "Plan again")
    scene.settle()
    assert f"{COUNT} versions" in dialog.buttons.status.text
    scene.apply(dialog)
    dialog.close()
    scene.rest()
    assert scene.versions() == [12] * there + [VALUES] * COUNT
    assert scene.leftovers() == []
    assert scene.window.changes.stack.count() == 1


def test_killed_in_the_background_it_is_said_and_can_be_dragged_again(
    scene: TroubleScene,
) -> None:
    scene.fill_target()
    dialog = scene.begin()
    with frozen(scene.window.carrier) as pid:
        scene.click(dialog.buttons.close_)
        scene.hands.wait(lambda: scene.window.transferring.dialog is None)
        kill(pid)
    scene.rest()
    said = "was not done: The process that reads files was killed"
    scene.hands.wait(lambda: said in told_by(scene))
    assert scene.versions() == [12]
    scene.look_at_the_small_one()
    scene.hands.trigger("try_again")
    scene.rest()
    dialog = scene.drag()
    scene.apply(dialog)
    dialog.close()
    scene.rest()
    assert scene.versions() == [12, *[VALUES] * COUNT]
    assert scene.leftovers() == []


def test_the_other_worker_is_killed_and_the_transfer_does_not_notice(
    scene: TroubleScene,
) -> None:
    dialog = scene.begin()
    with frozen(scene.window.carrier):
        kill(worker_of(scene.window.jobs))
        scene.hands.wait(lambda: "There is a new one." in told_by(scene))
        scene.click(dialog.buttons.close_)
        scene.look_at_the_small_one()
    scene.rest()
    scene.hands.wait(lambda: f"{COUNT} versions transferred" in told_by(scene))
    assert scene.versions() == [VALUES] * COUNT
    assert scene.leftovers() == []
    scene.hands.walk("theirs", "cspad", "cspad-0001", "pedestals")
    scene.hands.wait(lambda: len(scene.hands.rows()) == COUNT)


def test_both_are_killed_and_all_goes_on(scene: TroubleScene) -> None:
    scene.fill_target()
    dialog = scene.begin()
    with frozen(scene.window.carrier) as pid:
        kill(pid, worker_of(scene.window.jobs))
    scene.wait(lambda: dialog.stack.currentIndex() == Page.PLAN)
    assert "was killed" in told(dialog.banner)
    assert scene.versions() == [12]
    click_in(scene, dialog.banner, "Plan again")
    scene.settle()
    scene.apply(dialog)
    dialog.close()
    scene.rest()
    assert scene.versions() == [12, *[VALUES] * COUNT]
    scene.look_at_the_small_one()
    assert scene.leftovers() == []
