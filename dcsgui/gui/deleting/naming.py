"""What is deleted, restored or purged, in words."""

from __future__ import annotations

from collections.abc import Sequence

from dcsgui.core.actions.answers.edits import DeletionRow
from dcsgui.core.actions.answers.nodes import Level, NodeId
from dcsgui.core.values.amounts import counted
from dcsgui.gui.models import times
from dcsgui.gui.panels.versions import VersionsPanel

__all__ = [
    "deletion_text",
    "names_to_type",
    "node_words",
    "nodes_words",
    "question_words",
]


def node_words(node: NodeId, versions: VersionsPanel) -> str:
    """Return which node of its detector is meant, as the window shows it."""
    if node.level is Level.STORE:
        return f"the detector {node.detname}"
    if node.level is Level.CTYPE:
        return f"the type {node.ctype}"
    where = f"{node.ctype}, {versions.range_text(node)}"
    if node.level is Level.RANGE:
        return f"the range {where}"
    return f"{_version_words(node, versions)} of {where}"


def nodes_words(nodes: Sequence[NodeId], versions: VersionsPanel) -> str:
    """Return which nodes are meant, in few words."""
    if len(nodes) == 1:
        return node_words(nodes[0], versions)
    things = {Level.CTYPE: "type", Level.RANGE: "range", Level.VERSION: "version"}
    levels = {node.level for node in nodes}
    thing = things.get(levels.pop(), "thing") if len(levels) == 1 else "thing"
    ctypes = sorted({node.ctype for node in nodes})
    of = f" of {ctypes[0]}" if len(ctypes) == 1 and thing != "type" else ""
    return f"{counted(len(nodes), thing)}{of}"


def question_words(nodes: Sequence[NodeId], versions: VersionsPanel, *, place: str) -> str:
    """Return which nodes of which detector are meant, as a question names them.

    `place` is said after the detector: ", in the repository"; "" for nothing.
    """
    only = nodes[0]
    if only.level is Level.STORE:
        return nodes_words(nodes, versions) + place
    if len(nodes) > 1 or only.level is Level.CTYPE:
        return f"{nodes_words(nodes, versions)} of {only.detname}{place}"
    of = f"{only.ctype} of {only.detname}, {versions.range_text(only)}{place}"
    if only.level is Level.RANGE:
        return f"the range {of}"
    return f"{_version_words(only, versions)} of {of}"


def names_to_type(nodes: Sequence[NodeId], versions: VersionsPanel) -> tuple[str, ...]:
    """Return what may be typed before these go, the first of it as the window shows it.

    Of a whole type that is its name, of a range its begin, or its name.
    """
    if all(node.level is Level.VERSION for node in nodes):
        return ()
    only = nodes[0]
    if len(nodes) > 1 or not only.path:
        return (only.detname,)
    name = only.path[-1]
    shown = versions.begin_text(only) if only.level is Level.RANGE else name
    return tuple(dict.fromkeys((shown, name)))


def _version_words(node: NodeId, versions: VersionsPanel) -> str:
    row = versions.row_of(node)
    return f"v{row.versind}" if row is not None else node.version_name


def deletion_text(row: DeletionRow, *, utc: bool = False) -> str:
    """Return what was deleted, in words."""
    node = row.node
    if node.level is Level.CTYPE:
        return f"the type {node.ctype}"
    where = node.range_name
    if row.begin_ns is not None:
        where = times.span(row.begin_ns, row.end_ns, utc=utc)
    if node.level is Level.RANGE:
        return f"the range {node.ctype}, {where}"
    return f"v{row.versind} of {node.ctype}, {where}"
