"""The view of the tree of plans; what is open, current and in sight stays so from plan to plan."""

from __future__ import annotations

from collections.abc import Sequence

from PyQt5.QtCore import QModelIndex, Qt, pyqtSignal, pyqtSlot
from PyQt5.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent
from PyQt5.QtWidgets import QAbstractItemView, QAction, QHeaderView, QMenu, QTreeView, QWidget

from dcsgui.core.actions.answers.plans import ItemKind
from dcsgui.gui.transfer.plan_model import Column, PlanModel
from dcsgui.gui.transfer.plan_rows import Row, RowKey
from dcsgui.gui.transfer.plan_words import Standing, options_for
from dcsgui.gui.transfer.proposal import Proposal
from dcsgui.gui.window.ticks import TickDelegate

__all__ = ["PlanTree"]

_SAMPLES = {
    Column.WHAT: "             2016-10-27 to 2016-10-28 10:00",
    Column.DEFAULT: "",
    Column.STATE: "identical",
    Column.DOES: "to be decided",
    Column.SANITY: "suspicious",
    Column.SIZE: "999 MB",
}
"""What columns have room for, beside an icon."""

_BESIDE, _INDENT = 34, 14  # pixels
_MANY = 60
"""So many rows are shown open; of more only what is in the way."""


_BLOCKING = (Standing.CONFLICT, Standing.REFUSED)


