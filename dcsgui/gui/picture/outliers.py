"""The few values far from all others, which a picture made smaller would leave out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dcsgui.gui.picture.camera import Camera
from dcsgui.gui.picture.mosaic import Mosaic, Sample
from dcsgui.gui.picture.plain import plain

__all__ = ["Outliers"]

RARE = 3e-3
"""Above this share of all values enough of them are seen anyway."""

SIGMAS = 5 * 1.4826  # from MAD


@dataclass(frozen=True, slots=True)
class Outliers:
    """Where rare outliers are, and their values; the worst last.

    Attributes
    ----------
    panels, rows, columns : (N,) intp
    values : (N,)
    """

    panels: NDArray[np.intp]
    rows: NDArray[np.intp]
    columns: NDArray[np.intp]
    values: NDArray[Any]

    @classmethod
    def of(cls, stack: NDArray[Any], *, median: float, mad: float) -> Outliers | None:
        """Find them, as far as they are rare; some 20 ms for 4 million values: in a thread."""
        found = []
        most = max(16, int(stack.size * RARE))
        for number, panel in enumerate(stack):
            numbers = plain(panel).ravel()
            with np.errstate(invalid="ignore", over="ignore"):
                far = np.abs(numbers - numbers.dtype.type(median)) <= SIGMAS * mad
            where = np.flatnonzero(~far)
            most -= len(where)
            if most < 0:
                return None
            found.append((np.full(len(where), number, np.intp), where))
        panels, places = (np.concatenate(parts) for parts in zip(*found, strict=True))
        rows, columns = np.divmod(places, stack.shape[2])
        values = stack[panels, rows, columns]
        with np.errstate(invalid="ignore", over="ignore"):
            order = np.argsort(np.abs(plain(values) - median), kind="stable")  # NaN comes last
        return cls(panels[order], rows[order], columns[order], values[order])

    def put_on(self, seen: Sample, mosaic: Mosaic, camera: Camera) -> None:
        """Put them on a picture made smaller, each on the dot where it is."""
        if camera.scale >= 1:
            return
        height, width = seen.values.shape
        down, across = np.divmod(self.panels, mosaic.across)
        left, top = across * (mosaic.columns + mosaic.gap), down * (mosaic.rows + mosaic.gap)
        left, top = left - camera.x, top - camera.y
        columns = _dots(left, self.columns, mosaic.columns, camera.scale, width / 2)
        rows = _dots(top, self.rows, mosaic.rows, camera.scale, height / 2)
        inside = (columns >= 0) & (columns < width) & (rows >= 0) & (rows < height)
        seen.values[rows[inside], columns[inside]] = self.values[inside]


def _dots(
    begins: NDArray[Any], places: NDArray[np.intp], length: int, scale: float, middle: float
) -> NDArray[np.intp]:
    """Return on which dots the places in panels are; those at the edges on dots of the panel."""
    dots = np.floor((begins + places + 0.5) * scale + middle)
    first = np.ceil(begins * scale + middle - 0.5)
    last = np.ceil((begins + length) * scale + middle - 0.5) - 1
    kept: NDArray[np.intp] = np.clip(dots, first, last).astype(np.intp)
    return kept
