from __future__ import annotations

import numpy as np

from dcsgui.gui.picture.beyond import beyond_words as beyond
from dcsgui.gui.picture.levels import Levels
from picture_answers import numbers


def test_nothing_beyond_minimum_and_maximum() -> None:
    assert beyond(numbers(np.arange(100.0)), Levels(0, 99)) == ("0", "0")


def test_values_beyond_robust_levels_are_counted() -> None:
    values = np.random.default_rng(1).normal(0, 1, 10_000)
    values[:7], values[7:10] = 1e6, -1e6
    told = numbers(values)
    below, above = beyond(told, Levels(told.low, told.high))
    assert {below, above} <= {"3", "7", "about 3", "about 7"}
    assert beyond(told, Levels(told.histogram.low, told.histogram.high)) == ("3", "7")


def test_within_a_bin_it_is_about() -> None:
    told = numbers(np.random.default_rng(1).normal(0, 1, 10_000))
    below, above = beyond(told, Levels(-1.001, 1.001))
    assert below.startswith("about ")
    assert abs(int(above.removeprefix("about ")) - 1580) < 150
