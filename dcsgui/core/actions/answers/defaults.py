"""A change of which version answers for a range."""

from __future__ import annotations

from dataclasses import dataclass

from dcsgui.core.actions.answers.nodes import NodeId

__all__ = ["DefaultChange", "DefaultState"]


@dataclass(frozen=True, slots=True)
class DefaultState:
    """How a range answers.

    Attributes
    ----------
    pinned : str or None
        Name of the version that somebody set as the default; None: auto, the one added last.
    answer : str
        Name of the version that answers, "" if there is none.
    versind : int
        Its number, 0 if there is none.
    changes : int
        How often the default of this range was set or released, by its history: tells that
        somebody else changed it and changed it back. -1 where that is not known; then it is not
        compared.
    """

    pinned: str | None
    answer: str
    versind: int
    changes: int


@dataclass(frozen=True, slots=True)
class DefaultChange:
    """A change of default that was made.

    Attributes
    ----------
    node : NodeId
        The range.
    before, after : DefaultState
    times : tuple of (int, int or None)
        For which times the answer is another one now: begin and end in ns UTC, both belong; None
        is for ever. Where another range shadows this one nothing changes.
    words : str
        The same for people: "pedestals of cspad-0001: v3 instead of v2, from ... to ...".
    generation : int
        Of the file, after the change.
    change : int
        The number of the change, for taking it back; 0 if nothing was changed.
    """

    node: NodeId
    before: DefaultState
    after: DefaultState
    times: tuple[tuple[int, int | None], ...]
    words: str
    generation: int
    change: int = 0
