"""One change of one file: how it is asked for, taken back, done again, and said as a command."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from enum import Enum
from typing import Any

from dcsgui.gui.jobs.requests import Request
from dcsgui.gui.undo.dcs_lines import dcs_line

__all__ = ["FilePart", "Part", "Way"]


class Way(Enum):
    """What is being done with a change."""

    DO = "done"
    UNDO = "taken back"
    REDO = "done again"


class Part(ABC):
    """One change of one file, a transaction.

    Attributes
    ----------
    file : str
        The file that it changes.
    stands : bool
        Whether it was done, and not taken back since; kept by `dcsgui.gui.undo.runner`.
    """

    def __init__(self, file: str) -> None:
        self.file = file
        self.stands = False

    @abstractmethod
    def request(self, way: Way) -> Request[Any]:
        """Return what to ask for; to take it back, or to do it again, after it was done."""

    @abstractmethod
    def done(self, way: Way, answer: Any) -> str:
        """Keep what the answer says, and return it in words for people."""

    @abstractmethod
    def line(self, way: Way) -> str:
        """Return the ``dcs`` command that has done the same, after it was done; "" if none."""

    @property
    def undoable(self) -> bool:
        """Whether there is something to be taken back, after it was done."""
        return True

    @property
    def touched(self) -> frozenset[str]:
        """The files that it may write to, also if only a record into their history."""
        return frozenset({self.file})


class FilePart(Part):
    """A change that is in the undo log of its file, and is taken back and done again by that.

    Attributes
    ----------
    number : int
        Of what was done with it last, in the log of the file; 0 if nothing was.
    """

    def __init__(
        self, file: str, doing: Request[Any], *, words: str, line: str, comment: str = ""
    ) -> None:
        """Make it of a request whose answer has a ``change``: its number in the log.

        Parameters
        ----------
        file : str
        doing : Request
        words : str
            What it does, for people: "Range 2016-10-27 to open added to pedestals."
        line : str
            The ``dcs`` command that does the same.
        comment : str
            Why; said again when it is taken back.
        """
        super().__init__(file)
        self._doing, self._words, self._line, self._comment = doing, words, line, comment
        self._undone = 0  # the number that was taken back last
        self.number = 0

    def request(self, way: Way) -> Request[Any]:
        """Ask for it; or for what was done with it last to be taken back."""
        if way is Way.DO:
            return self._doing
        if not self.number:
            raise RuntimeError(f"'{self._words}' was never done.")  # a mistake of the program
        from dcsgui.gui.jobs.undo_requests import TakeBack

        return TakeBack(self.file, self.number, self._comment)

    def done(self, way: Way, answer: Any) -> str:
        """Keep its number, and say which answers are others now."""
        del way
        self._undone, self.number = self.number, answer.change
        words: Sequence[str] = getattr(answer, "words", ())
        return " ".join(map(_sentence, (self._words, *words)))

    def line(self, way: Way) -> str:
        """Return the command for it."""
        if way is Way.DO:
            return self._line
        return dcs_line("undo", self.file, "--change", str(self._undone), "-m", self._comment)

    @property
    def undoable(self) -> bool:
        """Whether it changed something."""
        return bool(self.number)


def _sentence(text: str) -> str:
    """Return a text that ends as sentences do."""
    return text if text.endswith((".", "!", "?")) else f"{text}."
