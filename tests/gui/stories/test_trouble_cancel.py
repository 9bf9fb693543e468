"""A large transfer that is called off in the middle, while the window is used for other things."""

from __future__ import annotations

from pathlib import Path

import pytest
from PyQt5.QtCore import Qt
from pytestqt.qtbot import QtBot

from dcsgui.gui.transfer.dialog_buttons import Page
from dcsgui.gui.window.main import MainWindow
from records_hands import cells, shown
from trouble_scene import VALUES, TroubleScene, frozen, make_large

MEGABYTES = 256
"""In the bench it is 2 GB: `tests.bench.window_promote`."""


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a file with much in it; to be copied."""
    return make_large(tmp_path_factory.mktemp("large") / "calib", MEGABYTES)


@pytest.fixture
def scene(qtbot: QtBot, windows: list[MainWindow], tmp_path: Path, large: Path) -> TroubleScene:
    """Return a window on both places."""
    return TroubleScene(qtbot, windows, tmp_path, large)


def test_cancelled_by_the_button_it_is_as_before_and_can_be_done_again(
    scene: TroubleScene,
) -> None:
    before = scene.fill_target().path.read_bytes()
    dialog = scene.begin()
    with frozen(scene.window.carrier):
        scene.click(dialog.buttons.cancel)
        assert "as it was, or whole" in dialog.progress._state.text()
    scene.wait(lambda: dialog.stack.currentIndex() == Page.PLAN)
    scene.settle()
    scene.rest()
    assert [message.text for message in dialog.banner.messages] == ["Cancelled; nothing was done."]
    assert scene.target.read_bytes() == before
    assert scene.leftovers() == []
    assert scene.window.changes.stack.count() == 0
    scene.apply(dialog)
    dialog.close()
    scene.rest()
    assert scene.versions() == [12, *[VALUES] * 8]
    assert scene.leftovers() == []


def test_cancelled_in_the_jobs_dock_while_something_else_is_looked_at(
    scene: TroubleScene,
) -> None:
    dialog = scene.begin()
    hands, jobs = scene.hands, scene.window.records.jobs
    with frozen(scene.window.carrier):
        scene.click(dialog.buttons.close_)
        hands.wait(lambda: scene.window.transferring.dialog is None)
        scene.look_at_the_small_one()
        assert scene.window.carrier.busy
        shown(hands, "Jobs", jobs)
        hands.wait(lambda: len(cells(jobs, "what")) == 1)
        assert cells(jobs, "what")[0].startswith("Copy 8 versions of pedestals of cspad-0001")
        assert "%" in cells(jobs, "progress")[0]
        hands.click(jobs.view, jobs.model.index(0, 0))
        hands.qtbot.keyClick(jobs.view, Qt.Key.Key_Delete)
        assert cells(jobs, "state") == ["being called off"]
    scene.rest()
    hands.wait(lambda: not cells(jobs, "what"))
    assert not scene.target.exists()
    assert scene.leftovers() == []
    assert scene.window.changes.stack.count() == 0
    hands.wait(lambda: "called off" in hands.told())
    dialog = scene.drag()
    scene.apply(dialog)
    dialog.close()
    scene.rest()
    assert scene.versions() == [VALUES] * 8
    assert scene.leftovers() == []
