"""The docks that tell what was done, what can be undone, and what goes on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PyQt5.QtCore import QObject

from dcsgui.gui.records.changes_panel import ChangesPanel
from dcsgui.gui.records.jobs_panel import JobsPanel
from dcsgui.gui.records.list_panel import ListPanel
from dcsgui.gui.records.log_panel import LogPanel
from dcsgui.gui.records.taking_back import TakingBack
from dcsgui.gui.records.undo_panel import UndoPanel

if TYPE_CHECKING:
    from dcsgui.gui.window.main import MainWindow

__all__ = ["Records"]


class Records(QObject):
    """Puts the docks into a window.

    Attributes
    ----------
    undo_list : UndoPanel
    changes : ChangesPanel
    log : LogPanel
    jobs : JobsPanel
    taking_back : TakingBack
        Asks whether a change of a file is to be taken back.
    """

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.undo_list = UndoPanel(window)
        self.changes = ChangesPanel(window)
        self.log = LogPanel(window)
        self.jobs = JobsPanel(window)
        self.taking_back = TakingBack(window, self.changes)
        self._panels: dict[str, ListPanel[Any]] = {
            "Changes": self.changes,
            "Undo list": self.undo_list,
            "Log": self.log,
            "Jobs": self.jobs,
        }
        for title, panel in self._panels.items():
            dock = window.parts.add_dock(window, title, panel)
            if panel is self.changes:
                self.changes.reading.follow(dock)

    def set_utc(self, *, utc: bool) -> None:
        """Show times in UTC, or in local time."""
        self.changes.set_utc(utc=utc)
        self.log.set_utc(utc=utc)

    def state(self) -> dict[str, object]:
        """Return columns, sorting and reasons, as values of JSON."""
        state = {name: panel.state() for name, panel in self._panels.items()}
        return {**state, "reasons": self.taking_back.dialog.state()}

    def restore(self, state: dict[str, object]) -> None:
        """Take up an earlier `state`; what does not fit is left as it is."""
        for name, panel in self._panels.items():
            if isinstance(was := state.get(name), dict):
                panel.restore(was)
        if isinstance(reasons := state.get("reasons"), dict):
            self.taking_back.dialog.restore(reasons)
