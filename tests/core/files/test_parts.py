"""Parts of stored arrays, in both layouts and however a foreign program stored them."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import h5py
import numpy as np
import pytest

from dcsgui.core.files import constants
from dcsgui.core.files.parts import StoredArray, digest_of_stored
from dcsgui.core.values.errors import BadValue, Damaged
from dcsgui.core.values.parts import parts_of

ARRAY = np.arange(3 * 4 * 6 * 5, dtype=">f4").reshape(3, 4, 6, 5)
STORED: list[dict[str, Any]] = [
    {},
    {"chunks": (1, 1, 6, 5)},
    {"chunks": (2, 4, 4, 3), "compression": "gzip"},
    {"chunks": (3, 1, 2, 5), "compression": "lzf", "shuffle": True},
    {"chunks": (1, 4, 6, 5), "fletcher32": True},
]
WHOLE = tuple(slice(0, length) for length in ARRAY.shape)


@pytest.fixture(params=range(len(STORED)))
def dset(request: pytest.FixtureRequest, tmp_path: Path) -> Any:
    """Return a dataset, stored in each way in turn."""
    with h5py.File(tmp_path / "a.h5", "w") as file:
        yield file.create_dataset("calib", data=ARRAY, **STORED[request.param])


@pytest.mark.parametrize("nbytes", [1, 120, 600, 10_000])
def test_parts_are_those_of_the_array(dset: Any, nbytes: int) -> None:
    stored = StoredArray(dset)
    seen = np.zeros(ARRAY.shape, ">f4")
    parts = parts_of(stored.shape, itemsize=4, nbytes=nbytes, unit=stored.chunks)
    for part in parts:
        found = stored.read(part)
        assert found.dtype == ARRAY.dtype
        assert found.flags.c_contiguous
        seen[part] = found
    assert np.array_equal(seen, ARRAY)


@pytest.mark.parametrize("piece", [1, 100, 2**22])
def test_the_digest_is_that_of_the_whole(
    dset: Any, piece: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dcsgui.core.files.parts.PIECE", piece)
    assert digest_of_stored(dset) == constants.digest_of(ARRAY)


@pytest.mark.parametrize("value", [np.array(2.5), np.zeros((0, 3)), np.zeros((0,)), "IP 0\n"])
def test_the_digest_of_small_things(tmp_path: Path, value: Any) -> None:
    with h5py.File(tmp_path / "a.h5", "w") as file:
        write = constants.write_text if isinstance(value, str) else constants.write_array
        dset = write(file, "calib", value)
        assert digest_of_stored(dset) == constants.digest_of(value)


def test_a_scalar_is_one_part(tmp_path: Path) -> None:
    with h5py.File(tmp_path / "a.h5", "w") as file:
        stored = StoredArray(constants.write_array(file, "calib", np.array(2.5)))
        assert stored.read(()) == 2.5


def test_memory_is_taken_from_where_it_is_asked_for(dset: Any) -> None:
    memory = np.empty(ARRAY.shape, ARRAY.dtype)
    found = StoredArray(dset).read(WHOLE, lambda _shape, _dtype: memory)
    assert found is memory
    assert np.array_equal(memory, ARRAY)


@pytest.mark.parametrize(
    "part",
    [
        WHOLE[:3],
        (slice(0, 4), *WHOLE[1:]),
        (slice(2, 1), *WHOLE[1:]),
        (slice(0, 2, 2), *WHOLE[1:]),
        (slice(-1, 2), *WHOLE[1:]),
    ],
)
def test_what_is_no_part_is_refused(dset: Any, part: tuple[slice, ...]) -> None:
    with pytest.raises(BadValue, match="is no part of '/calib'"):
        StoredArray(dset).read(part)


def test_a_text_has_no_parts(tmp_path: Path) -> None:
    with h5py.File(tmp_path / "a.h5", "w") as file:
        dset = constants.write_text(file, "calib", "IP 0\n")
        assert StoredArray.of(dset) is None


def test_an_array_that_declares_more_than_there_is_is_refused(tmp_path: Path) -> None:
    with h5py.File(tmp_path / "a.h5", "w") as file:
        dset = file.create_dataset("calib", (1000, 1000), "f8", chunks=(10, 1000))
        with pytest.raises(Damaged, match="declares 8000000 bytes"):
            StoredArray(dset)


LARGE = np.arange(2 * 3 * 96 * 128, dtype="<f4").reshape(2, 3, 96, 128) % 30_000
RUNS = list(parts_of(LARGE.shape, itemsize=4, nbytes=2 * 96 * 128 * 2))


class _Preads:
    """Counts what is read without HDF5."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.count = 0
        self._preadv = os.preadv
        monkeypatch.setattr("dcsgui.core.files.parts.os.preadv", self)

    def __call__(self, descriptor: int, buffers: Any, offset: int) -> int:
        self.count += 1
        return self._preadv(descriptor, buffers, offset)


