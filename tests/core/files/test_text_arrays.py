"""Arrays written as text are read back exactly, by a plain parser and by numpy."""

from __future__ import annotations

import io
import tracemalloc

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from numpy.typing import NDArray

from dcsgui.core.files import text_arrays
from dcsgui.core.files.text_arrays import write_text_array
from dcsgui.core.values.progress import Cancelled, Progress

DTYPES = [
    order + code
    for order in "<>"
    for code in ("b1", "i1", "i8", "u2", "u8", "f2", "f4", "f8", "c8", "c16")
] + ["longdouble"]


def written(array: NDArray[np.generic], *notes: tuple[str, str]) -> str:
    text = io.BytesIO()
    write_text_array(text.write, array, notes)
    return text.getvalue().decode()


def parsed(text: str) -> NDArray[np.generic]:
    """Read a text array, slowly, going by its comments alone."""
    comments = [line[2:].split(None, 1) for line in text.splitlines() if line.startswith("#")]
    form = {words[0]: words[1] if len(words) > 1 else "" for words in comments if words}
    shape = tuple(int(form[f"DIM:{axis}"]) for axis in range(int(form["NDIM"])))
    dtype = np.dtype(form["DTYPE"])
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    words = " ".join(lines).split()
    if dtype.kind == "b":
        return np.array([bool(int(word)) for word in words], dtype).reshape(shape)
    return np.array([dtype.type(word) for word in words], dtype).reshape(shape)


def same_values(found: NDArray[np.generic], expected: NDArray[np.generic]) -> bool:
    """Whether values are the same but for their byte order; a NaN is a NaN."""
    native = expected.astype(expected.dtype.newbyteorder("="))
    signs = native.dtype.kind != "f" or np.array_equal(
        np.signbit(found)[~np.isnan(native)], np.signbit(native)[~np.isnan(native)]
    )
    same = np.array_equal(found, native, equal_nan=native.dtype.kind in "fc")
    return bool(same and signs and found.dtype == native.dtype and found.shape == native.shape)


@given(arrays.arrays(st.sampled_from(DTYPES), arrays.array_shapes(min_dims=0, min_side=0)))
def test_values_come_back_exactly(array: NDArray[np.generic]) -> None:
    assert same_values(parsed(written(array)), array)


@given(
    arrays.arrays(
        st.sampled_from(["b1", "i1", "<i8", ">u8", "f2", ">f4", "f4", "f8", "c8"]),
        arrays.array_shapes(max_dims=4),
    )
)
def test_numpy_reads_them(array: NDArray[np.generic]) -> None:
    dtype = array.dtype.newbyteorder("=")
    read = np.loadtxt(io.StringIO(written(array)), dtype=dtype, ndmin=1)
    assert same_values(read.reshape(array.shape), array)


def test_how_it_looks() -> None:
    array = np.arange(12, dtype="f4").reshape(2, 2, 3) / 4
    text = written(array, ("CTYPE", "pedestals"), ("COMMENT", "two\nlines"), ("RUN", ""))
    assert text == (
        "# CTYPE       pedestals\n"
        "# COMMENT     two\n"
        "# COMMENT     lines\n"
        "# RUN\n"
        "# DTYPE       float32\n"
        "# NDIM        3\n"
        "# DIM:0       2\n"
        "# DIM:1       2\n"
        "# DIM:2       3\n"
        "0.0 0.25 0.5\n"
        "0.75 1.0 1.25\n"
        "1.5 1.75 2.0\n"
        "2.25 2.5 2.75\n"
    )


@pytest.mark.parametrize("form", ["\v", "\f", "\x85", "\u2028", "\r", "\x1c"])
def test_no_comment_becomes_a_value(form: str) -> None:
    """Whatever someone takes for the end of a line."""
    text = written(np.arange(2.0), ("COMMENT", f"a{form}7 8{form}9"))
    for line in text.splitlines()[:-1]:
        assert line.startswith("#")
    assert np.loadtxt(io.StringIO(text)).tolist() == [0, 1]


@pytest.mark.parametrize("shape", [(5, 7), (23,), (1, 40), (40, 1), (3, 16), (4, 17)])
def test_batches_do_not_show(shape: tuple[int, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    array = np.arange(np.prod(shape)).reshape(shape)
    whole = written(array)
    monkeypatch.setattr(text_arrays, "BATCH", 16)
    assert written(array) == whole
    lines = [line for line in whole.splitlines() if not line.startswith("#")]
    assert len(lines) == array.size // shape[-1]


def test_memory_does_not_grow_with_the_array() -> None:
    array = np.zeros((2, 150, 1024), "f4")
    tracemalloc.start()
    try:
        write_text_array(len, array)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 40e6


def test_progress_is_told_and_can_call_it_off() -> None:
    class Told(Progress):
        def __init__(self) -> None:
            self.done: list[int] = []

        def report(self, done: int, total: int, what: str = "") -> None:
            assert (total, what) == (300_000, "values")
            self.done.append(done)
            if len(self.done) == 3:
                raise Cancelled("Nobody waits for it.")

    told = Told()
    with pytest.raises(Cancelled):
        write_text_array(len, np.zeros((300, 1000), "u1"), (), told)
    assert told.done == [65_000, 130_000, 195_000]
