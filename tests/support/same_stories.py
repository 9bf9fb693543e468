"""The table of all that a window can change in files; each change is told by a function."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from same_bench import Bench

__all__ = ["STORIES", "Story", "story"]

Tells = Callable[[Bench], None]


@dataclass(frozen=True)
class Story:
    """A change of files.

    Attributes
    ----------
    tell : function
        Makes it in the window, as a person does.
    covers : frozenset of str
        The parts and requests that it is made of, also when it is taken back and done again.
    """

    tell: Tells
    covers: frozenset[str]


STORIES: dict[str, Story] = {}
"""All of them, by their names."""


def story(*covers: str) -> Callable[[Tells], Tells]:
    """Put a function into the table."""

    def put(tell: Tells) -> Tells:
        STORIES[tell.__name__] = Story(tell, frozenset(covers))
        return tell

    return put
