"""What is measured of a panel, against plain numpy."""

from __future__ import annotations

import math

import numpy as np
import pytest
from numpy.random import default_rng

from dcsgui.core.actions.judging.limits import K
from dcsgui.core.actions.judging.panels import SIGMA, against, alone, exact

RANDOM = default_rng(5)


@pytest.mark.parametrize(
    "values",
    [[1, 2, 3], [np.nan, 2, np.inf], [np.nan, np.nan], [-np.inf], [7, 7], [0.0, np.nan]],
    ids=str,
)
def test_alone(values: list[float]) -> None:
    array = np.array(values)
    found = alone(array)
    finite = array[np.isfinite(array)]
    assert (found.n, found.finite) == (array.size, finite.size)
    if finite.size:
        assert (found.low, found.high) == (finite.min(), finite.max())
    else:
        assert math.isnan(found.low)


@pytest.mark.parametrize("dtype", ["f2", "f4", ">f8", "u1", "i2", ">u2", "i4", "u8", "?", "c8"])
def test_any_dtype_can_be_subtracted(dtype: str) -> None:
    one, other = np.array([0, 1], dtype), np.array([1, 0], dtype)
    difference = exact(one) - exact(other)
    assert difference.tolist() == [-1, 1]
    assert difference.dtype.kind == "f"


def test_against_plain_numpy() -> None:
    old = RANDOM.normal(2800, 20, (40, 50))
    new = old + RANDOM.normal(3, 0.5, (40, 50))
    new[0, :7], old[1, :5] = np.nan, np.inf
    new[2, :9] += 500
    new[3] = old[3]
    found = against(new, old)
    fine = np.isfinite(new) & np.isfinite(old)
    difference = (new - old)[fine]
    mad = np.median(np.abs(old[fine] - np.median(old[fine])))
    shift = np.median(difference)
    assert (found.n, found.both, found.lost) == (2000, fine.sum(), 7)
    assert found.shift == pytest.approx(shift)
    assert found.mad == pytest.approx(mad)
    assert found.sigma == pytest.approx(SIGMA * mad)
    assert found.beyond == (np.abs(difference) > K * SIGMA * mad).sum() == 9
    assert found.odd == (np.abs(difference - shift) > K * SIGMA * mad).sum()
    assert found.changed == 2000 - 50
    assert found.mads == pytest.approx(shift / mad)
    scatter = np.median(np.abs(difference - shift))
    assert found.unlike == pytest.approx(scatter / mad)


def test_with_noise_each_pixel_has_its_own_limit() -> None:
    old, new = np.zeros((2, 2)), np.array([[3.0, 30.0], [30.0, np.nan]])
    noise = np.array([[1.0, 1.0], [100.0, 1.0]])
    found = against(new, old, noise)
    assert (found.beyond, found.lost, found.both) == (1, 1, 3)
    assert found.sigma == 1


def test_nothing_to_compare() -> None:
    nothing = np.full((2, 2), np.nan)
    found = against(nothing, np.zeros((2, 2)))
    assert (found.both, found.lost, found.beyond) == (0, 4, 0)
    assert math.isnan(found.shift)
    assert math.isnan(found.mads)
    assert against(nothing, nothing).changed == 0


def test_where_most_were_the_same_a_change_of_some_is_seen() -> None:
    old = np.ones((20, 20), "f4")
    new = old.copy()
    new[0, :3] = 2
    found = against(new, old)
    assert found.beyond == found.odd == 3
    assert found.mads == 0


def test_rounding_is_no_change_to_speak_of() -> None:
    old = np.full((20, 20), 1 / 3)
    assert against(old.astype("f4").astype("f8"), old).beyond == 0


def test_a_shift_where_all_were_the_same_is_without_measure() -> None:
    assert against(np.ones(9), np.zeros(9)).mads == math.inf
    assert against(np.zeros(9), np.zeros(9)).mads == 0
