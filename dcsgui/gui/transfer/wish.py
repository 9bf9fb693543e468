"""What a person wants to be transferred, by a drag, a paste or an action."""

from __future__ import annotations

from dataclasses import dataclass

from dcsgui.core.actions.answers.nodes import NodeId, Place

__all__ = ["Wish"]

Path = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Wish:
    """Constants of one detector, and where they are to go: one plan, one transaction.

    Attributes
    ----------
    source : NodeId
        A detector, or the node in it that all `nodes` are, or are in.
    target : Place or str
        A place, where the detector has or gets its file; or the path of a detector file.
    nodes : tuple of Path
        Only these, by their paths from the root of the source; () is all of `source`.
    into : tuple of str
        (ctype, range) of the target, if it is to be that range and no other.
    move : bool
        Delete them at the source once they are there: they were cut.
    """

    source: NodeId
    target: Place | str
    nodes: tuple[Path, ...] = ()
    into: Path = ()
    move: bool = False
