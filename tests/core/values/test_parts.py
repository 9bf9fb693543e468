"""Parts of an array: all of it, once, in order, and no larger than they may be."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dcsgui.core.values.parts import parts_of

SHAPES = st.lists(st.integers(0, 7), max_size=4).map(tuple)


@given(SHAPES, st.integers(1, 16), st.integers(1, 2000), st.data())
def test_parts_are_all_of_it_once(
    shape: tuple[int, ...], itemsize: int, nbytes: int, data: st.DataObject
) -> None:
    unit = data.draw(st.none() | st.tuples(*(st.integers(1, 4) for _ in shape)))
    seen = np.zeros(shape, int)
    for part in parts_of(shape, itemsize=itemsize, nbytes=nbytes, unit=unit):
        seen[part] += 1
        size = math.prod(one.stop - one.start for one in part)
        assert size * itemsize <= max(nbytes, itemsize * math.prod(unit or (1,)))
    assert (seen == 1).all()


@given(SHAPES, st.integers(1, 200), st.data())
def test_no_unit_is_in_two_parts(shape: tuple[int, ...], nbytes: int, data: st.DataObject) -> None:
    unit = data.draw(st.tuples(*(st.integers(1, 4) for _ in shape)))
    for part in parts_of(shape, itemsize=1, nbytes=nbytes, unit=unit):
        assert all(one.start % step == 0 for one, step in zip(part, unit, strict=True))


def test_parts_come_in_the_order_of_the_bytes() -> None:
    array = np.arange(3 * 4 * 5).reshape(3, 4, 5)
    parts = list(parts_of(array.shape, itemsize=8, nbytes=80))
    assert np.array_equal(np.concatenate([array[part].reshape(-1) for part in parts]), range(60))


@pytest.mark.parametrize(("shape", "expected"), [((), 1), ((0,), 0), ((3, 0, 2), 0)])
def test_scalars_are_one_part_and_nothing_is_none(shape: tuple[int, ...], expected: int) -> None:
    assert len(list(parts_of(shape, itemsize=8, nbytes=8))) == expected


def test_a_part_of_panels_is_a_panel() -> None:
    parts = list(parts_of((3, 8, 512, 1024), itemsize=4, nbytes=512 * 1024 * 4))
    assert len(parts) == 24
    assert parts[9] == (slice(1, 2), slice(1, 2), slice(0, 512), slice(0, 1024))
