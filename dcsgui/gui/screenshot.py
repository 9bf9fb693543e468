"""``dcsgui --screenshot FILE``: a picture of the window, once nothing is going on in it."""

from __future__ import annotations

import sys

from PyQt5.QtCore import QObject, QTimer, pyqtSlot
from PyQt5.QtWidgets import QApplication

from dcsgui.gui.jobs.job import Failure
from dcsgui.gui.window.main import MainWindow

LOOK_EVERY_MS = 50
QUIET_LOOKS = 8
"""So often nothing is going on before the picture is taken."""

PATIENCE_LOOKS = 1200
"""So often is looked before it is given up: a minute."""

INPUT_OUTPUT = 8
NOT_FOUND = 3
"""Exit statuses, as those of `dcs`."""


class Screenshot(QObject):
    """Takes a picture of a window as soon as that is quiet, and ends the application.

    Parameters
    ----------
    window : MainWindow
    target : str
        The file; its suffix says which kind of picture.
    """

    def __init__(self, window: MainWindow, target: str) -> None:
        super().__init__(window)
        self._window = window
        self._target = target
        self._looks = self._quiet = 0
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._on_look)
        self._timer.start(LOOK_EVERY_MS)
        window.opening.failed.connect(self._on_failed)

    @pyqtSlot()
    def _on_look(self) -> None:
        self._looks += 1
        self._quiet = self._quiet + 1 if self._window.is_quiet() else 0
        if self._quiet >= QUIET_LOOKS:
            self._take()
        elif self._looks >= PATIENCE_LOOKS:
            self._end(INPUT_OUTPUT, "The window did not come to rest; no picture was taken.")

    @pyqtSlot(object)
    def _on_failed(self, failure: Failure) -> None:
        self._end(NOT_FOUND, failure.sentence)

    def _take(self) -> None:
        if self._window.grab().save(self._target):
            self._end(0, "")
        else:
            self._end(
                INPUT_OUTPUT,
                f"The picture could not be written to {self._target}: give a file name that ends "
                f"in .png, in a directory that you may write to.",
            )

    def _end(self, status: int, words: str) -> None:
        self._timer.stop()
        if words:
            sys.stderr.write(f"dcsgui: {words}\n")
        QApplication.exit(status)
