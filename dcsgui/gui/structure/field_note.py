"""The line below a field: what it was taken for, or what is wrong with it."""

from __future__ import annotations

from PyQt5.QtCore import QEvent
from PyQt5.QtGui import QPalette
from PyQt5.QtWidgets import QWidget

from dcsgui.gui.structure.wrapped import Wrapped
from dcsgui.gui.window.severity import Severity

__all__ = ["FieldNote"]


class FieldNote(Wrapped):
    """Plain words about a field, pale, or in the colour of an error.

    Parameters
    ----------
    field : QWidget
        Which it is about: the words are its accessible description, too.
    """

    def __init__(self, field: QWidget, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._field = field
        self._severity: Severity | None = None
        self._colour()

    def tell(self, words: str, *, severity: Severity | None = None, tip: str = "") -> None:
        """Say something; pale without a severity, "" says nothing."""
        self._severity = severity
        self.say(words)
        self.setToolTip(tip)
        self._field.setAccessibleDescription(words)
        self._colour()

    def tell_problem(self, sentence: str) -> None:
        """Say what is wrong with the field."""
        self.tell(sentence, severity=Severity.ERROR)

    @property
    def severity(self) -> Severity | None:
        """How much it matters; None if it is just good to know."""
        return self._severity

    def changeEvent(self, event: QEvent | None) -> None:
        """Stay readable when the window turns dark or light."""
        super().changeEvent(event)
        if event is not None and event.type() == QEvent.Type.PaletteChange:
            self._colour()

    def _colour(self) -> None:
        """Take the colour that fits; nothing is done where it is so already."""
        around = self.parentWidget()
        palette = (self if around is None else around).palette()
        if self._severity is None:
            colour = palette.color(QPalette.ColorRole.PlaceholderText)
        else:
            colour = self._severity.colour(palette)
        if self.palette().color(QPalette.ColorRole.WindowText) != colour:
            palette = QPalette()
            palette.setColor(QPalette.ColorRole.WindowText, colour)
            self.setPalette(palette)
