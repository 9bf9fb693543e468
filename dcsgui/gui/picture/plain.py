"""Values of any dtype as plain numbers, which are quick to compare and to count."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["plain"]

_SMALL = 2  # bytes of an integer that float32 holds exactly


def plain(values: NDArray[Any]) -> NDArray[Any]:
    """Return a few values as float32 or float64 numbers; complex ones by their magnitude."""
    if values.dtype.kind == "c":
        with np.errstate(over="ignore", invalid="ignore"):
            values = np.abs(values)
    size = values.dtype.itemsize
    small = values.dtype.kind == "b" or size <= _SMALL or (values.dtype.kind == "f" and size == 4)  # noqa: PLR2004
    with np.errstate(over="ignore", invalid="ignore"):
        return np.ascontiguousarray(values, np.float32 if small else np.float64)
