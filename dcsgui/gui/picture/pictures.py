"""The pictures that an array of constants holds: one for each index of its leading axes."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dcsgui.core.actions.answers.constants import Constants
from dcsgui.core.values.axes import Axes
from dcsgui.gui.picture.categories import Kind
from dcsgui.gui.picture.fewer import a_few
from dcsgui.gui.picture.levels import Levels
from dcsgui.gui.picture.mosaic import Mosaic, Pixel
from dcsgui.gui.picture.plain import plain

__all__ = ["Pictures"]

LARGE = 1e307
"""Differences of larger numbers may not be finite."""


class Pictures:
    """The pictures of a version.

    Attributes
    ----------
    node : NodeId
        The version.
    ctype : str
    axes : Axes
    kind : Kind
    """

    def __init__(self, constants: Constants) -> None:
        self._values = np.zeros(0) if constants.values is None else constants.values
        self.node = constants.node
        self.ctype = constants.row.ctype
        self.axes = Axes.of(self._values.shape, constants.dettype)
        self.kind = Kind.of(self.ctype, self._values)

    def stack(self, slab: tuple[int, ...], panel: int | None = None) -> NDArray[Any]:
        """Return one picture, (panel, row, column), or one panel of it, without copying."""
        picture: NDArray[Any] = self._values[slab]
        picture = picture.reshape((1,) * (3 - picture.ndim) + picture.shape)
        return picture if panel is None else picture[panel : panel + 1]

    def mosaic(self, panel: int | None) -> Mosaic:
        """Return how the panels lie, or a single one."""
        panels = self.axes.panels if panel is None else 1
        return Mosaic.of(panels, rows=self.axes.rows, columns=self.axes.columns)

    def value(self, slab: tuple[int, ...], pixel: Pixel) -> Any:
        """Return one value."""
        return self.stack(slab)[pixel]

    def like(self, slab: tuple[int, ...]) -> tuple[int, ...]:
        """Return the index `slab`, if there is such a picture, else that of the first."""
        leading = self.axes.leading
        fits = len(slab) == len(leading) and all(
            0 <= index < length for index, length in zip(slab, leading, strict=True)
        )
        return slab if fits else (0,) * len(leading)

    def guessed_levels(self, slab: tuple[int, ...]) -> Levels:
        """Return levels by a few values, for the moment until the numbers of a picture come."""
        few = plain(a_few(self.stack(slab)))
        few = np.clip(few[np.isfinite(few)].astype(np.float64), -LARGE, LARGE)
        if not few.size:
            return Levels.between(math.nan, math.nan)
        low, median, high = np.percentile(few, (1, 50, 99))
        spread = 5 * 1.4826 * float(np.median(np.abs(few - median)))
        if spread:
            low, high = max(few.min(), median - spread), min(few.max(), median + spread)
        return Levels.between(float(low), float(high))
