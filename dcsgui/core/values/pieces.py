"""An array of constants piece by piece, as plain real numbers: what statistics go over.

Pieces are small enough to stay in the cache of a processor, and to need little memory beside the
array, whatever its size.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dcsgui.core.values.progress import QUIET, Progress

__all__ = ["PIECE", "Extent", "extent_of", "finite_pieces", "pieces", "real"]

PIECE = 2**17
"""How many values a piece has at most."""


def real(values: NDArray[Any]) -> NDArray[Any]:
    """Return values as real numbers of native byte order: of bool 0 and 1, of complex |z|.

    Examples
    --------
    >>> real(np.array([True, False])), real(np.array([3 + 4j]))
    (array([1, 0], dtype=uint8), array([5.]))
    """
    kind, itemsize = values.dtype.kind, values.dtype.itemsize
    if kind == "b":
        return values.view(np.uint8)
    if kind == "c":
        with np.errstate(all="ignore"):
            return np.asarray(np.abs(values.astype(values.dtype.newbyteorder("="), copy=False)))
    if kind == "f" and itemsize != _SINGLE:  # half precision is slow, and a long double is rare
        with np.errstate(over="ignore"):
            return values.astype(np.float32 if itemsize < _SINGLE else np.float64, copy=False)
    return values.astype(values.dtype.newbyteorder("="), copy=False)


_SINGLE = 4


def pieces(array: NDArray[Any], progress: Progress = QUIET) -> Iterator[NDArray[Any]]:
    """Go through an array in C order, as `real` numbers; `Cancelled` where it is called off."""
    flat = array.reshape(-1)
    for start in range(0, flat.size, PIECE):
        progress.check()
        yield real(flat[start : start + PIECE])


@dataclass(frozen=True, slots=True)
class Extent:
    """How many values there are, and how far they go.

    Attributes
    ----------
    n, nan, infinite : int
        How many values, and how many of them are NaN and infinite.
    minimum, maximum : float
        Of the finite values; NaN if there is none.
    """

    n: int
    nan: int
    infinite: int
    minimum: float
    maximum: float

    @property
    def finite(self) -> int:
        """How many values are finite."""
        return self.n - self.nan - self.infinite


def extent_of(array: NDArray[Any], progress: Progress = QUIET) -> Extent:
    """Look at all values once.

    Examples
    --------
    >>> extent_of(np.array([2, np.nan, 7, -np.inf]))
    Extent(n=4, nan=1, infinite=1, minimum=2.0, maximum=7.0)
    """
    nan = infinite = 0
    low, high = np.inf, -np.inf
    for piece in pieces(array, progress):
        missing = int(np.count_nonzero(np.isnan(piece))) if piece.dtype.kind == "f" else 0
        least, most = float(np.fmin.reduce(piece)), float(np.fmax.reduce(piece))  # but NaN
        if not (np.isfinite(least) and np.isfinite(most)):
            values = piece[np.isfinite(piece)]
            infinite += piece.size - values.size - missing
            least, most = float(values.min(initial=np.inf)), float(values.max(initial=-np.inf))
        nan += missing
        low, high = min(low, least), max(high, most)
    if low > high:
        low = high = np.nan
    return Extent(array.size, nan, infinite, low, high)


def finite_pieces(
    array: NDArray[Any], extent: Extent, progress: Progress = QUIET
) -> Iterator[NDArray[np.float64]]:
    """Go through the finite values of an array, whose extent is known, in C order."""
    for piece in pieces(array, progress):
        values = piece if extent.finite == extent.n else piece[np.isfinite(piece)]
        yield values.astype(np.float64, copy=False)
