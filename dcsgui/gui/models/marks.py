"""What others have changed: which rows are marked, and what is said of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from dcsgui.core.actions.answers.nodes import NodeId
from dcsgui.gui.models import times

__all__ = ["NO_MARKS", "Mark", "Marks"]


@dataclass(frozen=True, slots=True)
class Mark:
    """What somebody has changed of a node.

    Attributes
    ----------
    who : str
        user@host.
    when_ns : int
        When (ns since 1970, UTC).
    did : str
        What, as it goes on behind the name: "added version 4".
    comment : str
        Why.
    """

    who: str
    when_ns: int
    did: str
    comment: str = ""

    def words(self, *, utc: bool) -> str:
        """Say it for a tool tip."""
        when = times.short(self.when_ns, utc=utc)
        why = f": {self.comment}" if self.comment else ""
        return f"Changed by {self.who or 'somebody'} at {when}: {self.did}{why}"


@dataclass(frozen=True)
class Marks:
    """The nodes that others have changed, until they have been looked at.

    Attributes
    ----------
    own : mapping of NodeId to Mark
        The newest change of each.
    above : mapping of NodeId to Mark
        The nodes around them, each with the newest change below.

    Examples
    --------
    >>> marks = Marks().with_mark(NodeId("/a.h5", ("gain", "0")), Mark("ana@pc", 0, "added it"))
    >>> marks.own[NodeId("/a.h5", ("gain", "0"))].did, marks.above[NodeId("/a.h5")].who
    ('added it', 'ana@pc')
    >>> bool(marks.without([NodeId("/a.h5", ("gain", "0"))]))
    False
    """

    own: Mapping[NodeId, Mark] = field(default_factory=dict)
    above: Mapping[NodeId, Mark] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        above: dict[NodeId, Mark] = {}
        for node, mark in self.own.items():
            for depth in range(len(node.path)):
                around = NodeId(node.file, node.path[:depth])
                known = above.get(around)
                if known is None or known.when_ns < mark.when_ns:
                    above[around] = mark
        object.__setattr__(self, "above", MappingProxyType(above))

    def __bool__(self) -> bool:
        return bool(self.own)

    @property
    def files(self) -> frozenset[str]:
        """The files that something in is marked."""
        return frozenset(node.file for node in self.own)

    def with_mark(self, node: NodeId, mark: Mark) -> Marks:
        """Return these and another one."""
        return Marks({**self.own, node: mark})

    def without(self, nodes: Iterable[NodeId]) -> Marks:
        """Return these but for some nodes."""
        gone = frozenset(nodes)
        return Marks({node: mark for node, mark in self.own.items() if node not in gone})

    def tip(self, node: NodeId | None, *, utc: bool) -> str:
        """Return what is said of a node, a line each; "" if it is not marked."""
        if node is None or not self.own:
            return ""
        lines = []
        if node in self.own:
            lines.append(self.own[node].words(utc=utc))
        if node in self.above:
            lines.append(f"Below it: {self.above[node].words(utc=utc)}")
        return "\n".join(lines)

    def has(self, node: NodeId | None) -> bool:
        """Tell whether a node, or one below it, is marked."""
        return node is not None and (node in self.own or node in self.above)


NO_MARKS = Marks()
