"""How the bits and values of two arrays of status words or masks differ, part by part."""

from __future__ import annotations

from collections import Counter
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dcsgui.core.values.counts import BitTransition, ValueTransition

__all__ = ["Transitions", "has_bits"]

KEPT = 2**16
"""Pairs of values that are told apart at most; others than the first ones are not counted."""

BITS = 8
"""Bits of a byte."""


def has_bits(a: np.dtype[Any], b: np.dtype[Any]) -> bool:
    """Whether both types are integers or bools, of one size."""
    return a.kind in "biu" and b.kind in "biu" and a.itemsize == b.itemsize


class Transitions:
    """Counts the bits and values that differ between two arrays, which come part by part.

    Examples
    --------
    >>> counted = Transitions()
    >>> counted.add(np.array([0, 1, 6], "u2"), np.array([2, 1, 0], "u2"))
    >>> [(one.bit, one.cleared, one.set) for one in counted.bits]
    [(1, 1, 1), (2, 1, 0)]
    >>> counted.values(1)
    (ValueTransition(before=0, after=2, n=1),)
    """

    def __init__(self) -> None:
        self._cleared: Counter[int] = Counter()
        self._set: Counter[int] = Counter()
        self._pairs: Counter[tuple[int, int]] = Counter()

    def add(self, a: NDArray[Any], b: NDArray[Any]) -> None:
        """Count a part of both."""
        found = np.flatnonzero((a != b).reshape(-1))
        if not len(found):
            return
        before, after = a.reshape(-1)[found], b.reshape(-1)[found]
        self._add_bits(_words(before), _words(after))
        self._add_pairs(before, after)

    @property
    def bits(self) -> tuple[BitTransition, ...]:
        """The bits that differ anywhere, from the lowest one."""
        bits = sorted(self._cleared.keys() | self._set.keys())
        return tuple(BitTransition(bit, self._cleared[bit], self._set[bit]) for bit in bits)

    def values(self, most: int) -> tuple[ValueTransition, ...]:
        """Return the most frequent pairs of values that differ, as many as asked for."""
        ordered = sorted(self._pairs.items(), key=lambda item: (-item[1], item[0]))
        return tuple(ValueTransition(*pair, n) for pair, n in ordered[:most])

    @property
    def nvalues(self) -> int:
        """How many pairs of values there are, as far as they are told apart."""
        return len(self._pairs)

    def _add_bits(self, before: NDArray[Any], after: NDArray[Any]) -> None:
        left, came = before & ~after, after & ~before
        either = int(np.bitwise_or.reduce(left | came))
        for bit in range(before.dtype.itemsize * BITS):
            if either >> bit & 1:
                mask = before.dtype.type(1 << bit)
                for counted, words in ((self._cleared, left), (self._set, came)):
                    if number := int(np.count_nonzero(words & mask)):
                        counted[bit] += number

    def _add_pairs(self, before: NDArray[Any], after: NDArray[Any]) -> None:
        old, first = np.unique(before, return_inverse=True)
        new, second = np.unique(after, return_inverse=True)
        codes, numbers = np.unique(
            first.reshape(-1).astype(np.int64) * len(new) + second.reshape(-1), return_counts=True
        )
        for code, number in zip(codes.tolist(), numbers.tolist(), strict=True):
            pair = int(old[code // len(new)]), int(new[code % len(new)])
            if pair in self._pairs or len(self._pairs) < KEPT:
                self._pairs[pair] += number


def _words(values: NDArray[Any]) -> NDArray[Any]:
    """Return values as unsigned words of native byte order."""
    native = values.astype(values.dtype.newbyteorder("="), copy=False)
    return native.view(np.dtype(f"u{values.dtype.itemsize}"))
