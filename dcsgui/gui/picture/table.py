"""Values in rows and columns."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from PyQt5.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt
from PyQt5.QtGui import QKeyEvent, QKeySequence
from PyQt5.QtWidgets import QAbstractItemView, QApplication, QTableView, QWidget

__all__ = ["ValuesModel", "ValuesTable"]

_NONE = QModelIndex()


class ValuesModel(QAbstractTableModel):
    """The values of an array of one or two dimensions; texts in full precision."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._values: NDArray[Any] = np.zeros((0, 0))
        self._flat = False

    def set_values(self, values: NDArray[Any]) -> None:
        """Show other values, of at most two dimensions."""
        self.beginResetModel()
        self._flat = values.ndim < 2  # noqa: PLR2004
        self._values = values.reshape(-1, 1) if self._flat else values
        self.endResetModel()

    def rowCount(self, parent: QModelIndex = _NONE) -> int:
        """Return how many rows there are."""
        return 0 if parent.isValid() else int(self._values.shape[0])

    def columnCount(self, parent: QModelIndex = _NONE) -> int:
        """Return how many columns there are."""
        return 0 if parent.isValid() else int(self._values.shape[1])

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return one value as text."""
        if not index.isValid():
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        if role == Qt.ItemDataRole.DisplayRole:
            return str(self._values[index.row(), index.column()])
        return None

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        """Return the number of a row or column, from 0 as numpy counts."""
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if self._flat and orientation == Qt.Orientation.Horizontal:
            return "value"
        return str(section)


class ValuesTable(QTableView):
    """Shows values; Ctrl+C copies the selected ones, with tabs between columns."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = ValuesModel(self)
        self.setModel(self._model)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setAlternatingRowColors(True)
        self.setToolTip("Ctrl+C copies the selected values.")
        self.setAccessibleName("Values")

    def set_values(self, values: NDArray[Any]) -> None:
        """Show other values, of at most two dimensions."""
        self._model.set_values(values)

    def clear(self) -> None:
        """Let go of the values."""
        self._model.set_values(np.zeros((0, 0)))

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        """Copy."""
        if event is not None and event.matches(QKeySequence.StandardKey.Copy):
            clipboard = QApplication.clipboard()
            if clipboard is not None:
                clipboard.setText(self.selected_text())
            return
        super().keyPressEvent(event)

    def selected_text(self) -> str:
        """Return the selected values, a line a row."""
        rows: dict[int, list[str]] = {}
        for index in sorted(self.selectedIndexes()):
            rows.setdefault(index.row(), []).append(str(index.data()))
        return "\n".join("\t".join(row) for row in rows.values())
