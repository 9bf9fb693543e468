"""Tells who may change what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PyQt5.QtCore import QObject, Qt

if TYPE_CHECKING:
    from dcsgui.gui.window.main import MainWindow

__all__ = ["AccessReports"]


class AccessReports(QObject):
    """Opens "Why can't I write here?" for what is current: a detector, or a place."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window

    def show(self) -> None:
        """Say who may change what is current, and why others may not."""
        window = self._window
        node, place = window.showing.node, window.parts.places.current_place()
        path = node.file if node is not None else place.path if place is not None else ""
        if not path:
            window.telling.note("Select a detector or a place first.")
            return
        from dcsgui.gui.window.access_dialog import AccessDialog

        dialog = AccessDialog(window.jobs, path, window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()
