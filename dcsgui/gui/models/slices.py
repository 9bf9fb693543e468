"""Longer work in the window's own thread, done in slices so that nobody notices."""

from __future__ import annotations

import time
from collections.abc import Iterator

from PyQt5.QtCore import QObject, QTimer, pyqtSignal, pyqtSlot

__all__ = ["Slices"]


class Slices(QObject):
    """Runs an iterator a few milliseconds at a time, between the events of the window.

    The first slice is done at once: what is short is ready when `run` returns. One piece of work
    is done at a time; a newer one replaces it.

    Parameters
    ----------
    seconds : float
        Length of a slice. A step of the work that takes longer makes the slice longer.

    Signals
    -------
    finished()
        The work is done; not if it was stopped or replaced.
    """

    finished = pyqtSignal()

    def __init__(self, parent: QObject | None = None, *, seconds: float = 0.008) -> None:
        super().__init__(parent)
        self._seconds = seconds
        self._work: Iterator[None] | None = None
        self._timer = QTimer(self)  # without interval: once in each turn of the event loop
        self._timer.timeout.connect(self._on_turn)

    @property
    def busy(self) -> bool:
        """Whether there is work left."""
        return self._work is not None

    def run(self, work: Iterator[None]) -> None:
        """Do `work`, in place of what was being done."""
        self.stop()
        self._work = work
        self._timer.start()
        self._on_turn()

    def stop(self) -> None:
        """Leave the work undone."""
        self._timer.stop()
        self._work = None

    @pyqtSlot()
    def _on_turn(self) -> None:
        work = self._work
        until = time.perf_counter() + self._seconds
        while work is not None and work is self._work:
            try:
                next(work)
            except StopIteration:
                if work is self._work:  # else its last step has started other work
                    self.stop()
                    self.finished.emit()
                return
            if time.perf_counter() >= until:
                return
