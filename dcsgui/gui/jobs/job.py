"""One thing that was asked of the worker, and what comes of it."""

from __future__ import annotations

from dataclasses import dataclass

from PyQt5.QtCore import QObject, pyqtSignal


@dataclass(frozen=True, slots=True)
class Failure:
    """Why something that was asked for was not done.

    Attributes
    ----------
    kind : str
        The name of the error's class, e.g. "Damaged".
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

    Signals
    -------
    answered(object)
        An answer, or a piece of it.
    failed(Failure)
        It was not done.
    progressed(int, int, str)
        How many are done, of how many, of what.
    finished()
        Nothing more comes: after the last piece, a failure or `cancel`; exactly once.
    """

    answered = pyqtSignal(object)
    failed = pyqtSignal(object)
    progressed = pyqtSignal(int, int, str)
    finished = pyqtSignal()

    def cancel(self) -> None:
        """Call it off: no answer comes any more."""
        raise NotImplementedError
