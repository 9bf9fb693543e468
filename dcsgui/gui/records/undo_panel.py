"""The dock of the undo list: where the window is in what was done, and going elsewhere in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PyQt5.QtCore import pyqtSlot
from PyQt5.QtWidgets import QAction

from dcsgui.gui.icons import icon
from dcsgui.gui.records.list_panel import ListPanel, Things
from dcsgui.gui.records.travelling import Travelling
from dcsgui.gui.records.undo_model import HERE, UNDONE, UndoModel, UndoRow, undo_rows

if TYPE_CHECKING:
    from dcsgui.gui.window.main import MainWindow

__all__ = ["UndoPanel"]

_NOTHING = "Nothing was changed in this window yet. What you do can be undone here."
_THINGS = Things("line", "lines", _NOTHING)


class UndoPanel(ListPanel[UndoRow]):
    """Lists what can be undone and redone in a window; see `ListPanel`.

    Attributes
    ----------
    go_action : QAction
        Goes to the current row.
    """

    def __init__(self, window: MainWindow) -> None:
        super().__init__(UndoModel(), _THINGS)
        self._changes = window.changes
        self._travelling = Travelling(window.changes, self)
        self.go_action = QAction(self)
        self.go_action.setToolTip(
            "Undo or redo step by step, until it is as it was after this one (Enter)."
        )
        self.set_actions((self.go_action,))
        self.go_action.triggered.connect(self._on_go)
        self.view.rowActivated.connect(self._on_row_activated)
        for signal in (
            window.changes.changed,
            window.changes.refused,
            window.changes.stopped,
            window.changes.busyChanged,
        ):
            signal.connect(self.refresh)
        self.refresh()

    @pyqtSlot()
    def refresh(self) -> None:
        """Show the stack as it is."""
        rows = undo_rows(self._changes.stack)
        self.show_rows(rows if len(rows) > 1 else [])

    def enable_actions(self) -> None:
        """Enable going to another place, if nothing is being changed."""
        rows = self.selected()
        elsewhere = len(rows) == 1 and rows[0].state != HERE
        self.go_action.setEnabled(elsewhere and not self._changes.busy)
        onward = len(rows) == 1 and rows[0].state == UNDONE
        self.go_action.setText("Re&do to here" if onward else "Un&do to here")
        self.go_action.setIcon(icon("redo" if onward else "undo"))

    @pyqtSlot(int)
    def _on_row_activated(self, row: int) -> None:
        del row
        self.go_action.trigger()

    @pyqtSlot()
    def _on_go(self) -> None:
        rows = self.selected()
        if len(rows) == 1:
            self._travelling.go_to(rows[0].place)
