"""Work in slices."""

from __future__ import annotations

import time
from collections.abc import Iterator

from pytestqt.qtbot import QtBot

from dcsgui.gui.models.slices import Slices


def count(steps: int, done: list[int], seconds: float = 0.0) -> Iterator[None]:
    for step in range(steps):
        yield
        until = time.perf_counter() + seconds
        while time.perf_counter() < until:
            pass
        done.append(step)


def test_short_work_is_done_at_once(qtbot: QtBot) -> None:
    slices, done = Slices(), list[int]()
    with qtbot.waitSignal(slices.finished, timeout=0):
        slices.run(count(10, done))
    assert done == list(range(10))
    assert not slices.busy


def test_long_work_goes_on_in_the_event_loop(qtbot: QtBot) -> None:
    slices, done = Slices(seconds=0.001), list[int]()
    with qtbot.waitSignal(slices.finished):
        slices.run(count(20, done, seconds=0.0008))
        assert slices.busy
        assert len(done) < 20
    assert done == list(range(20))


def test_newer_work_replaces_older_work(qtbot: QtBot) -> None:
    slices, older, newer = Slices(seconds=0.001), list[int](), list[int]()
    slices.run(count(20, older, seconds=0.001))
    with qtbot.waitSignal(slices.finished):
        slices.run(count(3, newer))
    assert len(older) < 20
    assert newer == [0, 1, 2]


def test_stopped_work_never_finishes(qtbot: QtBot) -> None:
    slices, done = Slices(seconds=0.001), list[int]()
    slices.run(count(20, done, seconds=0.001))
    slices.stop()
    far = len(done)
    with qtbot.assertNotEmitted(slices.finished, wait=20):
        pass
    assert len(done) == far


def test_work_that_starts_other_work(qtbot: QtBot) -> None:
    slices, done = Slices(), list[int]()

    def first() -> Iterator[None]:
        yield
        slices.run(count(3, done))

    with qtbot.waitSignal(slices.finished, timeout=0):
        slices.run(first())
    assert done == [0, 1, 2]
