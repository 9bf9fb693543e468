"""Edits cells in place, with the editors of `dcsgui.gui.editing.editors`."""

from __future__ import annotations

from PyQt5.QtCore import QEvent, QModelIndex, QObject, QRect, Qt, QTimer, pyqtSignal
from PyQt5.QtGui import QFocusEvent, QKeyEvent
from PyQt5.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget

from dcsgui.gui.editing.editors import CellEditor, ChoiceEditor, LongEditor

__all__ = ["CellDelegate"]

_ENDS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab, Qt.Key.Key_Backtab)
_STAYS = (
    Qt.FocusReason.ActiveWindowFocusReason,
    Qt.FocusReason.PopupFocusReason,
    Qt.FocusReason.MenuBarFocusReason,
)
_LONG_LINES = 6


class CellDelegate(QStyledItemDelegate):
    """Opens an editor over a cell, and ends it at Enter, Tab, Esc or when the keyboard leaves.

    What is typed stays when the model has other data, and while another window has the keyboard.

    Attributes
    ----------
    editor : CellEditor or None
        The one that is open.

    Signals
    -------
    editorChanged()
        An editor is open, or no longer.
    """

    editorChanged = pyqtSignal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.editor: CellEditor | None = None
        self._filled = False

    def make_editor(self, parent: QWidget | None, index: QModelIndex) -> CellEditor:
        """Return an editor for a cell."""
        raise NotImplementedError

    def text_of(self, index: QModelIndex) -> str:
        """Return what the editor of a cell begins with."""
        raise NotImplementedError

    def type_in(self, text: str) -> None:
        """Take note of what is typed so far."""

    def abandon(self) -> None:
        """Forget what was typed."""

    def createEditor(
        self, parent: QWidget | None, option: QStyleOptionViewItem, index: QModelIndex
    ) -> QWidget | None:
        """Return an editor for a cell."""
        del option
        self.editor = self.make_editor(parent, index)
        self._filled = False
        self.editor.typed.connect(self._on_typed)
        self.editorChanged.emit()
        return self.editor

    def destroyEditor(self, editor: QWidget | None, index: QModelIndex) -> None:
        """Forget an editor."""
        if editor is self.editor:
            self.editor = None
            self.editorChanged.emit()
        super().destroyEditor(editor, index)

    def setEditorData(self, editor: QWidget | None, index: QModelIndex) -> None:
        """Write what there is into an editor, once: later it is a person's."""
        if self._filled or self.editor is None or editor is not self.editor:
            return
        self._filled = True
        self.editor.write(self.text_of(index))
        if isinstance(self.editor, ChoiceEditor):
            QTimer.singleShot(0, self.editor.showPopup)

    def updateEditorGeometry(
        self, editor: QWidget | None, option: QStyleOptionViewItem, index: QModelIndex
    ) -> None:
        """Put an editor over its cell; one of several lines takes the room it needs."""
        del index
        if editor is None:
            return
        place = QRect(option.rect)
        around = editor.parentWidget()
        if isinstance(editor, LongEditor) and around is not None:
            height = editor.fontMetrics().lineSpacing() * _LONG_LINES
            place.setHeight(min(max(place.height(), height), around.height()))
            place.moveBottom(min(place.bottom(), around.height() - 1))
        elif isinstance(editor, ChoiceEditor):
            place.setWidth(max(place.width(), editor.sizeHint().width()))
        editor.setGeometry(place)

    def eventFilter(self, watched: QObject | None, event: QEvent | None) -> bool:
        """End the editing at Enter, Tab and Esc, and when the keyboard goes elsewhere."""
        if not isinstance(watched, CellEditor) or event is None:
            return False
        if isinstance(event, QKeyEvent):
            if event.type() == QEvent.Type.KeyPress:
                return self._on_key(watched, event)
            if event.type() == QEvent.Type.ShortcutOverride and event.key() == Qt.Key.Key_Escape:
                event.accept()
        elif isinstance(event, QFocusEvent) and event.type() == QEvent.Type.FocusOut:
            return event.reason() not in _STAYS and super().eventFilter(watched, event)
        return False

    def _on_key(self, editor: CellEditor, event: QKeyEvent) -> bool:
        if event.key() == Qt.Key.Key_Escape:
            self.abandon()
            self.closeEditor.emit(editor, self.EndEditHint.NoHint)
            return True
        if event.key() not in _ENDS or editor.takes(event):
            return False
        self._commit(editor)
        return True

    def _commit(self, editor: CellEditor) -> None:
        self.commitData.emit(editor)
        self.closeEditor.emit(editor, self.EndEditHint.NoHint)

    def _on_typed(self, text: str) -> None:
        editor = self.editor
        if editor is None or editor is not self.sender():
            return
        if isinstance(editor, ChoiceEditor):
            self._commit(editor)
        else:
            self.type_in(text)
