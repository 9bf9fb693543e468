"""The menu that brings a panel into sight, and the keyboard into it."""

from __future__ import annotations

from collections.abc import Iterable

from PyQt5.QtCore import Qt, pyqtSlot
from PyQt5.QtWidgets import QAction, QDockWidget, QMenu, QWidget

__all__ = ["PanelMenu", "go_to_dock"]

_KEYS = {
    "Parameters": "Ctrl+4",
    "History": "Ctrl+5",
    "Undo list": "Ctrl+6",
    "Log": "Ctrl+7",
    "Jobs": "Ctrl+8",
    "Deleted": "Ctrl+9",
}


class PanelMenu(QMenu):
    """Goes to a panel, also to one that is behind another or was closed.

    Parameters
    ----------
    docks : iterable of QDockWidget
    parent : QWidget
    """

    def __init__(self, docks: Iterable[QDockWidget], parent: QWidget) -> None:
        super().__init__("&Go to panel", parent)
        self._docks: dict[QAction, QDockWidget] = {}
        for dock in docks:
            title = dock.windowTitle()
            action = QAction(title, self)
            action.setShortcut(_KEYS.get(title, ""))
            action.setStatusTip(f"Move the keyboard to the panel “{title}”.")
            self.addAction(action)
            self._docks[action] = dock
        self.triggered.connect(self._on_triggered)

    @pyqtSlot(QAction)
    def _on_triggered(self, action: QAction) -> None:
        go_to_dock(self._docks[action])


def go_to_dock(dock: QDockWidget) -> None:
    """Bring a dock into sight, and move the keyboard to what its panel is for.

    Where that is hidden, because there is nothing to show, it goes to the first thing that is not.
    """
    dock.show()
    dock.raise_()
    panel = dock.widget()
    if panel is None:
        return
    panel.show()  # a panel behind others is hidden until its tab is seen
    wanted = panel.focusProxy() or panel
    if not (wanted.isVisible() and wanted.focusPolicy()):
        children = panel.findChildren(QWidget)
        fit = (one for one in children if one.isVisible() and one.isEnabled())
        tabs = (one for one in fit if one.focusPolicy() & Qt.FocusPolicy.TabFocus)
        wanted = next(tabs, panel)
    wanted.setFocus(Qt.FocusReason.ShortcutFocusReason)
