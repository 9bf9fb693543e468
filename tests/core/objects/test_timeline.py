"""All of time at once, against the look-up that answers for one time, on a grid of times."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from hypothesis import example, given
from hypothesis import strategies as st

from dcsgui.core.files.records import OPEN_NS, RangeTable
from dcsgui.core.objects.lookup import times_won, winner
from dcsgui.core.objects.timeline import (
    Answer,
    ChangedStretch,
    backward,
    changes,
    empty,
    shadowed,
    stretches,
)

FIRST_NS = np.iinfo(np.int64).min

Row = tuple[int, int, int]
"""Begin, end, and number of versions."""


def table_of(rows: Sequence[Row]) -> RangeTable:
    begins, ends, versions = zip(*rows, strict=True) if rows else ((), (), ())
    return RangeTable(
        np.array(begins, np.int64),
        np.array(ends, np.int64),
        np.array(versions, np.int32),
        np.zeros(len(rows), np.bool_),
    )


times = st.integers(-4, 12) | st.sampled_from([FIRST_NS, FIRST_NS + 1, OPEN_NS - 1, OPEN_NS])
tables = st.lists(st.tuples(times, times, st.integers(0, 2)), max_size=9)
"""Ranges that overlap, touch, begin together, are the same, end before they begin, stay open, hold
nothing, and reach the limits of what an int64 can say."""


def grid_of(rows: Sequence[Row]) -> list[int]:
    """List the times at which an answer can change, and those on both sides of them."""
    edges = {0, FIRST_NS, OPEN_NS, *(time for row in rows for time in row[:2])}
    near = {edge + step for edge in edges for step in (-1, 0, 1)}
    return sorted(time for time in near if FIRST_NS <= time <= OPEN_NS)


@given(tables)
@example([(0, OPEN_NS, 1), (3, 5, 0), (4, 9, 1), (4, 9, 1), (4, 6, 2)])
@example([(OPEN_NS, OPEN_NS, 1), (FIRST_NS, FIRST_NS, 1)])
@example([(0, 9, 1), (5, 4, 1), (9, OPEN_NS, 1)])
def test_stretches_say_at_each_time_what_the_look_up_says(rows: list[Row]) -> None:
    table = table_of(rows)
    found = stretches(table)
    for time in grid_of(rows):
        there = [one.row for one in found if one.begin_ns <= time <= one.end_ns]
        expected = winner(table, time)
        assert there == ([] if expected is None else [expected])


@given(tables)
def test_stretches_are_in_order_and_as_long_as_they_can_be(rows: list[Row]) -> None:
    found = stretches(table_of(rows))
    assert all(one.begin_ns <= one.end_ns for one in found)
    for one, following in pairwise(found):
        assert one.end_ns < following.begin_ns
        assert one.end_ns + 1 < following.begin_ns or one.row != following.row


@given(tables)
def test_each_range_answers_when_the_look_up_says_it_wins(rows: list[Row]) -> None:
    table = table_of(rows)
    found = stretches(table)
    for row in range(len(rows)):
        mine = [(one.begin_ns, one.end_ns) for one in found if one.row == row]
        assert mine == times_won(table, row)


@given(tables)
def test_a_shadowed_range_never_answers_though_it_contains_times(rows: list[Row]) -> None:
    table = table_of(rows)
    winners = {winner(table, time) for time in grid_of(rows)}
    never = [
        row
        for row, (begin, end, versions) in enumerate(rows)
        if row not in winners and versions and begin <= end
    ]
    assert shadowed(table) == never


def test_empty_and_backward_ranges_are_told_apart() -> None:
    table = table_of([(0, 5, 1), (5, 0, 1), (1, 2, 0), (7, 6, 0)])
    assert (empty(table), backward(table), shadowed(table)) == ([2, 3], [1, 3], [])


def test_many_ranges_one_in_the_other_take_no_time() -> None:
    n = 100_000
    table = RangeTable(
        np.arange(n), 2 * n - np.arange(n), np.ones(n, np.int32), np.zeros(n, np.bool_)
    )
    found = stretches(table)
    assert len(found) == 2 * n - 1
    assert found[n - 1] == (n - 1, n + 1, n - 1)


# What changes

labels = st.sampled_from("abc")
pieces = st.lists(
    st.tuples(st.integers(0, 3), st.integers(1, 4), labels), max_size=6
)  # gap, length, label


def answers_of(drawn: Sequence[tuple[int, int, str]], begin: int = 0) -> list[Answer]:
    made = []
    for gap, length, label in drawn:
        begin += gap
        made.append(Answer(begin, begin + length - 1, label))
        begin += length
    return made


def at(answers: Sequence[Answer], time: int) -> object:
    return next((a.label for a in answers if a.begin_ns <= time <= a.end_ns), None)


@given(pieces, pieces)
def test_changes_are_where_the_answers_differ(
    old: list[tuple[int, int, str]], new: list[tuple[int, int, str]]
) -> None:
    before, after = answers_of(old), answers_of(new)
    found = changes(reversed(before), after)
    for time in range(-1, 50):
        pairs = [(c.before, c.after) for c in found if c.begin_ns <= time <= c.end_ns]
        pair = at(before, time), at(after, time)
        assert pairs == ([] if pair[0] == pair[1] else [pair])
    for one, following in pairwise(found):
        assert one.end_ns < following.begin_ns
        assert one.end_ns + 1 < following.begin_ns or one[2:] != following[2:]


@given(pieces)
def test_nothing_changes_between_the_same_answers(drawn: list[tuple[int, int, str]]) -> None:
    assert changes(answers_of(drawn), answers_of(drawn)) == []


def test_changes_reach_from_the_first_time_to_for_ever() -> None:
    all_times = Answer(FIRST_NS, OPEN_NS, "v1")
    assert changes([], [all_times]) == [ChangedStretch(FIRST_NS, OPEN_NS, None, "v1")]
    assert changes([all_times], [Answer(5, OPEN_NS, "v2")]) == [
        ChangedStretch(FIRST_NS, 4, "v1", None),
        ChangedStretch(5, OPEN_NS, "v1", "v2"),
    ]
