"""Masks and status words: values that are not amounts, but kinds."""

from __future__ import annotations

from enum import Enum
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dcsgui.gui.picture.colours import Colours
from dcsgui.gui.picture.fewer import a_few
from dcsgui.gui.picture.mosaic import Sample
from dcsgui.gui.picture.shading import STEPS, Code

__all__ = ["Categories", "Kind"]

GOOD, BAD = 0x8DA2AE, 0xD55E00
BITS = (0xE69F00, 0x56B4E9, 0x009E73, 0xF0E442, 0x0072B2, 0xD55E00, 0xCC79A7, 0x9B6B43)
SEVERAL, OTHER = 0xB00020, 0x5B4A8A

_MASKS = {"mask", "pixel_mask"}
_STATES = {"status", "pixel_status", "status_data", "status_extra"}

_ZERO, _ONE = Code.FIRST, Code.FIRST + 1  # codes: a value of 0, and for masks of 1
_FIRST_BIT, _NBITS = Code.FIRST + 1, 64
_SEVERAL, _OTHER = _FIRST_BIT + _NBITS, _FIRST_BIT + _NBITS + 1


class Kind(Enum):
    """What the numbers of a picture are."""

    AMOUNT = "amount"
    MASK = "mask"
    STATUS = "status"
    TRUTH = "truth"

    @classmethod
    def of(cls, ctype: str, values: NDArray[Any]) -> Kind:
        """Tell by the calibration type, and by a few of the values if these are needed."""
        if ctype in _MASKS and _is_whole(values):
            return cls.MASK
        if ctype in _STATES and _is_whole(values):
            return cls.STATUS
        return cls.TRUTH if values.dtype.kind == "b" else cls.AMOUNT


def _is_whole(values: NDArray[Any]) -> bool:
    if values.dtype.kind == "f":
        with np.errstate(invalid="ignore"):
            return bool(np.all(np.mod(a_few(values), 1) == 0))
    return values.dtype.kind in "biu"


class Categories:
    """The codes, colours and names of one kind of categories.

    Examples
    --------
    >>> status = Categories(Kind.STATUS)
    >>> values = np.array([[0, 1, 8, 9]], "u2")
    >>> codes = status.codes(Sample(values, np.ones(values.shape, bool)))
    >>> [status.name(int(code)) for code in codes[0]]
    ['good', 'bit 0', 'bit 3', 'several bits']
    >>> status.describe(values[0, 3])
    '9 = 0x9, bits 0, 3'
    """

    def __init__(self, kind: Kind) -> None:
        self.kind = kind
        steps = np.full(STEPS, OTHER, np.uint32)
        if kind is Kind.STATUS:
            steps[_ZERO - 1] = GOOD
            for bit in range(_NBITS):
                steps[_FIRST_BIT - 1 + bit] = BITS[bit % len(BITS)]
            steps[_SEVERAL - 1] = SEVERAL
        else:
            steps[_ZERO - 1], steps[_ONE - 1] = BAD, GOOD
        self.colours = Colours(steps, under=OTHER, over=OTHER)

    def codes(self, seen: Sample) -> NDArray[np.uint8]:
        """Return the codes of all dots of a screen."""
        codes = self._codes(seen.values)
        codes[~seen.covered] = Code.NOTHING
        return codes

    def _codes(self, values: NDArray[Any]) -> NDArray[np.uint8]:
        if values.dtype.kind == "f":
            with np.errstate(invalid="ignore"):
                codes = self._codes(np.where(np.isfinite(values), values, 0).astype(np.int64))
            codes[~np.isfinite(values)] = Code.NOT_FINITE
            return codes
        if self.kind is not Kind.STATUS:
            table = np.array((_ZERO, _ONE, _OTHER), np.uint8)
            others = np.where((values == 0) | (values == 1), values, 2)
            return table[others.astype(np.intp)]
        bits = values.astype(np.int64 if values.dtype.kind == "i" else np.uint64).view(np.uint64)
        lowest = bits & (~bits + np.uint64(1))
        with np.errstate(divide="ignore"):
            where = np.log2(lowest.astype(np.float64))  # exact: powers of two
        codes = np.full(values.shape, _SEVERAL, np.uint8)
        single = (bits == lowest) & (bits != 0)
        codes[single] = where[single].astype(np.uint8) + np.uint8(_FIRST_BIT)
        codes[bits == 0] = _ZERO
        return codes

    def name(self, code: int) -> str:
        """Return what a code stands for."""
        if code == Code.NOT_FINITE:
            return "not finite"
        if code == _OTHER:
            return "other"
        if self.kind is Kind.STATUS:
            if code == _ZERO:
                return "good"
            return "several bits" if code == _SEVERAL else f"bit {code - _FIRST_BIT}"
        names = ("masked", "good") if self.kind is Kind.MASK else ("false", "true")
        return names[code - _ZERO]

    def describe(self, value: Any) -> str:
        """Return a value for the cursor."""
        if self.kind is Kind.TRUTH:
            return "true" if value else "false"
        if not np.isfinite(value):
            return "NaN" if np.isnan(value) else str(value)
        number = int(value)
        if self.kind is Kind.MASK:
            return f"{number}, {'masked' if not number else 'good' if number == 1 else 'other'}"
        if not number:
            return "0, good"
        bits = [str(bit) for bit in range(_NBITS) if number >> bit & 1]
        word = "bit" if len(bits) == 1 else "bits"
        return f"{number} = {number % 2**_NBITS:#x}, {word} {', '.join(bits)}"
