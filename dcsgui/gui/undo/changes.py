"""The undo stack of a window, whose changes are jobs of its workers."""

from __future__ import annotations

from PyQt5.QtCore import QObject, pyqtSignal, pyqtSlot
from PyQt5.QtWidgets import QUndoCommand, QUndoStack

from dcsgui.gui.jobs.jobs import Jobs
from dcsgui.gui.undo.parts import Way
from dcsgui.gui.undo.runner import Ended, Runner
from dcsgui.gui.undo.steps import Step

__all__ = ["Changes", "StepCommand", "Way"]

GONE = frozenset({"Conflict", "NotFound", "FileGoneError", "Damaged", "AlreadyExists"})
"""Kinds of failure after which a change can't be taken back, or done again, any more."""


class StepCommand(QUndoCommand):
    """A step on the stack. The job runs before the stack moves, so redo and undo do nothing."""

    def __init__(self, step: Step) -> None:
        super().__init__(step.text)
        self.step = step

    def id(self) -> int:
        """Return a number that steps of the same key share."""
        return -1 if self.step.key is None else hash(self.step.key) & 0x7FFFFFFF

    def mergeWith(self, other: QUndoCommand | None) -> bool:
        """Take up what goes on with this step, as when a text is typed."""
        if not isinstance(other, StepCommand) or not other.step.continues(self.step):
            return False
        self.step.parts += other.step.parts
        self.step.at = other.step.at
        self.step.text = other.step.text
        self.setText(other.step.text)
        return True


