"""Filtering and sorting in small steps."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from operator import itemgetter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dcsgui.gui.models import ordering
from dcsgui.gui.models.columns import Column, Number, Text
from dcsgui.gui.models.filters import RowFilter
from dcsgui.gui.models.ordering import Listing, Look, in_order, matched

Row = tuple[int, str]
NUMBER: Column[Row] = Column("n", "N", "", itemgetter(0), Number(), 5)
WORD: Column[Row] = Column("w", "W", "", itemgetter(1), Text(), 5)
ROWS = st.lists(st.tuples(st.integers(0, 5), st.sampled_from(["a", "B", "ab", "c"])), max_size=30)


@pytest.fixture(autouse=True, scope="module")
def small_steps() -> Generator[None, None, None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ordering, "CHUNK", 3)
        yield


def done(work: Generator[None, None, Any]) -> Any:
    while True:
        try:
            next(work)
        except StopIteration as end:
            return end.value


@given(ROWS, st.sampled_from([None, NUMBER, WORD]), st.booleans(), st.sampled_from(["", "a", "b"]))
def test_like_sorted_and_filter(
    rows: list[Row], column: Column[Row] | None, descending: bool, word: str
) -> None:
    wanted: RowFilter[Row] = RowFilter(words=(word,) if word else ())
    look = Look(wanted, (WORD,), column, descending=descending)
    expected = [n for n, row in enumerate(rows) if word in row[1].casefold()]
    if column is not None:
        expected.sort(key=lambda n: column.key(rows[n]), reverse=descending)
    assert done(in_order(Listing(rows), look)) == expected


def test_words_are_looked_for_in_the_searched_columns_only() -> None:
    listing = Listing[Row]([(7, "a"), (8, "7")])
    wanted: RowFilter[Row] = RowFilter(words=("7",))
    assert listing.accepted(range(2), Look(wanted, (WORD,))) == [1]
    assert listing.accepted(range(2), Look(wanted, (NUMBER,))) == [0]
    assert listing.accepted(range(2), Look(wanted, (WORD, NUMBER))) == [0, 1]


def test_all_words_and_all_terms_must_hold() -> None:
    listing = Listing[Row]([(1, "ab"), (2, "ab"), (2, "a")])
    wanted: RowFilter[Row] = RowFilter(("a", "b"), (lambda row: row[0] == 2,))
    assert listing.accepted(range(3), Look(wanted, (WORD,))) == [1]


def test_a_word_does_not_reach_over_the_edge_of_a_cell() -> None:
    listing = Listing[Row]([(1, "2")])
    assert listing.accepted(range(1), Look(RowFilter(words=("12",)), (NUMBER, WORD))) == []


@given(ROWS, ROWS)
def test_rows_are_found_again(old: list[Row], new: list[Row]) -> None:
    """By their number, of which there may be several: then one stays, the others go and come."""
    match = done(matched(old, new, identity=itemgetter(0)))
    stayed = [n for n in match.numbers if n >= 0]
    assert len(set(stayed)) == len(stayed)
    for before, number in zip(old, match.numbers, strict=True):
        if number >= 0:
            assert new[number][0] == before[0]
            assert (number in match.changed) == (new[number] != before)
    names: Sequence[set[int]] = [{row[0] for row in rows} for rows in (old, new)]
    assert {new[n][0] for n in stayed} == names[0] & names[1]
