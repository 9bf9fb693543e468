"""The version table as it is seen and handled: stars to click, rows to choose."""

from __future__ import annotations

from PyQt5.QtCore import (
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QPoint,
    QRect,
    Qt,
    pyqtSignal,
    pyqtSlot,
)
from PyQt5.QtGui import QFocusEvent, QIcon, QKeyEvent, QMouseEvent, QPainter
from PyQt5.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from dcsgui.core.actions.answers.listings import VersionRow
from dcsgui.gui.icons import Tint, icon
from dcsgui.gui.models.versions import STAR_ROLE, VALID_ROLE, VersionsModel
from dcsgui.gui.models.versions_columns import Star, column_number
from dcsgui.gui.panels.fading import Faded, pale
from dcsgui.gui.panels.selecting import command_with_control
from dcsgui.gui.panels.table import Table

__all__ = ["VersionsView"]

STAR = column_number("default")

_SIZE, _MARGIN, _GAP = 16, 4, 2
_FAINT = 0.45

_HOME = QAbstractItemView.CursorAction.MoveHome
_ENDS = {_HOME, QAbstractItemView.CursorAction.MoveEnd}
_ROWS = QItemSelectionModel.SelectionFlags(QItemSelectionModel.SelectionFlag.Rows)


class VersionsView(Table[VersionRow]):
    """Shows versions; see `Table`.

    Attributes
    ----------
    hovered_row : int
        The row below the pointer, -1 for none.
    faded : Faded
        Those that are painted pale.

    Signals
    -------
    starChosen(int)
        The star of a row was clicked, or Space pressed on the row.
    dragBegun()
        A person has begun to drag what is selected; it goes on as long as this is being told.
    """

    starChosen = pyqtSignal(int)
    dragBegun = pyqtSignal()

    def __init__(self, model: VersionsModel, parent: QWidget | None = None) -> None:
        super().__init__(model, parent)
        self.setAccessibleName("Versions")
        self.hovered_row = -1
        self._pressed_star = -1
        self._takes_along = False
        self._takes_focus = False
        self._versions, self.faded = model, Faded()
        self.setItemDelegate(_RowDelegate(self))
        self.setItemDelegateForColumn(STAR, _StarDelegate(self))
        self.setDragEnabled(True)
        self.setMouseTracking(True)
        self.entered.connect(self._on_entered)
        self.viewportEntered.connect(self._on_viewport_entered)

    def set_faded(self, faded: Faded) -> None:
        """Show the rows of some nodes pale."""
        self.faded = faded
        self.viewport().update()  # type: ignore[union-attr]

    def is_faded(self, row: int) -> bool:
        """Tell whether a row is shown pale."""
        return bool(self.faded) and self.faded.has(self._versions.node(row))

    def startDrag(self, _actions: Qt.DropActions | Qt.DropAction) -> None:
        """Let others carry what is selected; a star that was pressed is not meant then."""
        self._pressed_star = -1
        self.dragBegun.emit()

    def star_at(self, at: QPoint) -> int:
        """Return the row whose star is at a point of the viewport, -1 if there is none."""
        index = self.indexAt(at)
        return index.row() if index.column() == STAR else -1

    def focusInEvent(self, event: QFocusEvent | None) -> None:
        """Leave it to others which row is current: Qt would take the first one if none is."""
        self._takes_focus = True
        super().focusInEvent(event)
        self._takes_focus = False

    def moveCursor(
        self,
        action: QAbstractItemView.CursorAction,
        modifiers: Qt.KeyboardModifiers | Qt.KeyboardModifier,
    ) -> QModelIndex:
        """Return where a key goes to: Home and End along the rows, which are chosen as a whole.

        Nowhere while the keyboard only comes here.
        """
        if self._takes_focus:
            return QModelIndex()
        last = self.model_.rowCount() - 1
        if action in _ENDS and last >= 0:
            column = max(self.currentIndex().column(), 0)
            return self.model_.index(0 if action == _HOME else last, column)
        return super().moveCursor(action, modifiers)

    def selectionCommand(
        self, index: QModelIndex, event: QEvent | None = None
    ) -> QItemSelectionModel.SelectionFlags:
        """Return how a key or click selects; the row that is current never is not selected."""
        command = command_with_control(event)
        return super().selectionCommand(index, event) if command is None else command | _ROWS

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        """Take Space; with Ctrl or Shift it is nothing."""
        if event is None or event.key() != Qt.Key.Key_Space:
            super().keyPressEvent(event)
        elif event.modifiers() == Qt.KeyboardModifier.NoModifier and self.current_row >= 0:
            self.starChosen.emit(self.current_row)

    def mousePressEvent(self, event: QMouseEvent | None) -> None:
        """Note that a star is pressed: it counts when it is released."""
        self._pressed_star = -1
        if event is not None and _is_plain_click(event):
            self._pressed_star = self.star_at(event.pos())
        super().mousePressEvent(event)
        pressed = QModelIndex() if event is None else self.indexAt(event.pos())
        selection = self.selectionModel()
        self._takes_along = selection is not None and selection.isSelected(pressed)

    def mouseReleaseEvent(self, event: QMouseEvent | None) -> None:
        """Take a click on a star."""
        super().mouseReleaseEvent(event)
        row, self._pressed_star = self._pressed_star, -1
        if event is not None and row >= 0 and self.star_at(event.pos()) == row:
            self.starChosen.emit(row)

    def mouseDoubleClickEvent(self, event: QMouseEvent | None) -> None:
        """Leave a star alone that is clicked twice: the first click has done it."""
        if event is None or self.star_at(event.pos()) < 0:
            super().mouseDoubleClickEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent | None) -> None:
        """Show with the cursor that a star can be clicked.

        Before a drag Qt goes through all that is selected, whether it can be dragged: it can.
        """
        held = event is not None and event.buttons() == Qt.MouseButton.LeftButton
        if held and self._takes_along and self.state() == self.State.NoState:
            self.setState(self.State.DraggingState)
            return
        super().mouseMoveEvent(event)
        if event is not None:
            over = self.star_at(event.pos()) >= 0
            shape = Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor
            self.viewport().setCursor(shape)  # type: ignore[union-attr]

    def leaveEvent(self, event: object) -> None:
        """Hover over no row."""
        self._hover(-1)
        super().leaveEvent(event)  # type: ignore[arg-type]

    @pyqtSlot(QModelIndex)
    def _on_entered(self, index: QModelIndex) -> None:
        self._hover(index.row())

    @pyqtSlot()
    def _on_viewport_entered(self) -> None:
        self._hover(-1)

    def _hover(self, row: int) -> None:
        before, self.hovered_row = self.hovered_row, row
        for changed in {before, row} - {-1}:
            self.update(self.model_.index(changed, STAR))


