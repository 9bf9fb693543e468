"""The root level in memory: the head of the file, its types, and what was deleted."""

from __future__ import annotations

from dataclasses import dataclass, field

from dcsgui.core.files.records import Deleted, Head, LayoutName
from dcsgui.core.objects.states.node import NodeState
from dcsgui.core.objects.states.type import TypeState
from dcsgui.core.values.errors import NotFound


@dataclass(eq=False)
class StoreState(NodeState):
    """The root level.

    Attributes
    ----------
    types : dict of str to TypeState
    """

    types: dict[str, TypeState] = field(default_factory=dict)
    _stored: Head | None = None
    _head: Head | None = None
    _deletions: list[Deleted] | None = None

    @property
    def stored(self) -> Head:
        """The head as it is in the file."""
        if self._stored is None:
            self._stored = self.ask(lambda reader, _: reader.head(), None)
        if self._stored is None:
            raise NotFound("This store has no file.")
        return self._stored

    @property
    def head(self) -> Head:
        """The head with pending changes."""
        return self._head or self.stored

    @head.setter
    def head(self, head: Head) -> None:
        self._head = head

    def list_types(self, ctypes: list[str], layout: LayoutName) -> None:
        """Take the names of the types from the file."""
        by_addition = layout is LayoutName.PSCALIB
        self.types = {
            name: TypeState(source=self.source, origin=(name,), name=name, by_addition=by_addition)
            for name in ctypes
        }

    def type(self, name: str) -> TypeState:
        """Return the state of a type; `NotFound` if there is none."""
        state = self.types.get(name)
        if state is None:
            known = ", ".join(self.types) or "none"
            raise NotFound(f"There is no calibration type '{name}'; the types are: {known}.")
        return state

    @property
    def deletions(self) -> list[Deleted]:
        """What was deleted from the file, purged ones included, oldest first.

        Pending deletions, whose number is 0, come last: their numbers and times are used, too.
        """
        if self._deletions is None:
            nothing: list[Deleted] = []
            self._deletions = self.ask(lambda reader, _: reader.deleted(), nothing)
        return self._deletions

    @deletions.setter
    def deletions(self, deletions: list[Deleted]) -> None:
        self._deletions = deletions
