"""Which hardware versions of a detector there are, by its links and those of the others."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["LinkEdit", "LinkedDetector", "Links"]


@dataclass(frozen=True, slots=True)
class LinkedDetector:
    """A detector of the chain.

    Attributes
    ----------
    detname : str
    step : int
        0 for the detector that was asked for, -1 for its predecessor, 1 for its successor ...
    file : str
        Where its file is, or would be.
    exists : bool
        Whether the file is there and can be read.
    links_back : bool or None
        Whether it leads to the one that led to it; None if that is not known, and for step 0.
    problem : str
        A sentence, if something is wrong with it; "" otherwise.
    """

    detname: str
    step: int
    file: str
    exists: bool
    links_back: bool | None = None
    problem: str = ""


@dataclass(frozen=True, slots=True)
class LinkEdit:
    """A link that was to be set.

    Attributes
    ----------
    file, detname : str
        Whose link it is.
    link : str
        "predecessor" or "successor".
    before, after : str
        Detector names; "" for none.
    done : bool
        Whether it was, or in a dry run could be, set.
    reason : str
        A sentence, if not.
    change : int
        The number of the change of that file, for taking it back; 0 if nothing was changed.
    """

    file: str
    detname: str
    link: str
    before: str
    after: str
    done: bool
    reason: str = ""
    change: int = 0

    @property
    def words(self) -> str:
        """Say it as a sentence."""
        said = f"{self.link} of {self.detname}: {self.after or 'none'} instead of "
        said += f"{self.before or 'none'}"
        return f"{said}." if self.done else f"{said} could not be set. {self.reason}"


@dataclass(frozen=True, slots=True)
class Links:
    """The predecessors and successors of a detector.

    Attributes
    ----------
    file : str
    detname : str
    predecessor, successor : str
        As the file says; "" for none.
    chain : tuple of LinkedDetector
        From the first predecessor to the last successor, with the detector itself.
    problems : tuple of str
        Sentences about links that do not fit together.
    edits : tuple of LinkEdit
        What was to be set: that of the detector itself first; none if all was so already.
    dry_run : bool
        Nothing was set; the chain is as it is without that.
    """

    file: str
    detname: str
    predecessor: str
    successor: str
    chain: tuple[LinkedDetector, ...]
    problems: tuple[str, ...] = ()
    edits: tuple[LinkEdit, ...] = ()
    dry_run: bool = False
