"""The dock of what was deleted in the detector that is shown: to restore, purge and repack."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PyQt5.QtCore import pyqtSignal, pyqtSlot
from PyQt5.QtWidgets import QAction

from dcsgui.core.actions.answers.edits import DeletionRow, Deletions
from dcsgui.core.actions.answers.nodes import NodeId
from dcsgui.gui.deleting.deleted_model import DeletedModel
from dcsgui.gui.icons import icon
from dcsgui.gui.jobs.edit_requests import ReadDeletions
from dcsgui.gui.records.file_reading import FileReading
from dcsgui.gui.records.list_panel import ListPanel, Things

if TYPE_CHECKING:
    from dcsgui.gui.window.main import MainWindow

__all__ = ["DeletedPanel"]

_NO_FILE = "Select a detector, to see what was deleted in it."
_NOTHING = "Nothing is deleted here. What you delete can be restored from here."
_THINGS = Things("deletion", "deletions", _NOTHING)


class DeletedPanel(ListPanel[DeletionRow]):
    """Lists what was deleted; see `ListPanel`.

    Attributes
    ----------
    restore_action, purge_action, repack_action : QAction

    Signals
    -------
    restoreAsked()
    purgeAsked()
        The selected rows are to be put back, or removed for ever.
    repackAsked()
        The file is to be written anew.
    """

    restoreAsked = pyqtSignal()
    purgeAsked = pyqtSignal()
    repackAsked = pyqtSignal()

    def __init__(self, window: MainWindow) -> None:
        super().__init__(DeletedModel(), _THINGS)
        self.reading = FileReading(window, self, lane="deleted", request=_request)
        self.restore_action = QAction(icon("undo"), "&Restore", self)
        self.restore_action.setToolTip("Put back what is selected, whole (Enter).")
        self.purge_action = QAction("&Purge…", self)
        self.purge_action.setToolTip("Remove what is selected for ever (Del).")
        self.repack_action = QAction("Repac&k…", self)
        self.repack_action.setToolTip("Write the file anew without the space of what was purged.")
        self.set_actions((self.restore_action, self.purge_action, self.repack_action))
        self.restore_action.triggered.connect(self.restoreAsked)
        self.purge_action.triggered.connect(self.purgeAsked)
        self.repack_action.triggered.connect(self.repackAsked)
        self.view.rowActivated.connect(self._on_row_activated)
        self.reading.begun.connect(self.waiting.begin)
        self.reading.answered.connect(self._on_answered)
        self.reading.failed.connect(self.tell_failure)
        self.reading.emptied.connect(self._on_emptied)
        self._on_emptied()

    @property
    def file(self) -> str:
        """The file whose deletions are listed; "" for none."""
        return self.reading.file

    def enable_actions(self) -> None:
        """Enable what can be done with the selected rows."""
        any_selected = bool(self.view.selected_rows())
        self.restore_action.setEnabled(any_selected)
        self.purge_action.setEnabled(any_selected)
        self.repack_action.setEnabled(bool(self.file))

    def try_again(self) -> None:
        """Ask again for what could not be read."""
        self.reading.try_again()

    def delete_pressed(self) -> None:
        """Ask whether what is selected is to go for ever."""
        self.purge_action.trigger()

    @pyqtSlot(int)
    def _on_row_activated(self, row: int) -> None:
        del row
        self.restore_action.trigger()

    @pyqtSlot(object)
    def _on_answered(self, deletions: Deletions) -> None:
        if deletions.node.file == self.file:
            self.show_rows(deletions.deletions[::-1])

    @pyqtSlot()
    def _on_emptied(self) -> None:
        self.say("" if self.file else _NO_FILE)


def _request(file: str) -> ReadDeletions:
    return ReadDeletions(NodeId(file))
