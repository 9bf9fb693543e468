"""The changes that a detector file remembers, and what taking one of them back has done."""

from __future__ import annotations

from dataclasses import dataclass

from dcsgui.core.actions.answers.nodes import NodeId
from dcsgui.core.actions.answers.timelines import AnswerChange

__all__ = ["ChangeRow", "FileChanges", "LastChange", "TakenBack", "Undone"]


@dataclass(frozen=True, slots=True)
class LastChange:
    """A change of a file, as one that is, or was, to be taken back.

    Attributes
    ----------
    node : NodeId
        The detector.
    number : int
        Names the change within its file.
    did : tuple of str
        What was done, a sentence each.
    who : str
        Who did it: user@host.
    when_ns : int
        When (ns since 1970, UTC).
    comment : str
        Why.
    refusal : str
        Why it can't be taken back; "" if it may be.
    """

    node: NodeId
    number: int
    did: tuple[str, ...]
    who: str
    when_ns: int
    comment: str
    refusal: str = ""


@dataclass(frozen=True, slots=True)
class Undone:
    """A change that was taken back.

    Attributes
    ----------
    taken : LastChange
        What was taken back.
    changes : tuple of AnswerChange
        Which answers are others now, from when to when.
    words : tuple of str
        The same for people, one each.
    generation : int
        Of the file, after it.
    dry_run : bool
        Nothing was changed; this is what would have been done.
    change : int
        The number of the change that took it back: to take back that one is to do it again. 0 if
        nothing was changed.
    """

    taken: LastChange
    changes: tuple[AnswerChange, ...]
    words: tuple[str, ...]
    generation: int
    dry_run: bool = False
    change: int = 0


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """A change in the list of all that a file remembers.

    Attributes
    ----------
    number : int
        Names the change within its file.
    did : tuple of str
        What was done, a sentence each.
    who : str
        Who did it: user@host.
    when_ns : int
        When (ns since 1970, UTC).
    comment : str
        Why.
    refusal : str
        Why it can never be taken back; "" if it may be, as long as nothing of what it left is
        changed.
    undoes : int
        The number of the change that this one took back; 0 if it is no such change.
    undone_by : int
        The number of the change that took this one back; 0: it stands.
    nodes : tuple of NodeId
        What it has changed, by the names of then.
    """

    number: int
    did: tuple[str, ...]
    who: str
    when_ns: int
    comment: str
    refusal: str = ""
    undoes: int = 0
    undone_by: int = 0
    nodes: tuple[NodeId, ...] = ()

    @property
    def stands(self) -> bool:
        """Whether it was not taken back."""
        return not self.undone_by


@dataclass(frozen=True, slots=True)
class FileChanges:
    """The changes that a file remembers.

    Attributes
    ----------
    node : NodeId
        The detector.
    changes : tuple of ChangeRow
        Newest last; the oldest of a long list are forgotten.
    """

    node: NodeId
    changes: tuple[ChangeRow, ...]


@dataclass(frozen=True, slots=True)
class TakenBack:
    """What was taken back, or what can be.

    Attributes
    ----------
    node : NodeId
        The detector.
    undone : Undone or None
        What was taken back; None where only a list was asked for.
    changes : tuple of ChangeRow
        The list, newest last.
    """

    node: NodeId
    undone: Undone | None
    changes: tuple[ChangeRow, ...] = ()
