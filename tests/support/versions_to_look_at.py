"""Stores with one version to look at, and what looking at it gives."""

from __future__ import annotations

from typing import Any

from dcsgui import DCStore
from dcsgui.core.actions.answers.constants import Constants, Numbers
from dcsgui.core.actions.answers.nodes import NodeId
from dcsgui.core.actions.constants import look
from small_stores import T0


def add(cs: DCStore, constants: object, ctype: str = "pedestals", **pars: object) -> NodeId:
    """Add a version in a range of its own type, save it, and say where it is."""
    tsro = cs.add_ctype(ctype).add_range((T0, None))
    verso = tsro.add_version(T0 + 1, constants, pars=pars)
    cs.save()
    return NodeId(str(cs.path), (ctype, tsro.name, verso.name))


def looked(node: NodeId, **options: Any) -> tuple[Constants, list[Numbers]]:
    """Look, and tell the constants and the numbers apart."""
    first, *rest = look(node, **options)
    assert isinstance(first, Constants)
    numbers = [piece for piece in rest if isinstance(piece, Numbers)]
    assert len(numbers) == len(rest)
    assert all(piece.node == node for piece in numbers)
    return first, numbers
