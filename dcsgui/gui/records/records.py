"""The docks that tell what was done, what can be undone, and what goes on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PyQt5.QtCore import QObject, pyqtSlot

from dcsgui.gui.records.running_jobs import RunningJobs
from dcsgui.gui.records.session_log import SessionLog
from dcsgui.gui.window.late import LateState

if TYPE_CHECKING:
    from dcsgui.core.actions.answers.changes import ChangeRow
    from dcsgui.gui.records.changes_panel import ChangesPanel
    from dcsgui.gui.records.jobs_panel import JobsPanel
    from dcsgui.gui.records.log_panel import LogPanel
    from dcsgui.gui.records.taking_back import TakingBack
    from dcsgui.gui.records.undo_panel import UndoPanel
    from dcsgui.gui.window.main import MainWindow

__all__ = ["Records"]


class Records(QObject):
    """Puts the docks into a window, and keeps what they tell; their panels are made later."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._log = SessionLog(window.changes, self)
        self._running = RunningJobs(window.jobs, window.carrier, self)
        self._changes_panel = LateState(self._make_changes)
        self._undo_panel = LateState(self._make_undo_list)
        self._log_panel = LateState(self._make_log)
        self._jobs_panel = LateState(self._make_jobs)
        self._taking_back = LateState(self._make_taking_back)
        self._panels: dict[str, LateState[Any]] = {
            "Changes": self._changes_panel,
            "Undo list": self._undo_panel,
            "Log": self._log_panel,
            "Jobs": self._jobs_panel,
        }
        self._docks = {
            title: window.parts.add_dock(window, title, panel.get)
            for title, panel in self._panels.items()
        }

    @property
    def undo_list(self) -> UndoPanel:
        """The dock of the undo list."""
        return self._undo_panel.get()

    @property
    def changes(self) -> ChangesPanel:
        """The dock of the changes of the file."""
        return self._changes_panel.get()

    @property
    def log(self) -> LogPanel:
        """The dock of what was done in this session."""
        return self._log_panel.get()

    @property
    def jobs(self) -> JobsPanel:
        """The dock of what goes on."""
        return self._jobs_panel.get()

    @property
    def taking_back(self) -> TakingBack:
        """Asks whether a change of a file is to be taken back."""
        return self._taking_back.get()

    def state(self) -> dict[str, object]:
        """Return columns, sorting and reasons, as values of JSON."""
        state: dict[str, object] = {name: panel.state() for name, panel in self._panels.items()}
        return {**state, "reasons": self._taking_back.state()}

    def restore(self, state: dict[str, object]) -> None:
        """Take up an earlier `state`; what does not fit is left as it is."""
        for name, late in [*self._panels.items(), ("reasons", self._taking_back)]:
            if isinstance(was := state.get(name), dict):
                late.restore(was)

    def _make_undo_list(self) -> UndoPanel:
        from dcsgui.gui.records.undo_panel import UndoPanel

        panel = UndoPanel(self._window)
        self._docks["Undo list"].put(panel)
        return panel

    def _make_changes(self) -> ChangesPanel:
        from dcsgui.gui.records.changes_panel import ChangesPanel

        panel, dock = ChangesPanel(self._window), self._docks["Changes"]
        panel.takeBackAsked.connect(self._on_take_back_asked)
        dock.put(panel)
        panel.reading.follow(dock)
        return panel

    def _make_log(self) -> LogPanel:
        from dcsgui.gui.records.log_panel import LogPanel

        panel = LogPanel(self._window, self._log)
        self._docks["Log"].put(panel)
        return panel

    def _make_jobs(self) -> JobsPanel:
        from dcsgui.gui.records.jobs_panel import JobsPanel

        panel = JobsPanel(self._window, self._running)
        self._docks["Jobs"].put(panel)
        return panel

    def _make_taking_back(self) -> TakingBack:
        from dcsgui.gui.records.taking_back import TakingBack

        return TakingBack(self._window)

    @pyqtSlot(object)
    def _on_take_back_asked(self, row: ChangeRow) -> None:
        self.taking_back.ask(self.changes.file, row)
