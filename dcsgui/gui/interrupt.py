"""Ctrl+C in the terminal closes the windows, as their close button does."""

from __future__ import annotations

import signal
import socket

from PyQt5 import sip
from PyQt5.QtCore import QObject, QSocketNotifier, pyqtSlot
from PyQt5.QtWidgets import QApplication


class Interrupt(QObject):
    """Wakes the event loop for SIGINT and SIGTERM: Python alone sees them only when it runs."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._app = app
        self._ears, self._mouth = socket.socketpair()
        self._mouth.setblocking(False)
        signal.set_wakeup_fd(self._mouth.fileno(), warn_on_full_buffer=False)
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, _do_nothing)
        self._notifier = QSocketNotifier(
            sip.voidptr(self._ears.fileno()), QSocketNotifier.Type.Read, self
        )
        self._notifier.activated.connect(self._on_signal)

    @pyqtSlot()
    def _on_signal(self) -> None:
        self._ears.recv(1)
        self._app.closeAllWindows()


def _do_nothing(number: int, frame: object) -> None:
    """Let the wake-up do the work."""
    del number, frame
