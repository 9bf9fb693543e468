"""Sums over the differences of two arrays, piece by piece: what `differences` is made of."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["Room", "Running"]

PIECE = 2**16
"""So many values at once: what is computed from them stays in the cache of a processor."""

ROW = 2**13
"""So many values at once are squared and summed: a longer dot product wakes threads."""

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

    def add(
        self, a: NDArray[Any], b: NDArray[Any], corner: tuple[int, ...], *, room: Room
    ) -> None:
        """Count two arrays of one shape; `corner` is the index of their first values."""
        shape, a, b = a.shape, a.reshape(-1), b.reshape(-1)
        strange: list[NDArray[np.intp]] = []
        with np.errstate(all="ignore"):
            for start in range(0, a.size, PIECE):
                ours, theirs = a[start : start + PIECE], b[start : start + PIECE]
                apart = room.difference(ours, theirs)
                total = math.nan if self.strange else float(np.add.reduce(apart))
                if not math.isfinite(total):
                    rows = room.take_out(ours, theirs, apart)
                    self.strange = len(rows) > 0
                    strange.append(rows + start)
                    total = float(np.add.reduce(apart))
                if (found := self._add(theirs, apart, total, room)) is not None:
                    index = np.unravel_index(start + found, shape)
                    self.where = tuple(int(i) + at for i, at in zip(index, corner, strict=True))
            self.n += a.size
            self.nfinite += a.size
            if strange:
                self._add_strange(a, b, np.concatenate(strange))

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

    def _add(self, b: NDArray[Any], apart: NDArray[Any], total: float, room: Room) -> int | None:
        """Count a piece; return where in it the largest difference so far is, None if it isn't."""
        high, low = np.maximum.reduce(apart), np.minimum.reduce(apart)
        if not high and not low:
            return None
        self.total += total
        self.squares += _squares(apart)
        self.ndiffer += self._count(b, apart, room)
        most = max(float(high), -float(low))
        if most <= self.max_abs:
            return None
        self.max_abs = most
        return _first(apart, high, low)

    def _count(self, b: NDArray[Any], apart: NDArray[Any], room: Room) -> int:
        """Count the finite values that are too far apart."""
        if not self.atol and not self.rtol:
            return room.count(apart)
        size = np.abs(b) if b.dtype.kind == "c" else np.abs(b, dtype=apart.dtype)  # -128 of int8
        allowed = self.rtol * size + self.atol
        return int(np.count_nonzero(~(np.abs(apart) <= allowed) & (apart != 0)))

    def _add_strange(self, a: NDArray[Any], b: NDArray[Any], rows: NDArray[np.intp]) -> None:
        """Count the pairs that are not finite."""
        a, b = a[rows], b[rows]
        equal = (a == b) | (np.isnan(a) & np.isnan(b))
        differ = len(rows) - int(np.count_nonzero(equal))
        self.nnotfinite += differ
        self.ndiffer += differ
        self.nfinite -= len(rows)


_Difference = Callable[[NDArray[Any], NDArray[Any], NDArray[Any]], NDArray[Any]]


@dataclass(eq=False, frozen=True, slots=True)
class Room:
    """Memory to work on pieces in, and how values of two types are subtracted in it.

    Attributes
    ----------
    numbers, flags : ndarray
        The memory.
    subtract : callable
        Subtracts two pieces in `numbers`.
    overflows : bool
        Whether the difference of two finite values may be infinite.
    """

    numbers: NDArray[Any]
    flags: NDArray[np.bool_]
    subtract: _Difference
    overflows: bool

    @classmethod
    def of(cls, a: np.dtype[Any], b: np.dtype[Any], size: int) -> Room:
        """Make some for arrays of two types, with `size` values or fewer."""
        subtract, work = _difference_of(a, b)
        size = min(size, PIECE)
        overflows = max(_width(a), _width(b)) >= np.dtype(work).itemsize
        return cls(np.empty((2, size), work), np.empty(size, np.bool_), subtract, overflows)

    def difference(self, a: NDArray[Any], b: NDArray[Any]) -> NDArray[Any]:
        """Subtract two pieces; it is there until the next ones are."""
        return self.subtract(a, b, self.numbers[:, : a.size])

    def take_out(self, a: NDArray[Any], b: NDArray[Any], apart: NDArray[Any]) -> NDArray[np.intp]:
        """Give the pairs that are not finite the difference 0; return where they are."""
        flags = np.isfinite(apart, out=self.flags[: apart.size])
        rows: NDArray[np.intp] = np.logical_not(flags, out=flags).nonzero()[0]
        if self.overflows:
            rows = rows[~(np.isfinite(a[rows]) & np.isfinite(b[rows]))]
        apart[rows] = 0
        return rows

    def count(self, apart: NDArray[Any]) -> int:
        """Count what is not 0; the comparison makes it faster."""
        return int(np.count_nonzero(np.not_equal(apart, 0, out=self.flags[: apart.size])))


def _width(dtype: np.dtype[Any]) -> int:
    """Return the bytes of a real number."""
    return dtype.itemsize // 2 if dtype.kind == "c" else dtype.itemsize


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


def _squares(apart: NDArray[Any]) -> float:
    """Return the sum of the squares, by dot products too short to wake threads for."""
    whole = apart.size // ROW * ROW
    rows, rest = apart[:whole].reshape(-1, ROW), apart[whole:]
    total = np.matmul(rows[:, None, :], rows[:, :, None]).sum()
    return float(total) + float(np.einsum("i,i->", rest, rest))


def _number(values: NDArray[Any]) -> NDArray[Any]:
    return values.view(np.uint8) if values.dtype.kind == "b" else values


def _first(apart: NDArray[Any], high: Any, low: Any) -> int:
    """Find the first of the largest absolute differences."""
    if high > -low:
        return int(apart.argmax())
    if -low > high:
        return int(apart.argmin())
    return min(int(apart.argmax()), int(apart.argmin()))
