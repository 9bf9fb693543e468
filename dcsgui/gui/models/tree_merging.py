"""How the rows that are shown become others: what to remove, where to insert, what differs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any, NamedTuple, TypeAlias

__all__ = ["Merge", "Run", "merge_of"]

Row: TypeAlias = tuple[Any, ...]
Run: TypeAlias = tuple[int, int]


class Merge(NamedTuple):
    """The steps from rows to other rows, to be done in this order.

    A run is the first and the last row of it.

    Attributes
    ----------
    removed : tuple of runs
        In the rows as they are, the last run first.
    order : tuple of int
        Where the rows that stay then go, if they change places; () if they do not.
    inserted : tuple of runs
        In the rows as they will be, the first run first.
    changed : tuple of runs
        In the rows as they will be: rows that stay but differ.
    """

    removed: tuple[Run, ...]
    order: tuple[int, ...]
    inserted: tuple[Run, ...]
    changed: tuple[Run, ...]


def merge_of(before: Sequence[Row], after: Sequence[Row]) -> Merge:
    """Return the steps from `before` to `after`; the first field of a row is its key, unique.

    Examples
    --------
    >>> merge_of([("a", 1), ("b", 1), ("c", 1)], [("b", 1), ("c", 2), ("d", 1)])
    Merge(removed=((0, 0),), order=(), inserted=((2, 2),), changed=((1, 1),))
    """
    old = {row[0]: row for row in before}
    new = {row[0]: row for row in after}
    staying = [key for key in new if key in old]
    places = {key: at for at, key in enumerate(staying)}
    order = tuple(places[key] for key in old if key in new)
    return Merge(
        removed=tuple(reversed(tuple(_runs(key not in new for key in old)))),
        order=order if any(at != to for at, to in enumerate(order)) else (),
        inserted=tuple(_runs(key not in old for key in new)),
        changed=tuple(_runs(key in old and old[key] != row for key, row in new.items())),
    )


def _runs(flags: Iterable[bool]) -> Iterator[Run]:
    """Iterate over the runs of flags that are set."""
    first = 0
    for flag, group in groupby(flags):
        length = sum(1 for _ in group)
        if flag:
            yield first, first + length - 1
        first += length
