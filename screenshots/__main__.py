"""Make the pictures of the README anew: ``python -m screenshots``, in the folder of the project.

The window is used as a person would use it, on the demonstration as it is made on a fixed day,
without a display. Only the directory of the demonstration shows that it was another run.
"""

from __future__ import annotations

import os
import sys

os.environ["QT_QPA_PLATFORM"] = "offscreen"  # before anything imports Qt
os.environ["TZ"] = "America/Los_Angeles"

from PyQt5.QtCore import QObject, QTimer, pyqtSlot
from PyQt5.QtWidgets import QApplication

from dcsgui.gui.app import Application
from dcsgui.gui.demonstration import Demonstration
from dcsgui.gui.surroundings import make_application
from dcsgui.gui.window.main import MainWindow
from dcsgui.gui.window.settings import Settings
from screenshots.scenes import Steps, steps

DAY = 1792800000.0
"""The day on which the demonstration is made: 2026-10-24, Unix seconds."""

SIZE = (1500, 900)
LOOK_EVERY_MS = 50
QUIET_LOOKS = 10


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
