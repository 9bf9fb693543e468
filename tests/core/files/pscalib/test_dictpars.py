"""Parameters come back as they were given, and never in a form that the older code can't load."""

from __future__ import annotations

from typing import Any

import h5py
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from dcsgui.core.files.pscalib import dictpars
from dcsgui.core.values.errors import BadValue, Damaged
from older_files import is_d1


def memory() -> h5py.File:
    return h5py.File("pars.h5", "w", driver="core", backing_store=False, libver="earliest")


def same(a: Any, b: Any) -> bool:
    if isinstance(a, np.ndarray) or isinstance(b, np.ndarray):
        a, b = np.asarray(a), np.asarray(b)
        alike = a.shape == b.shape and a.dtype.kind == b.dtype.kind
        return bool(alike and a.tolist() == b.tolist())
    if isinstance(a, float) and isinstance(b, float) and np.isnan(a):
        return bool(np.isnan(b))
    return type(a) is type(b) and bool(a == b)


plain = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=9)
keys = plain.filter(bool) | st.sampled_from(["a/b", "a/b/c", "/", ".", "..", "a//b", "com:001"])
scalars = plain | st.booleans() | st.integers(-(2**63), 2**64 - 1) | st.floats()
arrays = hnp.arrays(
    st.sampled_from([np.dtype(t) for t in ("?", "<i4", ">u2", "<f8", ">f4", "<c16")]),
    hnp.array_shapes(min_dims=1, max_dims=3, min_side=0, max_side=3),
    elements={"allow_nan": False},
) | st.lists(plain, min_size=1, max_size=3).map(np.array)


@given(st.lists(st.dictionaries(keys, scalars | arrays, max_size=5), max_size=3))
def test_any_parameter_comes_back(changes: list[dict[str, Any]]) -> None:
    expected: dict[str, Any] = {}
    with memory() as f:
        for change in changes:
            dictpars.change(f, change)
            expected |= change
        back = dictpars.read(f)
        assert back.keys() == expected.keys()
        assert all(same(back[key], expected[key]) for key in expected)
        for child in f.get("_parameters", {}).values():
            assert isinstance(child, h5py.Dataset)  # the older code crashes on groups here
            assert child[0] is not None  # and reads the first element of each
        dictpars.change(f, {}, list(expected))
        assert list(f) == []


@pytest.mark.parametrize("value", ["x", "", "é", 1, True, -5, 2**64 - 1, 2.5, float("nan")])
def test_scalars_have_the_form_of_the_older_code(value: Any) -> None:
    with memory() as f:
        dictpars.change(f, {"key": value})
        assert is_d1(f["_parameters/key"])
        assert same(dictpars.read(f)["key"], value)


def test_what_the_older_code_wrote_is_understood() -> None:
    with memory() as f:
        f["_parameters/text"] = np.array([b"caf\xc3\xa9 \xff"])
        f["_parameters/one"] = np.array([2.5], ">f4")
        f["_parameters/many"] = np.arange(6).reshape(2, 3)
        f["_parameters/none"] = np.zeros((0, 3))
        f["_parameters/scalar"] = 7
        f["_parameters/sub/deep/key"] = [1]
        pars = dictpars.read(f)
        assert list(pars) == ["many", "none", "one", "scalar", "sub/deep/key", "text"]
        assert (pars["text"], pars["one"], pars["scalar"]) == ("café \udcff", 2.5, 7)
        assert np.shape(pars["many"]) == (2, 3)
        assert np.shape(pars["none"]) == (0, 3)


def test_nested_ones_are_changed_where_they_are() -> None:
    with memory() as f:
        f["_parameters/sub/deep/key"] = [1]
        f["_parameters/sub/other"] = [1]
        dictpars.change(f, {"sub/deep/key": "two", "sub/new": 3, "sub": 4})
        assert f["_parameters/sub/deep/key"][0] == b"two"
        assert list(f["_parameters/sub"]) == ["deep", "other"]
        assert dictpars.read(f) == {"sub": 4, "sub/deep/key": "two", "sub/new": 3, "sub/other": 1}
        dictpars.change(f, {}, ["sub/deep/key", "sub/new", "missing", "no/such", "sub"])
        assert list(f["_parameters/sub"]) == ["other"]
        assert dictpars.read(f) == {"sub/other": 1}


def test_what_is_not_named_stays() -> None:
    with memory() as f:
        f["_parameters/odd"] = np.array([1], ">i2")
        dictpars.change(f, {"new": 1}, ["new"])
        assert f["_parameters/odd"].dtype == ">i2"
        assert dictpars.read(f) == {"new": 1, "odd": 1}


def test_refusals() -> None:
    with memory() as f:
        for pars in ({"": 1}, {"a\0": 1}, {"a": None}, {"a": "\0"}, {"a/b": "x" * 70_000}):
            with pytest.raises(BadValue):
                dictpars.change(f, pars)  # type: ignore[arg-type]
        dictpars.change(f, {"long": "x" * 70_000})
        assert len(str(dictpars.read(f)["long"])) == 70_000


def test_forged_ones_are_damage() -> None:
    with memory() as f:
        group = f.create_group("_parameters")
        group["again"] = group
        with pytest.raises(Damaged, match="without end"):
            dictpars.read(f)
        del group["again"]
        group["link"] = h5py.SoftLink("/")
        with pytest.raises(Damaged):
            dictpars.read(f)
        del group["link"]
        group["ref"] = np.array([f.ref], h5py.ref_dtype)
        with pytest.raises(Damaged, match="neither text nor numbers"):
            dictpars.read(f)
        del group["ref"]
        group.create_dataset("huge", (2**40,), "f8")
        with pytest.raises(Damaged, match="declares"):
            dictpars.read(f)
