"""The model of the parameters of many nodes: the union of their names, and what is wished."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PyQt5.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt
from PyQt5.QtGui import QFont, QGuiApplication

from dcsgui.core.actions.answers.nodes import NodeId
from dcsgui.core.actions.answers.parameters import ABSENT
from dcsgui.core.values.fields import find_field
from dcsgui.core.values.parameter_texts import ValueKind, kind_of_value, typed_text
from dcsgui.gui.editing.clips import Clip
from dcsgui.gui.editing.many_rows import DIFFERS, ManyRow
from dcsgui.gui.icons import Tint, icon
from dcsgui.gui.models.columns import one_line, wrapped
from dcsgui.gui.models.parameter_rows import ADD_WORDS, LONGEST_CELL

__all__ = ["COUNT", "NAME", "TYPE", "VALUE", "ManyModel"]

NAME, VALUE, TYPE, COUNT = range(4)
_TITLES = ("Name", "Value", "Type", "In")
_ROOT = QModelIndex()
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_DISPLAY = Qt.ItemDataRole.DisplayRole


class ManyModel(QAbstractTableModel):
    """Shows the parameters of many nodes; what is typed is a wish until it is applied.

    Attributes
    ----------
    rows : list of ManyRow
    nodes : tuple of NodeId
        Those that could be read.
    writable : bool
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: list[ManyRow] = []
        self.nodes: tuple[NodeId, ...] = ()
        self.writable = False

    def show_rows(
        self, rows: Sequence[ManyRow], nodes: tuple[NodeId, ...], *, writable: bool
    ) -> None:
        """Show these instead."""
        self.beginResetModel()
        self.rows, self.nodes, self.writable = list(rows), nodes, writable
        self.endResetModel()

    def rowCount(self, parent: QModelIndex = _ROOT) -> int:
        """Return how many rows there are: one more than parameters, to add one."""
        return 0 if parent.isValid() else len(self.rows) + self.writable

    def columnCount(self, parent: QModelIndex = _ROOT) -> int:
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(_TITLES)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:
        """Look up what a header shows."""
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(_TITLES):
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _LEFT
        return _TITLES[section] if role == _DISPLAY else None

    def row_at(self, number: int) -> ManyRow | None:
        """Return what is in a row; None for the one to add a parameter."""
        return self.rows[number] if 0 <= number < len(self.rows) else None

    def keys(self) -> list[str]:
        """Return the names of all parameters, and those that are wished."""
        return [name for row in self.rows for name in (row.key, row.new_key) if name]

    def flags(self, index: QModelIndex) -> Qt.ItemFlags:
        """Return what can be done with a cell."""
        flags = super().flags(index)
        row = self.row_at(index.row())
        if not index.isValid() or not self.writable:
            return flags
        if row is None:
            can = index.column() == NAME
        else:
            can = index.column() in (NAME, VALUE, TYPE) and not row.removed
            can = can and not (index.column() == NAME and not row.values)
        return flags | Qt.ItemFlag.ItemIsEditable if can else flags

    def data(self, index: QModelIndex, role: int = _DISPLAY) -> Any:
        """Look up what a cell shows."""
        if not index.isValid():
            return None
        row = self.row_at(index.row())
        if row is None:
            return self._look_of_last(index.column(), role)
        if role == _DISPLAY:
            return self._text(row, index.column())
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._tip(row, index.column()) or None
        return self._look(row, index.column(), role)

    def setData(
        self, index: QModelIndex, value: Any, role: int = Qt.ItemDataRole.EditRole
    ) -> bool:
        """Wish a name, a value or a type for all nodes."""
        row = self.row_at(index.row())
        if row is None or role != Qt.ItemDataRole.EditRole:
            return False
        if index.column() == NAME:
            row.new_key = "" if value == row.key else str(value)
        elif index.column() == TYPE:
            row.pasted = ABSENT
            row.kind = ValueKind(value)
            if row.text is None and row.common is not ABSENT:
                row.text = typed_text(row.common)
        else:
            row.text, row.pasted = str(value), ABSENT
        self._tell(index.row())
        return True

    def add(self, key: str) -> int:
        """Wish a new parameter, and return its row; that of a name that is there already."""
        for number, row in enumerate(self.rows):
            if row.key == key:
                return number
        self.beginInsertRows(_ROOT, len(self.rows), len(self.rows))
        self.rows.append(ManyRow(key, text=""))
        self.endInsertRows()
        return len(self.rows) - 1

    def remove(self, number: int) -> None:
        """Wish that a parameter is removed; one that is only wished is forgotten."""
        row = self.row_at(number)
        if row is None:
            return
        row.forget()
        if row.values:
            row.removed = True
            self._tell(number)
        else:
            self.beginRemoveRows(_ROOT, number, number)
            del self.rows[number]
            self.endRemoveRows()

    def restore(self, number: int) -> None:
        """Wish nothing of a parameter any more."""
        row = self.row_at(number)
        if row is None:
            return
        if not row.values:
            self.remove(number)
        else:
            row.forget()
            self._tell(number)

    def paste(self, clips: Sequence[Clip]) -> None:
        """Wish these parameters for all nodes."""
        for clip in clips:
            number = self.add(clip.key)
            row = self.rows[number]
            row.forget()
            row.text = typed_text(clip.value)
            row.kind, row.pasted = kind_of_value(clip.value), clip.value
            self._tell(number)

    def _tell(self, number: int) -> None:
        self.dataChanged.emit(self.index(number, 0), self.index(number, COUNT), [])

    def _text(self, row: ManyRow, column: int) -> str:
        if column == NAME:
            return row.new_key or row.key
        if column == VALUE:
            return one_line(row.shown_text()[:LONGEST_CELL])
        if column == COUNT:
            have = len(row.values)
            return (
                f"all {have:,}" if have == len(self.nodes) else f"{have:,} of {len(self.nodes):,}"
            )
        kind = row.kind or row.kind_now
        if row.text is not None and kind is None:
            kind = ValueKind.GUESSED
        return DIFFERS if kind is None else kind.value

    def _tip(self, row: ManyRow, column: int) -> str:
        if row.problem:
            return wrapped(row.problem)
        if row.new_key and column == NAME:
            return wrapped(f"It is {row.key} now.")
        field = find_field(row.key)
        if column == NAME:
            return wrapped("" if field is None else field.meaning)
        return wrapped(row.shown_text()) if column == VALUE else ""

    def _look(self, row: ManyRow, column: int, role: int) -> Any:
        palette = QGuiApplication.palette()
        if role == Qt.ItemDataRole.FontRole:
            font = QFont()
            font.setBold(row.is_wished and column != COUNT)
            font.setStrikeOut(row.removed)
            font.setItalic(column == VALUE and row.text is None and row.common is ABSENT)
            return font
        if role == Qt.ItemDataRole.ForegroundRole and row.problem:
            return Tint.WARNING.colour(palette)
        if role == Qt.ItemDataRole.DecorationRole and column == NAME:
            return icon("warning") if row.problem or row.overtaken else None
        return None

    def _look_of_last(self, column: int, role: int) -> Any:
        if role == _DISPLAY:
            return ADD_WORDS if column == NAME else ""
        if role == Qt.ItemDataRole.ForegroundRole:
            return Tint.QUIET.colour(QGuiApplication.palette())
        if role == Qt.ItemDataRole.FontRole:
            font = QFont()
            font.setItalic(True)
            return font
        return None
