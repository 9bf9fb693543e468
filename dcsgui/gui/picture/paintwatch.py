"""Noticing that something has been painted."""

from __future__ import annotations

from PyQt5.QtCore import QEvent, QObject, QTimer, pyqtSignal
from PyQt5.QtWidgets import QAbstractScrollArea, QWidget

__all__ = ["PaintWatch"]


class PaintWatch(QObject):
    """Waits for the next time a widget is painted.

    Signals
    -------
    painted()
        Once for each `wait_for`, after the widget was painted.
    """

    painted = pyqtSignal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._watched: QWidget | None = None

    def wait_for(self, widget: QWidget) -> None:
        """Tell when this widget is painted next, and have it painted."""
        self.forget()
        viewport = widget.viewport() if isinstance(widget, QAbstractScrollArea) else None
        self._watched = viewport or widget
        self._watched.installEventFilter(self)
        self._watched.update()

    def forget(self) -> None:
        """Wait for nothing any more."""
        if self._watched is not None:
            self._watched.removeEventFilter(self)
            self._watched = None

    def eventFilter(self, watched: QObject | None, event: QEvent | None) -> bool:
        """Notice a paint event; it is painted before anything else happens."""
        if event is not None and event.type() == QEvent.Type.Paint and watched is self._watched:
            self.forget()
            QTimer.singleShot(0, self.painted)
        return False