class _RowDelegate(QStyledItemDelegate):
    """Paints a cell; palely in a row that is faded."""

    def __init__(self, view: VersionsView) -> None:
        super().__init__(view)
        self._view = view

    def paint(
        self, painter: QPainter | None, option: QStyleOptionViewItem, index: QModelIndex
    ) -> None:
        """Paint a cell."""
        if painter is not None and self._view.is_faded(index.row()):
            with pale(painter):
                super().paint(painter, option, index)
        else:
            super().paint(painter, option, index)


class _StarDelegate(_RowDelegate):
    """Paints the star of a row, and the mark of what is valid."""

    def __init__(self, view: VersionsView) -> None:
        super().__init__(view)
        self._icons = {
            Star.PINNED: icon("star"),
            Star.AUTO: icon("star-outline"),
            Star.NONE: icon("star-outline", Tint.QUIET),
        }
        self._valid = icon("valid")

    def paint(
        self, painter: QPainter | None, option: QStyleOptionViewItem, index: QModelIndex
    ) -> None:
        super().paint(painter, option, index)
        star = index.data(STAR_ROLE)
        if painter is None or star is None:
            return
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        mode = QIcon.Mode.Selected if selected else QIcon.Mode.Normal
        cell = option.rect
        place = QRect(cell.left() + _MARGIN, cell.center().y() - _SIZE // 2 + 1, _SIZE, _SIZE)
        painter.save()
        painter.setClipRect(cell)
        if index.data(VALID_ROLE):
            after = place.translated(_SIZE + _GAP, 0)
            self._valid.paint(painter, after, Qt.AlignmentFlag.AlignCenter, mode)
        if star is not Star.NONE or self._view.hovered_row == index.row():
            painter.setOpacity(_FAINT if star is Star.NONE else 1.0)
            self._icons[star].paint(painter, place, Qt.AlignmentFlag.AlignCenter, mode)
        painter.restore()


def _is_plain_click(event: QMouseEvent) -> bool:
    """Tell whether it is the left button alone: with a key held it selects rows."""
    return (
        event.button() == Qt.MouseButton.LeftButton
        and event.modifiers() == Qt.KeyboardModifier.NoModifier
    )
