"""Sums over the differences of two arrays, piece by piece: what `differences` is made of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["Running"]

PIECE = 2**16
"""So many values at once: what is computed from them stays in the cache of a processor."""

WIDE = 8
"""Bytes from which on integers do not fit a double."""


@dataclass(eq=False, slots=True)
class Running:
    """What is known of the differences so far; see `NumberDifference`.

    Attributes
    ----------
    atol, rtol : float
        The tolerance.
    nfinite : int
        How many pairs of finite values there are.
    total, squares : float
        Sums of the differences, and of their squares, over the finite ones.
    strange : bool
        Some values were not finite; then most likely there are more.
    """

    atol: float = 0.0
    rtol: float = 0.0
    n: int = 0
    ndiffer: int = 0
    nnotfinite: int = 0
    nfinite: int = 0
    total: float = 0.0
    squares: float = 0.0
    max_abs: float = 0.0
    where: tuple[int, ...] | None = None
    strange: bool = False

    def add(self, a: NDArray[Any], b: NDArray[Any], corner: tuple[int, ...]) -> None:
        """Count two arrays of one shape; `corner` is the index of their first values."""
        shape, a, b = a.shape, a.reshape(-1), b.reshape(-1)
        difference, work = _difference_of(a.dtype, b.dtype)
        room = np.empty((2, min(a.size, PIECE)), work)
        with np.errstate(all="ignore"):
            for start in range(0, a.size, PIECE):
                ours, theirs = a[start : start + PIECE], b[start : start + PIECE]
                apart = difference(ours, theirs, room[:, : ours.size])
                if (found := self._add(ours, theirs, apart)) is not None:
                    index = np.unravel_index(start + found, shape)
                    self.where = tuple(int(i) + at for i, at in zip(index, corner, strict=True))

    def merge(self, other: Running, index: tuple[int, ...]) -> None:
        """Add what is known of a panel, whose index in the whole is given."""
        self.n += other.n
        self.ndiffer += other.ndiffer
        self.nnotfinite += other.nnotfinite
        self.nfinite += other.nfinite
        self.total += other.total
        self.squares += other.squares
        if other.max_abs > self.max_abs:
            self.max_abs, self.where = other.max_abs, (*index, *(other.where or ()))

    def _add(self, a: NDArray[Any], b: NDArray[Any], apart: NDArray[Any]) -> int | None:
        """Count a piece; return where in it the largest difference so far is, None if it isn't."""
        self.n += a.size
        self.nfinite += a.size
        total = np.nan if self.strange else apart.sum()
        if not np.isfinite(total):
            self._take_out(a, b, apart)
            total = apart.sum()
        high, low = apart.max(), apart.min()
        if not high and not low:
            return None
        self.total += float(total)
        self.squares += float(np.einsum("i,i->", apart, apart))  # a dot product wakes threads
        self.ndiffer += self._count(b, apart)
        most = max(float(high), -float(low))
        if most <= self.max_abs:
            return None
        self.max_abs = most
        return _first(apart, high, low)

    def _count(self, b: NDArray[Any], apart: NDArray[Any]) -> int:
        """Count the finite values that are too far apart."""
        if not self.atol and not self.rtol:
            return int(np.count_nonzero(apart != 0))  # the comparison makes it faster
        size = np.abs(b) if b.dtype.kind == "c" else np.abs(b, dtype=apart.dtype)  # -128 of int8
        allowed = self.rtol * size + self.atol
        return int(np.count_nonzero(~(np.abs(apart) <= allowed) & (apart != 0)))

    def _take_out(self, a: NDArray[Any], b: NDArray[Any], apart: NDArray[Any]) -> None:
        """Count the pairs that are not finite, and give them the difference 0."""
        rows = np.flatnonzero(~np.isfinite(apart))
        self.strange = len(rows) > 0
        a, b = a[rows], b[rows]
        strange = ~(np.isfinite(a) & np.isfinite(b))  # others have overflowed
        equal = (a == b) | (np.isnan(a) & np.isnan(b))
        differ = int(np.count_nonzero(strange & ~equal))
        self.nnotfinite += differ
        self.ndiffer += differ
        self.nfinite -= int(np.count_nonzero(strange))
        apart[rows[strange]] = 0


_Difference = Callable[[NDArray[Any], NDArray[Any], NDArray[Any]], NDArray[Any]]


def _difference_of(a: np.dtype[Any], b: np.dtype[Any]) -> tuple[_Difference, Any]:
    """Return how values of two types are subtracted, and in which type that loses nothing."""
    if "c" in (a.kind, b.kind):
        return _complex, np.float64
    wide = any(
        (one.kind in "iu" and one.itemsize >= WIDE) or (one.kind == "f" and one.itemsize > WIDE)
        for one in (a, b)
    )
    return _real, np.longdouble if wide else np.float64


def _real(a: NDArray[Any], b: NDArray[Any], room: NDArray[Any]) -> NDArray[Any]:
    """Subtract in the type of `room`, which has space for both; numpy's own way takes longer."""
    ours, theirs = room
    np.copyto(ours, _number(a))
    np.copyto(theirs, _number(b))
    apart: NDArray[Any] = np.subtract(theirs, ours, out=theirs)
    return apart


def _complex(a: NDArray[Any], b: NDArray[Any], room: NDArray[Any]) -> NDArray[Any]:
    apart: NDArray[Any] = np.abs(np.subtract(b, a, dtype=np.complex128), out=room[0])
    return apart


def _number(values: NDArray[Any]) -> NDArray[Any]:
    return values.view(np.uint8) if values.dtype.kind == "b" else values


def _first(apart: NDArray[Any], high: Any, low: Any) -> int:
    """Find the first of the largest absolute differences."""
    if high > -low:
        return int(apart.argmax())
    if -low > high:
        return int(apart.argmin())
    return min(int(apart.argmax()), int(apart.argmin()))
