"""The box in which a person types what rows of a table to see."""

from __future__ import annotations

from collections.abc import Sequence

from PyQt5.QtCore import Qt, QTimer, pyqtSignal, pyqtSlot
from PyQt5.QtGui import QIcon, QKeyEvent
from PyQt5.QtWidgets import QLineEdit, QWidget

from dcsgui.gui.icons import icon
from dcsgui.gui.models.columns import wrapped

__all__ = ["FilterBox"]

PAUSE_MS = 80
"""Between the last key and the search, so that fast typing searches once."""


class FilterBox(QLineEdit):
    """A line for a filter: what is typed counts at once, Escape clears it, Down goes to the rows.

    Parameters
    ----------
    placeholder, usage : str
        What to type, in short; and in full, for the tool tip.

    Signals
    -------
    filterChanged(str)
        The text is another one, and has been so for a moment.
    leftDownward()
        The person wants to go on to the rows.
    """

    filterChanged = pyqtSignal(str)
    leftDownward = pyqtSignal()

    def __init__(self, placeholder: str, usage: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._usage = usage
        self._problems: tuple[str, ...] = ()
        self.setAccessibleName("Filter")
        self.setPlaceholderText(placeholder)
        self.setClearButtonEnabled(True)
        self._sign = self.addAction(icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        self._told = ""
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self.tell)
        self.textChanged.connect(self._on_text_changed)
        self.show_problems(())

    @property
    def problems(self) -> tuple[str, ...]:
        """What can't be understood of the text, in sentences."""
        return self._problems

    def show_problems(self, problems: Sequence[str]) -> None:
        """Show that something can't be understood, and why in the tool tip."""
        self._problems = tuple(problems)
        said = "\n".join(self._problems)
        self.setToolTip(wrapped(f"{said}\n\n{self._usage}" if said else self._usage))
        self.setAccessibleDescription(said)
        sign: QIcon = icon("warning" if said else "search")
        if self._sign is not None:
            self._sign.setIcon(sign)
            self._sign.setToolTip(self.toolTip())

    @pyqtSlot()
    def tell(self) -> None:
        """Tell the text now, if it is another one than was told."""
        self._pause.stop()
        if self.text() != self._told:
            self._told = self.text()
            self.filterChanged.emit(self._told)

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        """Take Escape, Down and Enter as `FilterBox` says."""
        key = event.key() if event is not None else None
        if key == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif key in {Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.tell()
            self.leftDownward.emit()
        else:
            super().keyPressEvent(event)

    @pyqtSlot(str)
    def _on_text_changed(self, text: str) -> None:
        if text:
            self._pause.start()
        else:
            self.tell()  # cleared: there is nothing more to come
