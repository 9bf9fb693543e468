"""Whether what is said of single nodes, in how a transfer is to be planned, can be meant so."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from dcsgui.core.actions.answers.nodes import NodeId
from dcsgui.core.actions.answers.plan_items import Choice, ItemKind
from dcsgui.core.actions.answers.selections import Path
from dcsgui.core.actions.answers.transfers import How
from dcsgui.core.files.records import Level
from dcsgui.core.values.errors import BadValue

__all__ = ["check_names"]

_DEPTHS = {
    ItemKind.CTYPE: (Level.CTYPE,),
    ItemKind.RANGE: (Level.RANGE,),
    ItemKind.VERSION: (Level.VERSION,),
    ItemKind.DEFAULT: (Level.VERSION,),
    ItemKind.PARAMETERS: tuple(Level),
}

_BELOW = (Level.CTYPE, Level.RANGE, Level.VERSION)


def check_names(node: NodeId, how: How) -> None:
    """Raise `BadValue` where a path is none, or says of a node what can't be said of it."""
    for path in how.selection.nodes:
        _check_depth(path, tuple(Level), "selected")
    for path in how.selection.without:
        _check_depth(path, _BELOW, "left out")
    for path in (*how.selection.nodes, *how.selection.without, *how.defaults):
        _check_inside(path, node)
    _check_defaults(how.defaults, into=bool(how.into))
    for choice in how.choices:
        _check_choice(choice)
    if how.into and (len(how.into) != Level.RANGE or not all(how.into)):
        raise BadValue(
            f"'{'/'.join(how.into)}' is no range; give a type and a range of the destination."
        )


def _check_depth(path: Path, depths: Iterable[int], what: str) -> None:
    if len(path) not in depths or not all(path):
        raise BadValue(
            f"'{'/'.join(path)}' can't be {what}; give a type, a range or a version by its names."
        )


def _check_inside(path: Path, node: NodeId) -> None:
    """Refuse a node that is neither in the source nor around it."""
    depth = min(len(path), len(node.path))
    if path[:depth] != node.path[:depth]:
        raise BadValue(
            f"{'/'.join(path)} is not in the source, which is {'/'.join(node.path)}; give one of "
            f"the two."
        )


def _check_defaults(paths: Iterable[Path], *, into: bool) -> None:
    for path in paths:
        if len(path) != Level.VERSION or not all(path):
            raise BadValue(f"'{'/'.join(path)}' can't be a default; give a version.")
    for place, number in Counter(_places(paths, into=into)).items():
        if number > 1:
            raise BadValue(
                f"{number} versions are to become the default of {'/'.join(place) or 'one range'}"
                f"; there is one default: give one of them."
            )


def _places(paths: Iterable[Path], *, into: bool) -> Iterator[Path]:
    """Go through the ranges that get a default: all the same one if all goes into that."""
    for path in dict.fromkeys(paths):
        yield () if into else path[: Level.RANGE]


def _check_choice(choice: Choice) -> None:
    if choice.kind is ItemKind.HEAD:
        raise BadValue("What stands in the way of the whole can't be left out, or chosen about.")
    if len(choice.path) not in _DEPTHS[choice.kind] or not all(choice.path):
        raise BadValue(
            f"'{'/'.join(choice.path)}' names nothing to choose a policy for "
            f"({choice.kind.value}); give the path of an item of the plan."
        )
