"""How keys and clicks select rows: the row that is current never is not selected."""

from __future__ import annotations

from PyQt5.QtCore import QEvent, QItemSelectionModel, Qt
from PyQt5.QtGui import QKeyEvent, QMouseEvent

__all__ = ["command_with_control"]

_ALONE = QItemSelectionModel.SelectionFlags(QItemSelectionModel.SelectionFlag.ClearAndSelect)
_TOO = QItemSelectionModel.SelectionFlags(QItemSelectionModel.SelectionFlag.Select)


def command_with_control(event: QEvent | None) -> QItemSelectionModel.SelectionFlags | None:
    """Return how a key or click with Ctrl selects; None if Ctrl is not held, or Shift is, too.

    Qt would move to another row without selecting it, or take the current one out of the
    selection; and what is done would be done to a row that is not the marked one.
    """
    if not isinstance(event, QKeyEvent | QMouseEvent):
        return None
    control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
    if not control or event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
        return None
    return _ALONE if isinstance(event, QKeyEvent) else _TOO
