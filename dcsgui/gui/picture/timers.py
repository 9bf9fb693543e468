"""Timers that ring once."""

from __future__ import annotations

from PyQt5.QtCore import QObject, QTimer

__all__ = ["ringing_once"]


def ringing_once(parent: QObject, milliseconds: int) -> QTimer:
    """Return a timer that rings once, so long after it is started."""
    timer = QTimer(parent)
    timer.setSingleShot(True)
    timer.setInterval(milliseconds)
    return timer
