from __future__ import annotations

from typing import Any, Literal

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from numpy.typing import NDArray

from dcsgui.gui.picture.levels import Levels
from dcsgui.gui.picture.mosaic import Sample
from dcsgui.gui.picture.plain import plain
from dcsgui.gui.picture.shading import STEPS, Code, Shading

DTYPES = ("?", "u1", "i1", "u2", "i2", "u4", "i4", "u8", "i8", "f2", "f4", "f8", "g")


def codes(values: NDArray[Any], low: float, high: float) -> list[int]:
    seen = Sample(values.reshape(1, -1), np.ones((1, values.size), bool))
    return [int(code) for code in Shading(seen).codes(Levels(low, high))[0]]


@given(
    st.lists(st.floats(width=32), min_size=1, max_size=30),
    st.floats(-(2.0**100), 2.0**100, width=32),
    st.floats(-(2.0**100), 2.0**100, width=32),
)
def test_codes_are_those_of_plain_arithmetic(
    values: list[float], first: float, second: float
) -> None:
    low, high = Levels.between(first, second)
    low, high = float(np.float32(low)), float(np.float32(high))
    assume(high - low > 2.0**-100)
    for value, code in zip(values, codes(np.array(values, "f4"), low, high), strict=True):
        if not np.isfinite(value):
            assert code == Code.NOT_FINITE
        elif value < low:
            assert code == Code.UNDER
        elif value > high:
            assert code == Code.OVER
        else:
            assert code == pytest.approx(1 + STEPS * ((value - low) / (high - low)), abs=1.01)
            assert Code.FIRST <= code <= Code.LAST


@pytest.mark.parametrize("order", ["<", ">"])
@pytest.mark.parametrize("dtype", DTYPES)
def test_every_dtype_is_shaded(dtype: str, order: Literal["<", ">"]) -> None:
    values = np.array([0, 1, 1, 0]).astype(np.dtype(dtype).newbyteorder(order))
    assert codes(values, 0, 1) == [Code.FIRST, Code.LAST, Code.LAST, Code.FIRST]
    assert codes(values, 0.25, 0.75) == [Code.UNDER, Code.OVER, Code.OVER, Code.UNDER]


def test_both_levels_belong_to_the_colours() -> None:
    assert codes(np.array([1.0, 2.0]), 1, 2) == [Code.FIRST, Code.LAST]


def test_infinite_values_are_not_finite_and_no_extremes() -> None:
    assert codes(np.array([np.inf, -np.inf, np.nan]), 0, 1) == [Code.NOT_FINITE] * 3


def test_complex_values_count_by_magnitude() -> None:
    assert plain(np.array([3 + 4j])).tolist() == [5.0]
    assert codes(np.array([3 + 4j, complex("nan")]), 0, 5) == [Code.LAST, Code.NOT_FINITE]


def test_the_largest_numbers_are_shaded() -> None:
    most = float(np.finfo("f8").max)
    assert codes(np.array([-most, 0.0, most]), -most / 2, most / 2)[0] == Code.UNDER
    assert codes(np.array([-most, 0.0, most]), -most, most)[1] not in set(Code) - {Code.FIRST}


def test_large_whole_numbers_are_told_apart() -> None:
    big = np.array([2**24, 2**24 + 1], "u4")
    assert codes(big, 2**24, 2**24 + 1) == [Code.FIRST, Code.LAST]


def test_where_nothing_is_there_is_nothing() -> None:
    seen = Sample(np.zeros((1, 2)), np.array([[True, False]]))
    assert Shading(seen).codes(Levels(0, 1)).tolist() == [[Code.FIRST, Code.NOTHING]]


def test_shading_leaves_the_values_as_they_are() -> None:
    values = np.array([[1.0, np.nan]], "f4")
    Shading(Sample(values, np.ones((1, 2), bool)))
    assert np.isnan(values[0, 1])


def test_values_as_small_as_can_be_have_colours() -> None:
    values = np.array([[0.0, 5e-311, 1e-310]])
    shading = Shading(Sample(values, np.ones(values.shape, bool)))
    assert shading.codes(Levels(0, 1e-310)).tolist() == [[1, 127, 252]]
