"""The dock of the changes that the shown file remembers, each of which can be taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PyQt5.QtCore import pyqtSignal, pyqtSlot
from PyQt5.QtWidgets import QAction

from dcsgui.core.actions.answers.changes import ChangeRow, FileChanges
from dcsgui.gui.icons import icon
from dcsgui.gui.jobs.undo_requests import ReadChanges
from dcsgui.gui.records.changes_model import ChangesModel
from dcsgui.gui.records.file_reading import FileReading
from dcsgui.gui.records.list_panel import ListPanel, Things

if TYPE_CHECKING:
    from dcsgui.gui.window.main import MainWindow

__all__ = ["ChangesPanel"]

_NO_FILE = "Select a detector, to see what was changed in it."
_THINGS = Things("change", "changes", "This file remembers no changes yet.")


class ChangesPanel(ListPanel[ChangeRow]):
    """Lists the changes of a file, the newest first; see `ListPanel`.

    Attributes
    ----------
    reading : FileReading
    take_back_action : QAction

    Signals
    -------
    takeBackAsked(ChangeRow)
        A change is to be taken back.
    """

    takeBackAsked = pyqtSignal(object)

    def __init__(self, window: MainWindow) -> None:
        super().__init__(ChangesModel(), _THINGS)
        self.reading = FileReading(window, self, lane="changes", request=ReadChanges)
        self.take_back_action = QAction(icon("undo"), "&Take back…", self)
        self.take_back_action.setToolTip(
            "Take back the selected change, whoever made it, also after a restart (Enter)."
        )
        self.set_actions((self.take_back_action,))
        self.take_back_action.triggered.connect(self._on_take_back)
        self.view.rowActivated.connect(self._on_row_activated)
        self.reading.begun.connect(self.waiting.begin)
        self.reading.answered.connect(self._on_answered)
        self.reading.failed.connect(self.tell_failure)
        self.reading.emptied.connect(self._on_emptied)
        self._on_emptied()

    @property
    def file(self) -> str:
        """The file whose changes are listed; "" for none."""
        return self.reading.file

    def enable_actions(self) -> None:
        """Enable taking back one change that stands."""
        rows = self.selected()
        self.take_back_action.setEnabled(len(rows) == 1 and rows[0].stands)

    def try_again(self) -> None:
        """Ask again for what could not be read."""
        self.reading.try_again()

    @pyqtSlot(int)
    def _on_row_activated(self, row: int) -> None:
        del row
        self.take_back_action.trigger()

    @pyqtSlot()
    def _on_take_back(self) -> None:
        rows = self.selected()
        if len(rows) == 1:
            self.takeBackAsked.emit(rows[0])

    @pyqtSlot(object)
    def _on_answered(self, changes: FileChanges) -> None:
        if changes.node.file == self.file:
            self.show_rows(changes.changes[::-1])

    @pyqtSlot()
    def _on_emptied(self) -> None:
        self.say("" if self.file else _NO_FILE)
