"""The table of parameters: edited in place, with the keys that people know from spreadsheets."""

from __future__ import annotations

from PyQt5.QtCore import QEvent, QModelIndex, Qt, pyqtSignal, pyqtSlot
from PyQt5.QtGui import QKeyEvent, QKeySequence
from PyQt5.QtWidgets import QAbstractItemView, QAction, QApplication, QWidget

from dcsgui.core.actions.answers.parameters import ABSENT
from dcsgui.gui.editing.clips import Clip, clip_text, clips_of, mime_of
from dcsgui.gui.editing.delegate import ParameterDelegate
from dcsgui.gui.icons import icon
from dcsgui.gui.models.columns import one_line
from dcsgui.gui.models.drafts import Drafts
from dcsgui.gui.models.parameter_rows import NAME, VALUE, Mark, Parameter
from dcsgui.gui.models.parameters import ParametersModel
from dcsgui.gui.panels.table import Table

__all__ = ["ParametersTable"]

_REMOVES = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)
_ENTERS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_TRIGGERS = QAbstractItemView.EditTriggers()
_TRIGGERS |= QAbstractItemView.EditTrigger.DoubleClicked
_TRIGGERS |= QAbstractItemView.EditTrigger.EditKeyPressed
_TRIGGERS |= QAbstractItemView.EditTrigger.AnyKeyPressed
_STANDARD = (
    QKeySequence.StandardKey.Copy,
    QKeySequence.StandardKey.Paste,
    QKeySequence.StandardKey.SelectAll,
)


