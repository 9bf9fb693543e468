"""One step of a plan dialog on its way: what the window's changes tell of it, and no other."""

from __future__ import annotations

from PyQt5.QtCore import QObject, pyqtSignal, pyqtSlot

from dcsgui.gui.jobs.job import Failure
from dcsgui.gui.undo.changes import Changes, StepCommand
from dcsgui.gui.undo.parts import Part, Way
from dcsgui.gui.undo.steps import Step

__all__ = ["CarryingOut"]


class CarryingOut(QObject):
    """Carries out one step at a time, and hears what becomes of it.

    Attributes
    ----------
    step : Step or None
        The one that was begun last.

    Signals
    -------
    progressed(int, int, int)
        Which part goes on, how much of it is done, of how much.
    partDone(int)
        A part was carried out.
    done(str)
        All was, and what it says of itself.
    refused(Failure, str)
        Not all was done, why, and what was.
    stopped(str)
        It was called off, and what was done before.
    takenBack()
        It was taken back.
    notTakenBack(Failure)
        It was not.
    """

    progressed = pyqtSignal(int, int, int)
    partDone = pyqtSignal(int)
    done = pyqtSignal(str)
    refused = pyqtSignal(object, str)
    stopped = pyqtSignal(str)
    takenBack = pyqtSignal()
    notTakenBack = pyqtSignal(object)

    def __init__(self, changes: Changes, parent: QObject) -> None:
        super().__init__(parent)
        self.step: Step | None = None
        self._changes = changes
        self._parts: list[Part] = []
        self._said = ""
        changes.progressed.connect(self._on_progressed)
        changes.partDone.connect(self._on_part_done)
        changes.changed.connect(self._on_changed)
        changes.refused.connect(self._on_refused)
        changes.stopped.connect(self._on_stopped)

    @property
    def can_undo(self) -> bool:
        """Whether Undo would take back this step, and no other."""
        stack = self._changes.stack
        command = stack.command(stack.index() - 1) if stack.index() else None
        return isinstance(command, StepCommand) and command.step is self.step

    def begin(self, step: Step) -> None:
        """Carry out a step, after those that were asked for before."""
        self.step, self._parts, self._said = step, list(step.parts), ""
        self._changes.do(step)

    def cancel(self) -> None:
        """Call it off; files that are done stay so, no file is half done."""
        if self.step is not None:
            self._changes.cancel(self.step)

    @pyqtSlot(object, int, int, int)
    def _on_progressed(self, step: Step, number: int, done: int, total: int) -> None:
        if step is self.step:
            self.progressed.emit(number, done, total)

    @pyqtSlot(object, object, object, object)
    def _on_part_done(self, step: Step, way: Way, part: Part, answer: object) -> None:
        del answer
        if step is self.step and way is Way.DO and part in self._parts:
            self.partDone.emit(self._parts.index(part))

    @pyqtSlot(object, object, str)
    def _on_changed(self, step: Step, way: Way, words: str) -> None:
        if step is not self.step:
            return
        if way is Way.UNDO:
            self.takenBack.emit()
        elif len(step.parts) == len(self._parts):
            self.done.emit(words)
        else:
            self._said = words  # why not all of it is told next

    @pyqtSlot(object, object, object)
    def _on_refused(self, step: Step, way: Way, failure: Failure) -> None:
        if step is not self.step:
            return
        if way is Way.DO:
            self.refused.emit(failure, self._said)
        else:
            self.notTakenBack.emit(failure)

    @pyqtSlot(object, object)
    def _on_stopped(self, step: Step, way: Way) -> None:
        if step is self.step and way is Way.DO:
            self.stopped.emit(self._said)
