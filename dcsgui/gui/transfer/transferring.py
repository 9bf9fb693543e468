"""Shows plans of transfers, and carries them out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PyQt5.QtCore import QObject

from dcsgui.gui.transfer.wish import Wish

if TYPE_CHECKING:
    from dcsgui.gui.window.main import MainWindow


class Transferring(QObject):
    """Shows plans of transfers, and carries them out."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window

    def propose(self, wishes: Sequence[Wish]) -> None:
        """Show the plan of what is to be transferred; nothing is done before it is agreed to."""
