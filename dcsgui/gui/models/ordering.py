"""Which rows of a listing to show, and in which order: worked out in small steps."""

from __future__ import annotations

from collections.abc import Callable, Generator, Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from dcsgui.gui.models.columns import Column
from dcsgui.gui.models.filters import RowFilter

__all__ = ["Listing", "Look", "Match", "in_order", "matched"]

Row = TypeVar("Row")

CHUNK = 500
"""Rows in a step: from a millisecond to seven, if texts to be searched have to be made."""


@dataclass(frozen=True, slots=True)
class Look(Generic[Row]):
    """How a person wants to see a table.

    Attributes
    ----------
    wanted : RowFilter
    searched : tuple of Column
        Where the words of the filter are looked for: the visible columns.
    sorted_by : Column or None
        None leaves the rows as they were listed.
    descending : bool
        Rows that are the same in that column stay as they were listed, in both directions.
    utc : bool
        Show times in UTC, not in local time.
    """

    wanted: RowFilter[Row] = field(default_factory=RowFilter)
    searched: tuple[Column[Row], ...] = ()
    sorted_by: Column[Row] | None = None
    descending: bool = False
    utc: bool = False


class Listing(Generic[Row]):
    """Rows as they were listed, with the texts that they are searched by.

    Attributes
    ----------
    rows : list
    """

    def __init__(self, rows: Iterable[Row] = ()) -> None:
        self.rows: list[Row] = list(rows)
        self._texts: list[str | None] = []
        self._texts_of: tuple[tuple[Column[Row], ...], bool] = ((), False)

    def accepted(self, numbers: range, look: Look[Row]) -> list[int]:
        """Return those of these rows that the filter wants."""
        wanted, rows = look.wanted, self.rows
        accepted = list(numbers)
        if terms := wanted.terms:
            accepted = [n for n in accepted if all(holds(rows[n]) for holds in terms)]
        if words := wanted.words:
            self._make_room(look)
            texts = ((n, self._text(n, look)) for n in accepted)
            accepted = [n for n, text in texts if all(word in text for word in words)]
        else:
            self._texts.clear()  # they take more memory than the rows
        return accepted

    def _make_room(self, look: Look[Row]) -> None:
        if self._texts_of != (look.searched, look.utc):
            self._texts_of = (look.searched, look.utc)
            self._texts.clear()
        self._texts.extend([None] * (len(self.rows) - len(self._texts)))

    def _text(self, number: int, look: Look[Row]) -> str:
        text = self._texts[number]
        if text is None:
            row, utc = self.rows[number], look.utc
            text = "\n".join([column.text(row, utc=utc) for column in look.searched]).casefold()
            self._texts[number] = text
        return text


def in_order(listing: Listing[Row], look: Look[Row]) -> Generator[None, None, list[int]]:
    """Return the numbers of the rows to show, in order; yield between steps.

    What is sorted in one call keeps the window from answering, so stretches are sorted one by
    one and then merged in pairs. (`list.sort` finds the two sorted halves and merges them.)
    """
    keys: list[Any] = []
    merged: list[list[int]] = []
    for first in range(0, len(listing.rows), CHUNK):
        yield
        chunk = range(first, min(first + CHUNK, len(listing.rows)))
        numbers = listing.accepted(chunk, look)
        if look.sorted_by is not None:
            keys.extend(map(look.sorted_by.key, listing.rows[first : chunk.stop]))
            numbers.sort(key=keys.__getitem__, reverse=look.descending)
        merged.append(numbers)
    if look.sorted_by is None:
        return [number for numbers in merged for number in numbers]
    while len(merged) > 1:
        halves, merged = merged, []
        for at in range(0, len(halves), 2):
            yield
            pair = [number for half in halves[at : at + 2] for number in half]
            pair.sort(key=keys.__getitem__, reverse=look.descending)
            merged.append(pair)
    return merged[0] if merged else []


@dataclass(frozen=True, slots=True)
class Match:
    """What became of the rows of one listing in another.

    Attributes
    ----------
    numbers : list of int
        For each old row its new number, -1 if it is gone.
    changed : set of int
        New numbers of rows that say something else than before.
    """

    numbers: list[int]
    changed: set[int]


def matched(
    old: Sequence[Row], new: Sequence[Row], identity: Callable[[Row], Hashable]
) -> Generator[None, None, Match]:
    """Find the rows of one listing in another, by their identity; yield between steps."""
    found: dict[Hashable, int] = {}
    for number, row in enumerate(new):
        if not number % CHUNK:
            yield
        found[identity(row)] = number
    numbers, changed = [], set()
    for at, row in enumerate(old):
        if not at % CHUNK:
            yield
        number = found.pop(identity(row), -1)
        numbers.append(number)
        if number >= 0 and new[number] != row:
            changed.add(number)
    return Match(numbers, changed)
