from __future__ import annotations

import math

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from dcsgui.gui.picture.beyond import Beyond, BeyondCounter, beyond_words, count_beyond
from dcsgui.gui.picture.levels import Levels
from picture_answers import numbers


def test_nothing_beyond_minimum_and_maximum() -> None:
    assert beyond_words(numbers(np.arange(100.0)), Levels(0, 99)) == ("0", "0")


def test_values_beyond_robust_levels_are_counted() -> None:
    values = np.random.default_rng(1).normal(0, 1, 10_000)
    values[:7], values[7:10] = 1e6, -1e6
    told = numbers(values)
    below, above = beyond_words(told, Levels(told.low, told.high))
    assert {below, above} <= {"3", "7", "about 3", "about 7"}
    assert beyond_words(told, Levels(told.histogram.low, told.histogram.high)) == ("3", "7")


def test_within_a_bin_it_is_about() -> None:
    told = numbers(np.random.default_rng(1).normal(0, 1, 10_000))
    below, above = beyond_words(told, Levels(-1.001, 1.001))
    assert below.startswith("about ")
    assert abs(int(above.removeprefix("about ")) - 1580) < 150


LARGEST = float(np.finfo("f8").max)


@pytest.mark.parametrize(
    "values", [[1e308, -1e308, 0, 1], [LARGEST, -LARGEST], [5e-324, 0], [1e308] * 3, [math.nan]]
)
@pytest.mark.parametrize("levels", [Levels(-1, 1), Levels(-1e307, 1e307), Levels(0, 5e-324)])
def test_extreme_values_have_words_too(values: list[float], levels: Levels) -> None:
    for text in beyond_words(numbers(np.array(values)), levels):
        assert int(text.removeprefix("about ")) <= len(values)


def test_counting_is_exact_and_of_finite_values() -> None:
    values = np.random.default_rng(1).normal(0, 1, (3, 40, 50)).astype("f4")
    values[0, 0, :3] = np.nan, np.inf, -np.inf
    levels = Levels(-1.001, 0.5)
    finite = values[np.isfinite(values)]
    below = int(np.count_nonzero(finite < np.float32(-1.001)))
    assert count_beyond(values, levels) == (levels, below, int(np.count_nonzero(finite > 0.5)))


@pytest.mark.parametrize("dtype", ["?", "u1", ">i2", "f2", "u8", ">c8"])
def test_every_dtype_is_counted(dtype: str) -> None:
    values = np.zeros((1, 4, 5), dtype)
    values[0, 0, 0] = 1
    assert count_beyond(values, Levels(-1e300, 0.5))[1:] == (0, 1)


def test_it_counts_once_the_levels_rest(qtbot: QtBot) -> None:
    counter, told = BeyondCounter(), list[Beyond]()
    counter.counted.connect(told.append)
    stack = np.arange(20.0).reshape(1, 4, 5)
    for high in range(10, 16):
        counter.count(stack, Levels(2, high))
    qtbot.waitUntil(lambda: bool(told))
    assert told == [(Levels(2, 15), 2, 4)]


def test_what_is_forgotten_is_not_counted(qtbot: QtBot) -> None:
    counter = BeyondCounter()
    counter.count(np.zeros((1, 4, 5)), Levels(1, 2))
    counter.forget()
    with qtbot.assertNotEmitted(counter.counted, wait=250):
        pass
