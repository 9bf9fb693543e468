"""The changes that a window can make, each with how it is done and how it is taken back."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass, field, replace
from typing import Any

from dcsgui.core.actions.answers.defaults import DefaultChange, DefaultState
from dcsgui.core.actions.answers.nodes import NodeId
from dcsgui.gui.jobs.requests import Request, SetDefault, TakeBackDefault


class Step(ABC):
    """A change that can be done, taken back and done again.

    Attributes
    ----------
    text : str
        What it does, for the Undo menu: "Make v3 the default of pedestals".
    """

    text: str

    @abstractmethod
    def doing(self) -> Request[Any]:
        """Return what to ask for to do it, or to do it again."""

    @abstractmethod
    def undoing(self) -> Request[Any]:
        """Return what to ask for to take it back, after it was done."""

    @abstractmethod
    def done(self, answer: Any) -> str:
        """Keep the answer to `doing` or `undoing`, and return it in words for people."""


@dataclass
class DefaultStep(Step):
    """Give a range another default.

    Attributes
    ----------
    node : NodeId
        The range.
    version : str or None
        Name of the version that becomes the default; None returns the range to auto.
    comment : str
        Why.
    expected : DefaultState or None
        How the range answered when it was looked at: else it is somebody else's change.
    left : dict of NodeId to DefaultChange
        How the steps of a window changed each range last; shared by all of them.
    """

    text: str
    node: NodeId
    version: str | None
    comment: str = ""
    expected: DefaultState | None = None
    left: dict[NodeId, DefaultChange] = field(default_factory=dict)
    change: DefaultChange | None = None

    def doing(self) -> Request[DefaultChange]:
        """Ask for the version to become the default, if the range is as it was seen."""
        return SetDefault(self.node, self.version, self.comment, self._expected())

    def undoing(self) -> Request[DefaultChange]:
        """Ask for the change to be taken back, if the range is as the window left it."""
        if self.change is None:
            raise RuntimeError(f"'{self.text}' was never done.")  # a mistake of the program
        return TakeBackDefault(self.node, replace(self.change, after=self.left[self.node].after))

    def done(self, answer: DefaultChange) -> str:
        """Keep what was changed first, and how the range was left."""
        self.left[self.node] = answer
        if self.change is None:
            self.change = answer
        return answer.words

    def _expected(self) -> DefaultState | None:
        """Return how the range has to answer, else somebody else changed it.

        What was looked at may be older than the window's own last change.
        """
        last = self.left.get(self.node)
        if last is None:
            return self.expected
        is_older = self.expected is not None and _shown(self.expected) == _shown(last.before)
        return last.after if self.change is not None or is_older else self.expected


def _shown(state: DefaultState) -> tuple[str | None, str]:
    return state.pinned, state.answer
