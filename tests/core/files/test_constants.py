"""Constants of any numeric type, order and shape, and texts, come back as they were."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import h5py
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from dcsgui.core.files import constants
from dcsgui.core.files.records import Constants, Kind
from dcsgui.core.values.errors import BadValue, Damaged

DTYPES = [
    order + code
    for order in "<>"
    for code in "? i1 i2 i4 i8 u1 u2 u4 u8 f2 f4 f8 c8 c16".replace("?", "b1").split()
] + ["longdouble", "clongdouble"]
SHAPES: list[tuple[int, ...]] = [(), (1,), (0,), (3, 0, 2), (7,), (3, 8, 5), (1, 1)]


@pytest.fixture
def file(tmp_path: Path) -> Iterator[h5py.File]:
    with h5py.File(tmp_path / "constants.h5", "w", libver=("v108", "v108")) as file:
        yield file


def through(file: h5py.File, nda: object) -> Constants:
    """Check, write and read constants, and check what is said of them on the way."""
    checked = constants.check_constants(nda)
    if "calib" in file:
        del file["calib"]
    if isinstance(checked, str):
        dset = constants.write_text(file, "calib", checked)
    else:
        dset = constants.write_array(file, "calib", checked)
    assert constants.describe(dset) == constants.description(checked)
    back = constants.read_constants(dset)
    assert constants.digest_of(back) == constants.digest_of(checked)
    return back


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("dtype", DTYPES)
def test_arrays(file: h5py.File, dtype: str, shape: tuple[int, ...]) -> None:
    nda = (np.arange(np.prod(shape, dtype=int)) % 100).astype(dtype).reshape(shape)
    back = through(file, nda)
    assert isinstance(back, np.ndarray)
    assert (back.dtype, back.shape) == (nda.dtype, nda.shape)
    assert back.tobytes() == nda.tobytes()
    assert back.flags.c_contiguous
    assert back.flags.writeable
    if nda.dtype.kind == "c":  # as programs with older versions of HDF5 know it
        assert file["calib"].id.get_type().get_class() == h5py.h5t.COMPOUND
    assert constants.digest_of(nda) == f"sha256:{hashlib.sha256(nda.tobytes()).hexdigest()}"


@given(
    nda=arrays.arrays(
        st.sampled_from(["f2", "f4", ">f8", "i8", "c16", "?"]), arrays.array_shapes()
    )
)
def test_values(nda: np.ndarray) -> None:
    with h5py.File.in_memory() as file:
        back = through(file, nda)
    assert isinstance(back, np.ndarray)
    assert back.tobytes() == nda.tobytes()  # NaN payloads and negative zeros too


def test_order_and_strides_do_not_matter(file: h5py.File) -> None:
    plain = np.arange(60.0).reshape(3, 4, 5)
    for nda in (np.asfortranarray(plain), (np.arange(120.0) / 2)[::2].reshape(3, 4, 5)):
        assert np.array_equal(np.asarray(through(file, nda)), plain)
        assert constants.digest_of(nda) == constants.digest_of(plain)
    assert np.array_equal(np.asarray(through(file, plain.T)), plain.T)
    assert np.array_equal(np.asarray(through(file, plain[:, ::-1])), plain[:, ::-1])


def test_what_is_checked_is_a_copy() -> None:
    nda = np.arange(3)
    checked = constants.check_constants(nda)
    nda[0] = 7
    assert isinstance(checked, np.ndarray)
    assert checked[0] == 0


@pytest.mark.parametrize(
    "text",
    [
        "",
        "x",
        "\r\n",
        "a\r\nb\n",
        "trailing\n",
        " \t ",
        "größer µm 数",
        "z" * 100_000,
        "\udcff raw",
    ],
)
def test_texts_byte_for_byte(file: h5py.File, text: str) -> None:
    raw = text.encode("utf-8", "surrogateescape")
    assert through(file, text) == text
    assert constants.describe(file["calib"]) == (Kind.TEXT, (), "text", len(raw))
    assert constants.digest_of(text) == f"sha256:{hashlib.sha256(raw).hexdigest()}"


@given(text=st.text(st.characters(exclude_characters="\0", codec="utf-8")))
def test_any_text(text: str) -> None:
    with h5py.File.in_memory() as file:
        assert through(file, text) == text
        del file["calib"]
        assert through(file, text.encode()) == text


def test_texts_of_other_programs(file: h5py.File) -> None:
    file["vlen"] = "größer"
    file["ascii"] = np.bytes_("plain")
    file["one"] = np.array(["größer"], h5py.string_dtype())
    file["two"] = np.array(["a", "b"], h5py.string_dtype())
    assert [constants.read_constants(file[name]) for name in ("vlen", "ascii", "one")] == [
        "größer",
        "plain",
        "größer",
    ]
    assert constants.describe(file["vlen"])[-1] == 8
    with pytest.raises(Damaged, match="2 texts"):
        constants.read_constants(file["two"])


@pytest.mark.parametrize(
    ("nda", "match"),
    [
        (np.array([None]), "array of object"),
        (np.array([("a", 1)], [("x", "U1"), ("y", int)]), "can't be stored"),
        (np.array(["2020-01-01"], "M8[D]"), "datetime64"),
        (np.array(["text"]), "can't be stored"),
        (np.ma.masked_array([1, 2], [True, False]), "lose its mask"),
        ([[1, 2], [3]], "not a regular array"),
        ([1, "a"], "mixes"),
        ([2**63, -1], "64 bits"),
        (b"\xff\xfe", "UTF-8"),
        ("a\0b", "NUL"),
        ("\ud800", "UTF-8"),
        ("\udcc3\udca9", "UTF-8"),
        (object(), "can't be stored"),
        (None, "can't be stored"),
        ({"a": 1}, "can't be stored"),
    ],
)
def test_what_is_refused(nda: object, match: str) -> None:
    with pytest.raises(BadValue, match=match):
        constants.check_constants(nda)


def test_no_constants_have_a_description_too() -> None:
    assert constants.description(None) == (Kind.NOTHING, (), "", 0)


def test_what_are_no_constants_in_a_file(file: h5py.File) -> None:
    file["nothing"] = h5py.Empty("f4")
    file["rows"] = np.zeros(2, [("a", "i4"), ("b", "f4")])
    file["references"] = np.array([file.ref], h5py.ref_dtype)
    for name in ("nothing", "rows", "references"):
        with pytest.raises(Damaged):
            constants.read_constants(file[name])
