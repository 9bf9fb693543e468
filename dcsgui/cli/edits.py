"""Edits of parameters as words of a command line: ``set NODE KEY VALUE`` and so on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from dcsgui.core.values.errors import BadValue, shown

if TYPE_CHECKING:
    from dcsgui.core.actions.answers.nodes import NodeId
    from dcsgui.core.values.parameter_edits import ParameterEdit

__all__ = ["edits_of"]

_WORDS = {"set": 3, "unset": 2, "rename": 3}
"""How many words follow."""

_DETECTOR = "."
_EXAMPLE = "set NODE KEY VALUE, unset NODE KEY or rename NODE OLD NEW"


def edits_of(words: Sequence[str], det: str, calib: str | None) -> tuple[ParameterEdit, ...]:
    """Return the edits that the words stand for, of nodes of one detector.

    Raises
    ------
    BadValue
        If they are none.
    NotFound
        If there is no such node.
    """
    from dcsgui.cli.where import node_of

    nodes: dict[str, NodeId] = {}
    found = []
    for verb, (name, *rest) in _parted(words):
        if name not in nodes:
            nodes[name] = node_of(det if name == _DETECTOR else f"{det}/{name}", calib)
        found.append(_edit(nodes[name], verb, rest))
    return tuple(found)


def _parted(words: Sequence[str]) -> Iterator[tuple[str, Sequence[str]]]:
    """Go through the edits: each verb, and the words that follow."""
    at = 0
    while at < len(words):
        verb = words[at]
        count = _WORDS.get(verb.partition(":")[0], 0)
        if not count:
            raise BadValue(f"{shown(verb)} is no edit; give {_EXAMPLE}.")
        follow = words[at + 1 : at + 1 + count]
        if len(follow) < count:
            raise BadValue(f"Words are missing after {shown(verb)}; give {_EXAMPLE}.")
        yield verb, follow
        at += 1 + count


def _edit(node: NodeId, verb: str, rest: Sequence[str]) -> ParameterEdit:
    from dcsgui.cli.pairs import typed
    from dcsgui.core.values.parameter_edits import REMOVED, ParameterEdit
    from dcsgui.core.values.parameter_texts import value_of

    verb, _, dtype = verb.partition(":")
    key = rest[0]
    if verb == "unset":
        return ParameterEdit(node.path, key, REMOVED)
    if verb == "rename":
        return ParameterEdit(node.path, key, new_key=rest[1])
    return ParameterEdit(node.path, key, typed(value_of(rest[1]), dtype))
