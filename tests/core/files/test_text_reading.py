"""N-d array texts: what is written comes back exactly, and what is none is refused by line."""

from __future__ import annotations

import io
import tracemalloc
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from numpy.typing import NDArray

from dcsgui.core.files import text_reading
from dcsgui.core.files.text_arrays import write_text_array
from dcsgui.core.files.text_reading import read_text_array, text_header
from dcsgui.core.values.errors import AccessDenied, BadValue, StoreNotAvailable
from dcsgui.core.values.progress import Cancelled, Progress
from shared_data import SHARED

DTYPES = [
    order + code
    for order in "<>"
    for code in ("b1", "i1", "u1", "i2", "u2", "i4", "u4", "i8", "u8", "f2", "f4", "f8", "c8")
] + ["c16", "longdouble", "clongdouble"]

ARRAYS = arrays.arrays(st.sampled_from(DTYPES), arrays.array_shapes(min_dims=0, min_side=0))


@pytest.fixture(scope="session")
def text_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("texts") / "array.data"


def read(path: Path, text: str | bytes) -> NDArray[np.generic]:
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return read_text_array(path)


def written(array: NDArray[np.generic]) -> bytes:
    text = io.BytesIO()
    write_text_array(text.write, array, [("CTYPE", "pedestals"), ("COMMENT", "DTYPE  int8")])
    return text.getvalue()


def same(found: NDArray[np.generic], array: NDArray[np.generic]) -> bool:
    """Whether values are the same to the last bit but for byte order; a NaN is a NaN."""
    native = array.astype(array.dtype.newbyteorder("="))
    if (found.dtype, found.shape) != (native.dtype, native.shape):
        return False
    if native.dtype.kind not in "fc":
        return np.array_equal(found, native)
    parts = [(found.real, native.real), (found.imag, native.imag)]
    return all(
        np.array_equal(one, two, equal_nan=True)
        and np.array_equal(np.signbit(one)[~np.isnan(one)], np.signbit(two)[~np.isnan(two)])
        for one, two in parts
    )


@given(ARRAYS)
def test_what_is_written_comes_back(text_file: Path, array: NDArray[np.generic]) -> None:
    assert same(read(text_file, written(array)), array)


@given(array=ARRAYS, batch=st.integers(1, 40))
def test_batches_do_not_show(text_file: Path, array: NDArray[np.generic], batch: int) -> None:
    text = written(array)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(text_reading, "BATCH", batch)
        patch.setattr(text_reading, "_LONG_LINE", 120)  # the longest word has 96
        assert same(read(text_file, text), array)


@pytest.mark.parametrize(
    "dtype", ["int8", "uint8", "int16", "uint16", "int32", "uint32", "int64", "uint64"]
)
def test_extremes_of_integers(text_file: Path, dtype: str) -> None:
    limits = np.iinfo(dtype)
    array = np.array([limits.min, limits.max, 0, 1], dtype)
    assert same(read(text_file, written(array)), array)
    for beyond in (limits.min - 1, limits.max + 1):
        with pytest.raises(BadValue, match=rf"line 2: '{beyond}' is no number that {dtype} can"):
            read(text_file, f"# DTYPE {dtype}\n0 {beyond}\n")


@pytest.mark.parametrize("dtype", ["float16", "float32", "float64", "longdouble"])
def test_extremes_of_floats(text_file: Path, dtype: str) -> None:
    limits = np.finfo(dtype)
    array = np.array(
        [
            limits.max,
            limits.min,
            limits.tiny,
            limits.smallest_subnormal,
            -0.0,
            np.nan,
            np.inf,
            -np.inf,
        ],
        dtype,
    )
    assert same(read(text_file, written(array)), array)


@given(
    arrays.arrays(
        st.sampled_from(["f4", "f8"]),
        arrays.array_shapes(max_dims=2),
        elements=st.floats(-1e6, 1e6, width=32).map(lambda number: round(number, 3)),
        fill=st.nothing(),
    )
)
def test_decimals_are_read_as_numpy_reads_them(
    text_file: Path, array: NDArray[np.float64]
) -> None:
    text = io.StringIO()
    np.savetxt(text, np.atleast_2d(array), fmt="%.3f")
    header = f"# DTYPE {array.dtype.name}\n"
    expected = np.loadtxt(io.StringIO(text.getvalue()), array.dtype)
    assert same(read(text_file, header + text.getvalue()), expected)


