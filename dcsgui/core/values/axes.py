"""What the axes of an array of constants stand for: gain modes, panels, rows, columns."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import Enum
from itertools import product

__all__ = ["Axes", "Form"]

GAIN_MODES = {
    3: ("g0", "g1", "g2"),
    7: ("FH", "FM", "FL", "AHL-H", "AML-M", "AHL-L", "AML-L"),
}
"""Names of gain modes by their number: of a jungfrau, and of an epix10ka."""

PANEL_AXES = 3
"""Panel, row and column are the last axes."""


class Form(Enum):
    """How constants are best looked at."""

    IMAGE = "image"
    CURVE = "curve"
    SCALAR = "scalar"
    EMPTY = "empty"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Axes:
    """What the axes of an array are, ``(..., panel, row, column)``.

    Attributes
    ----------
    form : Form
    leading : tuple of int
        Lengths of the axes before the panels; each is a slider.
    gain_axis : int or None
        Which of the leading axes counts gain modes: the first, if it has 3 or 7.
    panels, rows, columns : int
        Of each picture; 1 panel for a plain image, 1 row of `columns` values for a curve.

    Examples
    --------
    >>> axes = Axes.of((3, 8, 512, 1024))
    >>> axes.gain_axis, axes.gain_names, axes.panels, axes.rows, axes.columns
    (0, ('g0', 'g1', 'g2'), 8, 512, 1024)
    >>> Axes.of((32, 185, 388)).leading
    ()
    """

    form: Form
    leading: tuple[int, ...] = ()
    gain_axis: int | None = None
    panels: int = 1
    rows: int = 1
    columns: int = 1

    @classmethod
    def of(cls, shape: tuple[int, ...], dettype: str = "") -> Axes:
        """Tell the axes of a shape; `dettype` decides whether (3, row, column) are gain modes."""
        if not math.prod(shape):
            return cls(Form.EMPTY)
        if not shape:
            return cls(Form.SCALAR)
        if len(shape) == 1:
            return cls(Form.CURVE, columns=shape[0])
        panels_first = len(shape) == PANEL_AXES and _has_gain_modes(shape[0], dettype)
        body = shape[-2:] if panels_first else shape[-PANEL_AXES:]
        leading = shape[: len(shape) - len(body)]
        gain = 0 if leading and leading[0] in GAIN_MODES else None
        panels = body[0] if len(body) == PANEL_AXES else 1
        return cls(Form.IMAGE, leading, gain, panels, body[-2], body[-1])

    @property
    def gain_names(self) -> tuple[str, ...]:
        """The names of the gain modes; empty if no axis counts them."""
        return () if self.gain_axis is None else GAIN_MODES[self.leading[self.gain_axis]]

    @property
    def slabs(self) -> list[tuple[int, ...]]:
        """All indices of the leading axes: each is one picture, ``array[slab]``."""
        return list(product(*map(range, self.leading)))

    def nearest(self, slab: tuple[int, ...], most: int) -> list[tuple[int, ...]]:
        """Return `slab`, or the first one if there is none such, and those nearest to it.

        At most `most`, in the order in which somebody who goes on from it would come to them.

        Examples
        --------
        >>> Axes.of((7, 16, 352, 384)).nearest((3,), 4)
        [(3,), (4,), (2,), (5,)]
        """
        number = self._number(slab)
        near = range(number - most + 1, number + most)
        there = [other for other in near if 0 <= other < math.prod(self.leading)]
        there.sort(key=lambda other: (abs(other - number), other < number))
        return [self._slab(other) for other in there[:most]]

    def _number(self, slab: tuple[int, ...]) -> int:
        if len(slab) != len(self.leading):
            return 0
        number = 0
        for index, length in zip(slab, self.leading, strict=True):
            if not 0 <= index < length:
                return 0
            number = number * length + index
        return number

    def _slab(self, number: int) -> tuple[int, ...]:
        slab = []
        for length in reversed(self.leading):
            number, index = divmod(number, length)
            slab.append(index)
        return tuple(reversed(slab))


def _has_gain_modes(length: int, dettype: str) -> bool:
    return length in GAIN_MODES and dettype.startswith(("jungfrau", "epix10ka", "epixhr"))
