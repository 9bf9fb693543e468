"""Detector files of either layout are opened; everything else is refused in words."""

from __future__ import annotations

import os
from pathlib import Path

import h5py
import numpy as np
import pytest

from dcsgui.core.files.opening import create_file, open_reader, open_writer
from dcsgui.core.files.pscalib import PscalibReader, PscalibWriter
from dcsgui.core.files.records import Head, LayoutName
from dcsgui.core.values.errors import (
    AlreadyExists,
    Damaged,
    DCError,
    StoreExists,
    StoreNotAvailable,
)
from dcsgui.core.values.timestamps import Timestamp
from native_files import check_layout, fill, version

HEAD = Head(LayoutName.NATIVE, "cspad", "0001", Timestamp.of(1477526400.5), "cspad-0000", None)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "calib" / "cspad" / "cspad-0001.h5"
    create_file(path, HEAD)
    return path


def test_a_new_file_says_what_it_was_told(path: Path) -> None:
    with open_reader(path) as reader:
        assert (reader.layout, reader.head()) == (LayoutName.NATIVE, HEAD)
        assert (reader.ctypes(), reader.history(()), reader.deleted()) == ([], [], [])
    check_layout(path)
    with h5py.File(path) as file:
        assert dict(file.attrs) == {
            "dcsformat": 1,
            "dettype": b"cspad",
            "detid": b"0001",
            "tscfile": 1477526400.5,
            "tscfile_ns": 1477526400_500_000_000,
            "predecessor": b"cspad-0000",
            "generation": 0,
        }
        assert file.id.get_create_plist().get_version()[0] == 2  # HDF5 1.8


def test_a_file_that_is_there_is_not_made_again(path: Path) -> None:
    old = path.read_bytes()
    with pytest.raises(StoreExists):
        create_file(path, HEAD)
    assert path.read_bytes() == old


def test_where_no_directory_can_be_no_file_is_made(path: Path) -> None:
    with pytest.raises(DCError, match="cannot be made"):
        create_file(path / "below" / "cspad-0002.h5", HEAD)


def test_a_change_is_one_transaction(path: Path) -> None:
    fill(path)
    with open_writer(path) as writer:
        before = writer.head().generation
        writer.add_version(("pedestals", "300"), version(7))
        writer.add_version(("pedestals", "300"), version(8))
    with open_reader(path) as reader:
        assert reader.head().generation == before + 1
        assert len(reader.versions("pedestals", "300")) == 3


def add_twice(path: Path) -> None:
    with open_writer(path) as writer:
        writer.add_ctype("rms")
        writer.add_ctype("gain")


def test_a_change_that_fails_leaves_the_file_as_it_was(path: Path) -> None:
    fill(path)
    old = path.read_bytes()
    with open_writer(path) as writer:
        writer.add_ctype("gain")
    changed = path.read_bytes()
    with pytest.raises(AlreadyExists):
        add_twice(path)
    assert path.read_bytes() == changed != old
    assert os.listdir(path.parent) == [path.name]


def test_files_of_the_older_code(tmp_path: Path) -> None:
    path = tmp_path / "cspad-0001.h5"
    with h5py.File(path, "w") as file:
        PscalibWriter(file).set_head(
            dettype="cspad", detid="0001", tscfile=None, predecessor=None, successor=None
        )
    with open_reader(path) as reader:
        assert isinstance(reader, PscalibReader)
        assert reader.head().detid == "0001"
    with open_writer(path) as writer:
        assert isinstance(writer, PscalibWriter)
        writer.add_ctype("pedestals")
    with open_reader(path) as reader:
        assert reader.ctypes() == ["pedestals"]


@pytest.mark.parametrize("opened", [open_reader, open_writer])
def test_what_is_no_detector_file(tmp_path: Path, opened: object) -> None:
    foreign, text, empty = tmp_path / "a.h5", tmp_path / "b.h5", tmp_path / "c.h5"
    with h5py.File(foreign, "w") as file:
        file["x"] = 1
    text.write_text("not HDF5 at all")
    empty.write_bytes(b"")
    for path, match in ((foreign, "no detector file"), (text, "HDF5 file"), (empty, "HDF5 file")):
        before = path.read_bytes()
        with pytest.raises(Damaged, match=match) as told, opened(path):  # type: ignore[operator]
            pytest.fail("it was opened")
        assert str(path) in str(told.value)
        assert "<Draft" not in str(told.value)
        assert path.read_bytes() == before
    missing = opened(tmp_path / "none.h5")  # type: ignore[operator]
    with pytest.raises(StoreNotAvailable, match="is not available"), missing:
        pytest.fail("it was opened")


def test_a_file_of_a_later_format_is_not_read(path: Path) -> None:
    with h5py.File(path, "r+") as file:
        file.attrs["dcsformat"] = 2
    with pytest.raises(Damaged, match="newer version"), open_reader(path):
        pass


def test_what_the_library_raises_in_a_change_is_damage(path: Path) -> None:
    fill(path)
    with h5py.File(path, "r+") as file:
        del file["pedestals/300/2001/calib"]
        file["pedestals/300/2001/calib"] = h5py.ExternalLink("other.h5", "/calib")
        file["pedestals/300/2001"].attrs["versind"] = "one"
    old = path.read_bytes()
    for name in ("tsvers", "history", "dictpars"):
        with pytest.raises(Damaged), open_writer(path) as writer:
            writer.delete(("pedestals", "300", "2001"), version(1).record or pytest.fail(name))
    with pytest.raises(Damaged), open_reader(path) as reader:
        reader.constants(("pedestals", "300", "2001"))
    assert path.read_bytes() == old


def test_constants_are_in_the_place_that_the_document_says(path: Path) -> None:
    fill(path)
    with h5py.File(path) as file:
        assert np.array_equal(file["pedestals/100-200/1002/calib"], np.full(4, 1002.0))
