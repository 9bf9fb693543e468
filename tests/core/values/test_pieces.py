"""How far the values of an array go, whatever their type, NaN and infinite ones apart."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from numpy.typing import NDArray

from dcsgui.core.values.pieces import PIECE, Extent, extent_of, finite_pieces, pieces, real
from dcsgui.core.values.progress import Cancelled, Progress
from number_arrays import DTYPES, plain, same


@given(arrays.arrays(st.sampled_from(DTYPES), arrays.array_shapes(min_dims=0, min_side=0)))
def test_an_extent_is_that_of_the_finite_values(array: NDArray[np.generic]) -> None:
    values = plain(array)
    finite = values[np.isfinite(values)]
    extent = extent_of(array)
    assert extent.n == array.size
    assert extent.nan == np.count_nonzero(np.isnan(values))
    assert extent.infinite == np.count_nonzero(np.isinf(values))
    assert extent.finite == len(finite)
    expected = (float(finite.min()), float(finite.max())) if len(finite) else (math.nan, math.nan)
    assert same((extent.minimum, extent.maximum), expected)


@pytest.mark.parametrize("dtype", ["<f4", ">f4", "f2", "f8", "i2", "?", "c8"])
def test_an_array_of_many_pieces(dtype: str) -> None:
    array = np.zeros(2 * PIECE + 3, dtype)
    array[[0, PIECE, -1]] = 1
    sizes = [len(piece) for piece in pieces(array.reshape(1, -1))]
    assert sizes == [PIECE, PIECE, 3]
    assert extent_of(array) == Extent(len(array), 0, 0, 0.0, 1.0)
    parts = list(finite_pieces(array, extent_of(array)))
    assert np.array_equal(np.concatenate(parts), plain(array))
    assert {part.dtype for part in parts} == {np.dtype("f8")}


def test_what_is_not_finite_is_left_out_of_its_piece_only() -> None:
    array = np.arange(2 * PIECE, dtype="f4")
    array[[3, 7]] = np.nan, -np.inf
    extent = extent_of(array)
    assert extent == Extent(2 * PIECE, 1, 1, 0.0, float(2 * PIECE - 1))
    assert [len(part) for part in finite_pieces(array, extent)] == [PIECE - 2, PIECE]


def test_no_piece_is_copied_without_need() -> None:
    array = np.zeros((4, 5), "f4")
    (piece,) = pieces(array)
    assert np.shares_memory(piece, array)
    assert np.shares_memory(real(np.ones(3, "?")), real(np.ones(3, "?"))) is False


def test_work_is_called_off_between_pieces() -> None:
    class Impatient(Progress):
        left = 2

        def check(self) -> None:
            self.left -= 1
            if self.left < 0:
                raise Cancelled("Nobody waits for it.")

    parts = pieces(np.zeros(5 * PIECE, "u1"), Impatient())
    assert [len(part) for part in (next(parts), next(parts))] == [PIECE, PIECE]
    with pytest.raises(Cancelled):
        next(parts)


def test_long_doubles_beyond_doubles_are_infinite() -> None:
    array = np.array([1, np.longdouble("1e4000")])
    assert extent_of(array) == Extent(2, 0, 1, 1.0, 1.0)
