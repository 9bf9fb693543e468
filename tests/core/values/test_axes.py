"""What the axes of constants stand for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dcsgui.core.values.axes import Axes, Form


@pytest.mark.parametrize(
    ("shape", "dettype", "expected"),
    [
        ((32, 185, 388), "cspad", Axes(Form.IMAGE, (), None, 32, 185, 388)),
        ((3, 8, 512, 1024), "jungfrau4m", Axes(Form.IMAGE, (3,), 0, 8, 512, 1024)),
        ((7, 16, 352, 384), "epix10ka2m", Axes(Form.IMAGE, (7,), 0, 16, 352, 384)),
        ((3, 512, 1024), "jungfrau", Axes(Form.IMAGE, (3,), 0, 1, 512, 1024)),
        ((3, 512, 1024), "camera", Axes(Form.IMAGE, (), None, 3, 512, 1024)),
        ((4, 192, 384), "epixm", Axes(Form.IMAGE, (), None, 4, 192, 384)),
        ((1024, 1024), "pnccd", Axes(Form.IMAGE, (), None, 1, 1024, 1024)),
        ((6,), "", Axes(Form.CURVE, columns=6)),
        ((), "", Axes(Form.SCALAR)),
        ((3, 0, 2), "", Axes(Form.EMPTY)),
    ],
)
def test_axes_of_shapes(shape: tuple[int, ...], dettype: str, expected: Axes) -> None:
    assert Axes.of(shape, dettype) == expected


leading = st.lists(st.integers(1, 5), max_size=3).map(tuple)


@given(leading, st.data(), st.integers(1, 20))
def test_the_nearest_pictures_are_there_and_begin_with_the_one_asked_for(
    lengths: tuple[int, ...], data: st.DataObject, most: int
) -> None:
    axes = Axes(Form.IMAGE, lengths)
    slab = data.draw(st.sampled_from(axes.slabs))
    near = axes.nearest(slab, most)
    assert near[0] == slab
    assert len(near) == len(set(near)) == min(most, len(axes.slabs))
    assert set(near) <= set(axes.slabs)
    number = axes.slabs.index(slab)
    far = [abs(axes.slabs.index(other) - number) for other in near]
    assert far == sorted(far)


@pytest.mark.parametrize("slab", [(), (7,), (-1,), (0, 0)])
def test_no_such_picture_means_the_first(slab: tuple[int, ...]) -> None:
    assert Axes.of((7, 16, 352, 384)).nearest(slab, 2) == [(0,), (1,)]


def test_very_many_pictures_take_no_time() -> None:
    axes = Axes(Form.IMAGE, (10**6, 10**6))
    assert axes.nearest((5, 0), 3) == [(5, 0), (5, 1), (4, 10**6 - 1)]
