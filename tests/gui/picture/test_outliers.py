from __future__ import annotations

import numpy as np
import pytest

from dcsgui.gui.picture.camera import Camera, Extent, Size
from dcsgui.gui.picture.categories import Categories, Kind
from dcsgui.gui.picture.findings import find
from dcsgui.gui.picture.mosaic import Mosaic, sample
from dcsgui.gui.picture.outliers import Outliers
from picture_answers import numbers

SCREEN = Size(50, 40)


def stack_with_outliers() -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
    stack = np.random.default_rng(1).normal(100, 1, (4, 200, 300)).astype("f4")
    stack[2, 0, 0], stack[3, 199, 299], stack[0, 17, 31] = 5000, -70, np.nan
    return stack


def test_rare_outliers_are_seen_in_a_picture_made_smaller() -> None:
    stack = stack_with_outliers()
    mosaic = Mosaic.of(4, rows=200, columns=300)
    camera = Camera.fitting(Extent(mosaic.width, mosaic.height), SCREEN)
    seen = sample(stack, mosaic, camera, SCREEN)
    covered = seen.covered.copy()
    found = Outliers.of(stack, median=100, mad=0.6745)
    assert found is not None
    found.put_on(seen, mosaic, camera)
    assert 5000 in seen.values
    assert -70 in seen.values
    assert np.isnan(seen.values).sum() == 1
    assert seen.covered.tolist() == covered.tolist()
    assert (seen.values[~covered] == 0).all(), "an outlier at an edge was put into a gap"


def test_the_worst_one_wins() -> None:
    stack = np.zeros((1, 100, 100))
    stack[0, 50, 50], stack[0, 50, 51], stack[0, 51, 50] = 10, np.nan, 20
    found = Outliers.of(stack, median=0, mad=0.1)
    assert found is not None
    assert found.values[:2].tolist() == [10, 20]
    assert np.isnan(found.values[2])


def test_many_outliers_are_left_alone() -> None:
    stack = np.zeros((1, 100, 100))
    stack[0, :10] = 1
    assert Outliers.of(stack, median=0, mad=0) is None


@pytest.mark.parametrize("dtype", ["?", "u1", ">i2", "f2", "u8", "c8"])
def test_every_dtype_has_outliers(dtype: str) -> None:
    stack = np.zeros((2, 60, 70), dtype)
    stack[1, 3, 4] = 1
    found = Outliers.of(stack, median=0, mad=0)
    assert found is not None
    assert (found.panels.tolist(), found.rows.tolist(), found.columns.tolist()) == ([1], [3], [4])


def test_without_finite_values_all_are_outliers_and_so_none() -> None:
    assert Outliers.of(np.full((1, 50, 50), np.nan), median=np.nan, mad=np.nan) is None


def test_values_are_counted_by_kind() -> None:
    mask = np.ones((2, 40, 50), "u1")
    mask[0, 3, 4] = mask[1, 0, 0] = 0
    findings = find(mask, Categories(Kind.MASK), numbers(mask))
    assert list(findings.counts.values()) == [2, 3998]
    assert findings.outliers is not None
    assert find(mask, None, None) == (None, None, {})
