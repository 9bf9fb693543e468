"""The calls that change files, and the planting of others."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from dcsgui.core.files import disk
from dcsgui.core.files.disk import planted
from dying_disk import Died, DyingDisk


def test_a_write_is_complete_however_many_calls_it_takes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pwrite = os.pwrite
    monkeypatch.setattr(os, "pwrite", lambda fd, data, at: pwrite(fd, bytes(data[:3]), at))
    with (tmp_path / "file").open("wb") as file:
        disk.DISK.pwrite(file.fileno(), b"0123456789", 2)
    assert (tmp_path / "file").read_bytes() == b"\0\0" + b"0123456789"


def test_a_big_write_is_one_call(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pwrite = os.pwrite
    sizes = []

    def count(descriptor: int, data: memoryview, offset: int) -> int:
        sizes.append(len(data))
        return pwrite(descriptor, data, offset)

    monkeypatch.setattr(os, "pwrite", count)
    with (tmp_path / "file").open("wb") as file:
        disk.DISK.pwrite(file.fileno(), bytearray(50 << 20), 0)
    assert sizes == [50 << 20]


def test_the_mode_is_not_narrowed_by_the_umask(tmp_path: Path) -> None:
    before = os.umask(0o077)
    try:
        os.close(disk.DISK.create(str(tmp_path / "file"), 0o664, os.getgid()))
    finally:
        os.umask(before)
    assert (tmp_path / "file").stat().st_mode & 0o777 == 0o664


def test_what_is_there_is_opened_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"old")
    path.chmod(0o640)
    os.close(disk.DISK.create(str(path), 0o664, os.getgid()))
    assert path.read_bytes() == b"old"
    assert path.stat().st_mode & 0o777 == 0o640


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(OSError, match=r"symbolic links"):
        disk.DISK.create(str(tmp_path / "link"), 0o664, os.getgid())
    assert not (tmp_path / "elsewhere").exists()


def test_a_planted_disk_dies_and_stays_dead(tmp_path: Path) -> None:
    before = disk.DISK
    with planted(DyingDisk(1, torn=True)), (tmp_path / "file").open("wb") as file:
        disk.DISK.pwrite(file.fileno(), b"01", 0)
        with pytest.raises(Died):
            disk.DISK.pwrite(file.fileno(), b"2345", 2)
        with pytest.raises(Died):
            disk.DISK.unlink(str(tmp_path / "file"))
    assert disk.DISK is before
    assert (tmp_path / "file").read_bytes() == b"0123"
