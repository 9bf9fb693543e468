"""A full disk while a file is written that nobody else knows of yet."""

from __future__ import annotations

import os
import resource
import signal
from collections.abc import Callable
from pathlib import Path

import h5py
import numpy as np
import pytest

from dcsgui.core.files.disk import planted
from dcsgui.core.files.fresh import fresh_draft
from dcsgui.core.files.opening import create_file, open_reader, open_unpublished, open_writer
from dcsgui.core.files.records import Head, LayoutName, NewVersion
from dcsgui.core.files.repacking import copy_file, repack
from dcsgui.core.files.replacing import new_file
from dcsgui.core.values.errors import StoreNotAvailable
from dcsgui.core.values.timestamps import Timestamp
from dying_disk import DyingDisk, FullDisk
from native_files import RANGE, RECORD, check_index, fill
from processes import in_child

HEAD = Head(LayoutName.NATIVE, "cspad", "0001", Timestamp.of(50))
BIG = np.arange(100_000.0)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "calib" / "cspad-0001.h5"
    create_file(path, HEAD)
    fill(path)
    with open_writer(path) as writer:
        writer.add_version(RANGE, NewVersion(Timestamp.of(70), BIG))
    return path


def copy(path: Path) -> None:
    """Do what saving under another name does."""
    with new_file(path.with_name("cspad-0002.h5")) as fresh:
        copy_file(path, fresh)
        with open_unpublished(fresh) as writer:
            writer.add_version(RANGE, NewVersion(Timestamp.of(71), BIG))


def create(path: Path) -> None:
    create_file(path.with_name("cspad-0003.h5"), HEAD)


def repacked(path: Path) -> None:
    repack(path, RECORD)


def refusal(path: Path, make: Callable[[Path], None]) -> str:
    """Return what is said about the refusal, having checked that it left no trace."""
    before = path.read_bytes()
    with pytest.raises(StoreNotAvailable) as raised:
        make(path)
    assert path.read_bytes() == before
    assert os.listdir(path.parent) == [path.name]
    return str(raised.value)


@pytest.mark.parametrize("make", [repacked, copy, create])
def test_a_disk_that_fills_up_is_named_and_nothing_left(
    path: Path, make: Callable[[Path], None]
) -> None:
    size = 3_600 if make is create else path.stat().st_size * 2
    refused = 0
    for room in range(0, size, size // 24):
        with planted(FullDisk(room)):
            try:
                said = refusal(path, make)
            except pytest.fail.Exception:
                break  # it had room enough
        assert "No space left on device. Nothing was changed; make room" in said
        assert ".new" not in said
        refused += 1
    assert refused > 3
    check_index(path)


@pytest.mark.parametrize("make", [repacked, copy])
def test_the_system_itself_refuses_the_room(path: Path, make: Callable[[Path], None]) -> None:
    def in_little_room() -> str:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, 300_000))
        return refusal(path, make)

    assert "File too large" in in_child(in_little_room)


def test_what_was_written_is_there(tmp_path: Path) -> None:
    path = tmp_path / "new.h5"
    path.touch()
    with planted(DyingDisk()) as disk:
        with fresh_draft(str(path)) as fresh, h5py.File(fresh, "w") as file:
            file["a"] = BIG
        assert isinstance(disk, DyingDisk)
        assert any(what.startswith("pwrite") for what in disk.done)
    with fresh_draft(str(path)) as fresh, h5py.File(fresh, "r+") as file:
        file["b"] = file["a"][:10]
        file["a"][0] = 7
    with h5py.File(path) as file:
        assert file["a"][0] == 7
        assert np.array_equal(file["b"], BIG[:10])


def test_an_error_of_the_caller_stays_one(tmp_path: Path) -> None:
    path = tmp_path / "new.h5"
    path.touch()
    with pytest.raises(KeyError), fresh_draft(str(path)):
        raise KeyError


def test_a_created_file_can_be_read(path: Path) -> None:
    create(path)
    with open_reader(path.with_name("cspad-0003.h5")) as reader:
        assert reader.head().dettype == "cspad"
