"""What is carried, in words for people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import PurePath

from dcsgui.core.actions.answers.nodes import Level, Place, PlaceKind
from dcsgui.core.values.amounts import counted
from dcsgui.gui.carrying.load import Carried, ctypes_of, levels_of

__all__ = ["files_in_words", "in_words", "place_in_words"]

_THINGS = {
    Level.STORE: "detector",
    Level.CTYPE: "type",
    Level.RANGE: "range",
    Level.VERSION: "version",
}


def in_words(carried: Sequence[Carried]) -> str:
    """Return what is carried in few words.

    Examples
    --------
    >>> from dcsgui.core.actions.answers.nodes import NodeId
    >>> names = ("1", "2", "3")
    >>> path = ("pedestals", "100")
    >>> versions = [Carried(NodeId("/a-1.h5", (*path, n)), f"v{n}", 1) for n in names]
    >>> in_words(versions)
    '3 versions of pedestals'
    >>> in_words([Carried(NodeId("/a-1.h5", path), "from 2016-10-27", 12)])
    'the range from 2016-10-27 of pedestals (12 versions)'
    """
    words = _one(carried[0]) if len(carried) == 1 else _many(carried)
    inside = [one.versions for one in carried]
    if levels_of(carried) == (Level.VERSION,) or None in inside:
        return words
    return f"{words} ({counted(sum(filter(None, inside)), 'version')})"


def _one(one: Carried) -> str:
    match one.node.level:
        case Level.STORE:
            return one.name
        case Level.CTYPE:
            return f"all {one.name}"
        case Level.RANGE:
            return f"the range {one.name} of {one.node.ctype}"
    return f"{one.name} of {one.node.ctype}"


def _many(carried: Sequence[Carried]) -> str:
    numbers = Counter(one.node.level for one in carried)
    parts = [counted(numbers[level], _THINGS[level]) for level in levels_of(carried)]
    words = " and ".join(filter(None, (", ".join(parts[:-1]), parts[-1])))
    ctypes = ctypes_of(carried)
    is_below = numbers.keys() <= {Level.RANGE, Level.VERSION}
    if is_below and len(ctypes) == 1:
        return f"{words} of {ctypes[0]}"
    return f"{words} of {len(ctypes)} types" if is_below else words


def files_in_words(files: Sequence[str]) -> str:
    """Return what files from the desktop are, in few words."""
    return PurePath(files[0]).name if len(files) == 1 else counted(len(files), "file")


def place_in_words(place: Place) -> str:
    """Return what a place is called within a sentence."""
    return "the repository" if place.kind is PlaceKind.REPOSITORY else place.title
