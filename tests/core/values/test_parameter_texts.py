"""Values of parameters as text that is typed, and as a command line has them."""

from __future__ import annotations

import re
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as st_numpy

from dcsgui.core.values.errors import BadValue
from dcsgui.core.values.parameter_texts import (
    ValueKind,
    as_command,
    command_dtype,
    kind_of_value,
    read_value,
    same_value,
    typed_text,
    value_of,
)

SCALARS = st.one_of(
    st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"])),
    st.booleans(),
    st.integers(-(2**63), 2**64 - 1),
    st.floats(),
)
DTYPES = st.sampled_from(["i1", "u2", "i4", "i8", "u8", "f2", "f4", "f8", "?"])
ARRAYS = st_numpy.arrays(DTYPES, st_numpy.array_shapes(max_dims=3, max_side=4))
TEXTS = st.lists(st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"])))


@given(SCALARS)
def test_what_is_written_reads_back_exactly(value: object) -> None:
    assert same_value(read_value(typed_text(value), kind_of_value(value), value), value)
    assert same_value(value_of(as_command(value)), value)


@given(ARRAYS)
def test_arrays_read_back_exactly(array: Any) -> None:
    again = read_value(typed_text(array), kind_of_value(array), array)
    assert same_value(again, array)


@given(TEXTS)
def test_arrays_of_texts_read_back_exactly(texts: list[str]) -> None:
    array = np.array(texts, dtype=str)
    assert same_value(read_value(typed_text(array), ValueKind.TEXTS, array), array)
    if texts:
        assert same_value(np.array(value_of(as_command(array))), array)


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("1 2 3", ValueKind.INTEGERS, [1, 2, 3]),
        ("1, 2,\n3, 4", ValueKind.INTEGERS, [[1, 2], [3, 4]]),
        ("1\n2", ValueKind.FLOATS, [1.0, 2.0]),
        ("[1., .5, nan]", ValueKind.FLOATS, [1.0, 0.5, float("nan")]),
        ("[True, false]", ValueKind.BOOLS, [True, False]),
        ("one thing\nanother", ValueKind.TEXTS, ["one thing", "another"]),
        ('["a, b", c]', ValueKind.TEXTS, ["a, b", "c"]),
        ("[]", ValueKind.FLOATS, []),
    ],
)
def test_arrays_as_people_write_them(text: str, kind: ValueKind, value: list[Any]) -> None:
    read = read_value(text, kind)
    assert isinstance(read, np.ndarray)
    assert same_value(read, np.array(value))


@pytest.mark.parametrize(
    ("text", "kind", "why"),
    [
        ("1.5", ValueKind.INTEGER, "'1.5' is no integer"),
        ("1_000", ValueKind.INTEGER, "no integer"),
        ("9" * 5000, ValueKind.INTEGER, "beyond 64 bits"),
        ("1,5", ValueKind.FLOAT, "'1,5' is no number"),
        ("yes", ValueKind.BOOL, "neither true nor false"),
        ("[1, 2", ValueKind.INTEGERS, "a ] is missing"),
        ("[1] 2", ValueKind.INTEGERS, "behind the end"),
        ("[1] [2]", ValueKind.INTEGERS, "more than one array"),
        ("[[1, 2], [3]]", ValueKind.INTEGERS, "equally long"),
        ("[1, x]", ValueKind.FLOATS, "'x' is no number"),
        ("[1, 0.5]", ValueKind.INTEGERS, "'0.5' is no integer"),
        ("[-1, 18446744073709551615]", ValueKind.INTEGERS, "64 bits"),
        ('["a', ValueKind.TEXTS, "without an end"),
        ("[1]", ValueKind.OTHERS, "can't be typed"),
        ('[1, "a"]', ValueKind.GUESSED, "mixes"),
    ],
)
def test_what_is_nothing_of_the_kind_says_why(text: str, kind: ValueKind, why: str) -> None:
    with pytest.raises(BadValue, match=re.escape(why)):
        read_value(text, kind)


@pytest.mark.parametrize(
    ("text", "value"),
    [("5", 5), ("5.0", 5.0), ("true", True), ('"5"', "5"), ("r260", "r260"), ("", "")],
)
def test_a_new_value_is_what_it_looks_like(text: str, value: object) -> None:
    assert same_value(read_value(text, ValueKind.GUESSED), value)
    assert same_value(read_value("[1, 2.5]", ValueKind.GUESSED), np.array([1, 2.5]))


def test_an_array_keeps_its_dtype_where_its_elements_fit() -> None:
    small = np.array([1, 2], "i1")
    assert same_value(read_value("[3]", ValueKind.INTEGERS, small), np.array([3], "i1"))
    assert same_value(read_value("[300]", ValueKind.INTEGERS, small), np.array([300]))
    single = np.array([0.5], "f4")
    assert same_value(read_value("[0.1]", ValueKind.FLOATS, single), np.array([0.1], "f4"))


@given(ARRAYS)
def test_arrays_on_a_command_line(array: Any) -> None:
    named = command_dtype(array)
    again = np.array(value_of(as_command(array)), dtype=named or None)
    assert same_value(again, array)


def test_complex_numbers_have_no_text() -> None:
    with pytest.raises(BadValue, match="complex"):
        as_command(np.array([1j]))


def test_nan_within_arrays_on_a_command_line() -> None:
    assert same_value(np.array(value_of("[1.0, NaN]")), np.array([1.0, np.nan]))


def test_the_same_is_exact() -> None:
    assert not same_value(np.array([1]), np.array([1.0]))
    assert not same_value(np.array([1]), [1])
    assert same_value(np.array(["a"], "U5"), np.array(["a"]))
