"""How nodes and values are called in the texts of steps."""

from __future__ import annotations

from collections.abc import Callable, Collection

from dcsgui.core.actions.answers.nodes import Level, NodeId
from dcsgui.core.values.amounts import counted
from dcsgui.core.values.parameter_texts import typed_text
from dcsgui.gui.models.columns import one_line
from dcsgui.gui.panels.versions import VersionsPanel

__all__ = ["Naming", "counted_nodes", "node_words", "nodes_words", "short_value"]

SHORT = 40
"""Characters of a value in the text of a step."""

Naming = Callable[[NodeId], str]

_LEVELS = {
    Level.STORE: "detector",
    Level.CTYPE: "type",
    Level.RANGE: "range",
    Level.VERSION: "version",
}


def node_words(node: NodeId, versions: VersionsPanel) -> str:
    """Return what people call a node: "v3 of pedestals 2016-10-27 - open"."""
    if node.level is Level.STORE:
        return node.detname
    if node.level is Level.CTYPE:
        return f"{node.ctype} of {node.detname}"
    where = f"{node.ctype} {versions.range_text(node)}"
    if node.level is Level.RANGE:
        return where
    row = versions.row_of(node)
    return f"{node.version_name if row is None else f'v{row.versind}'} of {where}"


def nodes_words(nodes: Collection[NodeId], naming: Naming) -> str:
    """Return what people call some nodes: one by its name, others by their number."""
    return naming(next(iter(nodes))) if len(nodes) == 1 else counted_nodes(nodes)


def counted_nodes(nodes: Collection[NodeId]) -> str:
    """Return how many nodes there are, by what they are: "1 type", "2 versions"."""
    levels = {node.level for node in nodes}
    return counted(len(nodes), _LEVELS[levels.pop()] if len(levels) == 1 else "node")


def short_value(value: object) -> str:
    """Return a value on one line, cut where it is long."""
    text = one_line(typed_text(value))
    if isinstance(value, str):
        text = f"“{text}”"
    return f"{text[:SHORT]}…" if len(text) > SHORT else text
