"""Plain rows: what programs write is read as such, and nothing else is taken for one."""

from __future__ import annotations

import io
from typing import Any

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dcsgui.core.files import text_json
from dcsgui.core.files.text_arrays import write_text_array
from dcsgui.core.files.text_plain import plain_rows

TYPES = ["float16", "float32", "float64", "int8", "uint8", "int16", "uint16", "int32", "uint32"]
TYPES += ["int64", "uint64"]

FLOAT32, FLOAT64, INT64 = np.dtype("f4"), np.dtype("f8"), np.dtype("i8")


def values(text: bytes) -> bytes:
    return b"".join(line for line in io.BytesIO(text) if not line.startswith(b"#"))


@pytest.mark.parametrize("dtype", TYPES)
@pytest.mark.parametrize("shape", [(1, 1), (3, 388), (700, 2), (5000, 1), (1, 5000), (2, 300)])
def test_what_we_write_is_plain(dtype: str, shape: tuple[int, int]) -> None:
    random = np.random.default_rng(1)
    array = random.integers(0, 100, shape).astype(dtype)
    if array.dtype.kind == "f":
        array += random.random(shape).astype(dtype)
    if array.dtype.kind == "i":
        array -= 50
    text = io.BytesIO()
    write_text_array(text.write, array)
    found = plain_rows(values(text.getvalue()), array.dtype)
    assert found is not None
    assert (found.dtype, found.shape) == (array.dtype, array.shape)
    assert found.tobytes() == array.tobytes()


@pytest.mark.parametrize("dtype", TYPES[3:])
def test_extremes_are_plain_and_what_is_beyond_is_not(dtype: str) -> None:
    limits = np.iinfo(dtype)
    found = plain_rows(f"{limits.min} {limits.max}\n".encode(), np.dtype(dtype))
    assert found is not None
    assert found.tolist() == [[limits.min, limits.max]]
    for beyond in (limits.min - 1, limits.max + 1):
        assert plain_rows(f"0 {beyond}\n".encode(), np.dtype(dtype)) is None


def test_what_rounds_to_infinity_is_not_plain() -> None:
    largest = plain_rows(b"3.402823567797336e38 1\n", FLOAT32)
    assert largest is not None
    assert largest[0, 0] == np.finfo("f4").max
    for dtype, word in (("f2", b"65520"), ("f4", b"3.4028235677973366e38"), ("f8", b"1e309")):
        assert plain_rows(b"1 " + word + b"\n", np.dtype(dtype)) is None


@given(st.integers(0, 255), st.booleans(), st.sampled_from([FLOAT64, INT64]))
@example(byte=ord("["), doubled=True, dtype=FLOAT64)
def test_only_blanks_divide_words(byte: int, doubled: bool, dtype: np.dtype[Any]) -> None:
    """One byte may be any, between numbers and beside them."""
    odd = bytes([byte])
    plain = b" \n0123456789" + (b"-.eE" if dtype == FLOAT64 else b"")
    for line in (b"1" + odd + b"2\n", odd + b"1\n", b"1" + odd + b"\n", b"1 " + odd + b"2 3\n"):
        text = line * (1 + doubled)
        found = plain_rows(text, dtype)
        if found is not None:
            rows = text.removesuffix(b"\n").split(b"\n")
            assert found.tolist() == [[float(word) for word in row.split(b" ")] for row in rows]
            assert byte in plain or text.startswith(b"-")


@pytest.mark.parametrize("close", [b"]", b" ]", b"] "])
@pytest.mark.parametrize("open_", [b"[", b"[ ", b" ["])
def test_lists_are_not_plain(open_: bytes, close: bytes) -> None:
    for text in (b"1 %s2 3%s\n", b"%s1 2 3%s\n", b"1 %s2%s 3\n"):
        assert plain_rows(text % (open_, close), INT64) is None


@given(st.lists(st.integers(1, 4), min_size=1, max_size=8), st.sampled_from([0, 256]))
@example(lengths=[2, 1, 3], more=0)
def test_rows_of_several_lengths_are_not_plain(lengths: list[int], more: int) -> None:
    """Also not if they have as many values as rows of one length would have."""
    lengths = [length + more * (i % 2) for i, length in enumerate(lengths)]
    text = b"".join(b" ".join([b"1"] * length) + b"\n" for length in lengths)
    found = plain_rows(text, INT64)
    if len(set(lengths)) == 1:
        assert found is not None
        assert found.shape == (len(lengths), lengths[0])
    else:
        assert found is None


@pytest.mark.parametrize(
    "text",
    [b"", b"\n", b" \n", b"1 2", b"1 2 ", b"1  2\n", b" 1 2\n", b"1 2 \n", b"1\n\n2\n", b"1\t2\n"],
)
def test_what_blanks_make_other_than_plain(text: bytes) -> None:
    assert plain_rows(text, INT64) is None


@pytest.mark.parametrize(
    "text",
    [b"-0 1\n", b"1 -0\n", b"nan\n", b"inf 1\n", b"true\n", b"{} 1\n", b'"1" 2\n', b"1e+5\n"],
)
def test_what_json_takes_for_something_else_is_not_plain(text: bytes) -> None:
    assert plain_rows(text, FLOAT64) is None


@pytest.mark.parametrize("dtype", ["complex64", "bool"])
def test_some_types_are_never_plain(dtype: str) -> None:
    assert plain_rows(b"1 0\n", np.dtype(dtype)) is None


def test_without_the_library_nothing_is_plain(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text_json._own, "parse", None, raising=False)
    assert plain_rows(b"1 2\n", INT64) is None
