"""The view of the tree of places: a tree that keeps its place when rows come and go."""

from __future__ import annotations

from collections.abc import Sequence

from PyQt5.QtCore import (
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QSize,
    Qt,
    pyqtSignal,
    pyqtSlot,
)
from PyQt5.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent, QWheelEvent
from PyQt5.QtWidgets import QAbstractItemView, QAction, QHeaderView, QMenu, QTreeView, QWidget

from dcsgui.gui.models.tree import Role, TreeModel
from dcsgui.gui.models.tree_rows import Tail
from dcsgui.gui.panels.fading import Faded
from dcsgui.gui.panels.places_delegate import PlacesDelegate
from dcsgui.gui.panels.selecting import command_with_control

__all__ = ["PlacesView"]

_ICON, _INDENT = 16, 13  # pixels


class PlacesView(QTreeView):
    """Shows a `TreeModel`.

    Signals
    -------
    touched()
        A person is doing something here: nothing else is to move it about.
    tryAgainAsked(QModelIndex)
        What a row stands for is to be asked for again.
    dragBegun()
        A person has begun to drag what is selected; it goes on as long as this is being told.
    """

    touched = pyqtSignal()
    tryAgainAsked = pyqtSignal(QModelIndex)
    dragBegun = pyqtSignal()

    def __init__(self, model: TreeModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tree = model
        self._actions: tuple[QAction, ...] = ()
        self.setAccessibleName("Places")
        self._delegate = PlacesDelegate(self)
        self.setItemDelegate(self._delegate)
        self.setHeaderHidden(True)
        self.setUniformRowHeights(True)
        self.setIconSize(QSize(_ICON, _ICON))
        self.setIndentation(_INDENT)
        self.setEditTriggers(QAbstractItemView.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.ExtendedSelection)
        self.setDragEnabled(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QTreeView.NoFrame)
        self.setModel(model)
        header = self.header()
        if header is not None:
            header.setSectionResizeMode(QHeaderView.Stretch)
            header.setMinimumSectionSize(0)
        self.expanded.connect(self._on_expanded)
        self.collapsed.connect(self._on_collapsed)
        self.activated.connect(self._on_activated)
        self._again = QAction("&Try again", self)
        self._again.setObjectName("try_again_here")
        self._again.triggered.connect(self._on_again)

    def set_actions(self, actions: Sequence[QAction]) -> None:
        """Set what the context menu offers."""
        self._actions = tuple(actions)

    def selected(self) -> list[QModelIndex]:
        """Return the rows that are selected, from top to bottom; the current one if none is."""
        chosen = self.selectedIndexes() or [self.currentIndex()]
        rows = [index for index in chosen if index.isValid()]
        return sorted(rows, key=_rows_down_to)

    def set_faded(self, faded: Faded) -> None:
        """Show the rows of some nodes pale."""
        self._delegate.faded = faded
        viewport = self.viewport()
        if viewport is not None:
            viewport.update()

    def selectionCommand(
        self, index: QModelIndex, event: QEvent | None = None
    ) -> QItemSelectionModel.SelectionFlags:
        """Return how something selects; the row that is current never is not selected."""
        flags = QItemSelectionModel.SelectionFlag
        if event is None:  # the program goes to a row, whatever keys are held meanwhile
            return QItemSelectionModel.SelectionFlags(flags.ClearAndSelect)
        command = command_with_control(event)
        if command is not None:
            return command
        if not index.isValid() and isinstance(event, QMouseEvent):
            return QItemSelectionModel.SelectionFlags(flags.NoUpdate)
        return super().selectionCommand(index, event)

    def startDrag(self, _actions: Qt.DropActions | Qt.DropAction) -> None:
        """Let others carry what is selected."""
        self.dragBegun.emit()

    def contextMenuEvent(self, event: QContextMenuEvent | None) -> None:
        """Open the menu, at the mouse, or at the current row if it was asked for by key."""
        viewport = self.viewport()
        if event is None or viewport is None:
            return
        where = event.globalPos()
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            where = viewport.mapToGlobal(self.visualRect(self.currentIndex()).center())
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setToolTipsVisible(True)
        if self.currentIndex().data(Role.FAILURE):
            menu.addAction(self._again)
            menu.addSeparator()
        menu.addActions(self._actions)
        if not menu.isEmpty():
            menu.popup(where)

    def rowsAboutToBeRemoved(self, parent: QModelIndex, start: int, end: int) -> None:
        """Go up, where a row that tells of waiting was current; the next row is no substitute."""
        current = self.currentIndex()
        if current.parent() == parent and start <= current.row() <= end:
            branch = self._tree.branch_at(parent)
            if branch is not None and parent.isValid() and start >= len(branch.rows):
                self.setCurrentIndex(parent)
        super().rowsAboutToBeRemoved(parent, start, end)

    def mousePressEvent(self, event: QMouseEvent | None) -> None:
        """Tell that a person is here."""
        self.touched.emit()
        super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        """Tell that a person is here."""
        self.touched.emit()
        super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent | None) -> None:
        """Tell that a person is here."""
        self.touched.emit()
        super().wheelEvent(event)

    @pyqtSlot(QModelIndex)
    def _on_expanded(self, index: QModelIndex) -> None:
        self._tree.set_open(index, is_open=True)

    @pyqtSlot(QModelIndex)
    def _on_collapsed(self, index: QModelIndex) -> None:
        self._tree.set_open(index, is_open=False)

    @pyqtSlot(QModelIndex)
    def _on_activated(self, index: QModelIndex) -> None:
        owner = self._tree.owner_of(index)
        if owner is not None and owner.tail is Tail.MORE and index.row() == len(owner.rows):
            self._tree.show_more(owner)
        elif index.data(Role.FAILURE):
            self.tryAgainAsked.emit(index)

    @pyqtSlot()
    def _on_again(self) -> None:
        self.tryAgainAsked.emit(self.currentIndex())


def _rows_down_to(index: QModelIndex) -> list[int]:
    """Return the rows from the root of the tree down to a row."""
    above = _rows_down_to(index.parent()) if index.isValid() else []
    return [*above, index.row()]
