"""Doing again what somebody else's lock was in the way of."""

from __future__ import annotations

from PyQt5.QtCore import QObject, pyqtSlot
from PyQt5.QtWidgets import QAction

from dcsgui.gui.icons import icon
from dcsgui.gui.undo.changes import Changes, StepCommand
from dcsgui.gui.undo.parts import Way
from dcsgui.gui.undo.steps import Step

__all__ = ["RetryAction"]


class RetryAction(QAction):
    """Tries once more what was refused: all of a step, or what is left of it.

    Parameters
    ----------
    changes : Changes
    step : Step
    way : Way
        What was to be done with it.
    parent : QObject, optional
    """

    def __init__(
        self, changes: Changes, step: Step, way: Way, parent: QObject | None = None
    ) -> None:
        super().__init__(icon("refresh"), "Try a&gain", parent)
        self.setIconText("Try again")
        self._changes, self._step, self._way = changes, step, way
        self.triggered.connect(self._on_triggered)
        changes.changed.connect(self._on_stack_moved)
        changes.refused.connect(self._on_stack_moved)

    @pyqtSlot()
    def _on_triggered(self) -> None:
        if self._way is Way.DO:
            step = self._step
            self._changes.do(Step(step.text, step.rest, long=step.long) if step.rest else step)
        elif self._is_next():
            self._changes.undo() if self._way is Way.UNDO else self._changes.redo()

    @pyqtSlot()
    def _on_stack_moved(self) -> None:
        """Offer it no longer if it would be another step's turn."""
        self.setEnabled(self._way is Way.DO or self._is_next())

    def _is_next(self) -> bool:
        stack = self._changes.stack
        place = stack.index() - (1 if self._way is Way.UNDO else 0)
        command = stack.command(place)
        return isinstance(command, StepCommand) and command.step is self._step
