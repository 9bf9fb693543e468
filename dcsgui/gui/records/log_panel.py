"""The dock with what was done in this session, to be read, copied and saved as a script."""

from __future__ import annotations

from collections.abc import Hashable
from operator import attrgetter
from typing import TYPE_CHECKING

from PyQt5.QtCore import QObject, Qt, pyqtSlot
from PyQt5.QtWidgets import QAction

from dcsgui.gui.icons import icon
from dcsgui.gui.jobs.requests import SaveBytes
from dcsgui.gui.models.arranged import ArrangedModel
from dcsgui.gui.models.columns import Column, Text, Time
from dcsgui.gui.records.list_panel import ListPanel, Things
from dcsgui.gui.records.session_log import LogEntry, SessionLog, script
from dcsgui.gui.window import dialogs
from dcsgui.gui.window.texts import copy_text

if TYPE_CHECKING:
    from dcsgui.gui.window.main import MainWindow

__all__ = ["LogModel", "LogPanel"]

_NOTHING = "Nothing was changed in this session yet. What you do is kept here, also as commands."
_THINGS = Things("entry", "entries", _NOTHING)
_SCRIPT = ("Shell script (*.sh)", "Text (*.txt)")


def _outcome(entry: LogEntry) -> str:
    return entry.outcome.value


LOG_COLUMNS: tuple[Column[LogEntry], ...] = (
    Column("time", "Time", "When it was over", attrgetter("when_ns"), Time(), 27),
    Column("what", "What", "What was asked for", attrgetter("text"), Text(), 36),
    Column("outcome", "Outcome", "What became of it", _outcome, Text(), 11),
    Column(
        "result", "Result", "What is different now, or why not", attrgetter("words"), Text(), 44
    ),
    Column(
        "command", "Command", "What does the same in a shell", attrgetter("command"), Text(), 60
    ),
)


class LogModel(ArrangedModel[LogEntry]):
    """Shows the entries of a log."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(LOG_COLUMNS, parent)

    def identity(self, row: LogEntry) -> Hashable:
        """Return what makes a row the same entry as an earlier one."""
        return row.number


class LogPanel(ListPanel[LogEntry]):
    """Lists what was done in this session, the newest first; see `ListPanel`.

    Attributes
    ----------
    log : SessionLog
    copy_one, copy_all, save : QAction
    """

    def __init__(self, window: MainWindow, log: SessionLog) -> None:
        super().__init__(LogModel(), _THINGS)
        self._window = window
        self._follows = True
        self.log = log
        self.copy_one = QAction(icon("copy"), "Copy co&mmand", self)
        self.copy_one.setToolTip("Copy the dcs commands of what is selected (Enter).")
        self.copy_all = QAction("Copy &all commands", self)
        self.copy_all.setToolTip("Copy the dcs commands of all that was done, in its order.")
        self.save = QAction("&Save as script…", self)
        self.save.setToolTip("Save all that was done as a shell script, with comments.")
        self.set_actions((self.copy_one, self.copy_all, self.save))
        self.view.sort_by(0, Qt.SortOrder.DescendingOrder)
        self.copy_one.triggered.connect(self._on_copy_one)
        self.copy_all.triggered.connect(self._on_copy_all)
        self.save.triggered.connect(self._on_save)
        self.view.rowActivated.connect(self._on_row_activated)
        self.log.entryAdded.connect(self._on_entry_added)
        self.model.settled.connect(self._on_settled)
        self.show_rows(log.entries[::-1])

    def enable_actions(self) -> None:
        """Enable what can be done with the selected entries."""
        self.copy_one.setEnabled(any(entry.lines for entry in self.selected()))
        self.copy_all.setEnabled(any(entry.lines for entry in self.log.entries))
        self.save.setEnabled(bool(self.log.entries))

    @pyqtSlot(object)
    def _on_entry_added(self, entry: LogEntry) -> None:
        del entry
        bar = self.view.verticalScrollBar()
        self._follows = bar is None or bar.value() == bar.minimum()
        self.show_rows(self.log.entries[::-1])

    @pyqtSlot()
    def _on_settled(self) -> None:
        """Show the newest, if that was in sight."""
        if self._follows:
            self.view.scrollToTop()

    @pyqtSlot(int)
    def _on_row_activated(self, row: int) -> None:
        del row
        self.copy_one.trigger()

    @pyqtSlot()
    def _on_copy_one(self) -> None:
        self._copy(sorted(self.selected(), key=attrgetter("number")))

    @pyqtSlot()
    def _on_copy_all(self) -> None:
        self._copy(self.log.entries)

    def _copy(self, entries: list[LogEntry]) -> None:
        lines = [line for entry in entries for line in entry.lines]
        copy_text("\n".join(lines))
        self._window.telling.note(f"Copied: {lines[0] if len(lines) == 1 else 'all commands'}")

    @pyqtSlot()
    def _on_save(self) -> None:
        dialogs.ask_save_path(
            self,
            title="Save what was done as a script",
            remember="directories/save",
            suggested="session.sh",
            filters=_SCRIPT,
            then=self._save_to,
        )

    def _save_to(self, path: str) -> None:
        request = SaveBytes(path, script(self.log.entries).encode())
        job = self._window.jobs.ask(request, title="Saving the log")
        job.answered.connect(self._on_saved)
        job.failed.connect(self._window.telling.fail)

    @pyqtSlot(object)
    def _on_saved(self, path: str) -> None:
        self._window.telling.note(f"Saved: {path}")
