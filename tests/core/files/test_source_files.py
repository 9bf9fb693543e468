"""Files that people give constants in: told apart by content, and refused in words."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from numpy.typing import NDArray

from dcsgui.core.actions.sources import read_source
from dcsgui.core.files import source_files
from dcsgui.core.files.source_files import read_constants_file
from dcsgui.core.values.errors import BadValue, StoreNotAvailable
from shared_data import SHARED, shared_files


@pytest.fixture(scope="session")
def npy_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("sources") / "array.npy"


@given(
    arrays.arrays(
        st.sampled_from(["b1", "<i2", ">u4", "i8", "f2", ">f4", "f8", "c8"]),
        arrays.array_shapes(min_dims=0, min_side=0),
    ),
    st.booleans(),
)
def test_npy_comes_back(npy_file: Path, array: NDArray[np.generic], fortran: bool) -> None:
    np.save(npy_file, np.asfortranarray(array) if fortran and array.ndim else array)
    found = read_constants_file(npy_file, "pedestals")
    assert isinstance(found, np.ndarray)
    assert (found.dtype.str, found.shape) == (array.dtype.str, array.shape)
    assert found.tobytes() == array.tobytes()
    assert found.flags.c_contiguous


@pytest.mark.parametrize(
    "array",
    [
        np.array([{}, []], object),
        np.zeros(3, [("x", "f4"), ("y", "f4")]),
        np.array(["2020-01-01"], "M8[D]"),
        np.array(["a"]),
    ],
)
def test_npy_of_anything_but_numbers_is_refused(
    npy_file: Path, array: NDArray[np.generic]
) -> None:
    np.save(npy_file, array, allow_pickle=True)
    with pytest.raises(BadValue, match="constants are numbers"):
        read_constants_file(npy_file, "pedestals")


def test_npy_that_declares_more_than_it_has(npy_file: Path) -> None:
    np.save(npy_file, np.ones((3, 10**4)))
    cut = npy_file.read_bytes()[:-1]
    declares = cut.replace(b"(3, 10000), }        ", b"(3, 9999999999999), }")
    assert declares != cut
    for content, words in ((cut, "cut off"), (declares, "cut off"), (cut[:9], "no sound")):
        npy_file.write_bytes(content)
        with pytest.raises(BadValue, match=words):
            read_constants_file(npy_file, "pedestals")


@pytest.mark.parametrize("path", shared_files("data/real/psana-geometry/*.data"))
def test_geometry_is_stored_byte_for_byte(path: Path) -> None:
    found = read_source(path, ctype="geometry")
    assert isinstance(found, str)
    assert found.encode("utf-8", "surrogateescape") == path.read_bytes()


@pytest.mark.parametrize("path", shared_files("data/real/psana-geometry/*.data"))
def test_geometry_is_no_array(path: Path) -> None:
    with pytest.raises(BadValue, match=r"line \d+: '[A-Z]+\S* is no number"):
        read_source(path, ctype="pedestals")


@pytest.mark.parametrize("path", shared_files("data/real/crystfel-geometry/*.geom"))
@pytest.mark.parametrize("ctype", ["geometry", "pedestals", ""])
@pytest.mark.parametrize("text", [None, True, False])
def test_geometry_of_crystfel_is_refused(path: Path, ctype: str, text: bool | None) -> None:
    with pytest.raises(BadValue, match="geometry of CrystFEL"):
        read_source(path, ctype=ctype, text=text)


@pytest.mark.shared(SHARED / "data/hostile")
def test_hdf5_is_refused(shared_data: Path) -> None:
    path = next((shared_data / "pscalib/canonical").glob("*.h5"))
    with pytest.raises(BadValue, match="is an HDF5 file"):
        read_source(path)


@pytest.mark.parametrize("path", shared_files("data/real/lcls-npy/*.npy"))
def test_real_npy(path: Path) -> None:
    found, expected = read_source(path), np.load(path)
    assert isinstance(found, np.ndarray)
    assert found.dtype == expected.dtype
    assert np.array_equal(found, expected)


@pytest.mark.parametrize(
    ("ctype", "text", "dtype"),
    [
        ("pixel_status", "0 1 65535", "uint16"),
        ("pixel_status", "0 1 65536", "float64"),
        ("pixel_status", "0 0.5 1", "float64"),
        ("pixel_status", "0 -1 1", "float64"),
        ("pixel_status", "0 nan 1", "float64"),
        ("pixel_status", "# DTYPE int32\n0 1 2", "int32"),
        ("pixel_mask", "0.0 1.0 255.0", "uint8"),
        ("status_extra", f"0 1 {2**64 - 1}", "uint64"),
        ("pedestals", "0 1 2", "float64"),
    ],
)
def test_types_of_whole_numbers(tmp_path: Path, ctype: str, text: str, dtype: str) -> None:
    path = tmp_path / "0-end.data"
    path.write_text(text)
    found = read_source(path, ctype=ctype)
    assert isinstance(found, np.ndarray)
    assert found.dtype == dtype
    words = text.splitlines()[-1].split()
    expected = np.array(words, "u8" if dtype == "uint64" else "f8")
    assert np.array_equal(found, expected, equal_nan=dtype == "float64")


def test_texts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "words.txt"
    path.write_bytes("1 2\r\nµm".encode())
    assert read_source(path, text=True) == "1 2\r\nµm"
    with pytest.raises(BadValue, match="line 2: 'µm' is no number"):
        read_source(path)
    path.write_bytes(b"\xff\xfe1")
    with pytest.raises(BadValue, match="has to be UTF-8"):
        read_source(path, text=True)
    path.write_bytes(b"a\0b")
    with pytest.raises(BadValue, match="NUL"):
        read_source(path, text=True)
    monkeypatch.setattr(source_files, "LONGEST_TEXT", 2)
    with pytest.raises(BadValue, match="too long"):
        read_source(path, text=True)


def test_an_array_is_no_geometry(npy_file: Path) -> None:
    np.save(npy_file, np.ones(3))
    with pytest.raises(BadValue, match="geometry has to be a text"):
        read_source(npy_file, ctype="geometry")
    assert isinstance(read_source(npy_file, ctype="geometry", text=False), np.ndarray)


def test_what_is_not_there(tmp_path: Path) -> None:
    for path in (tmp_path / "missing.npy", tmp_path):
        with pytest.raises(StoreNotAvailable):
            read_source(path)
