"""One picture, seen on a screen: which dot gets which code; only what changed is done again."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from dcsgui.gui.picture.camera import Camera, Size
from dcsgui.gui.picture.categories import Categories
from dcsgui.gui.picture.levels import Levels
from dcsgui.gui.picture.lines import Lines
from dcsgui.gui.picture.mosaic import Mosaic, Sample, sample
from dcsgui.gui.picture.outliers import Outliers
from dcsgui.gui.picture.shading import Shading

__all__ = ["Rendering"]


class Rendering:
    """Picks the values of the dots, then turns them into codes; keeps both while they hold.

    Examples
    --------
    >>> rendering = Rendering()
    >>> rendering.set_picture(np.arange(4.0).reshape(1, 2, 2), Mosaic.of(1, rows=2, columns=2))
    >>> rendering.set_levels(Levels(0.0, 2.0))
    >>> rendering.codes(Camera(1.0, 1.0, 1.0), Size(2, 2)).tolist()
    [[1, 127], [252, 253]]
    """

    def __init__(self) -> None:
        self._stack: NDArray[Any] | None = None
        self._mosaic = Mosaic.of(1, rows=1, columns=1)
        self._categories: Categories | None = None
        self._outliers: Outliers | None = None
        self._lines: Lines | None = None
        self._levels = Levels(0.0, 1.0)
        self._view: tuple[Camera, Size] | None = None
        self._seen: Sample | None = None
        self._shading: Shading | None = None
        self._codes: NDArray[np.uint8] | None = None

    def set_picture(
        self, stack: NDArray[Any], mosaic: Mosaic, categories: Categories | None = None
    ) -> None:
        """Take another picture: (panel, row, column), for that mosaic."""
        self._stack, self._mosaic, self._categories = stack, mosaic, categories
        self._outliers = self._lines = None
        self._forget()

    def set_outliers(self, outliers: Outliers | None, lines: Lines | None = None) -> None:
        """Show what stands out in this picture even where it is made smaller."""
        self._outliers, self._lines = outliers, lines
        self._forget()

    def set_levels(self, levels: Levels) -> None:
        """Spread the colours between these levels."""
        if levels != self._levels:
            self._levels = levels
            self._codes = None

    def clear(self) -> None:
        """Let go of the picture."""
        self._stack = self._outliers = self._lines = None
        self._forget()

    def codes(self, camera: Camera, size: Size) -> NDArray[np.uint8]:
        """Return the codes, (height, width), of what is seen; the camera in dots of that size."""
        if (camera, size) != self._view:
            self._forget()
            self._view = (camera, size)
        if self._codes is None:
            self._codes = self._shade(self._look(camera, size))
        return self._codes

    def _look(self, camera: Camera, size: Size) -> Sample:
        if self._seen is None:
            stack = np.zeros((1, 1, 1)) if self._stack is None else self._stack
            self._seen = sample(stack, self._mosaic, camera, size, self._lines)
            if self._outliers is not None:
                self._outliers.put_on(self._seen, self._mosaic, camera)
        return self._seen

    def _shade(self, seen: Sample) -> NDArray[np.uint8]:
        if self._categories is not None:
            return self._categories.codes(seen)
        if self._shading is None:
            self._shading = Shading(seen)
        return self._shading.codes(self._levels)

    def _forget(self) -> None:
        self._seen = self._shading = self._codes = None
