"""What was changed in a detector file, and which answers that changes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dcsgui.core.actions.answers.changes import ChangeRow, FileChanges, LastChange, Undone
from dcsgui.core.actions.answers.nodes import NodeId
from dcsgui.core.actions.answers.timelines import AnswerChange

__all__ = [
    "ChangeRow",
    "Created",
    "DeletionRow",
    "Deletions",
    "Edited",
    "FileChanges",
    "LastChange",
    "Parameters",
    "Purged",
    "Repacked",
    "Restored",
    "Undone",
]


@dataclass(frozen=True, slots=True)
class Edited:
    """A change that was made.

    Attributes
    ----------
    node : NodeId
        What was added, changed, deleted or restored.
    did : tuple of str
        What was done, a sentence each, as the history has it.
    changes : tuple of AnswerChange
        Which answers are others now, from when to when.
    words : tuple of str
        The same for people, one each.
    generation : int
        Of the file, after the change.
    dry_run : bool
        Nothing was changed; this is what would have been done.
    change : int
        The number of the change, for taking it back; 0 if nothing was changed.
    """

    node: NodeId
    did: tuple[str, ...]
    changes: tuple[AnswerChange, ...]
    words: tuple[str, ...]
    generation: int
    dry_run: bool = False
    change: int = 0


@dataclass(frozen=True, slots=True)
class Created:
    """The file of a detector that was made, or a type or range in one that was there.

    Attributes
    ----------
    node : NodeId
        What was made.
    dry_run : bool
        It was only looked whether it could be made.
    edited : Edited or None
        What was done to the file; None where that was made.
    """

    node: NodeId
    dry_run: bool = False
    edited: Edited | None = None


@dataclass(frozen=True, slots=True)
class DeletionRow:
    """Something that was deleted and can be restored.

    Attributes
    ----------
    number : int
        Names the deletion within its file.
    node : NodeId
        What was deleted, and where it was.
    what : str
        What the history says of it.
    who : str
        Who deleted it: user@host.
    when_ns : int
        When (ns since 1970, UTC).
    comment : str
        Why.
    nversions : int
        How many versions went with it.
    versind : int
        The number of the version; 0 if it is none.
    begin_ns, end_ns : int or None
        From when to when the range is valid that it is, or was in (ns since 1970, UTC); both
        None for a type, and the end None also for a range that is open.
    """

    number: int
    node: NodeId
    what: str
    who: str
    when_ns: int
    comment: str
    nversions: int = 0
    versind: int = 0
    begin_ns: int | None = None
    end_ns: int | None = None


@dataclass(frozen=True, slots=True)
class Deletions:
    """What can be restored in a file.

    Attributes
    ----------
    node : NodeId
        The detector.
    deletions : tuple of DeletionRow
        Oldest first.
    """

    node: NodeId
    deletions: tuple[DeletionRow, ...]


@dataclass(frozen=True, slots=True)
class Restored:
    """What was put back, or what can be.

    Attributes
    ----------
    node : NodeId
        The detector.
    edited : Edited or None
        What was put back; None where only a list was asked for.
    deletions : tuple of DeletionRow
        The list, oldest first.
    """

    node: NodeId
    edited: Edited | None
    deletions: tuple[DeletionRow, ...] = ()


@dataclass(frozen=True, slots=True)
class Purged:
    """What was removed for ever.

    Attributes
    ----------
    node : NodeId
        The detector.
    deletions : tuple of DeletionRow
    dry_run : bool
        Nothing was removed; this is what would have been.
    change : int
        The number of the change, which can't be taken back; 0 if nothing was removed.
    """

    node: NodeId
    deletions: tuple[DeletionRow, ...]
    dry_run: bool = False
    change: int = 0


@dataclass(frozen=True, slots=True)
class Repacked:
    """A file that was written anew without unused space.

    Attributes
    ----------
    node : NodeId
        The detector.
    before, after : int
        Bytes of the file; the same for a dry run, which can't know.
    dry_run : bool
    """

    node: NodeId
    before: int
    after: int
    dry_run: bool = False


@dataclass(frozen=True, slots=True)
class Parameters:
    """Parameters of a node.

    Attributes
    ----------
    node : NodeId
    pars : mapping of str to object
        By key: a text, a bool, a number, or lists of them for an array.
    """

    node: NodeId
    pars: Mapping[str, object]
