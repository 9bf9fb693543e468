"""The parameters and the history of a node."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from dcsgui.core.actions.answers.nodes import NodeId

__all__ = ["History", "HistoryRow", "NodeDetails", "NodeParameters", "ParameterRow"]


class ParameterRow(NamedTuple):
    """A parameter: its value as full text, its type in a word, what the document says it means.

    `value` is the value itself: a text, a bool, a number, or an array of them.
    """

    key: str
    text: str
    type_name: str
    meaning: str
    value: object = ""


class HistoryRow(NamedTuple):
    """A record of a history; the time in ns since 1970, UTC."""

    tstamp_ns: int
    user: str
    host: str
    action: str
    comment: str


@dataclass(frozen=True, slots=True)
class NodeDetails:
    """What is known of a node beside its children: facts as (name, text), parameters, history.

    The history is oldest first.
    """

    node: NodeId
    facts: tuple[tuple[str, str], ...]
    pars: tuple[ParameterRow, ...]
    history: tuple[HistoryRow, ...]


@dataclass(frozen=True, slots=True)
class NodeParameters:
    """The parameters of a node, or why they can't be read, in a sentence."""

    node: NodeId
    pars: tuple[ParameterRow, ...] = ()
    problem: str = ""


@dataclass(frozen=True, slots=True)
class History:
    """The records of a node.

    Attributes
    ----------
    node : NodeId
    records : tuple of HistoryRow
        Oldest first.
    added : HistoryRow or None
        The one that was added now; it is among the records.
    dry_run : bool
        It was only tried: nothing was changed.
    change : int
        The number of the change that added it, for taking it back; 0 if nothing was changed.
    """

    node: NodeId
    records: tuple[HistoryRow, ...]
    added: HistoryRow | None = None
    dry_run: bool = False
    change: int = 0
