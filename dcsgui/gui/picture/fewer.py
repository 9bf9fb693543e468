"""A few of many values: for guesses that must cost nothing."""

from __future__ import annotations

import math
from typing import Any

from numpy.typing import NDArray

__all__ = ["a_few"]

FEW = 4096


def a_few(values: NDArray[Any]) -> NDArray[Any]:
    """Return some thousands of the values, from all over the array; all if there are no more.

    Examples
    --------
    >>> import numpy as np
    >>> len(a_few(np.arange(10))), len(a_few(np.zeros((1000, 1000)))) <= 2 * FEW
    (10, True)
    """
    step = max(1, math.ceil((values.size / FEW) ** (1 / max(values.ndim, 1))))
    thinned = values[tuple(slice(None, None, step if n > step else 1) for n in values.shape)]
    return thinned.ravel()[:: max(1, thinned.size // FEW)]
