"""A process of its own: it answers, refuses, crashes, hangs, or asks for all memory."""

from __future__ import annotations

import os
import signal
import threading
from pathlib import Path

import h5py
import numpy as np
import pytest

from dcsgui.core.actions.isolated import LostError, isolated
from dcsgui.core.values.errors import Damaged, NotFound
from dcsgui.core.values.progress import Cancelled, Progress

PATIENCE = 0.3


class Heard(Progress):
    """Remembers what it hears; calls off at the report of that number."""

    def __init__(self, cancel_at: int = -1) -> None:
        self.reports: list[tuple[int, int, str]] = []
        self._cancel_at = cancel_at

    def report(self, done: int, total: int, what: str = "") -> None:
        self.reports.append((done, total, what))
        if done == self._cancel_at:
            raise Cancelled("called off")


def test_it_answers_from_another_process() -> None:
    assert isolated(lambda _: os.getpid(), what="x") != os.getpid()


def test_a_large_answer_comes_whole() -> None:
    answer = isolated(lambda _: np.arange(10**6), what="x")
    assert np.array_equal(answer, np.arange(10**6))


def test_what_it_refuses_is_raised_here() -> None:
    def refuse(_: Progress) -> None:
        raise NotFound("There is no such type.")

    with pytest.raises(NotFound, match=r"^There is no such type\.$"):
        isolated(refuse, what="x")


def test_an_error_that_is_the_answer_is_no_refusal() -> None:
    assert isinstance(isolated(lambda _: NotFound("x"), what="x"), NotFound)


def test_a_crash_is_damage_of_what_it_read() -> None:
    with pytest.raises(LostError, match=r"Reading a\.h5 makes .* crash \(SIGSEGV\)") as lost:
        isolated(lambda _: os.kill(os.getpid(), signal.SIGSEGV), what="a.h5")
    assert isinstance(lost.value, Damaged)


def test_a_process_that_hangs_is_given_up() -> None:
    with pytest.raises(LostError, match=r"Reading a\.h5 was given up after 0\.3 s"):
        isolated(lambda _: signal.pause(), what="a.h5", patience=PATIENCE)


def test_whoever_reports_does_not_hang() -> None:
    def work(progress: Progress) -> str:
        for number in range(8):
            progress.report(number, 8, "versions")
            threading.Event().wait(0.1)
        return "done"

    heard = Heard()
    assert isolated(work, what="x", progress=heard, patience=0.5) == "done"
    assert heard.reports[0] == (0, 8, "versions")
    assert len(heard.reports) > 3


def test_too_much_memory_is_damage() -> None:
    with pytest.raises(LostError, match="memory"):
        isolated(lambda _: np.ones(2**30, np.uint8).sum(), what="x", room=2**28)


def test_a_mistake_of_ours_is_not_called_damage() -> None:
    def slip(_: Progress) -> None:
        raise TypeError("a slip")

    with pytest.raises(RuntimeError, match="TypeError: a slip"):
        isolated(slip, what="x")


def test_called_off_it_leaves_no_process_behind(tmp_path: Path) -> None:
    pid = tmp_path / "pid"

    def work(progress: Progress) -> None:
        pid.write_text(str(os.getpid()))
        progress.report(5, 8, "versions")
        signal.pause()

    with pytest.raises(Cancelled):
        isolated(work, what="x", progress=Heard(cancel_at=5))
    with pytest.raises(ProcessLookupError):
        os.kill(int(pid.read_text()), 0)


def test_it_says_nothing_to_the_terminal(capfd: pytest.CaptureFixture[str]) -> None:
    def shout(_: Progress) -> None:
        os.write(1, b"one")
        os.write(2, b"two")

    isolated(shout, what="x")
    assert capfd.readouterr() == ("", "")


def test_it_reads_hdf5_while_another_thread_does(tmp_path: Path) -> None:
    over = threading.Event()
    with h5py.File(tmp_path / "a.h5", "w") as file:
        file["x"] = np.zeros(10**6)

        def read() -> None:
            while not over.is_set():
                file["x"][()]

        def look(_: Progress) -> int:
            with h5py.File(tmp_path / "b.h5", "w") as other:
                return len(other)

        thread = threading.Thread(target=read)
        thread.start()
        try:
            assert [isolated(look, what="x", patience=20) for _ in range(20)] == [0] * 20
        finally:
            over.set()
            thread.join()
