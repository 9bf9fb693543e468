"""The editors of the cells of a table of parameters, one for each type of value."""

from __future__ import annotations

from collections.abc import Collection

from PyQt5.QtCore import (
    QCoreApplication,
    QEvent,
    QObject,
    QStringListModel,
    Qt,
    pyqtSignal,
)
from PyQt5.QtGui import QHideEvent, QKeyEvent, QTextCursor
from PyQt5.QtWidgets import QComboBox, QCompleter, QLineEdit, QPlainTextEdit, QWidget

from dcsgui.core.values.fields import Field
from dcsgui.core.values.parameter_texts import ValueKind
from dcsgui.gui.editing.fields import FieldCompleter

__all__ = [
    "CHOSEN_KINDS",
    "CellEditor",
    "ChoiceEditor",
    "LineEditor",
    "LongEditor",
    "NameEditor",
    "value_editor",
]

LONG = 60
"""Texts of more characters than this are written on several lines."""

CHOSEN_KINDS = tuple(kind for kind in ValueKind if kind is not ValueKind.OTHERS)
"""What a person can make of a value."""

_ENTERS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_HINTS = {
    ValueKind.GUESSED: "a number, true, false, [1, 2], or a text",
    ValueKind.INTEGER: "an integer",
    ValueKind.FLOAT: "a number, such as 0.5, 1e-3 or nan",
}


class LineEditor(QLineEdit):
    """A line for a value.

    Signals
    -------
    typed(str)
        The text is another one now, by a person.
    """

    typed = pyqtSignal(str)

    def __init__(self, parent: QWidget | None, hint: str = "") -> None:
        super().__init__(parent)
        self.setPlaceholderText(hint)
        self.setFrame(False)
        self.setAutoFillBackground(True)
        self.setAccessibleName("Value")
        self.textEdited.connect(self.typed)

    def written(self) -> str:
        """Return what stands in it."""
        return self.text()

    def write(self, text: str) -> None:
        """Let a text stand in it, selected."""
        self.setText(text)
        self.selectAll()

    def takes(self, event: QKeyEvent) -> bool:
        """Tell whether it needs a key for itself that would end the editing."""
        del event
        return False


class NameEditor(LineEditor):
    """A line for the name of a parameter, which offers the known fields."""

    def __init__(self, parent: QWidget | None, fields: Collection[Field]) -> None:
        super().__init__(parent, "a name; \N{DOWNWARDS ARROW} shows the known ones")
        self.setAccessibleName("Name of the parameter")
        self._known = FieldCompleter(fields, self)
        self.setCompleter(self._known)
        self._known.activated[str].connect(self.typed)
        self._list = self._known.popup()
        if self._list is not None:
            self._list.installEventFilter(self)  # after that of the completer: asked before it

    def hideEvent(self, event: QHideEvent | None) -> None:
        """Close the list with the editor."""
        if self._list is not None:
            self._list.hide()
        super().hideEvent(event)

    def eventFilter(self, watched: QObject | None, event: QEvent | None) -> bool:
        """Take Enter for what is typed where nothing of the list is chosen."""
        if (
            self._list is not None
            and watched is self._list
            and isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() in _ENTERS
            and not self._list.currentIndex().isValid()
        ):
            self._list.hide()
            QCoreApplication.sendEvent(self, event)
            return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        """Show the known fields at Down."""
        if event is not None and event.key() == Qt.Key.Key_Down:
            self._known.setCompletionPrefix(self.text())
            self._known.complete()
            return
        super().keyPressEvent(event)

    @property
    def offered(self) -> QCompleter:
        """What it offers."""
        return self._known


class LongEditor(QPlainTextEdit):
    """Several lines for a long text, or an array; Enter begins a line, Ctrl+Enter sets it.

    Signals
    -------
    typed(str)
        The text is another one now, by a person.
    """

    typed = pyqtSignal(str)

    def __init__(self, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Value")
        self.setToolTip("Ctrl+Enter sets the value, Esc leaves it as it was.")
        self._writing = False
        self.textChanged.connect(self._on_text_changed)

    def written(self) -> str:
        """Return what stands in it."""
        return self.toPlainText()

    def write(self, text: str) -> None:
        """Let a text stand in it, selected."""
        self._writing = True
        self.setPlainText(text)
        self._writing = False
        cursor = self.textCursor()
        cursor.select(QTextCursor.SelectionType.Document)
        self.setTextCursor(cursor)

    def takes(self, event: QKeyEvent) -> bool:
        """Tell whether it needs a key for itself: Enter without Ctrl, and Tab."""
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        return not control and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)

    def _on_text_changed(self) -> None:
        if not self._writing:
            self.typed.emit(self.toPlainText())


class ChoiceEditor(QComboBox):
    """A choice of few words: true or false, or a type.

    Signals
    -------
    typed(str)
        Another one was chosen.
    """

    typed = pyqtSignal(str)

    def __init__(self, parent: QWidget | None, choices: Collection[str], name: str) -> None:
        super().__init__(parent)
        self._choices = QStringListModel(list(choices), self)
        self.setModel(self._choices)
        self.setAccessibleName(name)
        self.activated[str].connect(self.typed)

    def written(self) -> str:
        """Return what is chosen."""
        return self.currentText()

    def write(self, text: str) -> None:
        """Choose a text; one that is not offered is offered, too."""
        if self.findText(text) < 0:
            self.insertItem(0, text)
        self.setCurrentText(text)

    def takes(self, event: QKeyEvent) -> bool:
        """Tell whether it needs a key for itself that would end the editing."""
        del event
        return False


CellEditor = LineEditor | LongEditor | ChoiceEditor


def value_editor(parent: QWidget | None, kind: ValueKind, text: str) -> CellEditor:
    """Return an editor for a value of a kind, whose text is this now."""
    if kind is ValueKind.BOOL and text in ("true", "false"):
        return ChoiceEditor(parent, ("true", "false"), "Value")
    if kind.is_array or (kind is ValueKind.TEXT and (len(text) > LONG or "\n" in text)):
        return LongEditor(parent)
    return LineEditor(parent, _HINTS.get(kind, ""))
