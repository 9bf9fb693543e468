"""Rows and columns that differ from their neighbours, which a picture made smaller may leave out.

A picture made smaller shows the value at the middle of each dot; whether a bad column is among
these depends on the size of the window. Where one stands out, dots show it instead.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dcsgui.gui.picture.plain import plain

__all__ = ["Lines"]

PARTS = 4
"""A line is looked at in so many parts, because it may be bad in one of them only."""

SIGMAS = 8.0
"""A line stands out if a part of it differs so many sigma more than lines usually do."""

CLIP = 5 * 1.4826
"""Values differ by at most so many MADs: single bad pixels are no line."""

LARGEST = 1e37
"""Single precision holds sums of a few of these."""

FEWEST = 8
"""Lines; of fewer one can't tell what is usual."""

MOST = 0.1
"""Of all lines: if more stand out, enough of them are seen anyway."""

Numbers = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Lines:
    """The rows and columns that stand out, for each panel; the worst last.

    Attributes
    ----------
    rows, columns : tuple of (N,) intp
    """

    rows: tuple[Numbers, ...]
    columns: tuple[Numbers, ...]

    @classmethod
    def of(cls, stack: NDArray[Any], *, mad: float) -> Lines | None:
        """Find them, if there are any; some 50 ms for 4 million values: in a thread."""
        if not 0 < mad < LARGEST:
            return None
        rows, columns = [], []
        for panel in stack:
            values = plain(panel)
            rows.append(_standing_out(values.T, mad))
            columns.append(_standing_out(values, mad))
        some = any(map(len, rows)) or any(map(len, columns))
        return cls(tuple(rows), tuple(columns)) if some else None


def _standing_out(values: NDArray[Any], mad: float) -> Numbers:
    """Return which columns stand out, the worst last."""
    height, width = values.shape
    if width < FEWEST or not height:
        return np.zeros(0, np.intp)
    scores = np.zeros(width)
    for part in np.array_split(values, min(PARTS, height)):
        off = np.abs(_off(part, CLIP * mad).mean(axis=0))
        usual = 1.4826 * float(np.median(off)) or 1 / height
        np.maximum(scores, off / usual, out=scores)
    beside = np.concatenate([[0], scores, [0]])
    found = np.flatnonzero((scores > SIGMAS) & (scores >= np.maximum(beside[:-2], beside[2:])))
    if len(found) > MOST * width:
        return np.zeros(0, np.intp)
    order: Numbers = found[np.argsort(scores[found], kind="stable")]
    return order


def _off(values: NDArray[Any], most: float) -> NDArray[Any]:
    """Return by how much values differ from the mean of those at their left and right; -1 to 1."""
    off = np.empty_like(values)
    with np.errstate(over="ignore", invalid="ignore"):
        np.add(values[:, :-2], values[:, 2:], out=off[:, 1:-1])
        off[:, 1:-1] *= -0.5
        off[:, 1:-1] += values[:, 1:-1]
        for edge, beside in ((0, 1), (-1, -2)):
            np.subtract(values[:, edge], values[:, beside], out=off[:, edge])
        np.clip(off, -most, most, out=off)
        off /= most
    off[np.isnan(off)] = 0
    return off
