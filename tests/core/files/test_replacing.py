"""New files and replaced ones: whole or not at all, at each kill point too."""

from __future__ import annotations

import errno
import os
import signal
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import h5py
import pytest

from dcsgui.core.files.disk import planted
from dcsgui.core.files.reading import read_view
from dcsgui.core.files.replacing import new_file
from dcsgui.core.files.transaction import write_transaction
from dcsgui.core.values.errors import (
    AccessDenied,
    Busy,
    Conflict,
    DCError,
    StoreExists,
    StoreNotAvailable,
)
from dying_disk import Died, DyingDisk, HandshakeDisk, RefusingDisk, kill_points
from dying_scene import die, restore
from power_loss import ForgetfulDisk
from processes import ended, foreign_program, in_child, start

OLD, NEW = b"old" * 1000, b"new" * 500


@pytest.fixture
def path(tmp_path: Path) -> Path:
    directory = tmp_path / "calib"
    directory.mkdir()
    return directory / "det.h5"


def make(path: Path, *, replace: bool = False) -> None:
    with new_file(path, timeout=0.05, replace=replace) as temporary:
        Path(temporary).write_bytes(NEW)


def test_a_new_file_is_there_when_it_is_complete(path: Path) -> None:
    with new_file(path) as temporary:
        Path(temporary).write_bytes(NEW)
        assert not path.exists()
        assert Path(temporary).parent == path.parent
    assert path.read_bytes() == NEW
    assert os.listdir(path.parent) == [path.name]
    assert path.stat().st_nlink == 1


def test_an_exception_leaves_nothing(path: Path) -> None:
    def fail() -> None:
        with new_file(path) as temporary:
            Path(temporary).write_bytes(NEW)
            raise KeyError

    with pytest.raises(KeyError):
        fail()
    assert os.listdir(path.parent) == []


def test_what_is_there_is_not_overwritten(path: Path) -> None:
    path.write_bytes(OLD)
    with pytest.raises(StoreExists, match=r"exists already"):
        make(path)
    assert path.read_bytes() == OLD
    assert os.listdir(path.parent) == [path.name]


@pytest.mark.parametrize("links", [True, False])
def test_what_appears_meanwhile_is_not_overwritten(path: Path, links: bool) -> None:
    def appear() -> None:
        with new_file(path) as temporary:
            Path(temporary).write_bytes(NEW)
            path.write_bytes(OLD)

    disk = DyingDisk() if links else RefusingDisk(errno.EPERM, "link")
    with planted(disk), pytest.raises(StoreExists):
        appear()
    assert path.read_bytes() == OLD
    assert os.listdir(path.parent) == [path.name]


def test_without_links_a_new_file_is_renamed(path: Path) -> None:
    with planted(RefusingDisk(errno.EPERM, "link")):
        make(path)
    assert path.read_bytes() == NEW
    assert os.listdir(path.parent) == [path.name]


def test_a_replaced_file_keeps_its_mode_and_its_links(path: Path, tmp_path: Path) -> None:
    path.write_bytes(OLD)
    path.chmod(0o640)
    link = tmp_path / "link.h5"
    link.symlink_to(path)
    make(link, replace=True)
    assert link.is_symlink()
    assert path.read_bytes() == NEW
    assert path.stat().st_mode & 0o777 == 0o640


def test_meanwhile_others_read_and_nobody_writes(path: Path) -> None:
    path.write_bytes(OLD)
    with new_file(path, replace=True) as temporary:
        Path(temporary).write_bytes(NEW)
        with read_view(path, timeout=0) as source:
            assert source == str(path)
            assert path.read_bytes() == OLD
        with pytest.raises(Busy, match=r"being changed by"), write_transaction(path, timeout=0):
            pass
        with pytest.raises(Busy, match=r"being changed by"), new_file(path, timeout=0):
            pass
    assert path.read_bytes() == NEW


def test_a_reader_is_not_robbed_of_its_file(path: Path) -> None:
    path.write_bytes(OLD)
    with read_view(path), pytest.raises(Busy, match=r"this process"):
        make(path, replace=True)
    assert path.read_bytes() == OLD
    assert os.listdir(path.parent) == [path.name]


def test_a_foreign_program_is_named(path: Path) -> None:
    h5py.File(path, "w").close()
    with foreign_program(path, "r") as pid, pytest.raises(Busy, match=rf"process {pid} '"):
        make(path, replace=True)
    assert os.listdir(path.parent) == [path.name]


