from __future__ import annotations

import math

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from dcsgui.gui.picture.levelkeeper import LevelKeeper
from dcsgui.gui.picture.levels import LevelMode, Levels
from picture_answers import numbers, pedestals


@given(st.floats(), st.floats())
def test_levels_are_finite_and_in_order(low: float, high: float) -> None:
    levels = Levels.between(low, high)
    assert math.isfinite(levels.low)
    assert math.isfinite(levels.high)
    assert levels.low < levels.high


def test_modes_take_their_numbers() -> None:
    told = numbers(pedestals(), (0,))
    assert Levels.told(LevelMode.ROBUST, told) == (told.low, told.high)
    assert Levels.told(LevelMode.PERCENTILE, told) == (told.percentile_1, told.percentile_99)
    assert Levels.told(LevelMode.MINMAX, told) == (0, 16383)


def test_robust_levels_do_not_mind_dead_and_saturated_pixels() -> None:
    low, high = Levels.told(LevelMode.ROBUST, numbers(pedestals(), (0,)))
    assert 2700 < low < 2800 < high < 2900


def test_levels_of_nothing_finite() -> None:
    told = numbers(np.full((4, 4), np.nan))
    assert all(Levels.told(mode, told) == (-0.5, 0.5) for mode in LevelMode)


def test_manual_levels_belong_to_a_gain_mode_of_a_type() -> None:
    keeper, told = LevelKeeper(), numbers(pedestals(), (0,))
    keeper.take("pedestals", (0,), Levels(1, 2))
    assert keeper.levels("pedestals", (0,), told) == (1, 2)
    assert keeper.levels("pedestals", (1,), told) == (told.low, told.high)
    assert keeper.levels("rms", (0,), told) == (told.low, told.high)


def test_locked_levels_belong_to_a_type() -> None:
    keeper, told = LevelKeeper(), numbers(pedestals(), (0,))
    keeper.change_mode(LevelMode.LOCKED, "pedestals", (0,), present=Levels(1, 2))
    assert keeper.levels("pedestals", (2,), told) == (1, 2)
    assert keeper.levels("rms", (0,), told) == (told.low, told.high)
    keeper.take("pedestals", (1,), Levels(3, 4))
    assert keeper.mode is LevelMode.LOCKED
    assert keeper.levels("pedestals", (2,), told) == (3, 4)


def test_the_keeper_survives_a_restart_and_nonsense() -> None:
    keeper = LevelKeeper()
    keeper.change_mode(LevelMode.LOCKED, "pedestals", (), present=Levels(1, 2))
    again = LevelKeeper()
    again.restore(keeper.state())
    assert again.kept("pedestals", (0,)) == (1, 2)
    again.restore({"mode": 7, "locked": {"rms": "x", "gain": [1, "y"], "bkgd": [1]}})
    assert again.mode is LevelMode.LOCKED
    assert again.kept("rms", ()) is None
    assert again.kept("bkgd", ()) is None
