"""Histograms that stay useful with outliers."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from numpy.typing import NDArray

from dcsgui.core.values.bins import BINS, Bins, Counts
from dcsgui.core.values.pieces import extent_of, finite_pieces
from dcsgui.core.values.robust import sample_of, spread_of_sample
from number_arrays import DTYPES, plain


def bins_for(array: NDArray[np.generic], *, whole: bool) -> Bins:
    extent = extent_of(array)
    return Bins.spanning(
        spread_of_sample(sample_of(array, extent)).levels(extent), extent, whole=whole
    )


@given(arrays.arrays(st.sampled_from(DTYPES), arrays.array_shapes(min_dims=0, min_side=0)))
def test_every_finite_value_is_counted_once(array: NDArray[np.generic]) -> None:
    extent = extent_of(array)
    for whole in {False, array.dtype.kind in "biu"}:
        bins = bins_for(array, whole=whole)
        counts = bins.count(finite_pieces(array, extent))
        assert bins.low < bins.high
        assert 1 <= bins.number <= BINS
        assert len(counts.inside) == bins.number
        assert counts.inside.sum() + counts.below + counts.above == extent.finite


def test_counts_are_those_of_numpy() -> None:
    values = np.random.default_rng(1).normal(2800, 4, 50_000)
    bins = bins_for(values, whole=False)
    expected, _ = np.histogram(values, bins.number, (bins.low, bins.high))
    counts = bins.count(np.array_split(values, 7))
    assert np.array_equal(counts.inside, expected)
    assert counts.below == np.count_nonzero(values < bins.low)
    assert counts.above == np.count_nonzero(values > bins.high)


def test_outliers_are_counted_beside_the_bins() -> None:
    values = np.concatenate([np.random.default_rng(1).normal(2800, 4, 9_000), [0.0, 1e9, 1e9]])
    bins = bins_for(values, whole=False)
    assert 2740 < bins.low < 2770
    assert 2830 < bins.high < 2860
    assert (bins.count([values]).below, bins.count([values]).above) == (1, 2)


@pytest.mark.parametrize(
    ("values", "number", "low"),
    [
        ([0, 1, 1, 1], 2, -0.5),
        (list(range(64)), 64, -0.5),  # trim bits
        (list(range(1000)), 250, -0.5),  # four to a bin
        ([7], 1, 6.5),
        ([-3, 5], 9, -3.5),
    ],
)
def test_whole_numbers_have_bins_of_their_own(values: list[int], number: int, low: float) -> None:
    array = np.array(values, "i4")
    bins = bins_for(array, whole=True)
    assert (bins.number, bins.low) == (number, low)
    width = (bins.high - bins.low) / bins.number
    assert width == int(width)
    expected, _ = np.histogram(array, bins.number, (bins.low, bins.high))
    assert np.array_equal(bins.count([plain(array)]).inside, expected)


@pytest.mark.parametrize("value", [0.0, 2800.0, 1e300, -1e-310, 2.0**60])
def test_one_value_is_in_the_middle(value: float) -> None:
    for whole in (False, value == int(value)):
        bins = bins_for(np.full(5, value), whole=whole)
        counts = bins.count([np.full(5, value)])
        assert counts.inside.sum() == 5
        assert counts.below == counts.above == 0
        assert counts.inside.argmax() == pytest.approx(bins.number / 2, abs=2)


def test_numbers_too_close_to_divide() -> None:
    values = np.array([0.0, 5e-324, 1e-310])
    bins = bins_for(values, whole=False)
    assert bins.count([values]).inside.sum() == 3


def test_counts_of_a_sample_stand_for_all() -> None:
    counts = Counts(np.array([1, 2]), 3, 0).scaled(2.6)
    assert (counts.inside.tolist(), counts.below, counts.above) == ([3, 5], 8, 0)
