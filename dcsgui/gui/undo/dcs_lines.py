"""Command lines of ``dcs``, as they are copied to a shell."""

from __future__ import annotations

import shlex

from dcsgui.core.actions.answers.nodes import NodeId

__all__ = ["dcs_line", "node_text"]

_WITH_TEXT = frozenset({"-m"})
"""Options that are left out if there is nothing to say."""


def dcs_line(verb: str, *words: str) -> str:
    """Return a command line, quoted for a shell; options with an empty text are left out.

    Examples
    --------
    >>> dcs_line("undo", "/calib/a b/x-1.h5", "-m", "")
    "dcs undo '/calib/a b/x-1.h5'"
    >>> dcs_line("undo", "x-1", "-m", "it was not")
    "dcs undo x-1 -m 'it was not'"
    """
    kept: list[str] = []
    for word in words:
        if not word and kept and kept[-1] in _WITH_TEXT:
            kept.pop()
        else:
            kept.append(word)
    return shlex.join(["dcs", *verb.split(), *kept])


def node_text(node: NodeId) -> str:
    """Return how a node is called on a command line: by its file, then by the names in it."""
    return "/".join((node.file, *node.path))
