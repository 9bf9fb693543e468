"""Arrays that come through shared memory, with a real worker."""

from __future__ import annotations

import gc
from pathlib import Path
from typing import Any

import h5py
import numpy as np
import pytest
from numpy.typing import NDArray
from pytestqt.qtbot import QtBot

from dcsgui.gui.jobs.jobs import Jobs
from job_listener import answer_to, hear
from worker_requests import Counting, Ordinary, Parts, ReadX

BIG = (300, 400)


def expected(shape: tuple[int, ...], dtype: str) -> NDArray[Any]:
    return np.arange(np.prod(shape)).reshape(shape).astype(dtype)


def shared_memory() -> int:
    """Return how many pieces of shared memory this process looks at."""
    return Path("/proc/self/maps").read_text().count("/memfd:dcsgui constants")


@pytest.mark.parametrize("dtype", ["f4", ">f8", "<i2", "u1", "?", "c16"])
def test_arrays_of_any_type_come_read_only(qtbot: QtBot, jobs: Jobs, dtype: str) -> None:
    picture = answer_to(qtbot, jobs, Counting(BIG, dtype))
    assert picture.values.dtype == np.dtype(dtype)
    assert not picture.values.flags.writeable
    np.testing.assert_array_equal(picture.values, expected(BIG, dtype))


@pytest.mark.parametrize("shape", [(), (0,), (3, 0, 5), (1,), (7,)])
def test_small_arrays_come_too(qtbot: QtBot, jobs: Jobs, shape: tuple[int, ...]) -> None:
    values = answer_to(qtbot, jobs, Counting(shape)).values
    assert values.shape == shape
    np.testing.assert_array_equal(values, expected(shape, "f4"))
    assert shared_memory() == 0


def test_big_arrays_are_not_copied(qtbot: QtBot, jobs: Jobs) -> None:
    picture = answer_to(qtbot, jobs, Counting(BIG))
    assert shared_memory() == 1
    del picture
    gc.collect()
    assert shared_memory() == 0


def test_parts_of_arrays(qtbot: QtBot, jobs: Jobs) -> None:
    pieces = {piece.title: piece.values for piece in hear(qtbot, jobs, Parts(300)).pieces}
    whole = expected((300, 300), "f8")
    np.testing.assert_array_equal(pieces["all"], whole)
    np.testing.assert_array_equal(pieces["half"], whole[150:])
    np.testing.assert_array_equal(pieces["columns"], whole[:, ::2])
    np.testing.assert_array_equal(pieces["transposed"], whole.T)


def test_arrays_of_ordinary_memory_are_sent(qtbot: QtBot, jobs: Jobs) -> None:
    np.testing.assert_array_equal(answer_to(qtbot, jobs, Ordinary(100_000)), np.arange(100_000))


def test_an_array_stays_when_its_worker_and_later_ones_go(qtbot: QtBot, jobs: Jobs) -> None:
    first = answer_to(qtbot, jobs, Counting(BIG))
    second = answer_to(qtbot, jobs, Counting((400, 300), "u4"))
    jobs.close()
    np.testing.assert_array_equal(first.values, expected(BIG, "f4"))
    np.testing.assert_array_equal(second.values, expected((400, 300), "u4"))


def test_memory_is_used_again_only_when_nobody_looks_at_it(qtbot: QtBot, jobs: Jobs) -> None:
    kept = answer_to(qtbot, jobs, Counting(BIG)).values
    part = answer_to(qtbot, jobs, Counting(BIG)).values[10:20, ::7]
    for _ in range(5):
        np.testing.assert_array_equal(
            answer_to(qtbot, jobs, Counting(BIG, "f4")).values, expected(BIG, "f4")
        )
        answer_to(qtbot, jobs, Ordinary(5))
        zeros = answer_to(qtbot, jobs, Counting((2, *BIG), "?")).values
        assert zeros.sum() == zeros.size - 1
    np.testing.assert_array_equal(kept, expected(BIG, "f4"))
    np.testing.assert_array_equal(part, expected(BIG, "f4")[10:20, ::7])


def test_reading_from_a_file(qtbot: QtBot, jobs: Jobs, tmp_path: Path) -> None:
    path = tmp_path / "x.h5"
    with h5py.File(path, "w") as file:
        file["x"] = expected((3, 50, 70, 80), "f4")
    values = answer_to(qtbot, jobs, ReadX(str(path))).values
    np.testing.assert_array_equal(values, expected((3, 50, 70, 80), "f4"))
