"""Locks between open files, waits that end, and their sentences."""

from __future__ import annotations

import errno
import fcntl
import os
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from dcsgui.core.files.locks import Deadline, Lock, NoLocksError
from dcsgui.core.values.errors import Busy, StoreNotAvailable


@pytest.fixture
def locks(tmp_path: Path) -> Iterator[list[Lock]]:
    """Three openings of one file."""
    path = tmp_path / "det.h5"
    path.touch()
    with ExitStack() as stack:
        files = [stack.enter_context(path.open("rb")) for _ in range(3)]
        yield [Lock(file.fileno(), "det.h5") for file in files]


def test_readers_share_and_a_writer_does_not(locks: list[Lock]) -> None:
    a, b, c = locks
    assert a.try_shared()
    assert b.try_shared()
    assert not c.try_exclusive()
    a.release()
    b.release()
    assert c.try_exclusive()
    assert not a.try_shared()


def test_a_wait_ends_with_a_sentence(locks: list[Lock]) -> None:
    a, b, _ = locks
    a.try_exclusive()
    with pytest.raises(Busy) as raised:
        b.share(Deadline.after(0.01), "File det.h5 cannot be read now")
    assert str(raised.value).startswith(
        f"File det.h5 cannot be read now: it is open in process {os.getpid()} (this process) '"
    )
    assert str(raised.value).endswith("waited 0.01 s. Try again when it is closed there.")


def test_who_wants_all_names_only_others(locks: list[Lock]) -> None:
    a, b, c = locks
    a.share(Deadline.after(0), "x")
    a.exclude(Deadline.after(0), "x")
    assert not b.try_shared()
    a.share(Deadline.after(0), "x")
    b.share(Deadline.after(0), "x")
    with pytest.raises(Busy, match=r"^x: it is open in process"):
        a.exclude(Deadline.after(0.01), "x")
    b.release()
    assert c.try_exclusive(), "nothing is held after a refusal"


def test_a_foreign_writer_that_slips_in_is_noticed(
    locks: list[Lock], monkeypatch: pytest.MonkeyPatch
) -> None:
    a, b, c = locks
    a.try_shared()
    b.try_shared()
    attempt = Lock.try_exclusive

    def slip_in(lock: Lock) -> bool:
        got = attempt(lock)  # gives up the shared lock of `a`
        b.release()
        assert attempt(c)
        return got

    monkeypatch.setattr(Lock, "try_exclusive", slip_in)
    with pytest.raises(Busy):
        a.exclude(Deadline.after(60), "x")


def test_a_deadline_looks_at_least_once() -> None:
    answers = iter([False, False, False, True])
    assert not Deadline.after(0).until(lambda: next(answers))
    assert Deadline.after(60).until(lambda: next(answers))
    assert list(answers) == []


def test_no_locks_are_an_error_of_their_own(
    locks: list[Lock], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(descriptor: int, operation: int) -> None:
        raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK))

    monkeypatch.setattr(fcntl, "flock", refuse)
    with pytest.raises(NoLocksError, match=r"det.h5 is on a file system that keeps no locks"):
        locks[0].try_shared()
    assert issubclass(NoLocksError, StoreNotAvailable)
