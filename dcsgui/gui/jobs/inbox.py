"""Handing over from threads to the event loop, a little at a time."""

from __future__ import annotations

import contextlib
import time
from collections import deque
from collections.abc import Callable
from typing import Any

from PyQt5.QtCore import QMetaObject, QObject, Qt, QTimer, pyqtSlot

__all__ = ["Inbox"]

SLICE = 0.008
"""Seconds after which the event loop gets its turn, though there is more."""


class Inbox(QObject):
    """Takes items in any thread, and hands them over in its own, in order.

    Many at once do not stop the window: its event loop gets its turn every few milliseconds.

    Parameters
    ----------
    handle : callable
        Called with each item, in the thread of the inbox, from its event loop.
    """

    def __init__(self, handle: Callable[[Any], None], parent: QObject) -> None:
        super().__init__(parent)
        self._handle = handle
        self._items: deque[object] = deque()
        self._told = False
        self._next = QTimer(self)
        self._next.setSingleShot(True)
        self._next.timeout.connect(self._on_filled)

    def put(self, item: object) -> None:
        """Add an item, in any thread."""
        self._items.append(item)
        if not self._told:
            self._told = True
            with contextlib.suppress(RuntimeError):  # the window is gone, and this object with it
                QMetaObject.invokeMethod(self, "_on_filled", Qt.ConnectionType.QueuedConnection)

    @pyqtSlot()
    def _on_filled(self) -> None:
        """Hand over what there is, for a few milliseconds."""
        self._told = False  # what is put from here on is told, or seen here: perhaps both
        end = time.monotonic() + SLICE
        while self._items:
            self._handle(self._items.popleft())
            if time.monotonic() > end:
                self._told = True
                self._next.start(0)
                return
