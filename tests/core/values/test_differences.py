"""Numbers of differences, against numpy on whole arrays."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from numpy.typing import NDArray

from dcsgui.core.values.counts import EXACT, NumberDifference, Tolerance
from dcsgui.core.values.differences import Differences
from dcsgui.core.values.errors import BadValue
from dcsgui.core.values.parts import parts_of

DTYPES = ["<f4", ">f4", "<f8", "<f2", "u1", "<i2", ">u2", "<i4", "<i8", "<u8", "?", "<c8", "<c16"]
SPECIAL = [0.0, -0.0, 1.0, 2.0, -3.5, np.nan, np.inf, -np.inf, 1e30, -1e30]
INT64 = np.iinfo(np.int64)


def counted(
    a: NDArray[Any], b: NDArray[Any], tolerance: Tolerance = EXACT, nbytes: int = 64
) -> Differences:
    found = Differences(a.shape, tolerance=tolerance)
    for part in parts_of(a.shape, itemsize=8, nbytes=nbytes):
        found.add(a[part], b[part], part)
    return found


def numbers(values: list[float], dtype: str) -> NDArray[Any]:
    with np.errstate(all="ignore"):
        return np.array(values).astype(dtype)


@given(
    st.sampled_from(DTYPES),
    st.sampled_from(DTYPES),
    st.lists(
        st.tuples(st.sampled_from(SPECIAL), st.sampled_from(SPECIAL)), min_size=1, max_size=24
    ),
    st.sampled_from([EXACT, Tolerance(atol=1.5), Tolerance(rtol=0.6), Tolerance(0.1, 0.1)]),
    st.integers(8, 100),
)
@pytest.mark.filterwarnings("ignore::RuntimeWarning")
def test_numbers_are_those_of_numpy(
    dtype_a: str,
    dtype_b: str,
    pairs: list[tuple[float, float]],
    tolerance: Tolerance,
    nbytes: int,
) -> None:
    a, b = (numbers([pair[i] for pair in pairs], d) for i, d in enumerate((dtype_a, dtype_b)))
    found = counted(a, b, tolerance, nbytes).total
    work = "c16" if "c" in (a.dtype.kind, b.dtype.kind) else "g"
    x: NDArray[Any] = a.astype(work)
    y: NDArray[Any] = b.astype(work)
    close = np.isclose(x, y, atol=tolerance.atol, rtol=tolerance.rtol, equal_nan=True)
    assert found.n == len(pairs)
    assert found.ndiffer == np.count_nonzero(~close)
    finite = np.isfinite(x) & np.isfinite(y)
    assert found.nnotfinite == np.count_nonzero(~close & ~finite)
    every = (np.abs(y - x) if work == "c16" else y - x).astype(float)
    apart = every[finite]
    if not len(apart):
        assert (found.max_abs, found.mean, found.rms) == (None, None, None)
        return
    assert found.max_abs == np.abs(apart).max()
    assert found.mean == pytest.approx(apart.mean(), rel=1e-9, abs=1e-9 * np.abs(apart).max())
    assert found.rms == pytest.approx(np.sqrt(np.mean(apart**2)))
    assert (found.where is None) == (not found.max_abs)
    if found.where is not None:
        assert abs(every[found.where]) == found.max_abs


@given(
    hnp.arrays(np.float32, (2, 3, 4, 5), elements=st.floats(-8, 8, width=16)),
    hnp.arrays(np.float32, (2, 3, 4, 5), elements=st.floats(-8, 8, width=16)),
    st.integers(8, 600),
)
def test_each_panel_has_its_own_numbers(a: NDArray[Any], b: NDArray[Any], nbytes: int) -> None:
    found = counted(a, b, nbytes=nbytes)
    assert [one.index for one in found.panels] == list(np.ndindex(2, 3))
    for one in found.panels:
        alone = counted(a[one.index], b[one.index]).total
        assert _alike(one.numbers, alone)
    whole = found.total
    assert whole.ndiffer == sum(one.numbers.ndiffer for one in found.panels)
    if whole.where is not None:
        assert abs(float(b[whole.where]) - float(a[whole.where])) == whole.max_abs


def _alike(a: NumberDifference, b: NumberDifference) -> bool:
    same = (a.n, a.ndiffer, a.max_abs, a.where) == (b.n, b.ndiffer, b.max_abs, b.where)
    return same and a.mean == pytest.approx(b.mean) and a.rms == pytest.approx(b.rms)


def test_gain_modes_have_names() -> None:
    a = np.zeros((3, 2, 4, 4), "f4")
    found = counted(a, a + 1)
    assert [(one.index, one.gain) for one in found.panels][-2:] == [((2, 0), "g2"), ((2, 1), "g2")]


def test_a_plain_image_or_a_curve_has_no_panels() -> None:
    assert counted(np.zeros((4, 4)), np.ones((4, 4))).panels == ()
    assert counted(np.zeros(4), np.ones(4)).panels == ()


def test_very_many_small_pictures_are_told_as_a_whole() -> None:
    a = np.zeros((5000, 2, 2))
    b = a.copy()
    b[4321, 1, 0] = -7
    found = counted(a, b, nbytes=10_000)
    assert found.panels == ()
    assert (found.total.where, found.total.max_abs) == ((4321, 1, 0), 7)


def test_integers_of_64_bits_are_told_apart() -> None:
    a = np.array([INT64.max, INT64.min, 5], "i8")
    b = np.array([INT64.max - 1, INT64.max, 5], "i8")
    found = counted(a, b).total
    assert (found.ndiffer, found.where, found.max_abs) == (2, (1,), float(2**64))


@pytest.mark.parametrize("dtype", ["i1", "i2", "i4", "i8"])
def test_the_least_integer_has_its_size_too(dtype: str) -> None:
    least = np.iinfo(dtype).min
    a, b = np.array([least + 1], dtype), np.array([least], dtype)
    found = Differences((1,), tolerance=Tolerance(rtol=0.1))
    found.add(a, b, (slice(0, 1),))
    assert found.total.ndiffer == 0


def test_the_first_of_the_largest_differences_is_told() -> None:
    b = np.array([0, 1, -4, 4, -4.0])
    assert counted(np.zeros(5), b).total.where == (2,)
    assert counted(np.zeros(5), b, nbytes=8).total.where == (2,)


def test_an_overflowing_difference_is_no_accident() -> None:
    found = counted(np.array([1e308, 1.0]), np.array([-1e308, 2.0])).total
    assert (found.ndiffer, found.nnotfinite, found.max_abs) == (2, 0, np.inf)


def test_nan_is_equal_to_nan_and_infinities_to_themselves() -> None:
    a = np.array([np.nan, np.inf, -np.inf, 1.0])
    assert counted(a, a.copy()).total == NumberDifference(4, 0, 0, 0.0, None, 0.0, 0.0)


def test_a_scalar_and_nothing_at_all() -> None:
    scalar = counted(np.array(3.0), np.array(5.0)).total
    assert (scalar.ndiffer, scalar.where, scalar.mean) == (1, (), 2.0)
    assert counted(np.zeros((0, 3)), np.zeros((0, 3))).total.n == 0


@pytest.mark.parametrize("value", [-1.0, np.nan])
def test_a_tolerance_is_no_negative_number(value: float) -> None:
    with pytest.raises(BadValue, match=r"atol is a number from 0 on"):
        Tolerance(atol=value)


@pytest.mark.parametrize(("dtype", "work"), [("f4", "f8"), ("f8", "f8"), ("c8", "c16")])
@pytest.mark.filterwarnings("ignore::RuntimeWarning")
def test_what_takes_many_pieces_is_counted_as_at_once(dtype: str, work: str) -> None:
    rng = np.random.default_rng(1)
    a, b = (rng.normal(0, 9, (2, 3, 300, 301)).astype(dtype) for _ in "ab")
    for one in (a, b):
        flat = one.reshape(-1)
        for value in (np.nan, np.inf, -np.inf, 7):
            flat[rng.integers(0, flat.size, 300)] = value
    a[1, 2], a[0, 0, 240:], b[1, 1, 9, 9] = b[1, 2], b[0, 0, 240:], 1e30
    found = counted(a, b, nbytes=8 * 100_000).total
    x, y = a.astype(work), b.astype(work)
    finite = np.isfinite(x) & np.isfinite(y)
    apart = np.abs(y - x) if work == "c16" else y - x
    same = (a == b) | (np.isnan(a) & np.isnan(b))
    assert found.n == a.size
    assert found.ndiffer == np.count_nonzero(~same)
    assert found.nnotfinite == np.count_nonzero(~same & ~finite)
    assert (found.where, found.max_abs) == ((1, 1, 9, 9), np.abs(apart[finite]).max())
    assert found.mean == pytest.approx(apart[finite].mean(), rel=1e-12)
    assert found.rms == pytest.approx(np.sqrt(np.mean(apart[finite] ** 2)), rel=1e-12)
