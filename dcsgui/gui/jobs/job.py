"""One thing that was asked of the worker, and what comes of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PyQt5.QtCore import QObject, pyqtSignal

__all__ = ["AGAIN_MS", "BUSY", "Failure", "Job"]

BUSY = "Busy"
"""The kind of failure that passes by itself: another process holds the file."""

AGAIN_MS = 2000
"""After so long such a file is asked again."""


@dataclass(frozen=True, slots=True)
class Failure:
    """Why something that was asked for was not done.

    Attributes
    ----------
    kind : str
        The name of the error's class, e.g. "Damaged"; "WorkerLost": the worker process died or
        hung over it; "Marked": it did so before, see `dcsgui.gui.jobs.jobs.Jobs.forgive`;
        "Closed": the window is being closed.
    sentence : str
        What is wrong with which thing, and what to do.
    details : str
        The traceback of an unexpected error, to be reported; "" otherwise.
    subject : str
        The path that it is about, "" if about none.
    """

    kind: str
    sentence: str
    details: str = ""
    subject: str = ""


class Job(QObject):
    """Something that was asked for.

    It lives until it has finished, also if nobody keeps it. Its signals come from the event loop,
    never from within `Jobs.ask` or `cancel`.

    Parameters
    ----------
    number : int
    call_off : callable
        Called with the number by `cancel`.

    Signals
    -------
    answered(object)
        An answer, or a piece of it.
    failed(Failure)
        It was not done.
    progressed(int, int, str)
        How many are done, of how many, of what.
    finished()
        Nothing more comes: after the last piece, a failure or `cancel`; exactly once. Of a change
        that is called off only when the worker says whether it was made.
    """

    answered = pyqtSignal(object)
    failed = pyqtSignal(object)
    progressed = pyqtSignal(int, int, str)
    finished = pyqtSignal()

    def __init__(self, number: int, call_off: Callable[[int], None]) -> None:
        super().__init__()
        self._number = number
        self._call_off = call_off

    def cancel(self) -> None:
        """Call it off: no answer comes any more, but of a change that is made all the same."""
        self._call_off(self._number)
