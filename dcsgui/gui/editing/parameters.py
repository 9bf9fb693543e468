"""Edits parameters and adds comments."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PyQt5.QtCore import QObject

if TYPE_CHECKING:
    from dcsgui.gui.window.main import MainWindow


class ParameterEditing(QObject):
    """Edits parameters and adds comments."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window

    def edit_selected(self) -> None:
        """Stub."""

    def add_comment(self) -> None:
        """Stub."""
