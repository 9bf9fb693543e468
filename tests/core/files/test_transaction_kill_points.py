"""Kill points: wherever a writer ends, the next one to open finds the old or the new bytes."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import h5py
import numpy as np
import pytest

from dcsgui.core.files.disk import planted
from dcsgui.core.files.transaction import write_transaction
from dying_disk import Died, DyingDisk, HandshakeDisk, ReadOnlyDisk, kill_points
from dying_scene import Scene, die, restore
from power_loss import ForgetfulDisk
from processes import ended, start

OLD = bytes(range(256)) * 40  # more than the 4 KB of the landmark


@dataclass(frozen=True)
class Change:
    """A way to change a file, with the file to change."""

    name: str
    make: Callable[[Path], None]
    act: Callable[[str], None]

    def __str__(self) -> str:
        return self.name


def make_bytes(path: Path) -> None:
    path.write_bytes(OLD)


def change_bytes(path: str) -> None:
    """Write in three places, append, cut, append again."""
    with write_transaction(path) as draft:
        for offset, data in ((5, b"five"), (4094, b"across the page"), (len(OLD) - 3, b"the end")):
            draft.seek(offset)
            draft.write(data)
        draft.seek(len(OLD) + 100)
        draft.write(b"tail" * 1000)
        draft.truncate(len(OLD) + 200)
        draft.seek(len(OLD) + 150)
        draft.write(b"more" * 50)


def shrink_bytes(path: str) -> None:
    with write_transaction(path) as draft:
        draft.seek(5)
        draft.write(b"five")
        draft.truncate(6000)


def regrow_bytes(path: str) -> None:
    """Cut the file and make it longer again: zeros, not the old bytes, are in between."""
    with write_transaction(path) as draft:
        draft.truncate(100)
        draft.seek(200)
        draft.write(b"x")
        draft.truncate(len(OLD) + 50)


def make_v108(path: Path) -> None:
    make_h5(path, (h5py.h5f.LIBVER_V18, h5py.h5f.LIBVER_V18))


def make_earliest(path: Path) -> None:
    make_h5(path, (h5py.h5f.LIBVER_EARLIEST, h5py.h5f.LIBVER_LATEST))


def make_h5(path: Path, libver: tuple[int, int]) -> None:
    fcpl = h5py.h5p.create(h5py.h5p.FILE_CREATE)
    fcpl.set_obj_track_times(False)  # else the bytes depend on the second in which they are made
    fapl = h5py.h5p.create(h5py.h5p.FILE_ACCESS)
    fapl.set_libver_bounds(*libver)
    name = os.fsencode(path)
    with h5py.File(h5py.h5f.create(name, h5py.h5f.ACC_TRUNC, fcpl, fapl)) as file:
        file.attrs["generation"] = 1
        for ctype in ("pedestals", "rms", "status"):
            add_group(file, ctype).attrs["comment"] = "a text of some length"
            add_group(file, f"{ctype}/100-end")
            add_group(file, f"{ctype}/100-end/1")["calib"] = np.arange(200.0)
        file.create_dataset("history", (3,), "i8", maxshape=(None,), chunks=(4,))


def add_group(file: h5py.File, path: str) -> h5py.Group:
    gcpl = h5py.h5p.create(h5py.h5p.GROUP_CREATE)
    gcpl.set_obj_track_times(False)
    return h5py.Group(h5py.h5g.create(file.id, path.encode(), gcpl=gcpl))


def add_dataset(path: str) -> None:
    with write_transaction(path) as draft, h5py.File(draft, "r+") as file:
        add_group(file, "pedestals/100-end/2")["calib"] = np.ones(3000)


def change_attribute(path: str) -> None:
    with write_transaction(path) as draft, h5py.File(draft, "r+") as file:
        file.attrs["generation"] = 2
        file["rms"].attrs["comment"] = "another text, which is quite a bit longer than before" * 9


def resize_dataset(path: str) -> None:
    with write_transaction(path) as draft, h5py.File(draft, "r+") as file:
        file["history"].resize((9,))
        file["history"][3:] = 7


def delete_group(path: str) -> None:
    with write_transaction(path) as draft, h5py.File(draft, "r+") as file:
        del file["status"]
        file.flush()
        add_group(file, "rms/100-end/2")["calib"] = np.ones(20)


BYTES = [Change(f.__name__, make_bytes, f) for f in (change_bytes, shrink_bytes, regrow_bytes)]
HDF5 = [
    Change(f"{act.__name__}-{make.__name__[5:]}", make, act)
    for make in (make_v108, make_earliest)
    for act in (add_dataset, change_attribute, resize_dataset, delete_group)
]


@pytest.fixture(params=BYTES + HDF5, ids=str)
def change(request: pytest.FixtureRequest) -> Change:
    value: Change = request.param
    return value


@pytest.fixture
def scene(change: Change, tmp_path: Path) -> Scene:
    return Scene(change.make, change.act, tmp_path)


@pytest.mark.parametrize("torn", [False, True], ids=["whole", "torn"])
def test_each_kill_point_leaves_old_or_new_to_everybody(scene: Scene, torn: bool) -> None:
    seen = []
    for point in range(scene.points):
        scene.reset()
        die(DyingDisk(point, torn=torn), scene.act)
        with planted(ReadOnlyDisk()):
            without_rights = scene.read()
        with_rights = scene.read()
        assert with_rights == scene.path.read_bytes(), "a reader settles it if it may"
        seen.append(scene.settled())
        assert seen[-1] == with_rights == without_rights
    changes = [state == scene.new for state in seen]
    assert set(seen) == {scene.old, scene.new}
    assert changes == sorted(changes), "once it has happened it stays"


def test_each_kill_point_of_recovery_leaves_it_to_the_next(scene: Scene) -> None:
    dead, half = scene.place / "dead", scene.place / "half"
    recovered = 0
    for point in range(scene.points):
        scene.reset()
        die(DyingDisk(point, torn=True), scene.act)
        restore(scene.directory, dead)
        expected = scene.settled()
        restore(dead, scene.directory)
        for again in range(kill_points(scene.settled)):
            for torn in (False, True):
                restore(dead, scene.directory)
                die(DyingDisk(again, torn=torn), scene.settled)
                restore(scene.directory, half)
                with planted(ReadOnlyDisk()):
                    assert scene.read() == expected
                assert scene.read() == expected
                restore(half, scene.directory)
                assert scene.settled() == expected
                recovered += 1
    assert recovered > scene.points


def test_a_power_loss_at_each_kill_point_leaves_old_or_new(scene: Scene) -> None:
    for point in range(scene.points):
        scene.reset()
        disk = ForgetfulDisk(scene.directory, point, torn=True)
        die(disk, scene.act)
        for kept in list(disk.losses()):
            disk.lose(kept)
            assert scene.read() in {scene.old, scene.new}, disk.done
            disk.lose(kept)
            assert scene.settled() in {scene.old, scene.new}, disk.done


def test_a_power_loss_after_the_end_leaves_new(scene: Scene) -> None:
    scene.reset()
    disk = ForgetfulDisk(scene.directory)
    with planted(disk):
        scene.act()
    for kept in list(disk.losses()):
        disk.lose(kept)
        assert scene.read() == scene.settled() == scene.new


def test_a_real_kill_at_each_point_leaves_old_or_new(scene: Scene) -> None:
    seen = []
    for point in range(scene.points):
        scene.reset()
        disk = HandshakeDisk()

        def act(disk: HandshakeDisk = disk) -> None:
            with planted(disk):
                scene.act()

        pid = start(act)
        for _ in range(point):
            disk.let_one_pass()
        disk.wait_for_one()
        os.kill(pid, signal.SIGKILL)
        assert ended(pid) == -signal.SIGKILL
        disk.close()
        seen.append(scene.read())
        assert scene.settled() == seen[-1]
    assert set(seen) == {scene.old, scene.new}


def test_a_kill_in_the_midst_of_everything_leaves_old_or_new(tmp_path: Path) -> None:
    """Without any agreement on where: the system stops the writer wherever it is."""
    scene = Scene(make_v108, change_attribute, tmp_path)
    for number in range(40):
        scene.reset()
        disk = HandshakeDisk()

        def act(disk: HandshakeDisk = disk) -> None:
            with planted(disk):
                scene.act()

        pid = start(act)
        disk.let_pass(1000)
        disk.wait_for_one(number % scene.points + 1)
        os.kill(pid, signal.SIGKILL)
        assert ended(pid) in {0, -signal.SIGKILL}
        disk.close()
        assert scene.read() in {scene.old, scene.new}
        assert scene.settled() in {scene.old, scene.new}


def test_a_power_loss_during_recovery_leaves_old_or_new(scene: Scene) -> None:
    dead = scene.place / "dead"
    for point in range(scene.points):
        scene.reset()
        die(DyingDisk(point), scene.act)
        restore(scene.directory, dead)
        expected = scene.settled()
        restore(dead, scene.directory)
        for again in range(kill_points(scene.settled) + 1):
            restore(dead, scene.directory)
            disk = ForgetfulDisk(scene.directory, again)
            with planted(disk), suppress(Died):
                scene.settled()
            for kept in list(disk.losses()):
                disk.lose(kept)
                assert scene.settled() == expected, disk.done
