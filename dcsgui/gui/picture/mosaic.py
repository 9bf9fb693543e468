"""Where the panels of a picture lie in a mosaic, and which value is at which point of it."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from dcsgui.gui.picture.camera import Camera, Size
from dcsgui.gui.picture.lines import Lines

__all__ = ["Mosaic", "Pixel", "Sample", "sample"]

GAP_FRACTION = 0.025
"""Of the longer side of a panel: how wide the gaps between panels are."""


_ROWS = 64
"""Rows of dots that are looked up together."""


class Pixel(NamedTuple):
    """A value of a picture, by the numbers of its panel, row and column."""

    panel: int
    row: int
    column: int


@dataclass(frozen=True, slots=True)
class Mosaic:
    """Panels side by side, near to a square; row 0 is at the top, panel 0 at the top left.

    Points of it are ``(x, y)`` in pixels of the panels, from its top left corner; y grows
    downwards, and pixel (row 0, column 0) of panel 0 covers 0 <= x < 1, 0 <= y < 1.

    Attributes
    ----------
    panels, rows, columns : int
    across, down : int
        How many panels there are side by side, and one below another.
    gap : float
        Between two panels, in pixels; a multiple of 1/4, so that sums of it are exact.

    Examples
    --------
    >>> mosaic = Mosaic.of(8, rows=512, columns=1024)
    >>> mosaic.across, mosaic.down, mosaic.corner(3)
    (2, 4, (1049.5, 537.5))
    >>> mosaic.at(1050.5, 540.0)
    Pixel(panel=3, row=2, column=1)
    """

    panels: int
    rows: int
    columns: int
    across: int
    down: int
    gap: float

    @classmethod
    def of(cls, panels: int, *, rows: int, columns: int) -> Mosaic:
        """Lay out panels of one size."""
        across = min(range(1, panels + 1), key=lambda n: _awkwardness(n, panels, rows, columns))
        gap = max(1, round(4 * GAP_FRACTION * max(rows, columns))) / 4 if panels > 1 else 0.0
        return cls(panels, rows, columns, across, -(-panels // across), gap)

    @property
    def width(self) -> float:
        """Of the whole mosaic, in pixels."""
        return self.across * (self.columns + self.gap) - self.gap

    @property
    def height(self) -> float:
        """Of the whole mosaic, in pixels."""
        return self.down * (self.rows + self.gap) - self.gap

    def corner(self, panel: int) -> tuple[float, float]:
        """Return the point where a panel begins."""
        down, across = divmod(panel, self.across)
        return across * (self.columns + self.gap), down * (self.rows + self.gap)

    def middle(self, pixel: Pixel) -> tuple[float, float]:
        """Return the point in the middle of a pixel."""
        x, y = self.corner(pixel.panel)
        return x + pixel.column + 0.5, y + pixel.row + 0.5

    def at(self, x: float, y: float) -> Pixel | None:
        """Return which pixel is at a point; None in a gap and outside."""
        across, column = divmod(x, self.columns + self.gap)
        down, row = divmod(y, self.rows + self.gap)
        panel = int(down * self.across + across)
        inside = 0 <= across < self.across and down >= 0 and panel < self.panels
        if not inside or column >= self.columns or row >= self.rows:
            return None
        return Pixel(panel, math.floor(row), math.floor(column))


def _awkwardness(across: int, panels: int, rows: int, columns: int) -> tuple[float, int, int]:
    """Tell how far from a square it is, then how many places stay empty; rather wide than high."""
    down = -(-panels // across)
    return (
        round(abs(math.log(across * columns / (down * rows))), 6),
        across * down - panels,
        -across,
    )


class Sample(NamedTuple):
    """The values that a screen shows: one for each dot of it.

    Attributes
    ----------
    values : (height, width)
        Of the dtype of the picture, but in the byte order of this machine; 0 where there is none.
    covered : (height, width) bool
        Where there is one.
    """

    values: NDArray[Any]
    covered: NDArray[np.bool_]


def sample(
    stack: NDArray[Any], mosaic: Mosaic, camera: Camera, size: Size, lines: Lines | None = None
) -> Sample:
    """Return the values at the middles of the dots of a screen of a size.

    Parameters
    ----------
    stack : (panels, rows, columns)
    mosaic : Mosaic
        Of that many panels.
    camera : Camera
        In dots of the screen, as `size`.
    size : Size
    lines : Lines or None
        Rows and columns that are shown instead of those beside them, if not all are.
    """
    values = np.zeros((size.height, size.width), stack.dtype.newbyteorder("="))
    covered = np.zeros(values.shape, np.bool_)
    xs = camera.x + _from_middle(size.width) / camera.scale
    ys = camera.y + _from_middle(size.height) / camera.scale
    for panel in range(mosaic.panels):
        left, top = mosaic.corner(panel)
        across, columns = _within(xs, left, mosaic.columns)
        down, rows = _within(ys, top, mosaic.rows)
        if len(columns) and len(rows):
            if lines is not None and camera.scale < 1:
                _put(lines.columns[panel], columns, begin=left - xs[across][0], camera=camera)
                _put(lines.rows[panel], rows, begin=top - ys[down][0], camera=camera)
            _pick(stack[panel], rows, columns, dots=values[down, across])
            covered[down, across] = True
    return Sample(values, covered)


def _pick(
    panel: NDArray[Any], rows: NDArray[np.intp], columns: NDArray[np.intp], *, dots: NDArray[Any]
) -> None:
    """Copy the values in these rows and columns; a few rows at a time, which stay in the cache."""
    for first in range(0, len(rows), _ROWS):
        some = panel.take(rows[first : first + _ROWS], axis=0)
        dots[first : first + _ROWS] = some.take(columns, axis=1)


def _put(
    lines: NDArray[np.intp], shown: NDArray[np.intp], *, begin: float, camera: Camera
) -> None:
    """Let the dots nearest to some lines show these; the panel begins there, in pixels."""
    dots = np.rint((begin + lines + 0.5) * camera.scale).astype(np.intp)
    shown[np.clip(dots, 0, len(shown) - 1)] = lines


def _from_middle(length: int) -> NDArray[np.float64]:
    """Return how far the middles of so many dots are from the middle of all."""
    return np.arange(length, dtype=np.float64) + (0.5 - length / 2)


def _within(
    positions: NDArray[np.float64], begin: float, length: int
) -> tuple[slice, NDArray[np.intp]]:
    """Return which of the rising positions are in a panel, and in which of its rows they are.

    If it is so thin that it is between two positions, the next one is taken, so that it is seen.
    """
    first, end = (int(place) for place in np.searchsorted(positions, (begin, begin + length)))
    if first == end and 0 < first < len(positions):
        end += 1
    within = np.floor(positions[first:end] - begin).astype(np.intp)
    return slice(first, end), np.minimum(within, length - 1)
