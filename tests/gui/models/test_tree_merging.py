"""Merging: the steps lead from the old rows to the new ones."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from dcsgui.gui.models.tree_merging import Row, merge_of

keys = st.lists(st.integers(0, 12).map(str), unique=True)
rows = keys.flatmap(
    lambda names: st.tuples(*(st.tuples(st.just(name), st.integers(0, 1)) for name in names))
)


def follow(before: Sequence[Row], after: Sequence[Row]) -> list[Row]:
    merge = merge_of(before, after)
    now = list(before)
    for first, last in merge.removed:
        del now[first : last + 1]
    if merge.order:
        moved = list(now)
        for old, new in enumerate(merge.order):
            moved[new] = now[old]
        now = moved
    for first, last in merge.inserted:
        now[first:first] = after[first : last + 1]
    for first, last in merge.changed:
        now[first : last + 1] = after[first : last + 1]
    return now


@given(rows, rows)
def test_the_steps_lead_to_what_is_to_be(before: Sequence[Row], after: Sequence[Row]) -> None:
    assert follow(before, after) == list(after)


@given(rows)
def test_there_is_nothing_to_do_where_nothing_differs(same: Sequence[Row]) -> None:
    merge = merge_of(same, same)
    assert (merge.removed, merge.order, merge.inserted, merge.changed) == ((), (), (), ())


@given(rows, rows)
def test_what_stays_is_neither_removed_nor_inserted(
    before: Sequence[Row], after: Sequence[Row]
) -> None:
    merge = merge_of(before, after)
    staying = {row[0] for row in before} & {row[0] for row in after}
    removed = {before[at][0] for first, last in merge.removed for at in range(first, last + 1)}
    inserted = {after[at][0] for first, last in merge.inserted for at in range(first, last + 1)}
    assert not staying & (removed | inserted)


def test_neighbours_come_and_go_in_one_step() -> None:
    before = [("a",), ("b",), ("c",)]
    after = [("x",), ("y",), ("c",)]
    merge = merge_of(before, after)
    assert (merge.removed, merge.inserted) == (((0, 1),), ((0, 1),))
