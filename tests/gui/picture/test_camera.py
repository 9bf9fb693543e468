from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dcsgui.gui.picture.camera import LARGEST, Camera, Extent, Size

SCREEN = Size(300, 200)
cameras = st.builds(Camera, st.floats(-1e4, 1e4), st.floats(-1e4, 1e4), st.floats(0.01, LARGEST))
places = st.tuples(st.floats(0, 300), st.floats(0, 200))


@given(cameras, places)
def test_points_and_places_are_inverse(camera: Camera, place: tuple[float, float]) -> None:
    assert camera.place(*camera.point(*place, SCREEN), SCREEN) == pytest.approx(place, abs=1e-6)


@given(cameras, places, st.floats(0.1, 10))
def test_zooming_keeps_the_point_under_the_cursor(
    camera: Camera, place: tuple[float, float], factor: float
) -> None:
    zoomed = camera.zoomed(factor, place, SCREEN, smallest=0.01)
    before, after = camera.point(*place, SCREEN), zoomed.point(*place, SCREEN)
    assert after == pytest.approx(before, abs=1e-6)
    assert 0.01 <= zoomed.scale <= LARGEST


@given(cameras, st.floats(-500, 500), st.floats(-500, 500))
def test_a_drag_takes_the_picture_along(camera: Camera, across: float, down: float) -> None:
    point = camera.point(150, 100, SCREEN)
    place = camera.moved(across, down).place(*point, SCREEN)
    assert place == pytest.approx((150 + across, 100 + down), abs=1e-6)


@given(st.floats(1, 1e4), st.floats(1, 1e4))
def test_a_fitting_picture_is_seen_whole(width: float, height: float) -> None:
    camera = Camera.fitting(Extent(width, height), SCREEN)
    for across, down in ((0.0, 0.0), (width, height)):
        x, y = camera.place(across, down, SCREEN)
        assert 0 <= x <= SCREEN.width
        assert 0 <= y <= SCREEN.height


def test_the_middle_stays_on_the_picture() -> None:
    camera = Camera(-50, 900, 1).within(Extent(100, 200))
    assert (camera.x, camera.y) == (0, 200)
