"""Constants are read straight into the memory that somebody gives, in pieces if they are large."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import h5py
import numpy as np
import pytest
from numpy.typing import NDArray

from dcsgui.core.files import constants
from dcsgui.core.values.progress import Cancelled, Progress


@pytest.fixture
def file(tmp_path: Path) -> Iterator[h5py.File]:
    with h5py.File(tmp_path / "constants.h5", "w", libver=("v108", "v108")) as file:
        yield file


class Given:
    """Gives memory, and remembers it."""

    def __init__(self) -> None:
        self.arrays: list[NDArray[Any]] = []

    def __call__(self, shape: tuple[int, ...], dtype: np.dtype[Any]) -> NDArray[Any]:
        self.arrays.append(np.full(shape, 7).astype(dtype))
        return self.arrays[-1]


class Told(Progress):
    """Remembers what it is told, and calls the work off after so many times."""

    def __init__(self, most: int = 100) -> None:
        self.reports: list[tuple[int, int, str]] = []
        self.most = most

    def report(self, done: int, total: int, what: str = "") -> None:
        self.reports.append((done, total, what))
        if len(self.reports) >= self.most:
            raise Cancelled("Nobody waits for it.")


@pytest.mark.parametrize("dtype", ["<f4", ">f4", "?", "u1", ">u2", "<i8", "f2", "c8"])
@pytest.mark.parametrize("shape", [(), (0, 3), (5,), (2, 3, 4)])
def test_the_given_memory_is_what_is_answered(
    file: h5py.File, dtype: str, shape: tuple[int, ...]
) -> None:
    array = (np.arange(np.prod(shape, dtype=int)) % 2).astype(dtype).reshape(shape)
    given = Given()
    read = constants.read_constants(constants.write_array(file, "calib", array), given)
    assert read is given.arrays[0]
    assert isinstance(read, np.ndarray)
    assert read.dtype == array.dtype
    assert read.tobytes() == array.tobytes()


@pytest.mark.parametrize("shape", [(7, 3, 4), (84,), (1, 84), (84, 1), (3, 28)])
@pytest.mark.parametrize("piece", [1, 40, 50, 8 * 83])
@pytest.mark.parametrize("chunks", [None, True])
def test_large_arrays_are_read_in_pieces(
    file: h5py.File,
    monkeypatch: pytest.MonkeyPatch,
    shape: tuple[int, ...],
    piece: int,
    chunks: bool | None,
) -> None:
    monkeypatch.setattr(constants, "PIECE", piece)
    array = np.arange(84.0).reshape(shape)
    dset = file.create_dataset("calib", data=array, chunks=chunks)
    told = Told()
    assert np.array_equal(np.asarray(constants.read_constants(dset, np.empty, told)), array)
    done = [report[0] for report in told.reports]
    assert done == sorted(set(done))
    assert told.reports[-1] == (array.nbytes, array.nbytes, "bytes")
    assert len(done) <= len(array)


@pytest.mark.parametrize(("piece", "pieces"), [(8, [6, 12, 14]), (8 * 7, [12, 14])])
def test_no_chunk_is_in_two_pieces(
    file: h5py.File, monkeypatch: pytest.MonkeyPatch, piece: int, pieces: list[int]
) -> None:
    """It would be unpacked twice."""
    monkeypatch.setattr(constants, "PIECE", piece)
    array = np.arange(14.0)
    dset = file.create_dataset("calib", data=array, chunks=(6,), compression="gzip")
    told = Told()
    assert np.array_equal(np.asarray(constants.read_constants(dset, np.empty, told)), array)
    assert [report[0] // 8 for report in told.reports] == pieces


def test_reading_can_be_called_off(file: h5py.File, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(constants, "PIECE", 8)
    dset = constants.write_array(file, "calib", np.arange(10.0))
    told = Told(3)
    with pytest.raises(Cancelled):
        constants.read_constants(dset, np.empty, told)
    assert told.reports[-1] == (24, 80, "bytes")


@pytest.mark.parametrize(
    "wrong",
    [
        lambda shape, dtype: np.empty((1,), dtype),
        lambda shape, dtype: np.empty(shape, ">f4"),
        lambda shape, dtype: np.empty(shape, dtype, order="F"),
        lambda shape, dtype: np.broadcast_to(np.empty((), dtype), shape),
    ],
    ids=["shape", "dtype", "order", "read-only"],
)
def test_memory_that_does_not_fit_is_a_mistake(file: h5py.File, wrong: Any) -> None:
    """HDF5 itself would write beyond it."""
    dset = constants.write_array(file, "calib", np.zeros((2, 3)))
    with pytest.raises(TypeError, match="was asked for"):
        constants.read_constants(dset, wrong)


def test_a_text_needs_no_memory_of_that_kind(file: h5py.File) -> None:
    given = Given()
    dset = constants.write_text(file, "calib", "größer")
    assert constants.read_constants(dset, given) == "größer"
    assert given.arrays == []
