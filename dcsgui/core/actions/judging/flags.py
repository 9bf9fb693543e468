"""What is measured of a panel of flags: status words, where 0 is good, and masks, where 1 is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["Flags", "are_flags", "bad_pixels", "flags_of", "is_mask"]

_WORDS = ("mask", "status")
"""What the names of types have in them whose values are flags."""


@dataclass(frozen=True, slots=True)
class Flags:
    """Flags of a panel, and how they differ from what they were.

    Attributes
    ----------
    n, bad : int
        How many pixels, and how many of them are bad.
    worse, cured : int
        How many are bad and were not; and the other way round.
    changed : int
        How many have another value.
    """

    n: int
    bad: int
    worse: int = 0
    cured: int = 0
    changed: int = 0


def are_flags(ctype: str) -> bool:
    """Tell whether the values of a type are flags, by its name."""
    return any(word in ctype for word in _WORDS)


def is_mask(ctype: str) -> bool:
    """Tell whether 0 is bad."""
    return "mask" in ctype


def bad_pixels(ctype: str, values: NDArray[Any]) -> NDArray[np.bool_]:
    """Tell which pixels are bad."""
    bad: NDArray[np.bool_] = values == 0 if is_mask(ctype) else values != 0
    return bad


def flags_of(ctype: str, new: NDArray[Any], old: NDArray[Any] | None = None) -> Flags:
    """Count the flags of a panel."""
    bad = bad_pixels(ctype, new)
    count = int(np.count_nonzero(bad))
    if old is None:
        return Flags(new.size, count)
    was = bad_pixels(ctype, old)
    return Flags(
        new.size,
        count,
        int(np.count_nonzero(bad & ~was)),
        int(np.count_nonzero(was & ~bad)),
        int(np.count_nonzero(new != old)),
    )
