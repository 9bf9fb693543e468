"""A window of another process, for things to be dropped on.

Run as a program on a display, ``python window_to_drop_on.py CALIB X``: it opens a calibration
directory in a window at X from the left of the screen. It prints two numbers, where on the screen
the row of the directory is; then the first wish that is proposed there, and ends.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

from PyQt5.QtCore import QTimer
from PyQt5.QtWidgets import QApplication

from dcsgui.core.actions.answers.nodes import Place, PlaceKind
from dcsgui.gui.jobs.jobs import Jobs
from dcsgui.gui.transfer.wish import Wish
from dcsgui.gui.window.main import MainWindow
from dcsgui.gui.window.settings import Settings
from dcsgui.gui.window.theme import Theme

PATIENCE_MS = 30_000


class WindowToDropOn:
    """The window, and what it prints."""

    def __init__(self, calib: str, left: int) -> None:
        jobs = Jobs()
        jobs.start()
        self.window = MainWindow(jobs, Settings(None), Theme())
        self.window.move(left, 0)
        vars(self.window.transferring)["propose"] = self.tell
        self.window.parts.places.add_place(Place(PlaceKind.LOCAL, calib, "here"))
        self.window.show()
        self._looking = QTimer()
        self._looking.timeout.connect(self.look)
        self._looking.start(50)

    def look(self) -> None:
        """Say where the row is, once the window is where it belongs."""
        view = self.window.parts.places.view
        index = self.window.parts.places.model.index(0, 0)
        viewport = view.viewport()
        if self.window.is_quiet() and view.isExpanded(index) and viewport is not None:
            self._looking.stop()
            where = viewport.mapToGlobal(view.visualRect(index).center())
            say(f"{where.x()} {where.y()}")

    def tell(self, wishes: Sequence[Wish]) -> None:
        """Say what is wished."""
        say(repr(list(wishes)))
        self.window.close()


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    app = QApplication(["dcsgui"])
    shown = WindowToDropOn(sys.argv[1], int(sys.argv[2]))
    QTimer.singleShot(PATIENCE_MS, app.quit)
    app.exec_()
