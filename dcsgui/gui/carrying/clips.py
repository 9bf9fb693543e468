"""Copy, cut and paste go to what has the keyboard: each panel has its own."""

from __future__ import annotations

from typing import Protocol, TypeAlias

from PyQt5.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QTextEdit, QWidget

from dcsgui.gui.panels.table import Table

__all__ = ["Clips", "ClipsOfWidgets"]

Field: TypeAlias = QLineEdit | QPlainTextEdit | QTextEdit


class Clips(Protocol):
    """Copies, cuts and pastes in a panel."""

    def can_copy(self) -> bool:
        """Tell whether there is something to copy."""

    def can_cut(self) -> bool:
        """Tell whether there is something to cut."""

    def can_paste(self) -> bool:
        """Tell whether something can be pasted here at all; what is on the clipboard aside."""

    def copy(self) -> None:
        """Put what is selected on the clipboard."""

    def cut(self) -> None:
        """Put what is selected on the clipboard, to be moved."""

    def paste(self) -> None:
        """Take what is on the clipboard; say why, if that can't be."""


class ClipsOfWidgets:
    """Finds the `Clips` of a widget: its own, or those of what it is in.

    Text fields have theirs by nature, and tables that were not registered can be copied.
    """

    def __init__(self) -> None:
        self._of: dict[QWidget, Clips] = {}

    def register(self, widget: QWidget, clips: Clips) -> None:
        """Let a widget, and what is in it, have these."""
        self._of[widget] = clips

    def find(self, widget: QWidget | None) -> Clips | None:
        """Return those of a widget, None if it has none."""
        if isinstance(widget, Field):
            return _FieldClips(widget)
        within = widget
        while within is not None:
            if within in self._of:
                return self._of[within]
            within = within.parentWidget()
        return _TableClips(widget) if isinstance(widget, Table) else None


class _FieldClips:
    """Those of a text field."""

    def __init__(self, field: Field) -> None:
        self._field = field

    def can_copy(self) -> bool:
        if isinstance(self._field, QLineEdit):
            return self._field.hasSelectedText()
        return self._field.textCursor().hasSelection()

    def can_cut(self) -> bool:
        return self.can_copy() and self.can_paste()

    def can_paste(self) -> bool:
        return not self._field.isReadOnly()

    def copy(self) -> None:
        self._field.copy()

    def cut(self) -> None:
        self._field.cut()

    def paste(self) -> None:
        self._field.paste()


class _TableClips:
    """Those of a table that is only read."""

    def __init__(self, table: Table[object]) -> None:
        self._table = table

    def can_copy(self) -> bool:
        return self._table.current_row >= 0

    def can_cut(self) -> bool:
        return False

    def can_paste(self) -> bool:
        return False

    def copy(self) -> None:
        self._table.copy()

    def cut(self) -> None:
        self._table.copy()

    def paste(self) -> None:
        QApplication.beep()
