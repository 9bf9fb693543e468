"""What is said when the worker process was lost."""

from __future__ import annotations

import signal
from pathlib import PurePath
from typing import NamedTuple

from dcsgui.gui.jobs.job import Failure
from dcsgui.gui.jobs.requests import Request

__all__ = ["KIND", "Loss", "blame", "interrupted", "not_starting", "replaced"]

KIND = "WorkerLost"

UNKNOWN = " It is not known whether the change was made: look before you repeat it."

WHO = "The process that reads files"

_SIGNALS = {
    signal.SIGSEGV: "crashed (segmentation fault)",
    signal.SIGBUS: "crashed (bus error)",
    signal.SIGFPE: "crashed (arithmetic error)",
    signal.SIGILL: "crashed (illegal instruction)",
    signal.SIGABRT: "crashed (aborted)",
    signal.SIGKILL: "was killed (perhaps memory ran out)",
}


class Loss(NamedTuple):
    """How a worker process was lost.

    Attributes
    ----------
    status : int
        Its exit status, or minus the signal that killed it; None if it does not end.
    silent : float or None
        After so many seconds without a sign of life the window ended it.
    wanted : bool
        The window ended it for another reason.
    words : str
        The last that it wrote to its standard error.
    """

    status: int | None
    silent: float | None = None
    wanted: bool = False
    words: str = ""

    @property
    def happened(self) -> str:
        """What became of the process, to go on after its name."""
        if self.silent is not None:
            return f"did not answer for {self.silent:g} seconds and was ended"
        if self.status is None or self.status >= 0:
            return f"ended (exit status {self.status})"
        number = -self.status
        if number in _SIGNALS:
            return _SIGNALS[signal.Signals(number)]
        return f"was ended by signal {number}"


def blame(loss: Loss, request: Request[object]) -> Failure:
    """Return why a request failed that the process was busy with."""
    name = PurePath(request.subject).name
    said = (
        f"{WHO} {loss.happened} while it was busy with {name}."
        if name
        else f"{WHO} {loss.happened}."
    )
    if request.changes:
        said += UNKNOWN
    if name:
        said += f' {name} is left alone until you choose "Try again".'
    return Failure(KIND, said, loss.words, request.subject)


def replaced(loss: Loss) -> str:
    """Return why there is a new worker process."""
    return f"{WHO} {loss.happened}. There is a new one."


def interrupted(request: Request[object]) -> Failure:
    """Return why a request failed that was begun, though the worker was not lost over it."""
    said = f"{WHO} was replaced before this was complete."
    if request.changes:
        said += UNKNOWN
    else:
        said += " Refresh to see it all."
    return Failure(KIND, said, "", request.subject)


def not_starting(loss: Loss, request: Request[object]) -> Failure:
    """Return why a request failed when no worker process lives long enough."""
    last = loss.words.strip().rpartition("\n")[2]
    said = f"{WHO} does not start: it {loss.happened}{f' after it said: {last}' if last else ''}."
    return Failure(
        KIND, f"{said} Nothing can be read until that is put right.", loss.words, request.subject
    )
