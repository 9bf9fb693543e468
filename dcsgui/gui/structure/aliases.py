"""Edits the aliases of a place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PyQt5.QtCore import QObject

if TYPE_CHECKING:
    from dcsgui.gui.window.main import MainWindow


class AliasEditing(QObject):
    """Edits the aliases of a place."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window

    def show(self) -> None:
        """Stub."""
