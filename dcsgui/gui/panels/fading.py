"""Rows that are shown pale, because what they stand for was cut: it is still there."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PyQt5.QtGui import QPainter

from dcsgui.core.actions.answers.nodes import NodeId

__all__ = ["Faded", "pale"]

_OPACITY = 0.4


class Faded:
    """Which nodes are shown pale, with all that is in them.

    Attributes
    ----------
    nodes : frozenset of NodeId

    Examples
    --------
    >>> faded = Faded(frozenset({NodeId("/a.h5", ("gain",))}))
    >>> faded.has(NodeId("/a.h5", ("gain", "100"))), faded.has(NodeId("/a.h5"))
    (True, False)
    """

    def __init__(self, nodes: frozenset[NodeId] = frozenset()) -> None:
        self.nodes = nodes

    def __bool__(self) -> bool:
        return bool(self.nodes)

    def has(self, node: NodeId | None) -> bool:
        """Tell whether a node is shown pale."""
        if node is None or not self.nodes:
            return False
        depths = range(len(node.path) + 1)
        return any(NodeId(node.file, node.path[:depth]) in self.nodes for depth in depths)


@contextmanager
def pale(painter: QPainter) -> Iterator[None]:
    """Paint palely."""
    before = painter.opacity()
    painter.setOpacity(before * _OPACITY)
    try:
        yield
    finally:
        painter.setOpacity(before)