@pytest.mark.parametrize(
    ("words", "dtype"),
    [
        ("int", "int64"),
        ("float", "float64"),
        ("double", "float64"),
        ("float32", "float32"),
        ("uint16", "uint16"),
        ("single", "float32"),
        ("bool", "bool"),
        ("<f4", "float32"),
    ],
)
def test_names_of_dtypes(text_file: Path, words: str, dtype: str) -> None:
    assert read(text_file, f"# DTYPE   {words}\n1 0\n").dtype == dtype


@pytest.mark.parametrize(
    "header",
    [
        "# DTYPE  int\n# NDIM  3\n# DIM:0  1\n# DIM:1  2\n# DIM:2  3\n",
        "# DTYPE  int\n# NDIMS  3\n# DIM:1  1\n# DIM:2  2\n# DIM:3  3\n",
        "# DTYPE  int\n# DIM:1  1\n# DIM:2  2\n# DIM:3  3\n",
        "# SHAPE (1, 2, 3)\n# DATATYPE    int64\n",
        "# SHAPE  1,2,3\n#DTYPE int64\n",
        "\ufeff# SHAPE [1,2,3,]\n\n# DTYPE int64\n# NDIM 3\n# DIM:0 1\n# DIM:1 2\n# DIM:2 3\n",
        "# a word DTYPE is no entry\n# COMMENT  NDIM 7\r\n# DTYPE int\r\n# SHAPE (1,2,3)\r\n",
    ],
)
@pytest.mark.parametrize("values", ["0 1 2\n3 4 5\n", "\n\n0 1 2 3 4 5 ", "0.0\t1.0 2.\r\n3 4 5"])
def test_headers(text_file: Path, header: str, values: str) -> None:
    expected = np.arange(6, dtype=np.int64).reshape(1, 2, 3)
    assert same(read(text_file, header + values), expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1 2\n3 4\n", [[1, 2], [3, 4]]),
        ("1 2 3\n", [1, 2, 3]),
        ("1\n2\n3", [1, 2, 3]),
        ("  7  ", 7),
        ("\n 1  2 # two\n# none\n\n\t3 4", [[1, 2], [3, 4]]),
    ],
)
def test_shape_without_a_header(text_file: Path, text: str, expected: object) -> None:
    found = read(text_file, text)
    assert same(found, np.array(expected, np.float64))
    assert np.array_equal(found, np.loadtxt(text_file))


@pytest.mark.parametrize(
    ("text", "dtype"),
    [
        ("1 2", "float64"),
        (f"1 {2**53 + 1}", "int64"),
        (f"1 {2**64 - 1}", "uint64"),
        (f"1.5 {2**53 + 2}", "float64"),
        ("1 1e300 nan", "float64"),
        ("inf -inf", "float64"),
    ],
)
def test_dtype_without_a_header_loses_nothing(text_file: Path, text: str, dtype: str) -> None:
    found = read(text_file, text)
    assert found.dtype == dtype
    assert dtype == "float64" or list(map(str, found.tolist())) == text.split()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("# SHAPE (2,2)\n1 2\n3 \n", "line 3: other rows have 2 values"),
        ("1 2\n\n3 4\n5\n6 7\n", "line 4: other rows have 2 values"),
        ("1 2\n3 4\n5", "line 3: other rows have 2 values"),
        ("1 2\n3 4 5 6\n", "line 2: other rows have 2 values"),
        (
            "# SHAPE (2,2)\n1 2 3  \n",
            r"line 1: the header declares 4 values \(2, 2\), but 3 follow",
        ),
        ("# SHAPE (2,2)\n1 2 3 4 5\n", "line 1: .* but at least 5 follow"),
        ("# DTYPE int\n\n1 2\n3 x4\n", "line 4: 'x4' is no number. No array was read"),
        ("# DTYPE int\n1 2.5\n", "line 2: '2.5' is no number that int64 can hold"),
        ("# DTYPE uint64\n1 -1\n", "line 2: '-1' is no number that uint64"),
        ("# DTYPE bool\n0 1 2\n", "line 2: '2' is no number that bool"),
        ("# DTYPE int\n1e300\n", "'1e300' is no number that int64"),
        ("# DTYPE int\nnan\n", "'nan' is no number that int64"),
        ("# DTYPE float32\n1e300\n", "'1e300' is no number that float32"),
        ("# DTYPE complex128\n1+2\n", r"'1\+2' is no number"),
        ("1-2 3", "line 1: '1-2' is no number"),
        ("1,2,3\n", "line 1: '1,2,3' is no number"),
        ("0x10", "'0x10' is no number"),
        ("1 2 \0 3", r"'\\x00' is no number"),
        ("# NDIM 2\n# DIM:0 1\n1\n", "2 axes .NDIM. and gives the lengths of 1"),
        ("# NDIM 2\n# SHAPE (3,)\n1\n", "NDIM. and gives the lengths of 0"),
        ("# DIM:0 1\n# SHAPE (3,)\n1\n", r"DIM:0 ... says \(1,\), and an earlier line"),
        ("# DTYPE int\n# DTYPE float\n1\n", "DTYPE says float64, and an earlier"),
        ("# DTYPE object\n1\n", "'object'"),
        ("# DTYPE f4,f4\n1\n", "'f4,f4'"),
        ("# DTYPE datetime64\n1\n", "'datetime64'"),
        ("# DTYPE\n1\n", "''"),
        ("# DIM:0 -1\n1\n", "'-1'"),
        ("# SHAPE __import__('os')\n1\n", "SHAPE should be like"),
        ("# NDIM 33\n" + "# DIM:0 1\n" * 33 + "1\n", "33 axes"),
        ("# a\n", "holds no numbers"),
        ("", "holds no numbers"),
        ("# SHAPE (0,)\n1\n", "at least 1 follow"),
    ],
)
def test_what_is_no_array_is_refused(text_file: Path, text: str, words: str) -> None:
    with pytest.raises(BadValue, match=words) as caught:
        read(text_file, text)
    assert str(text_file) in str(caught.value)


