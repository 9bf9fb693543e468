"""Levels that survive dead and saturated pixels, and the numbers behind them."""

from __future__ import annotations

import math
import tracemalloc

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from numpy.typing import NDArray

from dcsgui.core.values.pieces import Extent, extent_of
from dcsgui.core.values.robust import (
    FAR,
    SAMPLE,
    Spread,
    sample_of,
    spread_of,
    spread_of_sample,
)
from number_arrays import DTYPES, plain, same

SHAPE = (2, 352, 384)


def pedestals(shape: tuple[int, ...] = SHAPE) -> NDArray[np.float32]:
    """Make pedestals like real ones: 1.8 % saturated, some dead, some NaN, some infinite."""
    random = np.random.default_rng(7)
    frames = random.normal(2801.5, 3.9, shape).astype("f4")
    frames[random.random(shape) < 0.018] = 16383
    frames[random.random(shape) < 1e-4] = 0
    frames[random.random(shape) < 1e-4] = np.nan
    frames[random.random(shape) < 1e-5] = np.inf
    return frames


def expected_spread(values: NDArray[np.float64]) -> tuple[float, ...]:
    """Say it with numpy alone."""
    with np.errstate(all="ignore"):
        median = float(np.median(values))
        return (
            median,
            float(np.median(np.abs(values - median))),
            float(values.mean()),
            float(values.std()),
            float(np.percentile(values, 1)),
            float(np.percentile(values, 99)),
        )


def numbers(spread: Spread) -> tuple[float, ...]:
    return (
        spread.median,
        spread.mad,
        spread.mean,
        spread.rms,
        spread.percentile_1,
        spread.percentile_99,
    )


def test_pedestals_with_saturated_pixels_keep_their_levels() -> None:
    frames = pedestals()
    extent = extent_of(frames)
    sample = sample_of(frames, extent)
    for spread in (spread_of_sample(sample), spread_of(frames, extent, sample)):
        low, high = spread.levels(extent)
        assert low == pytest.approx(2782, abs=1)
        assert high == pytest.approx(2821, abs=1)
        assert spread.percentile_99 == 16383  # what a 1-99 % scale would end at
    assert extent.maximum == 16383
    assert extent.nan > 0 < extent.infinite


moderate = st.floats(-1e3, 1e3, width=16) | st.sampled_from([math.nan, math.inf, 0.0, 1.0])


@given(arrays.arrays("f4", arrays.array_shapes(), elements=moderate))
def test_a_sample_of_few_values_is_all_of_them(array: NDArray[np.float32]) -> None:
    extent = extent_of(array)
    sample = sample_of(array, extent)
    finite = np.sort(plain(array)[np.isfinite(plain(array))])
    assert np.array_equal(sample, finite)
    if not len(finite):
        assert same(numbers(spread_of_sample(sample)), [math.nan] * 6)
        return
    for spread in (spread_of_sample(sample), spread_of(array, extent, sample)):
        assert numbers(spread) == pytest.approx(expected_spread(finite), rel=1e-6, abs=1e-6)


@given(arrays.arrays(st.sampled_from(DTYPES), arrays.array_shapes(min_dims=0, min_side=0)))
def test_levels_always_spread(array: NDArray[np.generic]) -> None:
    """Whatever the values are, even the largest and the smallest there can be."""
    extent = extent_of(array)
    sample = sample_of(array, extent)
    spreads = [spread_of_sample(sample)]
    if extent.finite:
        spreads.append(spread_of(array, extent, sample))
    for spread in spreads:
        low, high = spread.levels(extent)
        assert math.isfinite(low)
        assert math.isfinite(high)
        assert low < high


@pytest.mark.parametrize("dtype", ["f4", ">f4", "f8", "f2", "u2", "i4", "?", "c8"])
def test_numbers_of_many_values_are_exact(dtype: str) -> None:
    frames = pedestals()
    frames = np.nan_to_num(frames, nan=0, posinf=0) if np.dtype(dtype).kind in "iub" else frames
    array = (frames > 2801).astype("?") if dtype == "?" else frames.astype(dtype)
    extent = extent_of(array)
    sample = sample_of(array, extent)
    assert 0.95 * SAMPLE < len(sample) <= SAMPLE
    finite = plain(array)[np.isfinite(plain(array))]
    exact = spread_of(array, extent, sample)
    assert numbers(exact) == pytest.approx(expected_spread(finite), rel=1e-9)
    near = spread_of_sample(sample)
    assert near.median == pytest.approx(exact.median, abs=max(0.1, exact.mad / 10))
    assert near.mad == pytest.approx(exact.mad, rel=0.05, abs=1e-3)


def test_a_sample_is_the_same_each_time_and_from_everywhere() -> None:
    array = np.arange(50 * SAMPLE, dtype="f4")
    extent = extent_of(array)
    sample = sample_of(array, extent)
    assert np.array_equal(sample, sample_of(array, extent))
    assert len(sample) == SAMPLE
    gaps = np.diff(np.concatenate([[0], sample, [array[-1]]]))
    assert gaps.max() <= 101
    assert len(set(gaps.tolist())) > 10  # and not every fiftieth


@pytest.mark.parametrize(
    ("values", "levels"),
    [
        ([0] * 2 + [1] * 98, (0.0, 1.0)),  # MAD 0, percentile 1 below percentile 99
        ([0] + [1] * 2000, (0.0, 1.0)),  # percentiles are the same, too
        ([5, 5, 5], (4.5, 5.5)),
        ([2e9], (2e9 - 2e3, 2e9 + 2e3)),
        ([math.nan], (-0.5, 0.5)),
        ([], (-0.5, 0.5)),
        ([math.inf, -math.inf], (-0.5, 0.5)),
        ([1, 2, 3], (1.0, 3.0)),  # clipped to what there is
        ([1.7976931348623157e308], (1.7976931348623157e308 * (1 - 1e-6), 1.7976931348623157e308)),
    ],
)
def test_fall_backs(values: list[float], levels: tuple[float, float]) -> None:
    array = np.array(values, "f8")
    extent = extent_of(array)
    found = spread_of_sample(sample_of(array, extent)).levels(extent)
    assert found == pytest.approx(levels, rel=1e-12)


def test_far_means_five_sigma() -> None:
    assert Spread(0, 1 / 1.4826, 0, 0, 0, 0).levels(Extent(9, 0, 0, -9, 9)) == pytest.approx(
        (-5, 5)
    )
    assert pytest.approx(5 * 1.4826) == FAR


def test_memory_does_not_grow_with_the_array() -> None:
    array = np.random.default_rng(3).normal(size=8 * 512 * 1024).astype("f4")
    extent = extent_of(array)
    tracemalloc.start()
    try:
        spread_of(array, extent, sample_of(array, extent))
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 16e6
