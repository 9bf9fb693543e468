"""Small pictures of large arrays: of each gain mode, new and old and how they differ."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dcsgui.core.actions.answers.sanity import Thumbs
from dcsgui.core.actions.judging.pictures import are_told_apart
from dcsgui.core.values.axes import Axes

__all__ = ["SIDE", "Thumbnails"]

SIDE = 160
"""Pixels a side at most."""

MODES = 16
"""So many gain modes (or other pictures) are kept at most; the others are not shown."""

SAMPLED = 4096
"""Outliers of a panel are told by so many pixels."""

LOW, HIGH = 1, 99
"""Percentiles."""

F4 = NDArray[np.float32]


@dataclass
class _Mode:
    """The three small pictures of a gain mode."""

    new: F4
    old: F4 | None
    difference: F4 | None


@dataclass
class Thumbnails:
    """Makes small pictures of an array that is seen panel by panel.

    Attributes
    ----------
    shape : tuple of int
    dettype : str
    compared : bool
        There is an old array, too.
    """

    shape: tuple[int, ...]
    dettype: str
    compared: bool
    _modes: dict[tuple[int, ...], _Mode] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.axes = Axes.of(self.shape, self.dettype)
        self._wanted = are_told_apart(self.shape, self.dettype)
        if self._wanted:
            self._grid = _Grid.of(self.axes)

    def add(self, index: tuple[int, ...], new: NDArray[Any], old: NDArray[Any] | None) -> None:
        """Take a panel, as numbers that can be subtracted."""
        slab = self.slab(index)
        if not self._wanted or (slab not in self._modes and len(self._modes) == MODES):
            return
        mode = self._modes.get(slab)
        if mode is None:
            mode = self._modes[slab] = self._blank()
        at = self._grid.place(index[-1] if len(index) > len(slab) else 0)
        mode.new[at] = self._grid.small(new)
        if mode.old is not None and mode.difference is not None and old is not None:
            mode.old[at] = self._grid.small(old)
            with np.errstate(all="ignore"):
                mode.difference[at] = self._grid.small(new - old)

    def slab(self, index: tuple[int, ...]) -> tuple[int, ...]:
        """Return which gain mode (and other leading axes) a picture is of."""
        return index[: len(self.axes.leading)]

    def thumbs(self, slab: tuple[int, ...], least: float) -> Thumbs | None:
        """Return the pictures of a gain mode.

        Parameters
        ----------
        slab : tuple of int
        least : float
            A difference that means nothing: it is not made to look like something.
        """
        mode = self._modes.get(slab) or next(iter(self._modes.values()), None)
        if mode is None:
            return None
        names, axis = self.axes.gain_names, self.axes.gain_axis
        gain = names[slab[axis]] if names and axis is not None and slab in self._modes else ""
        low, high = _levels([mode.new] if mode.old is None else [mode.new, mode.old])
        return Thumbs(
            gain, mode.new, mode.old, mode.difference, low, high, _span(mode.difference, least)
        )

    def _blank(self) -> _Mode:
        shape = self._grid.shape
        new = np.full(shape, np.nan, np.float32)
        return _Mode(
            new, new.copy() if self.compared else None, new.copy() if self.compared else None
        )


@dataclass(frozen=True)
class _Grid:
    """Where each panel is, and how small."""

    rows: int
    columns: int
    across: int
    down: int
    height: int
    width: int
    gap: int

    @classmethod
    def of(cls, axes: Axes) -> _Grid:
        """Lay out panels near to a square."""
        panels, rows, columns = axes.panels, axes.rows, axes.columns
        across = min(range(1, panels + 1), key=lambda n: _awkward(n, panels, rows, columns))
        down = -(-panels // across)
        gap = 1 if max(across, down) * 4 <= SIDE and panels > 1 else 0
        scale = min(
            1.0,
            (SIDE - gap * (across - 1)) / (across * columns),
            (SIDE - gap * (down - 1)) / (down * rows),
        )
        height = max(1, min(math.floor(rows * scale), SIDE))
        width = max(1, min(math.floor(columns * scale), SIDE))
        return cls(rows, columns, across, down, height, width, gap)

    @property
    def shape(self) -> tuple[int, int]:
        """Of the whole small picture."""
        return (
            self.down * (self.height + self.gap) - self.gap,
            self.across * (self.width + self.gap) - self.gap,
        )

    def place(self, panel: int) -> tuple[slice, slice]:
        """Say where a panel is."""
        down, across = divmod(panel, self.across)
        top, left = down * (self.height + self.gap), across * (self.width + self.gap)
        return slice(top, top + self.height), slice(left, left + self.width)

    def small(self, values: NDArray[Any]) -> F4:
        """Average the finite values below each pixel, outliers cut down; NaN without any."""
        low, high = _bounds(values)
        with np.errstate(all="ignore"):
            cut = np.clip(values, low, high)
        fine = np.isfinite(values)
        if fine.all():
            return self._sums(cut) / self._counts()
        sums, counts = self._sums(np.where(fine, cut, 0)), self._sums(fine.astype(np.float32))
        with np.errstate(all="ignore"):
            return sums / counts

    def _sums(self, values: NDArray[Any]) -> F4:
        rows, columns = self._edges()
        some = np.add.reduceat(values, rows[:-1], axis=0)
        return np.add.reduceat(some, columns[:-1], axis=1).astype(np.float32)

    def _counts(self) -> F4:
        rows, columns = self._edges()
        return np.multiply.outer(np.diff(rows), np.diff(columns)).astype(np.float32)

    def _edges(self) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        rows = np.arange(self.height + 1) * self.rows // self.height
        return rows, np.arange(self.width + 1) * self.columns // self.width


def _awkward(across: int, panels: int, rows: int, columns: int) -> tuple[float, int, int]:
    """Tell how far from a square it is, then how many places stay empty."""
    down = -(-panels // across)
    ratio = abs(math.log(across * columns / (down * rows)))
    return round(ratio, 6), across * down - panels, -across


def _bounds(values: NDArray[Any]) -> tuple[float, float]:
    """Say between what most values are, and half as far again."""
    flat = values.reshape(-1)
    some = flat[:: flat.size // SAMPLED | 1]
    some = some[np.isfinite(some)]
    if not some.size:
        return -math.inf, math.inf
    low, high = (float(one) for one in np.percentile(some, (LOW, HIGH)))
    more = (high - low) / 2
    return (low - more, high + more) if more else (-math.inf, math.inf)


def _levels(small: list[F4]) -> tuple[float, float]:
    values = np.concatenate([one[np.isfinite(one)] for one in small])
    if not values.size:
        return -0.5, 0.5
    low, high = (float(one) for one in np.percentile(values, (LOW, HIGH)))
    if low == high:
        low, high = float(values.min()), float(values.max())
    if low < high:
        return low, high
    half = max(0.5, abs(low) * 1e-6)
    return low - half, high + half


def _span(difference: F4 | None, least: float) -> float:
    values = np.empty(0) if difference is None else np.abs(difference[np.isfinite(difference)])
    found = float(np.percentile(values, HIGH)) if values.size else 0.0
    span = max(found, least if math.isfinite(least) else 0.0)
    return span or 1.0
