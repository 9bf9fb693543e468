"""A table to read: rows are selected, copied and chosen, by mouse and by keyboard."""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from typing import Any, Generic, TypeVar

from PyQt5.QtCore import (
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    pyqtSignal,
    pyqtSlot,
)
from PyQt5.QtGui import QKeyEvent, QKeySequence
from PyQt5.QtWidgets import QAbstractItemView, QAction, QHeaderView, QTableView, QWidget

from dcsgui.gui.icons import icon
from dcsgui.gui.models.arranged import ArrangedModel
from dcsgui.gui.models.slices import Slices
from dcsgui.gui.panels.columnchoice import ColumnChoice
from dcsgui.gui.window.texts import copy_text

__all__ = ["Table"]

Row = TypeVar("Row")

MANY = 1000
"""More selected rows than this are not kept through a change of order: Qt would need seconds."""

_ROW_PADDING = 6
_SELECT_ALONE = (
    QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
)
_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


class Table(QTableView, Generic[Row]):
    """Shows an `ArrangedModel`; keeps what is current, selected and in sight while it changes.

    Attributes
    ----------
    model_ : ArrangedModel
    columns : ColumnChoice
    copy_action : QAction
        Copies the selected rows.
    put_text : function of a str
        What is done with the text of rows that are copied: it goes to the clipboard.

    Signals
    -------
    rowActivated(int)
        A row was double-clicked, or Enter pressed on it.
    currentRowChanged(int)
        Another row is current, by a person or by the program; -1 for none.
    """

    rowActivated = pyqtSignal(int)
    currentRowChanged = pyqtSignal(int)

    def __init__(self, model: ArrangedModel[Row], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model_ = model
        self.setModel(model)
        self._set_up()
        header = _some(self.horizontalHeader())
        # Of its own, and empty: to paint, a header asks for each column whether all its cells are
        # selected, one by one, which takes seconds where there are many rows.
        header.setSelectionModel(QItemSelectionModel(model, header))
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.setSortingEnabled(True)
        self.columns = ColumnChoice(self, model, header)
        self.columns.reset()
        self.copy_action = QAction(icon("copy"), "Copy rows\tCtrl+C", self)
        self.copy_action.triggered.connect(self.copy)
        self._separator = QAction(self)
        self._separator.setSeparator(True)
        self.set_actions(())
        self._copying = Slices(self)
        self.put_text: Callable[[str], None] = copy_text
        self._anchor: tuple[QPersistentModelIndex, int] | None = None  # and how far from the top
        self._all_selected = False
        model.aboutToArrange.connect(self._on_about_to_arrange)
        model.arranged.connect(self._on_arranged)
        selection = _some(self.selectionModel())
        selection.currentRowChanged.connect(self._on_current_row_changed)
        self.doubleClicked.connect(self._on_double_clicked)

    # --- rows --------------------------------------------------------------------------------

    @property
    def current_row(self) -> int:
        """The row that is current, -1 if none is."""
        return self.currentIndex().row()

    def selected_rows(self) -> list[int]:
        """Return the rows that are selected, from top to bottom."""
        ranges = list(_some(self.selectionModel()).selection())
        if len(ranges) == 1:  # perhaps all rows
            return list(range(ranges[0].top(), ranges[0].bottom() + 1))
        return sorted({row for one in ranges for row in range(one.top(), one.bottom() + 1)})

    def go_to(self, row: int) -> None:
        """Make a row current, and select it alone; -1 for none."""
        selection = _some(self.selectionModel())
        if row < 0:
            selection.clear()
            return
        visible, column = self.columns.visible, self.currentIndex().column()
        column = column if column in visible else visible[0]
        how = _SELECT_ALONE
        selection.setCurrentIndex(self.model_.index(row, column), how)

    def sort_by(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column, as a click on its header does."""
        _some(self.horizontalHeader()).setSortIndicator(column, order)

    def set_actions(self, actions: Sequence[QAction]) -> None:
        """Put these into the menu that the right button opens; copying too, if it is not there."""
        for action in self.actions():
            self.removeAction(action)
        self.addActions(list(actions))
        if any(action.objectName() == "copy" for action in actions):
            return
        if actions:
            self.addAction(self._separator)
        self.addAction(self.copy_action)

    @pyqtSlot()
    def copy(self) -> None:
        """Copy the selected rows, or the current one, as text with tabs and a header."""
        numbers = self.selected_rows() or [self.current_row]
        rows = [self.model_.row(row) for row in numbers if row >= 0]
        if rows:
            self._copying.run(self._copied(rows))

    def _copied(self, rows: list[Row]) -> Generator[None, None, None]:
        self.put_text((yield from self.model_.texts(rows, self.columns.visible)))

    # --- events ------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        """Copy, and take Enter."""
        if event is None:
            return
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.key() in _ENTER and self.current_row >= 0:
            self.rowActivated.emit(self.current_row)
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str | None) -> None:
        """Do nothing: there is the filter, and Qt would look through all rows at once."""

    @pyqtSlot(QModelIndex)
    def _on_double_clicked(self, index: QModelIndex) -> None:
        self.rowActivated.emit(index.row())

    @pyqtSlot(QModelIndex, QModelIndex)
    def _on_current_row_changed(self, current: QModelIndex, before: QModelIndex) -> None:
        del before
        self.currentRowChanged.emit(current.row())

    # --- keeping what is in sight ----------------------------------------------------------

    @pyqtSlot()
    def _on_about_to_arrange(self) -> None:
        """Note which row is to stay where it is, and let go of selections that are too large."""
        top, bottom = self.rowAt(0), self.rowAt(_some(self.viewport()).height() - 1)
        current, last = self.current_row, self.model_.rowCount() - 1
        in_sight = 0 <= top <= current <= (last if bottom < 0 else bottom)
        anchor = current if in_sight else top if self.model_.replacing else -1
        if anchor >= 0:
            index = QPersistentModelIndex(self.model_.index(anchor, 0))
            self._anchor = (index, anchor - top)
        ranges = _some(self.selectionModel()).selection()
        selected = sum(one.height() for one in ranges)
        self._all_selected = selected > MANY and selected > last
        if selected > MANY:
            self.go_to(current)

    @pyqtSlot()
    def _on_arranged(self) -> None:
        """Put the row back to where it was in sight."""
        if self._all_selected:
            self.selectAll()
        bar = self.verticalScrollBar()
        if self._anchor is not None and bar is not None and self._anchor[0].isValid():
            self.updateGeometries()  # else the bar does not know the new rows
            bar.setValue(self._anchor[0].row() - self._anchor[1])
        self._anchor = None

    def _set_up(self) -> None:
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self.setAlternatingRowColors(True)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        rows = _some(self.verticalHeader())
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(self.fontMetrics().height() + _ROW_PADDING)


def _some(value: Any) -> Any:
    """Return what the stubs think may be None, and is not: a view has headers and a viewport."""
    assert value is not None  # noqa: S101
    return value
