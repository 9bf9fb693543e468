"""How two arrays of numbers differ, counted part by part: pure numpy, little memory.

The difference of two values is the second less the first; of complex numbers, its absolute value.
NaN is equal to NaN, and an infinity to itself.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dcsgui.core.values.axes import Axes, Form
from dcsgui.core.values.counts import EXACT, NumberDifference, PanelDifference, Tolerance
from dcsgui.core.values.parts import Part
from dcsgui.core.values.running import Room, Running

__all__ = ["Differences"]

PICTURE_AXES = 2
"""Rows and columns."""

PANELS = 4096
"""An array with more pictures is not told panel by panel."""


class Differences:
    """Counts how two arrays of one shape differ, which come part by part.

    Parameters
    ----------
    shape : tuple of int
    tolerance : Tolerance
    dettype : str
        Decides whether (3, row, column) are gain modes; see `Axes`.

    Examples
    --------
    >>> counted = Differences((2, 2))
    >>> counted.add(np.zeros((2, 2)), np.array([[0, 3], [0, -4.0]]), (slice(0, 2), slice(0, 2)))
    >>> found = counted.total
    >>> found.ndiffer, found.max_abs, found.where, found.mean, found.rms
    (2, 4.0, (1, 1), -0.25, 2.5)
    """

    def __init__(
        self, shape: tuple[int, ...], *, tolerance: Tolerance = EXACT, dettype: str = ""
    ) -> None:
        self._axes = Axes.of(shape, dettype)
        pictures = math.prod(shape[:-PICTURE_AXES])
        self._by_panel = self._axes.form is Form.IMAGE and 1 < pictures <= PANELS
        self._tolerance = tolerance
        self._size = math.prod(shape)
        self._room: Room | None = None
        self._running: dict[tuple[int, ...], Running] = {}

    def add(self, a: NDArray[Any], b: NDArray[Any], part: Part) -> None:
        """Count a part of both arrays, which begins where `part` says."""
        corner = tuple(one.start for one in part)
        if self._room is None:
            self._room = Room.of(a.dtype, b.dtype, self._size)
        leading = a.shape[:-PICTURE_AXES] if self._by_panel else ()
        for index in np.ndindex(leading):
            panel = tuple(i + start for i, start in zip(index, corner, strict=False))
            running = self._running.get(panel)
            if running is None:
                running = self._running[panel] = Running(
                    self._tolerance.atol, self._tolerance.rtol
                )
            running.add(a[index], b[index], corner[len(index) :], room=self._room)

    @property
    def total(self) -> NumberDifference:
        """How they differ as a whole, as far as it was counted."""
        whole = Running(self._tolerance.atol, self._tolerance.rtol)
        for index in sorted(self._running):
            whole.merge(self._running[index], index)
        return _numbers(whole)

    @property
    def panels(self) -> tuple[PanelDifference, ...]:
        """How each panel differs, in their order; empty for an array that has none."""
        if not self._by_panel:
            return ()
        return tuple(
            PanelDifference(index, self._gain(index), _numbers(self._running[index]))
            for index in sorted(self._running)
        )

    def _gain(self, index: tuple[int, ...]) -> str:
        names = self._axes.gain_names
        return names[index[self._axes.gain_axis or 0]] if names else ""


def _numbers(running: Running) -> NumberDifference:
    count = running.nfinite
    return NumberDifference(
        running.n,
        running.ndiffer,
        running.nnotfinite,
        running.max_abs if count else None,
        running.where if running.max_abs else None,
        running.total / count if count else None,
        math.sqrt(running.squares / count) if count else None,
    )
