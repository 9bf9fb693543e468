"""The worker's order of work: one thread listens to the window, the main thread does the jobs.

New jobs are begun in the order in which they came. Between two pieces of an answer all jobs that
came meanwhile are begun, and several such answers take turns: a long one blocks none.
"""

from __future__ import annotations

import contextlib
import sys
import threading
import traceback
import warnings
from collections import deque
from collections.abc import Sequence
from typing import TextIO

from dcsgui.core.values.errors import DCError, kind_of
from dcsgui.core.values.progress import Cancelled
from dcsgui.gui.worker import surroundings
from dcsgui.gui.worker.channel import Channel
from dcsgui.gui.worker.memory import Memory
from dcsgui.gui.worker.messages import (
    Ask,
    Cancel,
    Done,
    Failed,
    FileState,
    Message,
    Released,
    Started,
    Warned,
    Watch,
    Watched,
)
from dcsgui.gui.worker.packing import pack
from dcsgui.gui.worker.running import Job, JobProgress
from dcsgui.gui.worker.warming import Warming
from dcsgui.gui.worker.watching import Watcher

__all__ = ["Loop"]

IDLE = 10.0
"""Seconds after the last job until memory that was kept for the next one is given back."""


class Loop:
    """Does what the window asks for, until the window is gone.

    Parameters
    ----------
    channel : Channel
        To the window.
    package : str
        Where actions are looked up.
    """

    def __init__(self, channel: Channel, package: str) -> None:
        self._channel = channel
        self._package = package
        self._memory = Memory()
        self._watcher = Watcher(self._tell_states)
        self._warming = Warming(package)
        self._changed = threading.Condition()  # guards the two queues
        self._new: deque[Job] = deque()
        self._begun: deque[Job] = deque()
        self._called_off: set[int] = set()
        self._current: Job | None = None

    def run(self) -> None:
        """Work; it ends with the process."""
        warnings.showwarning = self._show_warning
        warnings.simplefilter("always", UserWarning)  # each time that a person asks
        self._watcher.start()
        threading.Thread(target=self._listen, name="listener", daemon=True).start()
        surroundings.take_signals()
        while True:
            self._turn(self._next())

    def _listen(self) -> None:
        """Take messages; when the window is gone, end, but not in the middle of a change."""
        with contextlib.suppress(EOFError):
            while True:
                self._take(self._channel.receive()[0])
        surroundings.end()

    def _take(self, message: Message) -> None:
        """Do what is done in the listening thread; leave jobs to the main thread."""
        match message:
            case Ask():
                progress = JobProgress(message.job, tell=self._send, called_off=self._called_off)
                job = Job(message, package=self._package, progress=progress, memory=self._memory)
                with self._changed:
                    self._new.append(job)
                    self._changed.notify()
            case Cancel(number):
                self._called_off.add(number)
            case Watch():
                self._watcher.watch(message)
            case Released(segment):
                self._memory.released(segment)

    def _next(self) -> Job:
        """Wait for a job to do something for; use the time until there is one."""
        while True:
            with self._changed:
                if self._new:
                    return self._new.popleft()
                if self._begun:
                    return self._begun.popleft()
                if self._warming.over and not self._changed.wait(IDLE):
                    self._memory.tidy(keep=0)
                    continue
            if not self._warming.over:
                self._warming.step()

    def _turn(self, job: Job) -> None:
        """Let a job make the next piece of its answer, and tell it, or why there is none."""
        if job is not self._current:
            self._send(Started(job.number))
            self._current = job
        try:
            goes_on = self._advance(job)
        except DCError as error:
            goes_on = False
            called_off = isinstance(error, Cancelled) and job.number in self._called_off
            self._send(Done(job.number) if called_off else failure(job, error))
        except Exception as error:  # noqa: BLE001 - edge: told to the window, with the traceback
            goes_on = False
            self._send(unexpected(job, error))
        if goes_on:
            with self._changed:
                self._begun.append(job)
        else:
            self._current = None
            self._called_off.discard(job.number)
            self._memory.tidy()

    def _advance(self, job: Job) -> bool:
        """Send the next piece of an answer; return whether more may come."""
        if job.number in self._called_off:
            job.close()
            raise Cancelled("This was called off.")
        with surroundings.undisturbed() if job.changes else contextlib.nullcontext():
            piece = job.advance()
        if piece is None:
            self._send(Done(job.number))
            return False
        message, descriptors = pack(job.number, piece.answer, last=piece.last, memory=self._memory)
        self._send(message, descriptors)
        return not piece.last

    def _send(self, message: Message, descriptors: Sequence[int] = ()) -> None:
        """Send a message; where the window is gone, end as soon as no change is being made."""
        try:
            self._channel.send(message, descriptors)
        except OSError:
            surroundings.end()

    def _tell_states(self, states: dict[str, FileState]) -> None:
        """Tell what the watcher found."""
        self._send(Watched(states))

    def _show_warning(
        self,
        message: Warning | str,
        category: type[Warning],
        filename: str,
        lineno: int,
        file: TextIO | None = None,
        line: str | None = None,
    ) -> None:
        """Tell what is for people; the rest is for us, and goes where the errors go."""
        job = self._current
        if job is not None and issubclass(category, UserWarning):
            self._send(Warned(job.number, str(message)))
        else:
            text = warnings.formatwarning(message, category, filename, lineno, line)
            (file or sys.stderr).write(text)


def failure(job: Job, error: DCError) -> Failed:
    """Return the message about an error that is the user's."""
    return Failed(job.number, kind_of(error), str(error), "")


def unexpected(job: Job, error: Exception) -> Failed:
    """Return the message about an error that is ours."""
    reason = traceback.format_exception_only(error)[-1].strip()
    sentence = f"An unexpected error stopped this: {reason}"
    details = "".join(traceback.format_exception(error))
    return Failed(job.number, type(error).__name__, sentence, details)
