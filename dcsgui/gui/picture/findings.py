"""What is found by looking at all values of a picture: in a thread, once it rests."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from dcsgui.core.actions.answers.constants import Numbers
from dcsgui.gui.picture.categories import Categories
from dcsgui.gui.picture.lines import Lines
from dcsgui.gui.picture.mosaic import Sample
from dcsgui.gui.picture.outliers import Outliers

__all__ = ["Findings", "find"]


class Findings(NamedTuple):
    """Rare outliers and bad lines if there are any; how many values are of each kind, by code."""

    outliers: Outliers | None
    lines: Lines | None
    counts: dict[int, int]


def find(stack: NDArray[Any], categories: Categories | None, numbers: Numbers | None) -> Findings:
    """Look at all values of (panel, row, column)."""
    outliers = lines = None
    if numbers is not None:
        outliers = Outliers.of(stack, median=numbers.median, mad=numbers.mad)
    if numbers is not None and categories is None:
        lines = Lines.of(stack, mad=numbers.mad)
    return Findings(outliers, lines, {} if categories is None else _counts(stack, categories))


def _counts(stack: NDArray[Any], categories: Categories) -> dict[int, int]:
    counts = np.zeros(256, np.intp)
    for panel in stack:
        codes = categories.codes(Sample(panel, np.ones(panel.shape, np.bool_)))
        counts += np.bincount(codes.ravel(), minlength=256)
    return {int(code): int(counts[code]) for code in np.flatnonzero(counts)}
