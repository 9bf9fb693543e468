"""A field for a calibration type: names are offered, and what is no name is told while typing."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from PyQt5.QtCore import Qt, pyqtSignal, pyqtSlot
from PyQt5.QtGui import QHideEvent
from PyQt5.QtWidgets import QComboBox, QVBoxLayout, QWidget

from dcsgui.core.values.errors import BadValue
from dcsgui.core.values.names import KNOWN_CTYPES, check_ctype, warn_unknown_ctype
from dcsgui.gui.structure.field_note import FieldNote
from dcsgui.gui.window.severity import Severity

__all__ = ["TypeField"]


class TypeField(QWidget):
    """A line for the name of a type, with a list of names.

    Attributes
    ----------
    box : QComboBox

    Signals
    -------
    changed()
        Another name stands there.
    """

    changed = pyqtSignal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._there: frozenset[str] = frozenset()
        self._needs_new = False
        self.box = QComboBox(self)
        self.box.setEditable(True)
        self.box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.box.setAccessibleName("Type")
        completer = self.box.completer()
        if completer is not None:
            completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            completer.setCompletionMode(completer.CompletionMode.PopupCompletion)
        self._note = FieldNote(self.box, self)
        self.box.editTextChanged.connect(self._on_text_changed)
        self.setFocusProxy(self.box)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(1)
        layout.addWidget(self.box)
        layout.addWidget(self._note)

    def text(self) -> str:
        """Return the name that is written."""
        return self.box.currentText().strip()

    def set_text(self, text: str) -> None:
        """Write a name."""
        self.box.setEditText(text)

    @property
    def told(self) -> str:
        """What stands below the line."""
        return self._note.text()

    @property
    def problem(self) -> str:
        """Why it can't be used, in a sentence; "" if it can."""
        name = self.text()
        if not name:
            return "Which calibration type? Give its name."
        if self._needs_new and name in self._there:
            return f"There is a type {name} already; give another name."
        try:
            check_ctype(name)
        except BadValue as error:
            return str(error)
        return ""

    def offer(self, there: Collection[str], others: Iterable[str] = ()) -> None:
        """Offer the types of the detector, then those of others, then the usual ones."""
        self._there = frozenset(there)
        self._fill([*there, *others, *KNOWN_CTYPES])

    def offer_new(self, there: Collection[str], others: Iterable[str] = ()) -> None:
        """Offer names that the detector does not have; others are refused."""
        self._there, self._needs_new = frozenset(there), True
        self._fill([name for name in (*others, *KNOWN_CTYPES) if name not in self._there])

    def _fill(self, names: Iterable[str]) -> None:
        wanted = list(dict.fromkeys(names))
        if wanted != [self.box.itemText(number) for number in range(self.box.count())]:
            text = self.box.currentText()
            self.box.blockSignals(True)
            self.box.clear()
            self.box.addItems(wanted)
            self.box.setEditText(text)
            self.box.blockSignals(False)
        self._tell()

    def hideEvent(self, event: QHideEvent | None) -> None:
        """Take the list of names away, too, which is a window of its own."""
        completer = self.box.completer()
        popup = None if completer is None else completer.popup()
        if popup is not None:
            popup.hide()
        super().hideEvent(event)

    @pyqtSlot()
    def _on_text_changed(self) -> None:
        self._tell()
        self.changed.emit()

    def _tell(self) -> None:
        name, problem = self.text(), self.problem
        if problem and name:
            self._note.tell_problem(problem)
        elif name and name not in self._there and (odd := warn_unknown_ctype(name)):
            self._note.tell(odd, severity=Severity.WARNING)
        elif name and name not in self._there and not self._needs_new:
            self._note.tell("A new type of this detector.")
        else:
            self._note.tell("")
