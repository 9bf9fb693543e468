"""Going to a place in the undo list: step by step, as long as nothing is in the way."""

from __future__ import annotations

from PyQt5.QtCore import QObject, QTimer, pyqtSlot
from PyQt5.QtWidgets import QUndoCommand

from dcsgui.gui.undo.changes import Changes

__all__ = ["Travelling"]


class Travelling(QObject):
    """Undoes or redoes one step after the other until a place is reached.

    What is refused or called off ends the journey: the steps beyond it stay as they are.
    """

    def __init__(self, changes: Changes, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._changes = changes
        self._target: QUndoCommand | None = None
        self._under_way = False
        changes.changed.connect(self._on_changed)
        changes.refused.connect(self._on_ended)
        changes.stopped.connect(self._on_ended)

    def go_to(self, place: int) -> None:
        """Go to where `place` steps of the stack are done."""
        stack = self._changes.stack
        if not self._under_way and not self._changes.busy and 0 <= place <= stack.count():
            self._target = stack.command(place - 1) if place else None
            self._under_way = True
            self._go_on()

    @pyqtSlot()
    def _go_on(self) -> None:
        """Do what leads nearer to the target."""
        if not self._under_way:
            return
        place = self._place()
        here = self._changes.stack.index()
        if place is None or place == here:
            self._under_way = False
        elif place < here:
            self._changes.undo()
        else:
            self._changes.redo()

    def _place(self) -> int | None:
        """Return where the target is now, None if it is gone."""
        if self._target is None:
            return 0
        stack = self._changes.stack
        commands = [stack.command(number) for number in range(stack.count())]
        return commands.index(self._target) + 1 if self._target in commands else None

    @pyqtSlot()
    def _on_changed(self) -> None:
        if self._under_way:
            QTimer.singleShot(0, self._go_on)  # when the stack has settled

    @pyqtSlot()
    def _on_ended(self) -> None:
        self._under_way = False
