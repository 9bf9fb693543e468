"""The model of the facts and the parameters of a node, with what is typed and not set yet."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from typing import Any

from PyQt5.QtCore import QModelIndex, QObject, Qt
from PyQt5.QtGui import QFont, QGuiApplication

from dcsgui.core.actions.answers.details import NodeDetails
from dcsgui.core.actions.answers.nodes import NodeId
from dcsgui.core.actions.answers.parameters import ABSENT
from dcsgui.gui.icons import Tint, icon
from dcsgui.gui.models.arranged import ArrangedModel
from dcsgui.gui.models.columns import wrapped
from dcsgui.gui.models.drafts import Draft
from dcsgui.gui.models.parameter_rows import (
    NAME,
    PARAMETER_COLUMNS,
    TYPE,
    VALUE,
    Mark,
    Parameter,
    parameter_rows,
    row_to_add,
)

__all__ = ["ParametersModel"]

_ROLES = {
    Qt.ItemDataRole.FontRole,
    Qt.ItemDataRole.ForegroundRole,
    Qt.ItemDataRole.DecorationRole,
}


class ParametersModel(ArrangedModel[Parameter]):
    """Shows what is known of a node: facts in italics, its parameters, and a row to add one.

    Attributes
    ----------
    writable : bool
        Whether parameters can be changed.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(PARAMETER_COLUMNS, parent)
        self._italic = QFont()
        self._italic.setItalic(True)
        self._details: NodeDetails | None = None
        self._drafts: list[Draft] = []
        self.writable = False

    @property
    def node(self) -> NodeId | None:
        """Whose parameters are shown."""
        return None if self._details is None else self._details.node

    @property
    def details(self) -> NodeDetails | None:
        """What is known of the node."""
        return self._details

    @property
    def known(self) -> int:
        """How many facts and parameters there are."""
        return sum(row.mark is not Mark.ADD for row in self.rows)

    def identity(self, row: Parameter) -> Hashable:
        """Return what makes a row the same parameter as an earlier one."""
        return (row.is_fact, row.key, row.number, row.mark is Mark.ADD)

    def find(self, key: str) -> Parameter | None:
        """Return the parameter of a name, also one that is only typed."""
        of_key = (row for row in self.rows if not row.is_fact and row.mark is not Mark.ADD)
        return next((row for row in of_key if row.key == key), None)

    def row_of(self, key: str) -> int:
        """Return the row of a parameter, -1 if none shows it; "" is the row to add one."""
        for number, row in enumerate(self.rows):
            wanted = row.mark is Mark.ADD if not key else not row.is_fact and row.key == key
            if wanted:
                return self.place(number)
        return -1

    def keys(self) -> list[str]:
        """Return the names of all parameters, also those that are only typed."""
        return [row.key for row in self.rows if not row.is_fact and row.mark is not Mark.ADD]

    def flags(self, index: QModelIndex) -> Qt.ItemFlags:
        """Return what can be done with a cell."""
        flags = super().flags(index)
        if index.isValid() and self._can_edit(self.row(index.row()), index.column()):
            return flags | Qt.ItemFlag.ItemIsEditable
        return flags

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Look up what a cell shows."""
        if not index.isValid() or (role not in _ROLES and role != Qt.ItemDataRole.ToolTipRole):
            return super().data(index, role)
        row = self.row(index.row())
        if role == Qt.ItemDataRole.ToolTipRole:
            return wrapped(row.note) if row.note else super().data(index, role)
        return self._look_of(row, index.column(), role)

    def clear(self) -> None:
        """Forget all rows."""
        self._details, self._drafts = None, []
        super().clear()

    def show_details(self, details: NodeDetails) -> None:
        """Show these instead; what was there before stays."""
        self._details = details
        self._show()

    def show_drafts(self, drafts: Iterable[Draft]) -> None:
        """Show what was typed for the node and is not set yet."""
        self._drafts = list(drafts)
        if self._details is not None:
            self._show()

    def set_writable(self, *, writable: bool) -> None:
        """Let parameters be changed, or not."""
        if writable != self.writable:
            self.writable = writable
            if self._details is not None:
                self._show()

    def show_order(self, order: list[int], total: int) -> None:
        """Show rows in an order; the one to add a parameter is always the last."""
        listed = self.rows
        last = [total - 1] if listed and listed[-1].mark is Mark.ADD else []
        super().show_order([number for number in order if number not in last] + last, total)

    def _can_edit(self, row: Parameter, column: int) -> bool:
        if not self.writable or row.is_fact or row.mark is Mark.WAITING:
            return False
        if row.mark is Mark.ADD or row.held.value is ABSENT:
            return column == NAME if row.mark is Mark.ADD else column in (VALUE, TYPE)
        return column == NAME or (column in (VALUE, TYPE) and row.is_typed)

    def _look_of(self, row: Parameter, column: int, role: int) -> Any:
        palette = QGuiApplication.palette()
        if role == Qt.ItemDataRole.FontRole:
            return self._italic if row.is_fact or row.mark is Mark.ADD else None
        if role == Qt.ItemDataRole.DecorationRole:
            return icon("warning") if row.mark is Mark.TROUBLE and column == NAME else None
        if row.mark in (Mark.ADD, Mark.WAITING):
            return Tint.QUIET.colour(palette)
        trouble = row.mark is Mark.TROUBLE and column in (NAME, VALUE)
        return Tint.WARNING.colour(palette) if trouble else None

    def _show(self) -> None:
        if self._details is None:
            return
        rows = parameter_rows(self._details, self._drafts)
        if self.writable:
            rows.append(row_to_add(self._drafts))
        self.replace(rows)
