"""The cameras of the demonstration: what their constants look like, as the recipe says it."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["Camera", "Frames", "Numbers"]

Frames = NDArray[Any]
"""Constants of a camera as (mode, panel, row, column)."""

Numbers = tuple[float, ...]
"""A number for each gain mode."""

Position = tuple[float, float, float]
"""Where the middle of something is: x and y in micrometres, and its angle in degrees."""

_PLAIN = 2  # axes of a camera with a single panel


@dataclass(frozen=True)
class Camera:
    """A kind of camera; numbers in ADU, see ``resources/demonstration/cameras.toml``.

    Attributes
    ----------
    panels, rows, columns, modes : int
        A camera of a single panel has no axis for panels, one of a single mode none for modes.
    asics : tuple of int
        Rows and columns of chips on a panel; `banks` groups of columns in each.
    level, panel, chip, bank, column, pixel : tuple of float
        Of the pedestals: their level, and how much panels ... pixels spread around it.
    drift, noise, gain : tuple of float
        ADU a degree, ADU, ADU a keV.
    gain_spread : float
        Relative.
    top : int
        The highest value that there is.
    hot, dead, saturated : int
        How many pixels are bad; `stuck` columns of a chip.
    weak : tuple of int
        A panel, and a chip of it, that is not as good as the others.
    pixel_um : float
        Side of a pixel.
    panel_places, group_places : tuple of Position
        Of the panels in their group, of the groups in the camera.
    from_corner : bool
        The origin of a panel in a geometry text is its corner, not its middle.
    """

    name: str
    asics: tuple[int, int]
    banks: int
    panels: int
    rows: int
    columns: int
    is_plain: bool
    level: Numbers
    panel: Numbers
    chip: Numbers
    bank: Numbers
    column: Numbers
    pixel: Numbers
    drift: Numbers
    noise: Numbers
    gain: Numbers
    gain_spread: float
    top: int
    hot: int
    dead: int
    saturated: int
    stuck: int
    weak: tuple[int, int]
    source: str
    pixel_um: float
    panel_name: str
    group_name: str
    camera_name: str
    panel_places: tuple[Position, ...]
    group_places: tuple[Position, ...]
    modes: int = 1
    from_corner: bool = False

    @classmethod
    def of(cls, name: str, entry: Mapping[str, Any]) -> Camera:
        """Make a camera of its entry in the recipe."""
        known = {key: _fixed(value) for key, value in entry.items()}
        shape, bad = known.pop("shape"), known.pop("bad")
        millions = math.prod(shape) / 1e6
        return cls(
            name=name,
            panels=1 if len(shape) == _PLAIN else shape[0],
            rows=shape[-2],
            columns=shape[-1],
            is_plain=len(shape) == _PLAIN,
            hot=round(bad[0] * millions),
            dead=round(bad[1] * millions),
            saturated=round(bad[2] * millions),
            **known,
        )

    @property
    def frame(self) -> tuple[int, ...]:
        """Shape of a picture: (panel, row, column), or (row, column)."""
        return (self.rows, self.columns) if self.is_plain else self.all_panels

    @property
    def all_panels(self) -> tuple[int, int, int]:
        """Shape of a picture with its axis of panels, even if there is only one."""
        return self.panels, self.rows, self.columns

    @property
    def shape(self) -> tuple[int, ...]:
        """Shape of pedestals, gain, noise and status."""
        return self.frame if self.modes == 1 else (self.modes, *self.frame)

    def frames(self, array: NDArray[Any]) -> Frames:
        """See an array of `shape`, or of `frame`, as (mode, panel, row, column)."""
        return array.reshape(-1, *self.all_panels)

    def edges(self) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        """Tell the rows and the columns at the edges of chips: their pixels are larger."""
        return _edges(self.rows, self.asics[0]), _edges(self.columns, self.asics[1])


def _fixed(value: Any) -> Any:
    """Return a value of the recipe, lists as tuples."""
    return tuple(map(_fixed, value)) if isinstance(value, list) else value


def _edges(length: int, chips: int) -> NDArray[np.intp]:
    ends = np.arange(chips + 1) * length // chips
    return np.sort(np.concatenate([ends[:-1], ends[1:] - 1]))
