"""Arrays of all numeric types for tests of statistics, and plain numpy to compare with."""

from __future__ import annotations

import math
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

DTYPES = [
    order + code
    for order in "<>"
    for code in ("b1", "i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8", "f2", "f4", "f8", "c8")
]


def plain(array: NDArray[np.generic]) -> NDArray[np.float64]:
    """Return the values as doubles, of complex ones the absolute values."""
    native = array.astype(array.dtype.newbyteorder("=")).reshape(-1)
    with np.errstate(all="ignore"):
        values = np.abs(native) if native.dtype.kind == "c" else native
    return np.asarray(values.astype(np.float64))


def same(found: Iterable[float], expected: Iterable[float], rel: float = 0.0) -> bool:
    """Whether numbers are the same, NaN included, to a relative difference."""
    pairs = zip(found, expected, strict=True)
    return all(
        (math.isnan(a) and math.isnan(b)) or a == b or math.isclose(a, b, rel_tol=rel)
        for a, b in pairs
    )
