"""The windows of one program."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PyQt5.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from dcsgui.gui.app import Application
from dcsgui.gui.window.excepthook import ExceptionWatch
from dcsgui.gui.window.settings import Settings
from window_hands import Hands
from window_stories import make_detector


@pytest.fixture
def application(qapp: QApplication) -> Iterator[Application]:
    made = Application(qapp, Settings(None))
    yield made
    made.close()
    watch = ExceptionWatch.current()
    if watch is not None:
        watch.uninstall()


def test_a_new_window_shows_what_the_other_shows(
    qtbot: QtBot, application: Application, tmp_path: Path
) -> None:
    cs = make_detector(tmp_path / "calib")
    first = Hands(qtbot, application.open_window())
    first.window.opening.open_path(str(cs.path))
    first.walk(cs.detname(), "pedestals")
    first.wait(lambda: len(first.rows()) == 6)
    first.trigger("new_window")
    second = Hands(qtbot, application.windows[1])
    second.wait(lambda: second.window.showing.node == first.window.showing.node)
    second.wait(lambda: len(second.rows()) == 6)
    second.window.close()
    assert application.windows == [first.window]
