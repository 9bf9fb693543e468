"""Takes constants along: drag and drop, clipboard, promote."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PyQt5.QtCore import QObject

if TYPE_CHECKING:
    from dcsgui.gui.window.main import MainWindow


class Carrying(QObject):
    """Takes constants along: drag and drop, clipboard, promote."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window

    def cut(self) -> None:
        """Stub."""

    def copy(self) -> None:
        """Stub."""

    def paste(self) -> None:
        """Stub."""

    def promote(self) -> None:
        """Stub."""

    def transfer_to(self) -> None:
        """Stub."""
