"""Readers: one state, whoever writes, whoever died, and whatever they may do themselves."""

from __future__ import annotations

import errno
import fcntl
import os
from collections.abc import Callable
from pathlib import Path

import h5py
import numpy as np
import pytest

from dcsgui.core.files import reading
from dcsgui.core.files.disk import planted
from dcsgui.core.files.journal import Journal, journal_path
from dcsgui.core.files.reading import read_view
from dcsgui.core.files.transaction import write_transaction
from dcsgui.core.values.errors import AccessDenied, Busy, StoreNotAvailable
from dying_disk import DyingDisk, ReadOnlyDisk
from dying_scene import die
from processes import ended, foreign_program, in_child, start


@pytest.fixture
def path(reachable: Path) -> Path:
    path = reachable / "det-0001.h5"
    with h5py.File(path, "w", libver=("v108", "v108")) as file:
        file.attrs["generation"] = 1
        file["rms/100-end/1/calib"] = np.arange(200.0)
    path.chmod(0o644)
    return path


def raise_generation(path: Path) -> None:
    with write_transaction(path, timeout=0.05) as draft, h5py.File(draft, "r+") as file:
        file.attrs["generation"] += 1
        file["pedestals"] = np.ones(5000)


def generation(path: Path) -> tuple[str, int, int]:
    """Return what kind of source there was, the generation, and the sum of an array, or 0."""
    with read_view(path, timeout=0.05) as source, h5py.File(source, "r") as file:
        total = int(file["pedestals"][()].sum()) if "pedestals" in file else 0
        return type(source).__name__, int(file.attrs["generation"]), total


def die_while(path: Path, what: str) -> None:
    """Die before the first operation on the disk whose name begins so, after the seal."""
    with planted(DyingDisk()) as counting:
        raise_generation(path.with_name("twin.h5"))
    assert isinstance(counting, DyingDisk)
    done = [name.replace("twin", "det-0001") for name in counting.done]
    seal = max(i for i, name in enumerate(done) if ".journal 512+" in name)
    point = next(i for i in range(seal + 1, len(done)) if done[i].startswith(what))
    die(DyingDisk(point), lambda: raise_generation(path))


@pytest.fixture
def dead(path: Path) -> Path:
    """A file whose writer died right after the change had happened."""
    twin = path.with_name("twin.h5")
    twin.write_bytes(path.read_bytes())
    die_while(path, "pwrite det-0001.h5")
    twin.unlink()
    return path