class Changes(QObject):
    """Does, undoes and redoes steps, and keeps them on a `QUndoStack`.

    The stack moves when the worker says that the file has changed, not before: what it shows is
    what the files hold. A step that somebody else's change has overtaken leaves the stack, and
    `refused` says why. Quick steps are carried out one at a time, and so are long ones, by a
    worker of their own.

    Parameters
    ----------
    jobs : Jobs
    parent : QObject, optional
    carrier : Jobs, optional
        Does what may take long; `jobs` if there is none.

    Attributes
    ----------
    stack : QUndoStack
        To look at; only this class moves it.

    Signals
    -------
    changed(Step, Way, str)
        A step was carried out; the words tell what is different now.
    refused(Step, Way, Failure)
        Nothing was done, or only what `changed` told of, and why.
    stopped(Step, Way)
        It was called off, and nothing was done, or only what `changed` told of.
    partDone(Step, Way, Part, object)
        Part of a step was carried out, with the answer to it.
    progressed(Step, int, int, int)
        Which part of a step goes on, how much of that is done, of how much.
    busyChanged(bool)
        A step is being carried out, or no longer.
    """

    changed = pyqtSignal(object, object, str)
    refused = pyqtSignal(object, object, object)
    stopped = pyqtSignal(object, object)
    partDone = pyqtSignal(object, object, object, object)
    progressed = pyqtSignal(object, int, int, int)
    busyChanged = pyqtSignal(bool)

    def __init__(
        self, jobs: Jobs, parent: QObject | None = None, *, carrier: Jobs | None = None
    ) -> None:
        super().__init__(parent)
        self.stack = QUndoStack(self)
        self._quick = _Lane(Runner(jobs, self))
        self._long = _Lane(Runner(carrier or jobs, self))
        self._held: list[Ended] = []  # done while the stack was about to move
        for lane in (self._quick, self._long):
            lane.runner.progressed.connect(self.progressed)
            lane.runner.partDone.connect(self.partDone)
        self._quick.runner.ended.connect(self._on_quick_ended)
        self._long.runner.ended.connect(self._on_long_ended)

    @property
    def busy(self) -> bool:
        """Whether a step is being carried out."""
        return any(lane.runner.step is not None for lane in (self._quick, self._long))

    @property
    def running(self) -> tuple[Step, ...]:
        """The steps that are being carried out."""
        steps = (lane.runner.step for lane in (self._quick, self._long))
        return tuple(step for step in steps if step is not None)

    def do(self, step: Step) -> None:
        """Carry out a step, after those that were asked for before."""
        lane = self._long if step.long else self._quick
        lane.waiting.append(step)
        self._next(lane)

    @pyqtSlot()
    def undo(self) -> None:
        """Take back the step done last, after what was asked for before."""
        self._quick.waiting.append(Way.UNDO)
        self._next(self._quick)

    @pyqtSlot()
    def redo(self) -> None:
        """Do again the step taken back last, after what was asked for before."""
        self._quick.waiting.append(Way.REDO)
        self._next(self._quick)

    def cancel(self, step: Step) -> None:
        """Call off a step: it is done as far as it was, by whole files, or not begun."""
        for lane in (self._quick, self._long):
            if lane.runner.step is step:
                lane.runner.cancel()
            elif step in lane.waiting:
                lane.waiting.remove(step)
                self.stopped.emit(step, Way.DO)

    @pyqtSlot()
    def cancel_all(self) -> None:
        """Call off all that is being carried out, and what was to follow on it."""
        for step in self.running:
            self.cancel(step)

    def _next(self, lane: _Lane) -> None:
        while lane.waiting and lane.runner.step is None:
            asked = lane.waiting.pop(0)
            if isinstance(asked, Step):
                self._start(lane, asked, Way.DO)
            else:
                command = self.stack.command(self._index(asked))
                if isinstance(command, StepCommand):
                    self._start(lane, command.step, asked)

    def _start(self, lane: _Lane, step: Step, way: Way) -> None:
        lane.runner.start(step, way)
        self.busyChanged.emit(True)

    def _index(self, way: Way) -> int:
        """Where on the stack that is which is to be taken back, or done again."""
        return self.stack.index() - (1 if way is Way.UNDO else 0)

    @pyqtSlot(object)
    def _on_quick_ended(self, ended: Ended) -> None:
        self._settle(ended)
        for held in self._held:
            self._settle(held)
        self._held.clear()
        self._go_on(self._quick, ended)

    @pyqtSlot(object)
    def _on_long_ended(self, ended: Ended) -> None:
        if self._quick.runner.way in (Way.UNDO, Way.REDO):
            self._held.append(ended)  # else it would be in the way of what is taken back
        else:
            self._settle(ended)
        self._go_on(self._long, ended)

    def _go_on(self, lane: _Lane, ended: Ended) -> None:
        """Go on; but what was to follow on a step that was called off is called off with it."""
        if ended.stopped:
            lane.waiting.clear()
        if not self.busy:
            self.busyChanged.emit(False)
        self._next(lane)

    def _settle(self, ended: Ended) -> None:
        """Move the stack, and tell what was done, or why it was not."""
        if ended.done:
            self._move(ended)
            self.changed.emit(ended.step, ended.way, " ".join(filter(None, ended.words)))
        if ended.failure is not None:
            if ended.way is not Way.DO and ended.failure.kind in GONE:
                self._drop(ended)
            self.refused.emit(ended.step, ended.way, ended.failure)
        elif ended.stopped:
            self.stopped.emit(ended.step, ended.way)

    def _move(self, ended: Ended) -> None:
        whole = ended.failure is None and not ended.stopped
        if ended.way is Way.DO:
            ended.step.rest = [part for part in ended.step.parts if not part.stands]
            ended.step.parts = [part for part in ended.step.parts if part.stands]
            if ended.step.undoable:
                self.stack.push(StepCommand(ended.step))
        elif not whole:
            return  # the rest can still be
        elif ended.way is Way.UNDO:
            self.stack.undo()
        else:
            self.stack.redo()

    def _drop(self, ended: Ended) -> None:
        """Take the command that can't be carried out any more off the stack."""
        command = self.stack.command(self._index(ended.way))
        if command is not None:
            command.setObsolete(True)
        if ended.way is Way.UNDO:
            self.stack.undo()  # removes an obsolete command, and calls nothing
        else:
            self.stack.redo()


class _Lane:
    """What is carried out one at a time, and what waits for that."""

    def __init__(self, runner: Runner) -> None:
        self.runner = runner
        self.waiting: list[Step | Way] = []