def test_what_was_replaced_by_others_meanwhile_is_left(path: Path) -> None:
    path.write_bytes(OLD)

    def interfere() -> None:
        with new_file(path, replace=True) as temporary:
            Path(temporary).write_bytes(NEW)
            other = path.with_name("other")
            other.write_bytes(b"other")
            other.rename(path)

    with pytest.raises(Conflict, match=r"meanwhile"):
        interfere()
    assert path.read_bytes() == b"other"


def test_a_directory_that_is_missing_or_closed_is_named(reachable: Path) -> None:
    with pytest.raises(StoreNotAvailable, match=r"there is no directory .*missing"):
        make(reachable / "missing" / "det.h5")
    reachable.chmod(0o755)

    def refused() -> str:
        with pytest.raises(AccessDenied) as raised:
            make(reachable / "det.h5")
        return str(raised.value)

    assert str(reachable) in in_child(refused, unprivileged=True)


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO])
@pytest.mark.parametrize("replace", [True, False])
def test_an_error_at_each_operation_leaves_old_or_new(
    path: Path, number: int, replace: bool
) -> None:
    with planted(DyingDisk()) as disk:
        if replace:
            path.write_bytes(OLD)
        make(path, replace=replace)
    assert isinstance(disk, DyingDisk)
    for what in dict.fromkeys(disk.done):
        path.unlink()
        if replace:
            path.write_bytes(OLD)
        with planted(RefusingDisk(number, what)):
            try:
                make(path, replace=replace)
            except DCError:
                assert not path.exists() or path.read_bytes() in {OLD, NEW}, what
            else:
                assert path.read_bytes() == NEW, what
        make(path, replace=True)
        assert os.listdir(path.parent) == [path.name], what


class Replacing:
    """The two uses, with what there may be afterwards."""

    def __init__(self, path: Path, *, replace: bool) -> None:
        self.path = path
        self.replace = replace
        self.before = path.parent.with_name("before")
        if replace:
            path.write_bytes(OLD)
        restore(path.parent, self.before)
        self.points = kill_points(self.act)
        restore(self.before, path.parent)

    def act(self) -> None:
        make(self.path, replace=self.replace)

    def reset(self) -> None:
        restore(self.before, self.path.parent)

    def state(self) -> bytes:
        """Return what is there, and check that the next one is not disturbed by the rest."""
        there = self.path.read_bytes() if self.path.exists() else b""
        if there:
            with read_view(self.path) as source:
                assert source == str(self.path)
            with write_transaction(self.path):
                pass
            assert self.path.read_bytes() == there
        make(self.path, replace=True)
        assert os.listdir(self.path.parent) == [self.path.name]
        return there


@pytest.fixture(params=[False, True], ids=["new", "replaced"])
def replacing(request: pytest.FixtureRequest, path: Path) -> Replacing:
    return Replacing(path, replace=request.param)


def test_each_kill_point_leaves_old_or_new(replacing: Replacing) -> None:
    seen = []
    for point in range(replacing.points):
        replacing.reset()
        die(DyingDisk(point, torn=True), replacing.act)
        seen.append(replacing.state())
    assert set(seen) == {OLD if replacing.replace else b"", NEW}


def test_a_power_loss_at_each_kill_point_leaves_old_or_new(replacing: Replacing) -> None:
    old = OLD if replacing.replace else b""
    for point in range(replacing.points):
        replacing.reset()
        disk = ForgetfulDisk(replacing.path.parent, point)
        die(disk, replacing.act)
        for kept in list(disk.losses()):
            disk.lose(kept)
            assert replacing.state() in {old, NEW}, disk.done


def test_a_real_kill_at_each_point_leaves_old_or_new(replacing: Replacing) -> None:
    def planted_act(disk: HandshakeDisk) -> Callable[[], None]:
        def act() -> None:
            with planted(disk):
                replacing.act()

        return act

    for point in range(replacing.points):
        replacing.reset()
        disk = HandshakeDisk()
        pid = start(planted_act(disk))
        for _ in range(point):
            disk.let_one_pass()
        disk.wait_for_one()
        os.kill(pid, signal.SIGKILL)
        assert ended(pid) == -signal.SIGKILL
        disk.close()
        assert replacing.state() in {OLD if replacing.replace else b"", NEW}


def test_what_a_dead_one_left_is_cleared_by_the_next_writer(tmp_path: Path) -> None:
    path = tmp_path / "x"
    path.write_bytes(b"old")
    with planted(DyingDisk(6)), suppress(Died), new_file(path, replace=True) as fresh:
        Path(fresh).write_bytes(b"new")
    assert len(list(tmp_path.iterdir())) > 1
    with write_transaction(path) as draft:
        draft.write(b"newer")
    assert list(tmp_path.iterdir()) == [path]
