"""What a transaction does while nobody dies: all or nothing, and says why nothing."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import h5py
import numpy as np
import pytest

from dcsgui.core.files.disk import planted
from dcsgui.core.files.journal import journal_path
from dcsgui.core.files.reading import read_view
from dcsgui.core.files.transaction import write_transaction
from dcsgui.core.values.errors import AccessDenied, Busy, Conflict, StoreNotAvailable
from dying_disk import DyingDisk, FullDisk, RefusingDisk
from processes import NOBODY, ended, foreign_program, in_child, start

OLD = b"0123456789" * 1000


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "det-0001.h5"
    path.write_bytes(OLD)
    return path


@pytest.fixture
def stored(tmp_path: Path) -> Path:
    """A real file, as older programs write it."""
    path = tmp_path / "det-0002.h5"
    with h5py.File(path, "w", libver="earliest") as file:
        file.attrs["generation"] = 1
        file["rms/100-end/1/calib"] = np.arange(200.0)
    return path


def write(path: Path, offset: int = 5, data: bytes = b"new") -> None:
    with write_transaction(path, timeout=0.05) as draft:
        draft.seek(offset)
        draft.write(data)


def unchanged(path: Path, old: bytes = OLD) -> bool:
    return path.read_bytes() == old and os.listdir(path.parent) == [path.name]


def test_a_change_is_there_and_nothing_else(path: Path) -> None:
    write(path)
    assert path.read_bytes() == OLD[:5] + b"new" + OLD[8:]
    assert os.listdir(path.parent) == [path.name]


def test_an_exception_takes_everything_back(path: Path) -> None:
    class OwnError(Exception):
        pass

    def fail() -> None:
        with write_transaction(path) as draft:
            draft.write(b"new")
            draft.seek(0, os.SEEK_END)
            draft.write(b"tail" * 1000)
            assert path.stat().st_size > len(OLD)
            raise OwnError

    with pytest.raises(OwnError):
        fail()
    assert unchanged(path)


def test_what_is_the_same_is_not_written(path: Path) -> None:
    with planted(DyingDisk()) as disk:
        write(path, 5, OLD[5:50])
    assert isinstance(disk, DyingDisk)
    assert not [what for what in disk.done if "det-0001.h5 " in what]
    assert unchanged(path)


def test_a_link_and_its_target_are_one_file(path: Path, tmp_path: Path) -> None:
    link = tmp_path / "elsewhere" / "link.h5"
    link.parent.mkdir()
    link.symlink_to(path)
    with write_transaction(link), pytest.raises(Busy):
        write(path)
    write(link)
    assert path.read_bytes()[5:8] == b"new"
    assert os.listdir(link.parent) == ["link.h5"]
    assert link.is_symlink()


def test_readers_see_the_old_state_until_the_end(stored: Path) -> None:
    with write_transaction(stored) as draft, h5py.File(draft, "r+") as file:
        file.attrs["generation"] = 2
        file["rms/100-end/2/calib"] = np.ones(100_000)
        file.flush()
        with read_view(stored, timeout=0) as source, h5py.File(source, "r") as before:
            assert before.attrs["generation"] == 1
            assert list(before["rms/100-end"]) == ["1"]
    with read_view(stored, timeout=0) as source, h5py.File(source, "r") as after:
        assert after.attrs["generation"] == 2
        assert list(after["rms/100-end"]) == ["1", "2"]


@pytest.mark.parametrize("room", [0, 1, 100, 600, 1100, 2000, 5000, 60_000, 800_000])
def test_a_full_disk_leaves_the_old_state(stored: Path, room: int) -> None:
    old = stored.read_bytes()

    def add() -> None:
        with write_transaction(stored) as draft, h5py.File(draft, "r+") as file:
            file["rms/100-end/2/calib"] = np.ones(100_000)
            file["rms"].attrs["comment"] = "some text"

    with planted(FullDisk(room)), pytest.raises(StoreNotAvailable, match=r"make room"):
        add()
    assert unchanged(stored, old)


@pytest.mark.parametrize("number", [errno.EROFS, errno.EIO, errno.EACCES])
def test_an_error_at_each_operation_leaves_the_old_state_or_a_promise(
    path: Path, number: int
) -> None:
    with planted(DyingDisk()) as disk:
        write(path, len(OLD) - 3, b"and a tail")
    assert isinstance(disk, DyingDisk)
    new = path.read_bytes()
    for what in dict.fromkeys(disk.done):
        path.write_bytes(OLD)
        said = "it went well"
        with planted(RefusingDisk(number, what)):
            try:
                write(path, len(OLD) - 3, b"and a tail")
            except (AccessDenied, StoreNotAvailable) as error:
                said = str(error)
        assert (said == "it went well") == (what.startswith("unlink") and number == errno.EACCES)
        happened = "is safe in" in said or said == "it went well"
        write(path, 0, b"")
        assert path.read_bytes() == (new if happened else OLD), what
        assert os.listdir(path.parent) == [path.name], what


@pytest.mark.parametrize("mode", ["r", "r+"])
def test_a_foreign_program_that_has_it_open_is_named(stored: Path, mode: str) -> None:
    old = stored.read_bytes()
    with (
        foreign_program(stored, mode) as pid,
        pytest.raises(Busy, match=rf"process {pid} '.*python.*' of \w+"),
        write_transaction(stored, timeout=0.05) as draft,
        h5py.File(draft, "r+") as file,
    ):
        file.attrs["generation"] = 2
    assert unchanged(stored, old)


def test_another_writer_is_named(path: Path) -> None:
    with write_transaction(path), pytest.raises(Busy, match=r"this process.* since 2"):
        write(path)
    assert unchanged(path)


def test_a_file_that_vanishes_meanwhile_is_a_conflict(path: Path) -> None:
    def vanish() -> None:
        with write_transaction(path) as draft:
            draft.write(b"new")
            path.unlink()

    with pytest.raises(Conflict, match=r"moved, removed or changed"):
        vanish()
    assert os.listdir(path.parent) == []


def test_a_program_without_locks_is_noticed(path: Path) -> None:
    foreign = OLD + b"appended"

    def interfere() -> None:
        with write_transaction(path) as draft:
            draft.write(b"new")
            path.write_bytes(foreign)

    with pytest.raises(Conflict):
        interfere()
    assert unchanged(path, foreign)


def test_what_is_no_file_is_refused_at_once(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.h5"
    os.mkfifo(pipe)
    missing = tmp_path / "missing.h5"
    with pytest.raises(StoreNotAvailable) as raised:
        write(missing)
    assert str(raised.value) == f"File {missing} is not available"
    for wrong in (pipe, Path("/dev/null")):
        with pytest.raises(StoreNotAvailable, match=r"no plain file"):
            write(wrong)
    with pytest.raises(StoreNotAvailable, match=r"directory"):
        write(tmp_path)
    assert os.listdir(tmp_path) == ["pipe.h5"]


def test_a_second_name_is_refused(path: Path) -> None:
    os.link(path, path.with_name("other.h5"))
    with pytest.raises(StoreNotAvailable, match=r"2 names \(hard links\)"):
        write(path)
    assert sorted(os.listdir(path.parent)) == ["det-0001.h5", "other.h5"]


def test_a_journal_of_another_file_is_set_aside(path: Path) -> None:
    with pytest.raises(StoreNotAvailable), planted(RefusingDisk(errno.EIO, "pwrite det")):
        write(path)
    journal = Path(journal_path(str(path)))
    assert journal.exists()
    foreign = bytes(reversed(OLD))
    path.write_bytes(foreign)
    with read_view(path) as source:
        assert isinstance(source, str)
    assert path.read_bytes() == foreign
    assert sorted(os.listdir(path.parent)) == [f"{journal.name}.stale-1", path.name]


def test_what_a_foreign_program_appended_is_not_cut_off(path: Path) -> None:
    def die() -> None:
        with write_transaction(path) as draft:
            draft.seek(0, os.SEEK_END)
            draft.write(b"tail")
            os._exit(3)

    assert ended(start(die)) == 3
    foreign = b"X" + OLD[1:] + b"more than the tail"
    path.write_bytes(foreign)
    write(path, 0, b"")
    assert unchanged(path, foreign)


@pytest.mark.parametrize("fails", [True, False])
def test_a_copy_of_the_process_does_not_end_the_transaction(path: Path, fails: bool) -> None:
    original = os.getpid()
    try:
        with write_transaction(path) as draft:
            draft.write(b"new")
            pid = os.fork()
            if pid:
                assert ended(pid) == 7
                assert path.read_bytes() == OLD
            elif fails:
                raise SystemExit
    finally:
        if os.getpid() != original:
            os._exit(7)
    assert path.read_bytes() == b"new" + OLD[3:]


def test_rights_are_said_in_a_sentence(reachable: Path) -> None:
    path = reachable / "det.h5"
    path.write_bytes(OLD)

    def refused() -> str:
        with pytest.raises(AccessDenied) as raised:
            write(path)
        return str(raised.value)

    path.chmod(0o444)
    assert in_child(refused, unprivileged=True).startswith(
        f"File {path} cannot be changed: Permission denied"
    )
    path.chmod(0o666)
    reachable.chmod(0o555)
    assert str(reachable / ".det.h5.journal") in in_child(refused, unprivileged=True)
    assert unchanged(path)


def test_others_who_may_write_the_file_may_finish_what_was_begun(reachable: Path) -> None:
    path = reachable / "det.h5"
    path.write_bytes(OLD)
    path.chmod(0o666)
    with pytest.raises(StoreNotAvailable), planted(RefusingDisk(errno.EIO, "pwrite det")):
        write(path)

    def read() -> bytes:
        assert os.geteuid() in {NOBODY, os.getuid()}
        with read_view(path) as source:
            assert isinstance(source, str)
            return Path(source).read_bytes()

    assert in_child(read, unprivileged=True) == OLD[:5] + b"new" + OLD[8:]
    assert os.listdir(reachable) == ["det.h5"]


def test_each_change_has_a_later_time_than_the_one_before(tmp_path: Path) -> None:
    """Also where the clock stands still, or was set back."""
    path = tmp_path / "x"
    path.write_bytes(bytes(100))
    before = 2**62
    os.utime(path, ns=(before, before))
    with write_transaction(path) as draft:
        draft.write(b"new")
    assert path.stat().st_mtime_ns > before
