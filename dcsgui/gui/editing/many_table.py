"""The table of the parameters of many nodes, edited in place."""

from __future__ import annotations

from PyQt5.QtCore import QAbstractItemModel, QEvent, QModelIndex, Qt, QTimer
from PyQt5.QtGui import QKeyEvent, QKeySequence
from PyQt5.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QHeaderView,
    QTableView,
    QWidget,
)

from dcsgui.core.actions.answers.parameters import ABSENT
from dcsgui.core.values.parameter_texts import ValueKind
from dcsgui.gui.editing.cell_delegate import CellDelegate
from dcsgui.gui.editing.clips import Clip, clips_of, mime_of
from dcsgui.gui.editing.editors import (
    CHOSEN_KINDS,
    CellEditor,
    ChoiceEditor,
    NameEditor,
    value_editor,
)
from dcsgui.gui.editing.fields import offered_fields
from dcsgui.gui.editing.many_model import NAME, TYPE, VALUE, ManyModel
from dcsgui.gui.editing.many_rows import DIFFERS

__all__ = ["ManyTable"]

_REMOVES = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)
_ENTERS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_WIDTHS = (170, 260, 130, 80)


class ManyDelegate(CellDelegate):
    """Makes the editors of the cells; a name that is typed in the last row adds a parameter."""

    def __init__(self, model: ManyModel, table: ManyTable) -> None:
        super().__init__(table)
        self._model = model
        self._table = table

    def make_editor(self, parent: QWidget | None, index: QModelIndex) -> CellEditor:
        """Return an editor by the type of the value, or for a name or a type."""
        row = self._model.row_at(index.row())
        if index.column() == NAME or row is None:
            nodes = self._model.nodes
            offered = offered_fields(nodes[0] if nodes else None, self._model.keys())
            return NameEditor(parent, offered if row is None else ())
        if index.column() == TYPE:
            return ChoiceEditor(parent, [kind.value for kind in CHOSEN_KINDS], "Type")
        return value_editor(parent, row.kind_wished, self.text_of(index))

    def text_of(self, index: QModelIndex) -> str:
        """Return what is wished, or what there is in all nodes."""
        row = self._model.row_at(index.row())
        if row is None:
            return ""
        if index.column() == NAME:
            return row.new_key or row.key
        if index.column() == TYPE:
            return row.kind_wished.value
        text = row.shown_text()
        return "" if row.text is None and text == DIFFERS and row.common is ABSENT else text

    def setModelData(
        self, editor: QWidget | None, model: QAbstractItemModel | None, index: QModelIndex
    ) -> None:
        """Wish what was typed, if it is something else than there is."""
        del model
        if self.editor is None or editor is not self.editor:
            return
        text = self.editor.written()
        if self._model.row_at(index.row()) is None:
            if text.strip():
                self._table.begin(text.strip())
        elif index.column() == TYPE:
            self._model.setData(index, ValueKind(text).value)
        elif text != self.text_of(index) and (text.strip() or index.column() == VALUE):
            self._model.setData(index, text.strip() if index.column() == NAME else text)


class ManyTable(QTableView):
    """Shows and edits a `ManyModel`.

    Insert adds, Del removes, Ctrl+C and Ctrl+V copy and paste.

    Attributes
    ----------
    delegate : ManyDelegate
    """

    def __init__(self, model: ManyModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self.setModel(model)
        self.delegate = ManyDelegate(model, self)
        self.setItemDelegate(self.delegate)
        self._begun = -1
        self._later = QTimer(self)  # after the editor of the name has been closed
        self._later.setSingleShot(True)
        self._later.timeout.connect(self._on_later)
        self.delegate.editorChanged.connect(self._on_editor_changed)
        self.setAccessibleName("Parameters of all that is selected")
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setAlternatingRowColors(True)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self._set_headers()

    def begin(self, key: str) -> None:
        """Wish a new parameter, and go on to its value when the editor of its name is closed."""
        self._begun = self._model.add(key)

    def add(self) -> None:
        """Begin a new parameter."""
        last = self._model.index(self._model.rowCount() - 1, NAME)
        self.setCurrentIndex(last)
        self.edit(last)

    def keep_typed(self) -> None:
        """Wish what stands in an open editor, before other rows are shown and it is closed."""
        editor = self.delegate.editor
        if editor is not None:
            self.commitData(editor)

    def chosen(self) -> list[int]:
        """Return the rows that are selected, from the last to the first."""
        selection = self.selectionModel()
        rows = [] if selection is None else [one.row() for one in selection.selectedRows()]
        return sorted(rows or [self.currentIndex().row()], reverse=True)

    def remove(self) -> None:
        """Wish that the selected parameters are removed."""
        for row in self.chosen() if self._model.writable else ():
            self._model.remove(row)

    def restore(self) -> None:
        """Wish nothing of the selected parameters any more."""
        for row in self.chosen():
            self._model.restore(row)

    def copy(self) -> None:
        """Copy the selected parameters whose value is the same in all nodes."""
        clipboard = QApplication.clipboard()
        rows = filter(None, map(self._model.row_at, reversed(self.chosen())))
        clips = [Clip(row.key, row.common) for row in rows if row.common is not ABSENT]
        if clips and clipboard is not None:
            clipboard.setMimeData(mime_of(clips))

    def paste(self) -> None:
        """Wish the parameters of the clipboard."""
        clipboard = QApplication.clipboard()
        if clipboard is not None and self._model.writable:
            self._model.paste(clips_of(clipboard.mimeData()))

    def event(self, event: QEvent | None) -> bool:
        """Take Enter before the button of the dialog does."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.ShortcutOverride
            and event.key() in (*_REMOVES, *_ENTERS, Qt.Key.Key_Insert)
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        """Add, edit, remove, copy and paste."""
        if event is None:
            return
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.paste()
        elif event.key() == Qt.Key.Key_Insert and self._model.writable:
            self.add()
        elif event.key() in _REMOVES:
            self.remove()
        elif event.key() in _ENTERS and self.currentIndex().isValid():
            self._edit_row(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def _edit_row(self, index: QModelIndex) -> None:
        """Edit the value of a row, or begin a new one; of other columns what they show."""
        is_new = self._model.row_at(index.row()) is None
        column = NAME if is_new else TYPE if index.column() == TYPE else VALUE
        self._edit_at(index.row(), column)

    def _edit_at(self, row: int, column: int) -> None:
        index = self._model.index(row, column)
        self.setCurrentIndex(index)
        if index.flags() & Qt.ItemFlag.ItemIsEditable:
            self.edit(index)

    def _on_editor_changed(self) -> None:
        if self.delegate.editor is None and self._begun >= 0:
            self._later.start(0)

    def _on_later(self) -> None:
        row, self._begun = self._begun, -1
        if row >= 0:
            self._edit_at(row, VALUE)

    def _set_headers(self) -> None:
        header, rows = self.horizontalHeader(), self.verticalHeader()
        if header is None or rows is None:
            return
        header.setSectionResizeMode(VALUE, QHeaderView.ResizeMode.Stretch)
        for column, width in enumerate(_WIDTHS):
            header.resizeSection(column, width)
        header.setHighlightSections(False)
        rows.hide()
        rows.setDefaultSectionSize(self.fontMetrics().height() + 6)