class PlanTree(QTreeView):
    """Shows plans as a tree; Space leaves out, D makes the default, the menu key offers choices.

    Signals
    -------
    rowChanged(Row or None)
        Another row is the current one, or there are other plans.
    chosen(Row, Policy)
        What is to be done about a conflict.
    """

    rowChanged = pyqtSignal(object)
    chosen = pyqtSignal(object, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.plans = PlanModel(self)
        self._closed: set[RowKey] = set()
        self._seen: set[RowKey] = set()
        self._current: RowKey | None = None
        self._restoring = False
        self.setModel(self.plans)
        self.setItemDelegateForColumn(Column.WHAT, TickDelegate(self))
        self.setAccessibleName("What is transferred")
        self.setAlternatingRowColors(True)
        self.setIndentation(_INDENT)
        self.setUniformRowHeights(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setAllColumnsShowFocus(True)
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        header = self.header()
        if header is not None:
            header.setSectionsMovable(False)
            header.setMinimumSectionSize(24)
            header.setSectionResizeMode(Column.DEFAULT, QHeaderView.ResizeMode.Fixed)
        for column, sample in _SAMPLES.items():
            self.setColumnWidth(column, self.fontMetrics().horizontalAdvance(sample) + _BESIDE)
        self.collapsed.connect(self._on_collapsed)
        self.expanded.connect(self._on_expanded)

    # --- what is shown

    def show_proposals(self, proposals: Sequence[Proposal]) -> None:
        """Show these as they are now; what is open and current stays so."""
        bar = self.verticalScrollBar()
        place = 0 if bar is None else bar.value()
        self._restoring = True
        self.plans.show_proposals(proposals)
        self._open_all()
        self._restoring = False
        self._restore_current()
        if bar is not None:
            bar.setValue(place)

    def hide_identical(self, *, hide: bool) -> None:
        """Leave out what is there already, or show it."""
        self.plans.hide_identical = hide
        self.show_proposals(self.plans.proposals)

    @property
    def current_row(self) -> Row | None:
        """The row that the keyboard is on."""
        return self.plans.row_at(self.currentIndex())

    def go_to(self, key: RowKey) -> None:
        """Make a row the current one, and show it."""
        index = self.plans.index_of(key)
        if index.isValid():
            self.setCurrentIndex(index)
            self.scrollTo(index)

    def _open_all(self) -> None:
        """Open what a person has not closed; of many rows at first only what is in the way."""
        keys = self.plans.keys()
        fresh = [key for key in keys if key not in self._seen]
        if len(keys) > _MANY:
            self._closed.update(key for key in fresh if not self._stands_out(key))
        self._seen.update(fresh)
        for key in keys:
            index = self.plans.index_of(key)
            is_open = key not in self._closed
            if self.isExpanded(index) != is_open and self.plans.rowCount(index):
                self.setExpanded(index, is_open)

    def _stands_out(self, key: RowKey) -> bool:
        row = self.plans.row_at(self.plans.index_of(key))
        if row is None or len(row.path) < 2:  # noqa: PLR2004 - files and types are open
            return True
        found = (one.item for one in row.all() if one.item is not None)
        return any(row.proposal.blocks(item) for item in found)

    def _restore_current(self) -> None:
        """Go where a person was; who has not been anywhere sees first what matters most."""
        index = QModelIndex()
        if self._current is not None:
            index = self.plans.index_of(self._current)
        if not index.isValid():
            index = self._first_to_see()
        if self.currentIndex() != index:
            self._restoring = True  # nobody went there
            self.setCurrentIndex(index)
            self._restoring = False
        self.rowChanged.emit(self.current_row)

    def _first_to_see(self) -> QModelIndex:
        """Return what is in the way, else the first version that is to be added."""
        keys = self.plans.keys()
        rows = [self.plans.row_at(self.plans.index_of(key)) for key in keys]
        known = [row for row in rows if row is not None]
        blocking = (row for row in known if row.standing in _BLOCKING)
        added = (
            row for row in known if row.kind is ItemKind.VERSION and row.standing is Standing.ADD
        )
        first = next(blocking, None) or next(added, None)
        return self.plans.index(0, 0) if first is None else self.plans.index_of(first.key)

    # --- what a person does

    def currentChanged(self, current: QModelIndex, previous: QModelIndex) -> None:
        """Tell which row is looked at."""
        super().currentChanged(current, previous)
        row = self.plans.row_at(current)
        if row is not None and not self._restoring:
            self._current = row.key
            self.rowChanged.emit(row)

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        """Leave out with Space wherever the row has the keyboard; make the default with D."""
        if event is None:
            return
        index = self.currentIndex()
        if event.key() == Qt.Key.Key_Space and index.isValid():
            self._toggle_taken(index.siblingAtColumn(Column.WHAT))
        elif event.key() == Qt.Key.Key_D and not event.modifiers():
            self.plans.toggle_default(index)
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent | None) -> None:
        """Make a version the default by a click on its star."""
        super().mouseReleaseEvent(event)
        if event is None or event.button() != Qt.MouseButton.LeftButton:
            return
        index = self.indexAt(event.pos())
        if index.isValid() and index.column() == Column.DEFAULT:
            self.plans.toggle_default(index)

    def contextMenuEvent(self, event: QContextMenuEvent | None) -> None:
        """Offer what can be done about a conflict, at the mouse or at the row."""
        row = self.current_row
        if event is None or row is None or row.item is None or row.left_out:
            return
        options = options_for(row.item)
        if not options:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for option in options:
            action = menu.addAction(option.text)
            if action is None:
                continue
            action.setData((row.key, option.policy))
            action.setToolTip(option.meaning)
            action.setCheckable(True)
            action.setChecked(row.proposal.policy_of(row.item) is option.policy)
            action.triggered.connect(self._on_option)
        menu.popup(event.globalPos())

    def _toggle_taken(self, index: QModelIndex) -> None:
        taken = index.data(Qt.ItemDataRole.CheckStateRole)
        if taken is None:
            return
        checked = Qt.CheckState.Checked
        value = Qt.CheckState.Unchecked if taken == checked else checked
        self.plans.setData(index, value, Qt.ItemDataRole.CheckStateRole)

    @pyqtSlot()
    def _on_option(self) -> None:
        action = self.sender()
        if not isinstance(action, QAction):
            return
        key, policy = action.data()
        row = self.plans.row_at(self.plans.index_of(key))
        if row is not None:
            self.chosen.emit(row, policy)

    @pyqtSlot(QModelIndex)
    def _on_collapsed(self, index: QModelIndex) -> None:
        row = self.plans.row_at(index)
        if row is not None and not self._restoring:
            self._closed.add(row.key)

    @pyqtSlot(QModelIndex)
    def _on_expanded(self, index: QModelIndex) -> None:
        row = self.plans.row_at(index)
        if row is not None and not self._restoring:
            self._closed.discard(row.key)