def test_the_path_itself_is_what_one_gets(path: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.h5"
    link.symlink_to(path)
    with read_view(link) as source:
        assert source == str(path)
    assert os.listdir(path.parent) == [path.name]


def test_who_may_write_completes_what_a_dead_writer_left(dead: Path) -> None:
    assert generation(dead) == ("str", 2, 5000)
    assert os.listdir(dead.parent) == [dead.name]


def test_who_may_not_write_reads_it_through_the_journal(dead: Path) -> None:
    before = dead.read_bytes()
    dead.parent.chmod(0o755)
    assert in_child(lambda: generation(dead), unprivileged=True) == ("Overlay", 2, 5000)
    assert dead.read_bytes() == before
    assert len(os.listdir(dead.parent)) == 2


def test_a_change_that_is_done_needs_no_overlay(path: Path) -> None:
    path.with_name("twin.h5").write_bytes(path.read_bytes())
    die_while(path, "unlink")
    with planted(ReadOnlyDisk()):
        assert generation(path) == ("str", 2, 5000)


def test_nothing_is_made_where_nothing_can_be(path: Path) -> None:
    path.chmod(0o444)
    path.parent.chmod(0o555)
    assert in_child(lambda: generation(path), unprivileged=True) == ("str", 1, 0)


def test_a_file_that_may_not_be_read_says_so(path: Path) -> None:
    path.chmod(0o600)

    def refused() -> str:
        with pytest.raises(AccessDenied) as raised:
            generation(path)
        return str(raised.value)

    assert in_child(refused, unprivileged=True).startswith(f"File {path} cannot be read: Perm")


def test_a_journal_that_may_not_be_read_is_not_ignored(dead: Path) -> None:
    Path(journal_path(str(dead))).chmod(0o600)
    dead.parent.chmod(0o755)

    def refused() -> str:
        with pytest.raises(AccessDenied) as raised:
            generation(dead)
        return str(raised.value)

    assert "a change of it may be unfinished" in in_child(refused, unprivileged=True)


def test_a_foreign_reader_does_not_matter(path: Path) -> None:
    with foreign_program(path, "r"):
        assert generation(path) == ("str", 1, 0)


def test_a_foreign_writer_is_named(path: Path) -> None:
    with foreign_program(path, "r+") as pid, pytest.raises(Busy, match=rf"process {pid} '"):
        generation(path)


@pytest.mark.parametrize("make", [os.mkfifo, os.mkdir, lambda path: None], ids=["f", "d", "none"])
def test_what_is_no_file_is_refused_at_once(tmp_path: Path, make: Callable[[str], None]) -> None:
    make(str(tmp_path / "det.h5"))
    with pytest.raises(StoreNotAvailable, match=r"^File .*det.h5 "):
        generation(tmp_path / "det.h5")


def test_a_file_that_is_replaced_while_one_waits_is_the_new_one(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    flock = fcntl.flock
    new = path.with_name("new.h5")
    new.write_bytes(path.read_bytes())
    raise_generation(new)

    def replace_first(descriptor: int, operation: int) -> None:
        if new.exists():
            new.rename(path)
        flock(descriptor, operation)

    monkeypatch.setattr(fcntl, "flock", replace_first)
    assert generation(path) == ("str", 2, 5000)


def test_without_locks_one_reads_on(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(descriptor: int, operation: int) -> None:
        raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK))

    monkeypatch.setattr(fcntl, "flock", refuse)
    assert generation(path) == ("Overlay", 1, 0)
    with pytest.raises(StoreNotAvailable, match=r"keeps no locks"):
        raise_generation(path)
    assert os.listdir(path.parent) == [path.name]


def test_without_locks_a_dead_writer_is_laid_over(
    dead: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(descriptor: int, operation: int) -> None:
        raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK))

    monkeypatch.setattr(fcntl, "flock", refuse)
    assert generation(dead) == ("Overlay", 2, 5000)


def test_new_readers_let_a_waiting_writer_in(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One reader is in; the writer waits; a second reader comes, and gets in after the writer."""
    looks: list[bool] = []
    closing = Journal.closing

    def count(journal: Journal) -> bool:
        looks.append(closing(journal))
        return looks[-1]

    monkeypatch.setattr(Journal, "closing", count)
    monkeypatch.setattr(reading, "_COURTESY", 60)
    receive, send = os.pipe()

    def write() -> None:
        set_closing = Journal.set_closing

        def tell(journal: Journal, *, closing: bool) -> None:
            set_closing(journal, closing=closing)
            os.write(send, b"c")

        monkeypatch.setattr(Journal, "set_closing", tell)
        with write_transaction(path, timeout=60) as draft, h5py.File(draft, "r+") as file:
            file.attrs["generation"] = 2

    first = read_view(path)
    first.__enter__()
    pid = start(write)
    assert os.read(receive, 1) == b"c", "the writer waits for the first reader"
    second = start_reader(path)
    first.__exit__(None, None, None)
    assert ended(pid) == 0
    assert ended(second) == 0
    os.close(receive)
    os.close(send)


def start_reader(path: Path) -> int:
    def read() -> None:
        assert generation(path)[1] == 2

    return start(read)


def test_what_is_no_journal_is_passed_over_and_keeps_writers_out(tmp_path: Path) -> None:
    path = tmp_path / "x.h5"
    path.write_bytes(b"pedestals")
    os.mkfifo(journal_path(str(path)))
    with read_view(path) as source:
        assert source == str(path)
    with pytest.raises(StoreNotAvailable, match="in the way"), write_transaction(path):
        pass
    os.unlink(journal_path(str(path)))
    os.mkdir(journal_path(str(path)))
    with read_view(path) as source:
        assert source == str(path)
    with pytest.raises(StoreNotAvailable), write_transaction(path):
        pass


def test_a_file_whose_journal_would_have_too_long_a_name_can_be_read(tmp_path: Path) -> None:
    path = tmp_path / ("x" * 250 + ".h5")
    path.write_bytes(b"pedestals")
    with read_view(path) as source:
        assert source == str(path)
    with pytest.raises(StoreNotAvailable), write_transaction(path):
        pass
