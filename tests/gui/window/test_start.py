"""The window is up before what is large, or seldom needed, is loaded: then that comes."""

from __future__ import annotations

import subprocess
import sys

from pytestqt.qtbot import QtBot

from dcsgui.gui.picture.loading import is_loaded
from dcsgui.gui.window.main import SOON, MainWindow
from window_stories import open_window

LARGE = ("h5py", "numpy", "pyqtgraph")
LATER = (
    *SOON,
    "dcsgui.core.actions.answers.edits",
    "dcsgui.core.actions.answers.plans",
    "dcsgui.core.actions.answers.sanity",
    "dcsgui.gui.carrying.transfer_dialog",
    "dcsgui.gui.jobs.edit_requests",
    "dcsgui.gui.jobs.place_requests",
    "dcsgui.gui.jobs.preview_requests",
    "dcsgui.gui.jobs.transfer_requests",
    "dcsgui.gui.jobs.undo_requests",
    "dcsgui.gui.records.changes_panel",
    "dcsgui.gui.records.log_panel",
    "dcsgui.gui.window.access_dialog",
    "dcsgui.gui.window.decision",
)
"""Of dialogs, of docks that are behind others, and of what is done to files."""

PROGRAM = """
import sys
from dcsgui.gui.app import Application
from dcsgui.gui.surroundings import make_application
from dcsgui.gui.window.settings import Settings
application = Application(make_application(), Settings(None))
assert application.open_window().isVisible()
print(*sys.modules)
application.close()
"""


def test_what_is_large_or_needed_later_is_not_loaded_before_the_window_is_up() -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM], check=True, capture_output=True, text=True, timeout=60
    )
    loaded = done.stdout.split()
    assert "dcsgui.gui.window.main" in loaded
    assert not {*LARGE, *LATER} & set(loaded)


def test_what_dialogs_need_is_loaded_before_anybody_asks(
    qtbot: QtBot, windows: list[MainWindow]
) -> None:
    open_window(qtbot, windows)
    qtbot.waitUntil(lambda: all(map(is_loaded, SOON)))
