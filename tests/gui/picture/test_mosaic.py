from __future__ import annotations

import numpy as np
from hypothesis import assume, given
from hypothesis import strategies as st

from dcsgui.gui.picture.camera import Camera, Extent, Size
from dcsgui.gui.picture.mosaic import Mosaic, Pixel, sample

mosaics = st.builds(
    lambda panels, rows, columns: Mosaic.of(panels, rows=rows, columns=columns),
    st.integers(1, 40),
    st.integers(1, 30),
    st.integers(1, 30),
)


def numbered(mosaic: Mosaic) -> np.ndarray[tuple[int, ...], np.dtype[np.int64]]:
    shape = (mosaic.panels, mosaic.rows, mosaic.columns)
    return np.arange(1, mosaic.panels * mosaic.rows * mosaic.columns + 1).reshape(shape)


@given(mosaics)
def test_each_pixel_is_found_where_it_is_put(mosaic: Mosaic) -> None:
    for panel in range(mosaic.panels):
        for pixel in (
            Pixel(panel, 0, 0),
            Pixel(panel, mosaic.rows - 1, mosaic.columns - 1),
            Pixel(panel, mosaic.rows // 2, mosaic.columns // 3),
        ):
            x, y = mosaic.middle(pixel)
            assert mosaic.at(x, y) == pixel
            assert mosaic.at(x - 0.5, y - 0.5) == pixel
            assert 0 < x < mosaic.width
            assert 0 < y < mosaic.height


@given(mosaics, st.floats(-20, 300), st.floats(-20, 300))
def test_a_point_is_in_the_pixel_that_covers_it_and_in_no_other(
    mosaic: Mosaic, x: float, y: float
) -> None:
    found = mosaic.at(x, y)
    covering = []
    for panel in range(mosaic.panels):
        left, top = mosaic.corner(panel)
        if left <= x < left + mosaic.columns and top <= y < top + mosaic.rows:
            covering.append(Pixel(panel, int(y - top), int(x - left)))
    assert [found] == covering if found else not covering


@given(
    mosaics,
    st.integers(1, 25),
    st.integers(1, 25),
    st.floats(0.05, 8),
    st.floats(-0.2, 1.2),
    st.floats(-0.2, 1.2),
)
def test_each_dot_of_the_screen_shows_the_pixel_at_its_middle(
    mosaic: Mosaic, width: int, height: int, scale: float, x: float, y: float
) -> None:
    assume(min(mosaic.rows, mosaic.columns) * scale > 1)
    camera = Camera(x * mosaic.width, y * mosaic.height, scale)
    stack, size = numbered(mosaic), Size(width, height)
    seen = sample(stack, mosaic, camera, size)
    for row in range(height):
        for column in range(width):
            # the same arithmetic as in `sample`, so that edges are decided alike
            at_x = camera.x + (column + (0.5 - width / 2)) / scale
            at_y = camera.y + (row + (0.5 - height / 2)) / scale
            pixel = mosaic.at(at_x, at_y)
            assert seen.covered[row, column] == (pixel is not None)
            assert seen.values[row, column] == (0 if pixel is None else stack[pixel])


def test_row_0_is_at_the_top_and_pixels_are_square() -> None:
    mosaic = Mosaic.of(1, rows=2, columns=3)
    stack = np.arange(6).reshape(1, 2, 3)
    camera = Camera.fitting(Extent(mosaic.width, mosaic.height), Size(6, 4))
    seen = sample(stack, mosaic, Camera(camera.x, camera.y, 2.0), Size(6, 4))
    assert seen.values.tolist() == [[0, 0, 1, 1, 2, 2]] * 2 + [[3, 3, 4, 4, 5, 5]] * 2


def test_mosaics_are_near_to_a_square() -> None:
    for panels, rows, columns, across in (
        (8, 512, 1024, 2),
        (32, 185, 388, 4),
        (16, 352, 384, 4),
        (4, 192, 384, 2),
        (1, 1024, 1024, 1),
        (7, 10, 10, 3),
    ):
        assert Mosaic.of(panels, rows=rows, columns=columns).across == across


def test_gaps_are_seen_and_belong_to_no_panel() -> None:
    mosaic = Mosaic.of(4, rows=100, columns=100)
    assert mosaic.gap == 2.5
    assert mosaic.at(101, 50) is None
    assert mosaic.at(102.5, 50) == Pixel(1, 50, 0)


def test_a_panel_thinner_than_a_dot_is_seen() -> None:
    mosaic = Mosaic.of(1, rows=1, columns=500)
    camera = Camera.fitting(Extent(mosaic.width, mosaic.height), Size(50, 40))
    seen = sample(np.ones((1, 1, 500)), mosaic, camera, Size(50, 40))
    assert seen.covered.any(axis=1).sum() == 1


def test_big_endian_values_are_sampled_in_the_order_of_this_machine() -> None:
    stack = np.arange(4, dtype=">u2").reshape(1, 2, 2)
    seen = sample(stack, Mosaic.of(1, rows=2, columns=2), Camera(1, 1, 1), Size(2, 2))
    assert seen.values.dtype == np.dtype("=u2")
    assert seen.values.tolist() == [[0, 1], [2, 3]]
