"""What each dock is for: on its tab, and on its line in the View menu."""

from __future__ import annotations

from collections.abc import Sequence

from PyQt5.QtCore import QEvent, QObject, Qt, QTimer, pyqtSlot
from PyQt5.QtGui import QHelpEvent
from PyQt5.QtWidgets import QDockWidget, QMainWindow, QTabBar, QToolTip

from dcsgui.gui.models.columns import wrapped

__all__ = ["TIPS", "DockTips"]

TIPS = {
    "Places": "Places, the detectors in them, and their types, ranges and versions.",
    "Parameters": "What is known of what is selected: its parameters, to be edited here.",
    "History": "Who did what with what is selected, when and why; comments can be added.",
    "Deleted": "What was deleted in this file; it can be restored, or purged for ever.",
    "Aliases": "Other names of the detectors of this place, and from when to when they stand.",
    "Changes": "What this file remembers that was changed, by whom and why; any of it can be "
    "taken back.",
    "Undo list": "What was done in this window, step by step; go back and forth in it.",
    "Log": "All that was done in this session, also as “dcs” commands.",
    "Jobs": "What is being read and written just now; long jobs can be stopped.",
}


class DockTips(QObject):
    """Says what a dock is for where its tab is; Qt itself would only repeat the title there."""

    def __init__(self, window: QMainWindow, docks: Sequence[QDockWidget]) -> None:
        super().__init__(window)
        self._window = window
        self._tips: dict[str, str] = {}
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._on_arranged)
        for dock in docks:
            action, tip = dock.toggleViewAction(), TIPS[dock.windowTitle()]
            self._tips[dock.windowTitle()] = tip
            if action is not None:
                action.setToolTip(tip)
            dock.dockLocationChanged.connect(self._soon.start)
            dock.topLevelChanged.connect(self._soon.start)
        self._soon.start()

    def eventFilter(self, watched: QObject | None, event: QEvent | None) -> bool:
        """Show the tip of the tab that the mouse is on."""
        asked = isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip
        if isinstance(watched, QTabBar) and isinstance(event, QHelpEvent) and asked:
            tab = watched.tabAt(event.pos())
            if tip := self._tips.get(watched.tabText(tab).replace("&", "")):
                QToolTip.showText(event.globalPos(), wrapped(tip), watched)
                return True
        return super().eventFilter(watched, event)

    @pyqtSlot()
    def _on_arranged(self) -> None:
        """Find the tabs, which are made anew where docks are put together."""
        direct = Qt.FindChildOption.FindDirectChildrenOnly
        for tabs in self._window.findChildren(QTabBar, options=direct):
            tabs.installEventFilter(self)
