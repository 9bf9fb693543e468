"""Deletes, purges and repacks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PyQt5.QtCore import QObject

if TYPE_CHECKING:
    from dcsgui.gui.window.main import MainWindow


class Deleting(QObject):
    """Deletes, purges and repacks."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window

    def delete(self) -> None:
        """Stub."""

    def purge(self) -> None:
        """Stub."""

    def repack(self) -> None:
        """Stub."""
