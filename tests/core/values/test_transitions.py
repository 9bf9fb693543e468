"""Bits and values of status words, against counting one by one."""

from __future__ import annotations

from collections import Counter
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from numpy.typing import NDArray

from dcsgui.core.values.transitions import Transitions, has_bits

DTYPES = ["u1", "i1", ">u2", "<i4", "<u8", "<i8", "?"]
PAIRS = st.sampled_from(DTYPES).flatmap(
    lambda dtype: st.tuples(hnp.arrays(dtype, (3, 5)), hnp.arrays(dtype, (3, 5)))
)


def test_of_very_many_pairs_the_first_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dcsgui.core.values.transitions.KEPT", 2)
    counted = Transitions()
    for after in ([1, 2, 3, 0], [1, 1, 3, 4]):
        counted.add(np.zeros(4, "u2"), np.array(after, "u2"))
    assert [(one.after, one.n) for one in counted.values(9)] == [(1, 3), (2, 1)]
    assert [(one.bit, one.set) for one in counted.bits] == [(0, 5), (1, 3), (2, 1)]


@given(PAIRS)
def test_bits_and_values_are_counted_one_by_one(pair: tuple[NDArray[Any], NDArray[Any]]) -> None:
    a, b = pair
    counted = Transitions()
    counted.add(a[:1], b[:1])
    counted.add(a[1:], b[1:])
    both = [(int(x), int(y)) for x, y in zip(a.flat, b.flat, strict=True)]
    bits = range(8 * a.itemsize)
    cleared = [sum((x & ~y) >> bit & 1 for x, y in both) for bit in bits]
    newly = [sum((y & ~x) >> bit & 1 for x, y in both) for bit in bits]
    expected = [(bit, cleared[bit], newly[bit]) for bit in bits if cleared[bit] or newly[bit]]
    assert [(one.bit, one.cleared, one.set) for one in counted.bits] == expected
    values = Counter((x, y) for x, y in both if x != y)
    assert {(one.before, one.after): one.n for one in counted.values(1000)} == values
    assert counted.nvalues == len(values)


def test_the_most_frequent_changes_come_first() -> None:
    counted = Transitions()
    counted.add(np.array([0, 0, 0, 1]), np.array([4, 4, 2, 0]))
    assert [(one.before, one.after, one.n) for one in counted.values(2)] == [(0, 4, 2), (0, 2, 1)]


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [("u2", "i2", True), ("?", "u1", True), ("u2", "u4", False), ("f4", "u4", False)],
)
def test_only_words_of_one_size_have_bits_in_common(a: str, b: str, expected: bool) -> None:
    assert has_bits(np.dtype(a), np.dtype(b)) is expected
