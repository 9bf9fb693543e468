"""The undo stack of a window, whose changes are jobs of the worker."""

from __future__ import annotations

from enum import Enum
from typing import Any

from PyQt5.QtCore import QObject, pyqtSignal, pyqtSlot
from PyQt5.QtWidgets import QUndoCommand, QUndoStack

from dcsgui.gui.jobs.job import Failure
from dcsgui.gui.jobs.jobs import Jobs
from dcsgui.gui.undo.steps import Step

GONE = frozenset({"Conflict", "NotFound", "FileGoneError", "Damaged"})
"""Kinds of failure after which a change can't be taken back, or done again, any more."""


class Way(Enum):
    """What is being done with a step."""

    DO = "done"
    UNDO = "taken back"
    REDO = "done again"


class StepCommand(QUndoCommand):
    """A step on the stack. The job runs before the stack moves, so redo and undo do nothing."""

    def __init__(self, step: Step) -> None:
        super().__init__(step.text)
        self.step = step


class Changes(QObject):
    """Does, undoes and redoes steps, one at a time, and keeps them on a `QUndoStack`.

    The stack moves when the worker says that the file has changed, not before: what it shows is
    what the files hold. A step that somebody else's change has overtaken leaves the stack, and
    `refused` says why.

    Attributes
    ----------
    stack : QUndoStack
        To look at; only this class moves it.

    Signals
    -------
    changed(Step, Way, str)
        A step was carried out; the words tell what is different now.
    refused(Step, Way, Failure)
        Nothing was done, and why.
    busyChanged(bool)
        A step is being carried out, or no longer.
    """

    changed = pyqtSignal(object, object, str)
    refused = pyqtSignal(object, object, object)
    busyChanged = pyqtSignal(bool)

    def __init__(self, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.stack = QUndoStack(self)
        self._jobs = jobs
        self._waiting: list[Step | Way] = []
        self._current: tuple[Step, Way] | None = None
        self._told = False  # what became of the current step

    @property
    def busy(self) -> bool:
        """Whether a step is being carried out."""
        return self._current is not None

    def do(self, step: Step) -> None:
        """Carry out a step, after what was asked for before."""
        self._waiting.append(step)
        self._next()

    @pyqtSlot()
    def undo(self) -> None:
        """Take back the step done last, after what was asked for before."""
        self._waiting.append(Way.UNDO)
        self._next()

    @pyqtSlot()
    def redo(self) -> None:
        """Do again the step taken back last, after what was asked for before."""
        self._waiting.append(Way.REDO)
        self._next()

    def _next(self) -> None:
        while self._waiting and not self.busy:
            asked = self._waiting.pop(0)
            if isinstance(asked, Step):
                self._carry_out(asked, Way.DO)
            else:
                command = self.stack.command(self._index(asked))
                if isinstance(command, StepCommand):
                    self._carry_out(command.step, asked)

    def _index(self, way: Way) -> int:
        """Where on the stack that is which is to be taken back, or done again."""
        return self.stack.index() - (1 if way is Way.UNDO else 0)

    def _carry_out(self, step: Step, way: Way) -> None:
        self._current, self._told = (step, way), False
        self.busyChanged.emit(True)
        request = step.undoing() if way is Way.UNDO else step.doing()
        job = self._jobs.ask(request, title=step.text)
        job.answered.connect(self._on_answered)
        job.failed.connect(self._on_failed)
        job.finished.connect(self._on_finished)

    @pyqtSlot(object)
    def _on_answered(self, answer: Any) -> None:
        step, way = self._present()
        self._told = True
        words = step.done(answer)
        if way is Way.DO:
            self.stack.push(StepCommand(step))
        elif way is Way.UNDO:
            self.stack.undo()
        else:
            self.stack.redo()
        self.changed.emit(step, way, words)

    @pyqtSlot(object)
    def _on_failed(self, failure: Failure) -> None:
        step, way = self._present()
        self._told = True
        if way is not Way.DO and failure.kind in GONE:
            self._drop(way)
        self.refused.emit(step, way, failure)

    @pyqtSlot()
    def _on_finished(self) -> None:
        """Go on; but what was to follow on a step that was called off is called off with it."""
        if not self._told:
            self._waiting.clear()
        self._current = None
        self.busyChanged.emit(False)
        self._next()

    def _drop(self, way: Way) -> None:
        """Take the command that can't be carried out any more off the stack."""
        command = self.stack.command(self._index(way))
        if command is not None:
            command.setObsolete(True)
        if way is Way.UNDO:
            self.stack.undo()  # removes an obsolete command, and calls nothing
        else:
            self.stack.redo()

    def _present(self) -> tuple[Step, Way]:
        if self._current is None:
            raise RuntimeError("An answer came to a step that nobody asked for.")
        return self._current