@pytest.fixture
def preads(monkeypatch: pytest.MonkeyPatch) -> _Preads:
    """Count them from now on."""
    monkeypatch.setattr("dcsgui.core.files.parts.LARGE", 64)
    return _Preads(monkeypatch)


def _written(path: Path, array: Any, mode: str = "r", userblock: int = 0, **how: Any) -> h5py.File:
    with h5py.File(path, "w", userblock_size=userblock) as file:
        file.create_dataset("calib", data=array, **how)
    return h5py.File(path, mode)


@pytest.mark.parametrize("userblock", [0, 1024])
@pytest.mark.parametrize("dtype", ["<f4", ">f4", "<i2", "<u8", "<f2"])
def test_bytes_in_one_run_are_read_as_they_are(
    tmp_path: Path, preads: _Preads, dtype: str, userblock: int
) -> None:
    array = LARGE.astype(dtype)
    with _written(tmp_path / "a.h5", array, userblock=userblock) as file:
        stored = StoredArray(file["calib"])
        for part in RUNS:
            found = stored.read(part)
            assert (found.dtype, found.tobytes()) == (array.dtype, array[part].tobytes())
    assert preads.count == len(RUNS) > 1


@pytest.mark.parametrize("how", [{"chunks": (1, 1, 96, 128)}, {"dtype": ">f8"}, {}])
def test_what_is_no_run_of_such_bytes_is_read_by_hdf5(
    tmp_path: Path, preads: _Preads, how: dict[str, Any]
) -> None:
    part = (slice(0, 2), slice(1, 3), slice(8, 96), slice(0, 128))
    with _written(tmp_path / "a.h5", LARGE, **how) as file:
        assert np.array_equal(StoredArray(file["calib"]).read(part), LARGE[part])
    assert preads.count == 0


def test_a_file_that_is_written_is_read_by_hdf5(tmp_path: Path, preads: _Preads) -> None:
    with _written(tmp_path / "a.h5", LARGE, mode="r+") as file:
        file["calib"][0, 0, 0] = -1  # which is not on disk yet
        stored = StoredArray(file["calib"])
        assert (stored.read(RUNS[0])[0, 0, 0] == -1).all()
        with h5py.File(tmp_path / "a.h5", "r") as again:
            assert (StoredArray(again["calib"]).read(RUNS[0])[0, 0, 0] == -1).all()
    assert preads.count == 0


@pytest.mark.usefixtures("preads")
def test_a_closed_file_is_not_taken_for_another(tmp_path: Path) -> None:
    file = _written(tmp_path / "a.h5", LARGE)
    stored = StoredArray(file["calib"])
    stored.read(RUNS[0])
    file.close()
    with _written(tmp_path / "b.h5", -LARGE), pytest.raises(Damaged, match="cannot be read"):
        stored.read(RUNS[1])


@pytest.mark.usefixtures("preads")
def test_a_file_cut_off_meanwhile_is_damaged(tmp_path: Path) -> None:
    with _written(tmp_path / "a.h5", LARGE) as file:
        stored = StoredArray(file["calib"])
        stored.read(RUNS[0])
        os.truncate(tmp_path / "a.h5", 20_000)
        with pytest.raises(Damaged, match="the file ends within it"):
            stored.read(RUNS[-1])
