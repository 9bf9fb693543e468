"""Makes and changes detectors, types, ranges and versions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PyQt5.QtCore import QObject

if TYPE_CHECKING:
    from dcsgui.gui.window.main import MainWindow


class Structure(QObject):
    """Makes and changes detectors, types, ranges and versions."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window

    def add_constants(self) -> None:
        """Stub."""

    def new_range(self) -> None:
        """Stub."""

    def new_type(self) -> None:
        """Stub."""

    def new_detector(self) -> None:
        """Stub."""

    def range_ends(self) -> None:
        """Stub."""

    def links(self) -> None:
        """Stub."""
