from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from dcsgui.gui.picture.camera import Camera, Extent, Size
from dcsgui.gui.picture.lines import Lines
from dcsgui.gui.picture.mosaic import Mosaic, sample


def noise(dtype: str = "f4") -> NDArray[Any]:
    return np.random.default_rng(1).normal(100, 4, (4, 200, 300)).astype(dtype)


def found(stack: NDArray[Any]) -> tuple[list[list[int]], list[list[int]]]:
    lines = Lines.of(stack, mad=4 * 0.6745)
    if lines is None:
        return [], []
    return [sorted(rows.tolist()) for rows in lines.rows], [
        sorted(columns.tolist()) for columns in lines.columns
    ]


def test_noise_has_no_bad_lines() -> None:
    assert found(noise()) == ([], [])


def test_lines_that_are_moderately_off_are_found() -> None:
    stack = noise()
    stack[2, 100:, 85] += 8  # half of a column, by 2 sigma
    stack[1, 0] -= 8
    stack[3, :, 299] += 8
    assert found(stack) == ([[], [0], [], []], [[], [], [85], [299]])


def test_single_pixels_steps_and_slopes_are_no_lines() -> None:
    stack = noise()
    stack[0, 17, 31], stack[1, 3, 4], stack[1, 3, 5] = 1e6, np.nan, np.inf
    stack[2] += np.linspace(0, 40, 300)
    assert found(stack) == ([], [])


def test_panels_of_another_level_are_looked_at() -> None:
    stack = noise()
    stack[2] += 1e4
    stack[2, :, 85] -= 8
    stack[:, :, 150:] += 1000
    assert 85 in found(stack)[1][2]
    assert set(found(stack)[1][2]) <= {85, 149, 150}, "beside the step"


def test_extreme_values_do_no_harm() -> None:
    stack = np.full((1, 50, 50), 1e308)
    stack[0, :, 20] = -1e308
    assert Lines.of(stack, mad=1.0) is None


def test_every_other_column_is_usual() -> None:
    stack = noise()
    stack[:, :, ::2] += 8
    assert found(stack) == ([], [])


@pytest.mark.parametrize("dtype", ["u1", ">i2", "f2", "i8", "c8", "f8"])
def test_every_dtype_is_looked_at(dtype: str) -> None:
    stack = np.clip(noise(), 0, 255)
    stack[2, :, 85] += 12
    assert found(stack.astype(dtype)) == ([[], [], [], []], [[], [], [85], []])


@pytest.mark.parametrize("shape", [(1, 1, 1), (2, 3, 100), (2, 100, 3), (1, 0, 5)])
def test_few_lines_are_left_alone(shape: tuple[int, ...]) -> None:
    assert Lines.of(np.zeros(shape), mad=1) is None


@pytest.mark.parametrize("mad", [0, np.nan, np.inf, 1e308])
def test_without_a_measure_there_are_none(mad: float) -> None:
    assert Lines.of(noise(), mad=mad) is None


@pytest.mark.parametrize("width", range(150, 300, 7))
def test_they_are_seen_whatever_the_size_of_the_window(width: int) -> None:
    stack = np.zeros((4, 200, 300))
    stack[2, :, 85], stack[1, 13], stack[3, :, 299], stack[0, 0] = 1, 2, 3, 4
    lines = Lines.of(stack, mad=1)
    assert lines is not None
    mosaic, screen = Mosaic.of(4, rows=200, columns=300), Size(width, width - 20)
    camera = Camera.fitting(Extent(mosaic.width, mosaic.height), screen)
    seen = sample(stack, mosaic, camera, screen, lines)
    assert set(np.unique(seen.values)) == {0, 1, 2, 3, 4}
    for value, point in ((1, (85.5, 100)), (2, (150, 13.5))):
        left, top = mosaic.corner(2 if value == 1 else 1)
        across, down = camera.place(left + point[0], top + point[1], screen)
        rows, columns = np.nonzero(seen.values == value)
        near = min(np.abs(columns + 0.5 - across).min(), np.abs(rows + 0.5 - down).min())
        assert near <= 1, "it is shown where it is"
