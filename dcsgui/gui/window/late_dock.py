"""A dock that is empty until it is seen."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PyQt5.QtCore import pyqtSlot
from PyQt5.QtWidgets import QDockWidget, QMainWindow, QWidget

if TYPE_CHECKING:
    from dcsgui.gui.records.list_panel import ListPanel

__all__ = ["LateDock", "put_into"]


class LateDock(QDockWidget):
    """Asks for its panel when it is first seen: most are behind others, and are never looked at.

    Parameters
    ----------
    window : QMainWindow
    title : str
    make : callable
        Makes the panel, or what it belongs to, and calls `put`.

    Attributes
    ----------
    in_sight : bool
        Whether it can be seen, and is not behind another one.
    """

    def __init__(self, window: QMainWindow, title: str, make: Callable[[], object]) -> None:
        super().__init__(title, window)
        self.in_sight = False
        self._make = make
        self._panel: ListPanel[Any] | None = None
        self._utc = False
        self.setObjectName(title.lower())
        self.visibilityChanged.connect(self._on_visibility_changed)

    def put(self, panel: ListPanel[Any]) -> None:
        """Show a panel from now on."""
        self._panel = panel
        panel.set_utc(utc=self._utc)
        put_into(self, panel)
        panel.setVisible(self.in_sight)

    def set_utc(self, *, utc: bool) -> None:
        """Show times in UTC, or in local time."""
        self._utc = utc
        if self._panel is not None:
            self._panel.set_utc(utc=utc)

    @pyqtSlot(bool)
    def _on_visibility_changed(self, in_sight: bool) -> None:  # noqa: FBT001 - of a signal
        self.in_sight = in_sight
        if in_sight and self._panel is None:
            self._make()


def put_into(dock: QDockWidget, widget: QWidget) -> None:
    """Put a widget into a dock, so that it takes part in what goes on only if it can be seen."""
    dock.setWidget(widget)
    policy = widget.sizePolicy()
    policy.setRetainSizeWhenHidden(True)  # else the docks could not be made any higher
    widget.setSizePolicy(policy)
    dock.visibilityChanged.connect(widget.setVisible)  # Tab would go to panels behind others
