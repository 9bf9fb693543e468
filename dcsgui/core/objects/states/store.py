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
    head : Head
        With pending changes.
    stored_detname : str
        The detector name as it is in the file.
    types : dict of str to TypeState
    deleted_since : list of Deleted
        Ranges and versions whose deletion is pending: their numbers and times are used, too.
    """

    head: Head = field(kw_only=True)
    stored_detname: str = ""
    types: dict[str, TypeState] = field(default_factory=dict)
    deleted_since: list[Deleted] = field(default_factory=list)
    _deletions: list[Deleted] | None = None

    def __post_init__(self) -> None:
        self.stored_detname = f"{self.head.dettype}-{self.head.detid}"

    def list_types(self, ctypes: list[str]) -> None:
        """Take the names of the types from the file."""
        by_addition = self.head.layout is LayoutName.PSCALIB
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
        """What was deleted from the file, purged ones included."""
        if self._deletions is None:
            nothing: list[Deleted] = []
            self._deletions = self.ask(lambda reader, _: reader.deleted(), nothing)
        return self._deletions
