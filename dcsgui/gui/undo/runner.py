"""Carrying out one step: its parts are asked of a worker, one after the other."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from PyQt5.QtCore import QObject, pyqtSignal, pyqtSlot

from dcsgui.gui.jobs.job import Failure, Job
from dcsgui.gui.jobs.jobs import Jobs
from dcsgui.gui.undo.parts import Part, Way
from dcsgui.gui.undo.steps import Step

__all__ = ["Ended", "Runner"]


@dataclass
class Ended:
    """What became of a step.

    Attributes
    ----------
    step : Step
    way : Way
    done : list of Part
        Those that were carried out.
    words : list of str
        What they say, one each.
    failure : Failure or None
        Why the next one was not; None if all were, or if it was called off.
    stopped : bool
        It was called off before all were.
    """

    step: Step
    way: Way
    done: list[Part] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    failure: Failure | None = None
    stopped: bool = False


class Runner(QObject):
    """Carries out one step at a time.

    Signals
    -------
    progressed(Step, int, int, int)
        Which of its parts goes on, how much of that is done, of how much.
    partDone(Step, Way, Part, object)
        A part was carried out, with the answer to it.
    ended(Ended)
        Nothing more happens with the step.
    """

    progressed = pyqtSignal(object, int, int, int)
    partDone = pyqtSignal(object, object, object, object)
    ended = pyqtSignal(object)

    def __init__(self, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._run: Ended | None = None
        self._todo: list[Part] = []
        self._job: Job | None = None
        self._answered = False

    @property
    def step(self) -> Step | None:
        """What is being carried out."""
        return None if self._run is None else self._run.step

    @property
    def way(self) -> Way | None:
        """What is being done with it."""
        return None if self._run is None else self._run.way

    def start(self, step: Step, way: Way) -> None:
        """Carry out a step; nothing else may be going on."""
        if self._run is not None:
            raise RuntimeError(f"'{self._run.step.text}' is not over.")  # a mistake of the program
        self._run = Ended(step, way)
        self._todo = _parts(step, way)
        self._ask()

    def cancel(self) -> None:
        """Call it off: a part that has begun is made whole or not at all, no other is begun."""
        if self._run is not None:
            self._run.stopped = True
            if self._job is not None:
                self._job.cancel()

    def _ask(self) -> None:
        run = self._present()
        self._answered = False
        request = self._todo[0].request(run.way)
        self._job = job = self._jobs.ask(request, title=run.step.text)
        job.answered.connect(self._on_answered)
        job.failed.connect(self._on_failed)
        job.progressed.connect(self._on_progressed)
        job.finished.connect(self._on_finished)

    @pyqtSlot(int, int, str)
    def _on_progressed(self, done: int, total: int, what: str) -> None:
        del what
        run = self._present()
        self.progressed.emit(run.step, len(run.done), done, total)

    @pyqtSlot(object)
    def _on_answered(self, answer: Any) -> None:
        run, part = self._present(), self._todo.pop(0)
        self._answered = True
        run.words.append(part.done(run.way, answer))
        run.done.append(part)
        part.stands = run.way is not Way.UNDO
        self.partDone.emit(run.step, run.way, part, answer)

    @pyqtSlot(object)
    def _on_failed(self, failure: Failure) -> None:
        self._present().failure = failure

    @pyqtSlot()
    def _on_finished(self) -> None:
        run, self._job = self._present(), None
        if not self._answered and run.failure is None:
            run.stopped = True
        if self._todo and run.failure is None and not run.stopped:
            self._ask()
            return
        run.stopped = run.stopped and bool(self._todo)
        self._run = None
        self._todo.clear()
        self.ended.emit(run)

    def _present(self) -> Ended:
        if self._run is None:
            raise RuntimeError("An answer came to a step that nobody asked for.")
        return self._run


def _parts(step: Step, way: Way) -> list[Part]:
    """Return what is to be carried out: of what is taken back the last part first."""
    if way is Way.DO:
        return list(step.parts)
    if way is Way.UNDO:
        return [part for part in reversed(step.parts) if part.stands and part.undoable]
    return [part for part in step.parts if not part.stands]
