"""Turns: many writers and readers of one file, in processes of their own."""

from __future__ import annotations

import os
from pathlib import Path

import h5py
import numpy as np
import pytest

from dcsgui.core.files.disk import planted
from dcsgui.core.files.reading import read_view
from dcsgui.core.files.transaction import write_transaction
from dcsgui.core.files.writer import Turn
from dcsgui.core.values.errors import Busy, StoreNotAvailable
from dying_disk import DyingDisk, HandshakeDisk
from processes import ended, start

WRITERS, READERS, VERSIONS = 4, 3, 12


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "det-0001.h5"
    with h5py.File(path, "w", libver=("v108", "v108")) as file:
        file.attrs["generation"] = 0
        file.create_group("pedestals")
    return path


def add(path: Path, name: str, size: int = 1000) -> None:
    with write_transaction(path, timeout=60) as draft, h5py.File(draft, "r+") as file:
        file.attrs["generation"] += 1
        file["pedestals"][name] = np.ones(size)


def test_no_change_is_lost_and_nobody_sees_half(path: Path) -> None:
    def write() -> None:
        for number in range(VERSIONS):
            add(path, f"{os.getpid()}-{number}")

    def read() -> None:
        seen = 0
        while seen < WRITERS * VERSIONS:
            with read_view(path) as source, h5py.File(source, "r") as file:
                group = file["pedestals"]
                assert file.attrs["generation"] == len(group) >= seen
                seen = len(group)
                assert all(np.all(group[name][()] == 1) for name in list(group)[-2:])

    children = [start(write) for _ in range(WRITERS)] + [start(read) for _ in range(READERS)]
    assert [ended(pid) for pid in children] == [0] * len(children)
    with h5py.File(path, "r") as file:
        assert len(file["pedestals"]) == WRITERS * VERSIONS
    assert os.listdir(path.parent) == [path.name]


def test_readers_wait_only_while_the_record_is_done(path: Path) -> None:
    """Step a writer through a big change: at nearly every step a reader comes in at once."""
    twin = path.with_name("twin.h5")
    twin.write_bytes(path.read_bytes())
    with planted(DyingDisk()) as counting:
        add(twin, "big", 6_000_000)
    assert isinstance(counting, DyingDisk)
    steps = counting.done
    twin.unlink()

    disk = HandshakeDisk()

    def write() -> None:
        with planted(disk):
            add(path, "big", 6_000_000)

    pid = start(write)
    kept_out = []
    for step in steps:
        disk.wait_for_one()
        try:
            with read_view(path, timeout=0) as source, h5py.File(source, "r") as file:
                assert file.attrs["generation"] == len(file["pedestals"])
        except Busy:
            kept_out.append(step.replace("twin", "det-0001"))
        disk.let_pass(1)
    assert ended(pid) == 0
    disk.close()
    seal = ["pwrite .det-0001.h5.journal 512+48", "fsync .det-0001.h5.journal"]
    assert kept_out[:2] == seal
    assert all(step.startswith("pwrite det-0001.h5 ") for step in kept_out[2:])
    appended = sum(int(step.split("+")[1]) for step in steps if step.startswith("pwrite twin"))
    assert appended > 48_000_000
    done_meanwhile = sum(int(step.split("+")[1]) for step in kept_out if "pwrite" in step)
    assert done_meanwhile < 10_000


def test_a_writer_that_waits_is_let_in(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    naps: list[float] = []
    monkeypatch.setattr("dcsgui.core.files.writer.time.sleep", naps.append)
    with Turn(path, 0, must_exist=True) as turn:
        turn.announce()
        with pytest.raises(Busy), Turn(path, 0, must_exist=True):
            pass
        turn.journal.remove()
    assert naps == [0.004], "who leaves gives those who asked a moment"
    with Turn(path, 0, must_exist=True) as turn:
        turn.journal.remove()
    assert naps == [0.004]


def test_a_turn_is_gone_with_its_process(path: Path) -> None:
    def die() -> None:
        with Turn(path, 0, must_exist=True):
            os._exit(3)

    assert ended(start(die)) == 3
    with Turn(path, 0, must_exist=True) as turn:
        assert turn.in_place()
        turn.journal.remove()
    assert os.listdir(path.parent) == [path.name]


def test_a_turn_for_a_file_that_is_not_there(tmp_path: Path) -> None:
    with Turn(tmp_path / "new.h5", 0, must_exist=False) as turn:
        assert turn.data is None
        assert turn.in_place()
        with pytest.raises(StoreNotAvailable):
            os.fstat(turn.descriptor)
        turn.journal.remove()
    with (
        pytest.raises(StoreNotAvailable, match=r"new.h5 is not available"),
        Turn(tmp_path / "new.h5", 0, must_exist=True),
    ):
        pass
    assert os.listdir(tmp_path) == []


def test_the_journal_is_for_those_who_may_write_the_file(path: Path) -> None:
    path.chmod(0o664)
    with Turn(path, 0, must_exist=True) as turn:
        assert os.stat(turn.journal.path).st_mode & 0o777 == 0o664
        turn.journal.remove()