@pytest.mark.parametrize(
    "header", ["# SHAPE (1000000000,1000000000)", "# DIM:0 999999999999999999\n# DIM:1 99999999"]
)
def test_hostile_headers_get_no_memory(text_file: Path, header: str) -> None:
    tracemalloc.start()
    with pytest.raises(BadValue, match="can't hold so many"):
        read(text_file, f"{header}\n1 2 3\n")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 2**21


def test_a_file_of_nothing_gets_no_memory(text_file: Path) -> None:
    """A hole of a terabyte, which takes no place on the disk."""
    with text_file.open("wb") as file:
        file.write(b"# SHAPE (100000000000,)\n1 2 ")
        file.truncate(2**40)
    with pytest.raises(BadValue):
        read_text_array(text_file)
    text_file.unlink()


def test_memory_is_a_few_times_the_array(tmp_path: Path) -> None:
    array = np.random.default_rng(1).normal(1000, 10, (600, 1000)).astype(np.float32)
    path = tmp_path / "array.data"
    path.write_bytes(written(array))
    tracemalloc.start()
    read_text_array(path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < array.nbytes + 40 * text_reading.BATCH


class _Once(Progress):
    def report(self, done: int, total: int, what: str = "") -> None:
        raise Cancelled(f"{done} of {total} {what}")


def test_it_can_be_called_off(text_file: Path) -> None:
    text_file.write_text("1 2 3\n")
    with pytest.raises(Cancelled, match="6 of 6 bytes"):
        read_text_array(text_file, progress=_Once())


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(StoreNotAvailable):
        read_text_array(tmp_path / "missing.data")
    with pytest.raises(StoreNotAvailable):
        read_text_array(tmp_path)
    assert not issubclass(StoreNotAvailable, AccessDenied)


@pytest.mark.shared(SHARED / "data/real/derived_frames")
def test_a_real_array(shared_data: Path) -> None:
    found = read_text_array(
        shared_data / "real/derived_frames/epix10ka_quad_seg0_dark_legacy.data"
    )
    frames = np.load(shared_data / "real/derived_frames/epix10ka_quad_raw_2frames_u2.npy")
    assert found.shape == (1, 352, 384)
    assert found.dtype == np.float64
    assert np.array_equal(found[0], (frames[:, 0] & 0x3FFF).mean(0))


@pytest.mark.shared(SHARED / "data/real/lcls_calib")
def test_real_tables_without_headers(shared_data: Path) -> None:
    paths = sorted((shared_data / "real/lcls_calib").rglob("*.data"))
    assert len(paths) == 10
    for path in paths:
        assert same(read_text_array(path), np.loadtxt(path))
        assert text_header(path).shape is None
