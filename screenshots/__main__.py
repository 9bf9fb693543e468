"""Make the pictures of the README anew: ``python -m screenshots``, in the folder of the project.

The window is used as a person would use it, on the demonstration as it is made on a fixed day,
without a display. Only the directory of the demonstration shows that it was another run.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"  # before anything imports Qt
os.environ["TZ"] = "America/Los_Angeles"

from PyQt5.QtCore import QObject, QTimer, pyqtSlot
from PyQt5.QtWidgets import QApplication

from dcsgui.gui.app import Application
from dcsgui.gui.demonstration import Demonstration
from dcsgui.gui.surroundings import make_application
from dcsgui.gui.window.main import MainWindow
from dcsgui.gui.window.settings import Settings
from dcsgui.gui.window.theme import Appearance

HERE = Path(__file__).parent
DAY = 1792800000.0
"""The day on which the demonstration is made: 2026-10-24, Unix seconds."""

LAST_ROW = 6
"""Of the pedestals of the epix100a: v3, taken with the shutter open, as the default is not."""

SIZE = (1500, 900)
LOOK_EVERY_MS = 50
QUIET_LOOKS = 10

Steps = Iterator[Callable[[], bool]]


class Photographer(QObject):
    """Goes through steps; waits until what a step yields is so, and all is quiet."""

    def __init__(self, window: MainWindow, steps: Steps) -> None:
        super().__init__(window)
        self._window = window
        self._steps = steps
        self._wanted = next(steps)
        self._quiet = 0
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._on_look)
        self._timer.start(LOOK_EVERY_MS)

    @pyqtSlot()
    def _on_look(self) -> None:
        ready = self._window.is_quiet() and self._wanted()
        self._quiet = self._quiet + 1 if ready else 0
        if self._quiet < QUIET_LOOKS:
            return
        self._quiet = 0
        try:
            self._wanted = next(self._steps)
        except StopIteration:
            self._timer.stop()
            QApplication.exit(0)


def steps(window: MainWindow, application: Application) -> Steps:
    """Use the window, and take a picture after each step."""
    parts = window.parts

    def shows(ctype: str) -> Callable[[], bool]:
        return lambda: window.showing.version is not None and window.showing.version.ctype == ctype

    yield shows("pedestals")
    yield from taken(window, "window")

    window.opening.select("epix100a.1/pedestals")
    yield lambda: window.showing.node is not None and "epix100a" in window.showing.node.file
    parts.versions.view.go_to(LAST_ROW)
    yield shows("pedestals")
    window.actions_["make_default"].trigger()
    yield window.defaulting.dialog.isVisible
    window.defaulting.dialog.restore({"draft": "run 41 was taken with the shutter open"})
    window.defaulting.dialog.accept()
    yield lambda: bool(parts.banner.messages)
    yield from taken(window, "default")

    application.theme.set_appearance(Appearance.DARK)
    parts.banner.clear()
    parts.docks[2].raise_()
    window.opening.select("cspad-0002/pedestals")
    yield shows("pedestals")
    parts.moment_box.set_text("2026-09-20 12:00")
    parts.moment_box.choose()
    yield lambda: bool(parts.words.text())
    yield from taken(window, "dark")


def taken(window: MainWindow, name: str) -> Steps:
    """Take a picture."""
    yield lambda: True
    if not window.grab().save(str(HERE / f"{name}.png")):
        raise OSError(f"{name}.png could not be written to {HERE}")


def main() -> int:
    """Make all pictures."""
    app = make_application()
    application = Application(app, Settings(None))
    window = application.open_window(Demonstration(now=DAY))
    window.resize(*SIZE)
    Photographer(window, steps(window, application))
    status = app.exec_()
    application.close()
    return status


if __name__ == "__main__":
    sys.exit(main())