class ParametersTable(Table[Parameter]):
    """Shows and edits parameters.

    Attributes
    ----------
    delegate : ParameterDelegate
        Makes the editors.
    add_action, edit_action, rename_action, remove_action, paste_action : QAction
        What the menu of the right button offers.

    Signals
    -------
    removeAsked(list of Parameter)
        These are to be removed.
    pasteAsked(list of Clip)
        These are on the clipboard, and to be set.
    """

    removeAsked = pyqtSignal(list)
    pasteAsked = pyqtSignal(list)

    def __init__(
        self, model: ParametersModel, drafts: Drafts, parent: QWidget | None = None
    ) -> None:
        self.add_action = self._action("Add a parameter\tIns", "add")
        self.edit_action = self._action("Edit the value\tEnter")
        self.rename_action = self._action("Rename\tF2")
        self.remove_action = self._action("Remove\tDel")
        self.paste_action = self._action("Paste parameters\tCtrl+V")
        super().__init__(model, parent)
        self._parameters = model
        self.delegate = ParameterDelegate(model, drafts, self)
        self.setItemDelegate(self.delegate)
        self.setEditTriggers(_TRIGGERS)
        self.add_action.triggered.connect(self.add)
        self.edit_action.triggered.connect(self._on_edit)
        self.rename_action.triggered.connect(self._on_rename)
        self.remove_action.triggered.connect(self.remove)
        self.paste_action.triggered.connect(self.paste)
        self.set_actions(
            (
                self.add_action,
                self.edit_action,
                self.rename_action,
                self.remove_action,
                self.paste_action,
            )
        )
        self.enable()

    # --- rows --------------------------------------------------------------------------------

    def chosen(self) -> list[Parameter]:
        """Return the facts and parameters that are selected; the current one if none is."""
        numbers = self.selected_rows() or [self.current_row]
        rows = [self._parameters.row(row) for row in numbers if row >= 0]
        return [row for row in rows if row.mark is not Mark.ADD]

    def clips(self) -> list[Clip]:
        """Return the parameters that are selected, to be copied: no facts."""
        return [
            Clip(row.key, row.held.value)
            for row in self.chosen()
            if not row.is_fact and row.held.value is not ABSENT
        ]

    def can_copy(self) -> bool:
        """Tell whether there is something to copy."""
        return bool(self.chosen())

    def can_cut(self) -> bool:
        """Tell whether there is a parameter to cut."""
        return self.remove_action.isEnabled()

    def can_paste(self) -> bool:
        """Tell whether parameters can be set here."""
        return self._parameters.writable

    def cut(self) -> None:
        """Copy the selected parameters, and have them removed."""
        self.copy()
        self.remove()

    @pyqtSlot()
    def copy(self) -> None:
        """Copy the selected rows: parameters as such, and all as lines of key = value."""
        rows = self.chosen()
        clipboard = QApplication.clipboard()
        if not rows or clipboard is None:
            return
        lines = [
            f"{row.key} = {one_line(row.text)}"
            if row.is_fact
            else clip_text([Clip(row.key, row.held.value)])
            for row in rows
            if row.held.value is not ABSENT
        ]
        clipboard.setMimeData(mime_of(self.clips(), "\n".join(lines)))

    @pyqtSlot()
    def paste(self) -> None:
        """Have what is on the clipboard set here."""
        clipboard = QApplication.clipboard()
        if clipboard is not None:
            self.pasteAsked.emit(clips_of(clipboard.mimeData()))

    @pyqtSlot()
    def add(self) -> None:
        """Begin a new parameter in the last row."""
        self.edit_cell("", NAME)

    @pyqtSlot()
    def remove(self) -> None:
        """Have the selected parameters removed."""
        rows = [row for row in self.chosen() if not row.is_fact]
        if rows and self._parameters.writable:
            self.removeAsked.emit(rows)

    @pyqtSlot(str, int)
    def edit_cell(self, key: str, column: int) -> None:
        """Edit a parameter; "" is a new one."""
        row = self._parameters.row_of(key)
        index = self._parameters.index(row, column)
        if row < 0 or not index.flags() & Qt.ItemFlag.ItemIsEditable:
            return
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.go_to(row)
        self.setCurrentIndex(index)
        self.scrollTo(index)
        self.edit(index)

    @pyqtSlot()
    def enable(self) -> None:
        """Enable what can be done with the current row."""
        writable = self._parameters.writable
        row = self._parameters.row(self.current_row) if self.current_row >= 0 else None
        own = row is not None and writable and not row.is_fact and row.mark is not Mark.ADD
        self.add_action.setEnabled(writable)
        self.paste_action.setEnabled(writable)
        self.edit_action.setEnabled(own and row is not None and row.is_typed)
        for action in (self.rename_action, self.remove_action):
            action.setEnabled(own)

    # --- events ------------------------------------------------------------------------------

    def event(self, event: QEvent | None) -> bool:
        """Take the keys that mean something here, before actions of the window do."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.ShortcutOverride
            and self._takes(event)
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        """Add, edit, remove and paste."""
        if event is None:
            return
        if event.matches(QKeySequence.StandardKey.Paste):
            self.paste()
        elif event.key() == Qt.Key.Key_Insert:
            self.add()
        elif event.key() in _REMOVES:
            self.remove()
        elif event.key() in _ENTERS and self.current_row >= 0:
            self._on_edit()
        else:
            super().keyPressEvent(event)

    def edit(  # type: ignore[override]  # the two forms of it in Qt
        self,
        index: QModelIndex,
        trigger: QAbstractItemView.EditTrigger | None = None,
        event: QEvent | None = None,
    ) -> bool | None:
        """Edit a cell; letters that are typed begin the editing of values and new names only."""
        if trigger is None:
            super().edit(index)
            return None
        if trigger == QAbstractItemView.EditTrigger.AnyKeyPressed and not self._begins(index):
            return False
        return super().edit(index, trigger, event)

    def _begins(self, index: QModelIndex) -> bool:
        if not index.isValid():
            return False
        is_new = self._parameters.row(index.row()).mark is Mark.ADD
        return index.column() == (NAME if is_new else VALUE)

    def _takes(self, event: QKeyEvent) -> bool:
        if any(event.matches(key) for key in _STANDARD):
            return True
        return event.key() in (*_REMOVES, *_ENTERS, Qt.Key.Key_Insert, Qt.Key.Key_F2)

    def _on_edit(self) -> None:
        row = self._parameters.row(self.current_row)
        is_new = row.mark is Mark.ADD
        column = self.currentIndex().column()
        self.edit_cell(row.key, NAME if is_new else VALUE if column == NAME else column)

    def _on_rename(self) -> None:
        self.edit_cell(self._parameters.row(self.current_row).key, NAME)

    def _action(self, text: str, sign: str = "") -> QAction:
        action = QAction(text)
        if sign:
            action.setIcon(icon(sign))
        return action
