"""What was typed and is not in a file yet: nothing of it is lost."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from PyQt5.QtCore import QObject, pyqtSignal

from dcsgui.core.actions.answers.nodes import NodeId
from dcsgui.core.actions.answers.parameters import ABSENT
from dcsgui.core.values.parameter_texts import ValueKind, same_value

__all__ = ["Draft", "Drafts", "Of", "State"]


class Of(Enum):
    """Which part of a parameter a draft is of."""

    VALUE = "value"
    NAME = "name"


class State(Enum):
    """What has become of a draft."""

    OPEN = "typed, and not set yet"
    WAITING = "being written"
    WRITTEN = "in the file; the panel will hear of it"
    REFUSED = "not taken"


@dataclass(eq=False)
class Draft:
    """What was typed for a parameter.

    Attributes
    ----------
    node : NodeId
    key : str
        The parameter, by the name that it has in the file, or is to have if it is a new one.
    of : Of
    text : str
        What was typed.
    kind : ValueKind
        What a value is meant to be.
    seen : object
        The value in the file when it was begun; `ABSENT` for a new parameter.
    state : State
    sentence : str
        Why it is not in the file.
    theirs : object
        The value that somebody else gave the parameter meanwhile; `seen` if nobody did.
    who : str
        Who did; "" if that is not known.
    """

    node: NodeId
    key: str
    of: Of
    text: str
    kind: ValueKind
    seen: object
    state: State = State.OPEN
    sentence: str = ""
    theirs: object = None
    who: str = ""

    def __post_init__(self) -> None:
        """Take it that nobody has changed anything."""
        self.theirs = self.seen

    @property
    def is_new(self) -> bool:
        """Whether the parameter is to be added."""
        return self.seen is ABSENT and self.theirs is ABSENT

    @property
    def overtaken(self) -> bool:
        """Whether somebody else has changed the parameter since it was begun."""
        return not same_value(self.seen, self.theirs)


Name = tuple[NodeId, str, Of]


class Drafts(QObject):
    """All drafts of a window, by node, parameter and part.

    Signals
    -------
    changed(NodeId)
        There are others, or others were said, for a node.
    """

    changed = pyqtSignal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._drafts: dict[Name, Draft] = {}

    def __iter__(self) -> Iterator[Draft]:
        """Go through them, the oldest first."""
        return iter(tuple(self._drafts.values()))

    def find(self, node: NodeId, key: str, of: Of) -> Draft | None:
        """Return what was typed there, if anything was."""
        return self._drafts.get((node, key, of))

    def of_node(self, node: NodeId | None) -> list[Draft]:
        """Return those of a node."""
        return [draft for draft in self if draft.node == node]

    def keep(self, draft: Draft) -> None:
        """Keep a draft, in place of another one for the same; nothing is told."""
        self._drafts[draft.node, draft.key, draft.of] = draft

    def drop(self, draft: Draft) -> None:
        """Forget a draft: it is in the file, or nobody wants it."""
        name = draft.node, draft.key, draft.of
        if self._drafts.get(name) is draft:
            del self._drafts[name]
            self.changed.emit(draft.node)

    def tell(self, draft: Draft, state: State, sentence: str = "") -> None:
        """Say what has become of a draft."""
        draft.state, draft.sentence = state, sentence
        self.changed.emit(draft.node)

    def rename(self, node: NodeId, key: str, new: str) -> None:
        """Let what was typed for a parameter belong to it by its other name."""
        draft = self._drafts.pop((node, key, Of.VALUE), None)
        if draft is not None:
            draft.key = new
            self.keep(draft)
