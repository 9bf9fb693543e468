"""Parameters of every storable type come back as they were, and others are refused in words."""

from __future__ import annotations

import math

import h5py
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from dcsgui.core.files.native.parameters import read_pars, write_pars
from dcsgui.core.files.native.schema import LIBVER
from dcsgui.core.files.parameters import INT_MAX, INT_MIN, check_key, check_value
from dcsgui.core.files.records import ParValue
from dcsgui.core.values.errors import BadValue

CLEAN = st.characters(exclude_characters="\0", codec="utf-8")
SINGLE = st.text(CLEAN) | st.booleans() | st.integers(INT_MIN, INT_MAX) | st.floats()
NUMBERS = arrays.arrays(
    st.sampled_from(["?", "i1", ">i2", "i8", "u8", "f2", ">f4", "f8", "c8", "c16"]),
    arrays.array_shapes(min_dims=1, max_dims=3, min_side=0),
)
TEXTS = st.lists(st.text(CLEAN, max_size=5), max_size=4).map(lambda texts: np.array(texts, "U"))
VALUES = SINGLE | NUMBERS | TEXTS
KEYS = st.text(CLEAN, min_size=1) | st.sampled_from(
    ["com:001", "a.b", "a/b", "/", ".", " x ", "é"]
)


def same(one: object, other: object) -> bool:
    """Whether two values are the same, to the type and the bit."""
    if isinstance(one, np.ndarray) and isinstance(other, np.ndarray):
        if one.dtype.kind == "U":
            return one.shape == other.shape and np.array_equal(one, other)
        same_form = (one.dtype, one.shape) == (other.dtype, other.shape)
        return same_form and one.tobytes() == other.tobytes()
    return type(one) is type(other) and repr(one) == repr(other)


def through(pars: dict[str, ParValue], then: dict[str, ParValue] | None = None) -> None:
    """Write parameters, then others in place of some, and check what is read."""
    with h5py.File.in_memory(libver=("v108", "v108")) as file:
        write_pars(file, {check_key(k): check_value(k, v) for k, v in pars.items()})
        write_pars(file, {check_key(k): check_value(k, v) for k, v in (then or {}).items()})
        expected = pars | (then or {})
        found = read_pars(file)
        assert found.keys() == expected.keys()
        for key, value in expected.items():
            assert same(found[key], value), key
        write_pars(file, {}, [*expected, "never there"])
        assert read_pars(file) == {}
        assert "dictpars" not in file


@given(pars=st.dictionaries(KEYS, VALUES, max_size=5), value=VALUES)
def test_what_is_written_is_read(pars: dict[str, ParValue], value: ParValue) -> None:
    through(pars, dict.fromkeys(list(pars)[:2], value))


@pytest.mark.parametrize(
    "value",
    [
        "",
        " ",
        "größer 数 😀",
        True,
        1,
        0,
        INT_MIN,
        INT_MAX,
        2**63,
        math.inf,
        -math.inf,
        math.nan,
        -0.0,
    ],
)
def test_border_cases(value: ParValue) -> None:
    through({"key": value}, {"other": value})


def test_large_arrays_and_texts() -> None:
    through(
        {
            "array": np.arange(100_000.0),
            "text": "ä" * 100_000,
            "texts": np.array(["x" * 40_000, "", "y"]),
        },
        {"array": "small now", "text": np.arange(20_000)},
    )


def test_a_thousand_keys() -> None:
    through({f"key {number}": number for number in range(1000)}, {"key 7": "seven"})


def test_numpy_scalars_and_sequences_are_taken_for_what_they_are() -> None:
    for value, taken in (
        (np.float32(0.5), 0.5),
        (np.int8(-3), -3),
        (np.bool_(True), True),
        (np.str_("text"), "text"),
        (np.array(7), 7),
    ):
        assert same(check_value("key", value), taken)
    for given_, dtype in (([1, 2.5], "f8"), ((1, 2), "i8"), ([True, False], "?"), ([2**63], "u8")):
        checked = check_value("key", given_)
        assert isinstance(checked, np.ndarray)
        assert checked.dtype == dtype
    assert np.asarray(check_value("key", ["a", "bc"])).tolist() == ["a", "bc"]


def test_an_array_is_copied() -> None:
    array = np.arange(3)
    checked = check_value("key", array)
    array[0] = 9
    assert np.asarray(checked)[0] == 0


@pytest.mark.parametrize(
    ("value", "match"),
    [
        (None, "Delete the parameter instead"),
        (b"bytes", "bytes is not a text"),
        (1j, "complex is not"),
        ({"a": 1}, "dict is not"),
        (object(), "object is not"),
        ("a\0b", "NUL"),
        ("\ud800", "UTF-8"),
        ("\udcc3\udca9", "UTF-8"),
        (["a", "b\0"], "NUL"),
        (INT_MAX + 1, "beyond 64 bits"),
        (INT_MIN - 1, "beyond 64 bits"),
        ([INT_MAX, -1], "64 bits"),
        ([10**30], "64 bits"),
        ([1, "a"], "mixes"),
        ([True, 2], "mixes"),
        ([None], "array of object"),
        ([[1], [2, 3]], "regular array"),
        (np.array([b"x"]), "has no place"),
        (np.array(["2020"], "M8[Y]"), "has no place"),
        (np.zeros(2, [("a", "i4")]), "has no place"),
        (np.ma.masked_array([1], [True]), "lose its mask"),
    ],
)
def test_what_is_refused(value: object, match: str) -> None:
    with pytest.raises(BadValue, match=match):
        check_value("key", value)


@pytest.mark.parametrize("key", ["", "a\0", "\ud800", 5, None, b"key"])
def test_keys_that_are_refused(key: object) -> None:
    with pytest.raises(BadValue, match="key"):
        check_key(key)


@pytest.mark.parametrize("key", ["k" * 64_000, "ö" * 32_000])
def test_the_longest_keys(key: str) -> None:
    with h5py.File.in_memory(libver=LIBVER) as file:
        write_pars(file, {check_key(key): "x" * 70_000})
        assert read_pars(file) == {key: "x" * 70_000}
    with pytest.raises(BadValue, match="may have 64000 bytes") as raised:
        check_key(key + "k")
    assert len(str(raised.value)) < 200


def test_attributes_of_other_programs() -> None:
    with h5py.File.in_memory() as file:
        attrs = file.create_group("dictpars").attrs
        attrs["vlen"], attrs["empty"] = "größer", h5py.Empty("S1")
        attrs["raw"], attrs["texts"] = np.bytes_(b"\xff"), ["a", "ö"]
        found = read_pars(file)
        assert (found["vlen"], found["empty"], found["raw"]) == ("größer", "", "\udcff")
        assert np.asarray(found["texts"]).tolist() == ["a", "ö"]
        write_pars(file, {"again": check_value("again", found["raw"])})
        assert read_pars(file)["again"] == "\udcff"
