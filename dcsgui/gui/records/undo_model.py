"""The model of the undo list: what was done, what was taken back, and where the window is."""

from __future__ import annotations

from collections.abc import Hashable
from operator import attrgetter
from typing import Any, NamedTuple

from PyQt5.QtCore import QModelIndex, QObject, Qt
from PyQt5.QtGui import QFont, QGuiApplication, QPalette
from PyQt5.QtWidgets import QUndoStack

from dcsgui.gui.models.arranged import ArrangedModel
from dcsgui.gui.models.columns import Column, Number, Text

__all__ = ["UndoModel", "UndoRow", "undo_rows"]

BEGIN = "As it was when the window was opened"
HERE, DONE, UNDONE = "now here", "done", "taken back"
NOTHING = ""  # before all steps, nothing was done


class UndoRow(NamedTuple):
    """A place to go to: after a step was done, or before all of them; `ident` is the step's."""

    place: int
    text: str
    state: str
    ident: int


UNDO_COLUMNS: tuple[Column[UndoRow], ...] = (
    Column("place", "No.", "In which order it was done", attrgetter("place"), Number(), 5),
    Column("what", "What", "What was done", attrgetter("text"), Text(), 60),
    Column("state", "State", "Whether it is done now", attrgetter("state"), Text(), 12),
)


def undo_rows(stack: QUndoStack) -> list[UndoRow]:
    """Return the places of a stack, the first one before all steps."""
    here = stack.index()
    rows = [UndoRow(0, BEGIN, HERE if here == 0 else NOTHING, 0)]
    for number in range(stack.count()):
        command = stack.command(number)
        if command is not None:
            place = number + 1
            state = HERE if place == here else DONE if place < here else UNDONE
            rows.append(UndoRow(place, command.text(), state, id(command)))
    return rows


class UndoModel(ArrangedModel[UndoRow]):
    """Shows the places of an undo stack: the present one bold, what was taken back pale."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(UNDO_COLUMNS, parent)
        self._bold = QFont()
        self._bold.setBold(True)

    def identity(self, row: UndoRow) -> Hashable:
        """Return what makes a row the same step as an earlier one."""
        return row.ident

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Look up what a cell shows, and how."""
        if not index.isValid():
            return None
        if role == Qt.ItemDataRole.FontRole:
            return self._bold if self.row(index.row()).state == HERE else None
        if role == Qt.ItemDataRole.ForegroundRole:
            pale = self.row(index.row()).state == UNDONE
            return QGuiApplication.palette().brush(QPalette.PlaceholderText) if pale else None
        return super().data(index, role)
