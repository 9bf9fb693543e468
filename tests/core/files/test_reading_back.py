"""What was written is read back from the disk, in any thread, before it counts."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import h5py
import numpy as np
import pytest
from numpy.typing import NDArray

from dcsgui.core.files.constants import digest_of
from dcsgui.core.files.disk import Buffer, Disk, planted
from dcsgui.core.files.draft import Draft
from dcsgui.core.files.layout import Writer
from dcsgui.core.files.opening import open_writer
from dcsgui.core.files.reading_back import LEAST, digest_of_written
from dcsgui.core.files.records import Constants, NewVersion
from dcsgui.core.values.timestamps import Timestamp
from dcsgui.core.values.validity import Validity
from small_stores import make_store

ARRAYS: list[Constants] = [
    np.arange(LEAST, dtype="f4"),
    np.arange(LEAST, dtype=">i2").reshape(4, -1),
    np.arange(LEAST) % 3 == 0,
    np.arange(6.0),
    np.zeros((0, 3)),
    np.array(7),
    "geometry of a detector, µm\n" * 3,
    "",
    "x" * LEAST,
]


class ForgettingDisk(Disk):
    """Writes zeros in the place of large pieces, and says nothing of it."""

    def pwrite(self, descriptor: int, data: Buffer, offset: int) -> None:
        wrong = bytes(len(data)) if len(data) >= LEAST else data
        super().pwrite(descriptor, wrong, offset)


@pytest.fixture
def path(tmp_path: Path, layout: str) -> Path:
    return make_store(tmp_path, layout).path


def add(writer: Writer, data: Constants, digest: str = "") -> str:
    writer.add_ctype("pedestals")
    name = writer.add_range("pedestals", Validity.of("100-end"))
    new = NewVersion(Timestamp.of(1477526400), data, digest=digest)
    version = writer.add_version(("pedestals", name), new).name
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(writer.written(("pedestals", name, version))).result()


@pytest.mark.parametrize("data", ARRAYS, ids=lambda data: f"{type(data).__name__}{len(str(data))}")
def test_digest_of_what_was_written(path: Path, data: Constants) -> None:
    with open_writer(path) as writer:
        assert add(writer, data) == digest_of(data)


def test_nothing_has_no_digest(path: Path) -> None:
    with open_writer(path) as writer:
        writer.add_ctype("pedestals")
        name = writer.add_range("pedestals", Validity.of("100-end"))
        new = NewVersion(Timestamp.of(1477526400), None)
        version = writer.add_version(("pedestals", name), new).name
        assert writer.written(("pedestals", name, version))() == ""


def test_it_is_the_disk_that_is_read(path: Path) -> None:
    data: NDArray[np.float64] = np.arange(1.0, LEAST)
    with planted(ForgettingDisk()), open_writer(path) as writer:
        assert add(writer, data) == digest_of(np.zeros_like(data))


def test_a_digest_that_is_known_is_not_computed_anew(path: Path) -> None:
    told = "sha256:" + "0" * 64
    with open_writer(path) as writer:
        found = add(writer, np.arange(6.0), digest=told)
        (info,) = writer.versions("pedestals", writer.ranges("pedestals").name(0))
    assert info.digest == told
    assert found == digest_of(np.arange(6.0))


def test_nothing_is_read_back_below_the_old_end_or_afterwards(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"old")
    descriptor = os.open(path, os.O_RDWR)
    draft = Draft(descriptor, str(path), lambda: None)
    draft.seek(3)
    draft.write(b"new bytes")
    page = bytearray(3)
    draft.read_back(memoryview(page), 3)
    assert page == b"new"
    with pytest.raises(ValueError, match="read back at 2"):
        draft.read_back(memoryview(page), 2)
    draft.close()
    with pytest.raises(ValueError, match="read back"):
        draft.read_back(memoryview(page), 3)
    draft.begin_writing(3, 9)  # says nothing: it is only advice
    os.close(descriptor)


def test_a_chunked_dataset_is_read_through_hdf5(tmp_path: Path) -> None:
    data = np.arange(LEAST, dtype="f8")
    with h5py.File(tmp_path / "chunked.h5", "w") as file:
        dset = file.create_dataset("calib", data=data, chunks=(1000,), compression=1)
        assert digest_of_written(dset, None)() == digest_of(data)
