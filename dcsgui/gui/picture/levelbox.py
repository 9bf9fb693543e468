"""A box for one level: any number, with steps that suit it."""

from __future__ import annotations

import math

from PyQt5.QtCore import QLocale, QSize, pyqtSignal
from PyQt5.QtGui import QValidator
from PyQt5.QtWidgets import QAbstractSpinBox, QWidget

__all__ = ["LevelBox"]

STEP = 0.02  # of the distance of the levels
DIGITS = 3  # of it that are shown, behind the first one
ROOM = 9  # characters; a number with an exponent gets fewer digits


class LevelBox(QAbstractSpinBox):
    """Takes a number by typing, arrow keys and wheel.

    Signals
    -------
    levelTyped(float)
    """

    levelTyped = pyqtSignal(float)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._value = 0.0
        self._span = 1.0
        self._text = ""
        self.setButtonSymbols(QAbstractSpinBox.ButtonSymbols.NoButtons)  # room is scarce
        self.setLocale(QLocale.c())
        self.setAccessibleName(name)
        self._name = name
        self.setKeyboardTracking(False)
        self.editingFinished.connect(self._on_editing_finished)

    @property
    def value(self) -> float:
        """The number it shows."""
        return self._value

    def show_level(self, value: float, *, span: float) -> None:
        """Show a number; the steps are a part of `span`."""
        self._value, self._span = value, span
        self._text = _text(value, span)
        edit = self.lineEdit()
        if edit is not None:
            edit.setText(self._text)
            edit.setCursorPosition(0)  # else a long one shows its end
        self.setToolTip(f"{self._name}: {value!r}. Type a number, or use the arrow keys.")

    def stepBy(self, steps: int) -> None:
        """Go some steps up or down."""
        self.levelTyped.emit(self._value + steps * STEP * self._span)

    def stepEnabled(self) -> QAbstractSpinBox.StepEnabled:
        """Both directions, always."""
        flags = QAbstractSpinBox.StepEnabled(QAbstractSpinBox.StepEnabledFlag.StepUpEnabled)
        flags |= QAbstractSpinBox.StepEnabledFlag.StepDownEnabled
        return flags

    def validate(self, text: str | None, at: int) -> tuple[QValidator.State, str, int]:
        """Tell whether it is a number, or the beginning of one."""
        state = _state(text or "")
        return state, text or "", at

    def sizeHint(self) -> QSize:
        """Return a width for seven digits."""
        hint = super().sizeHint()
        return QSize(
            self.fontMetrics().horizontalAdvance("-" + "0" * (ROOM - 1)) + 14, hint.height()
        )

    def minimumSizeHint(self) -> QSize:
        """Return the same, a bit narrower."""
        hint = self.sizeHint()
        return QSize(hint.width() - 16, hint.height())

    def _on_editing_finished(self) -> None:
        edit = self.lineEdit()
        if edit is None or edit.text() == self._text:
            return
        if _state(edit.text()) is _GOOD:
            self.levelTyped.emit(float(edit.text()))
        else:
            edit.setText(self._text)


def _text(value: float, span: float) -> str:
    """Return a number with as many digits as matter for levels that far apart."""
    decimals = max(DIGITS - math.floor(math.log10(span)), 0) if span > 0 else DIGITS
    magnitude = math.floor(math.log10(abs(value))) if value else 0
    digits = min(max(magnitude + 1 + decimals, 1), 15)
    text = f"{value:.{digits}g}"
    while "e" in text and len(text) > ROOM and digits > 1:
        digits -= 1
        text = f"{value:.{digits}g}"
    return text


_GOOD = QValidator.State.Acceptable


def _state(text: str) -> QValidator.State:
    try:
        value = float(text)
    except ValueError:
        fine = set(text.lower()) <= set("0123456789+-.e")
        return QValidator.State.Intermediate if fine else QValidator.State.Invalid
    return _GOOD if math.isfinite(value) else QValidator.State.Intermediate
