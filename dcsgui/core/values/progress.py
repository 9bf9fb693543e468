"""How a long piece of work tells how far it is, and learns that nobody wants it any more."""

from __future__ import annotations

from dcsgui.core.values.errors import DCError

__all__ = ["QUIET", "Cancelled", "Part", "Progress"]


class Cancelled(DCError):
    """The work was called off, by a person or because nobody waits for it; nothing is changed."""


class Progress:
    """Progress of one piece of work; this one listens to nobody and is never called off.

    Examples
    --------
    >>> progress = Progress()
    >>> for done in range(3):
    ...     progress.report(done, 3, "versions")
    """

    def report(self, done: int, total: int, what: str = "") -> None:
        """Tell that `done` of `total` (bytes, versions ...) are; `Cancelled` if called off."""
        del done, total, what
        self.check()

    def check(self) -> None:
        """Raise `Cancelled` if the work was called off."""


class Part(Progress):
    """Progress of a part of a piece of work, in the same unit.

    Parameters
    ----------
    whole : Progress
    before, total : int
        What was done before the part, and how much all of it is.
    """

    def __init__(self, whole: Progress, before: int, total: int) -> None:
        self._whole, self._before, self._total = whole, before, total

    def report(self, done: int, total: int, what: str = "") -> None:
        """Report it as progress of the whole."""
        del total
        self._whole.report(self._before + done, self._total, what)

    def check(self) -> None:
        """Raise `Cancelled` if the whole was called off."""
        self._whole.check()


QUIET = Progress()
"""For whoever wants to hear nothing of it."""
