"""Edits cells of the table of parameters in place; what is typed is told with each key."""

from __future__ import annotations

from typing import NamedTuple

from PyQt5.QtCore import QAbstractItemModel, QModelIndex, QObject, pyqtSignal
from PyQt5.QtWidgets import QWidget

from dcsgui.core.actions.answers.parameters import ABSENT
from dcsgui.core.values.parameter_texts import typed_text
from dcsgui.gui.editing.cell_delegate import CellDelegate
from dcsgui.gui.editing.editors import (
    CHOSEN_KINDS,
    CellEditor,
    ChoiceEditor,
    NameEditor,
    value_editor,
)
from dcsgui.gui.editing.fields import offered_fields
from dcsgui.gui.models.drafts import Draft, Drafts, Of
from dcsgui.gui.models.parameter_rows import NAME, TYPE, Mark, Parameter
from dcsgui.gui.models.parameters import ParametersModel

__all__ = ["Cell", "ParameterDelegate"]


class Cell(NamedTuple):
    """A cell of the table: a parameter by its name in the file ("" for a new one), a column."""

    key: str
    column: int


class ParameterDelegate(CellDelegate):
    """Makes the editor that a cell needs, and tells what becomes of it.

    Attributes
    ----------
    cell : Cell or None
        The one that is being edited.

    Signals
    -------
    typed(Cell, str)
        The text of a cell's editor is another one now.
    committed(Cell, str)
        It is to be set.
    abandoned(Cell)
        It is not, and to be forgotten.
    """

    typed = pyqtSignal(object, str)
    committed = pyqtSignal(object, str)
    abandoned = pyqtSignal(object)

    def __init__(self, model: ParametersModel, drafts: Drafts, parent: QObject) -> None:
        super().__init__(parent)
        self._model = model
        self._drafts = drafts
        self._cell: Cell | None = None

    @property
    def cell(self) -> Cell | None:
        """The cell that is being edited."""
        return None if self.editor is None else self._cell

    def make_editor(self, parent: QWidget | None, index: QModelIndex) -> CellEditor:
        """Return an editor by the type of the value, or for a name or a type."""
        row, column = self._model.row(index.row()), index.column()
        self._cell = Cell("" if row.mark is Mark.ADD else row.key, column)
        if column == NAME:
            return NameEditor(parent, offered_fields(self._model.node, self._model.keys()))
        if column == TYPE:
            return ChoiceEditor(parent, [one.value for one in CHOSEN_KINDS], "Type")
        draft = self._draft(row, column)
        return value_editor(parent, row.kind if draft is None else draft.kind, self.text_of(index))

    def text_of(self, index: QModelIndex) -> str:
        """Return what was typed last, or what is in the file."""
        row, column = self._model.row(index.row()), index.column()
        draft = self._draft(row, column)
        if column == TYPE:
            return (row.kind if draft is None else draft.kind).value
        if draft is not None:
            return draft.text
        if column == NAME:
            return row.key
        return "" if row.held.value is ABSENT else typed_text(row.held.value)

    def setModelData(
        self, editor: QWidget | None, model: QAbstractItemModel | None, index: QModelIndex
    ) -> None:
        """Tell that what was typed is to be set."""
        del model, index
        if self.cell is not None and self.editor is not None and editor is self.editor:
            self.committed.emit(self.cell, self.editor.written())

    def type_in(self, text: str) -> None:
        """Tell what is typed so far."""
        if self.cell is not None:
            self.typed.emit(self.cell, text)

    def abandon(self) -> None:
        """Tell that it is to be forgotten."""
        if self.cell is not None:
            self.abandoned.emit(self.cell)

    def _draft(self, row: Parameter, column: int) -> Draft | None:
        node = self._model.node
        of = Of.NAME if column == NAME else Of.VALUE
        return None if node is None else self._drafts.find(node, row.key, of)
