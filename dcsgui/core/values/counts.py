"""What was counted of the differences of two arrays, as plain values without numpy."""

from __future__ import annotations

from dataclasses import dataclass

from dcsgui.core.values.errors import BadValue

__all__ = [
    "EXACT",
    "BitTransition",
    "NumberDifference",
    "PanelDifference",
    "Tolerance",
    "ValueTransition",
]


@dataclass(frozen=True, slots=True)
class Tolerance:
    """How far two values may be apart and count as equal, as `numpy.isclose` means it.

    ``|a - b| <= atol + rtol * |b|``; both 0 is exact.

    Attributes
    ----------
    atol, rtol : float
        Neither negative nor NaN; else `BadValue`.
    """

    atol: float = 0.0
    rtol: float = 0.0

    def __post_init__(self) -> None:
        for name, value in (("atol", self.atol), ("rtol", self.rtol)):
            if not value >= 0:  # also for NaN
                raise BadValue(f"The tolerance {name} is a number from 0 on, not {value!r}.")

    @property
    def exact(self) -> bool:
        """Whether only equal values count as equal."""
        return not self.atol and not self.rtol


EXACT = Tolerance()
"""No tolerance."""


@dataclass(frozen=True, slots=True)
class NumberDifference:
    """How the numbers of two arrays, or of a panel of them, differ.

    Attributes
    ----------
    n : int
        How many values each has.
    ndiffer : int
        How many of them are further apart than the tolerance, or of which one alone is finite.
    nnotfinite : int
        How many of those that differ have a NaN or an infinity on one side, or different ones.
    max_abs : float or None
        The largest absolute difference of finite values; None if there are none.
    where : tuple of int or None
        The first index that has it; None if no finite values differ.
    mean, rms : float or None
        Of the differences of all finite values, equal ones included; None if there are none.
    """

    n: int
    ndiffer: int
    nnotfinite: int
    max_abs: float | None
    where: tuple[int, ...] | None
    mean: float | None
    rms: float | None


@dataclass(frozen=True, slots=True)
class PanelDifference:
    """How a panel, in one of the gain modes, differs.

    Attributes
    ----------
    index : tuple of int
        Of the leading axes: ``array[index]`` is the panel.
    gain : str
        The name of its gain mode; "" if the array has none.
    numbers : NumberDifference
        `where` is row and column in the panel.
    """

    index: tuple[int, ...]
    gain: str
    numbers: NumberDifference


@dataclass(frozen=True, slots=True)
class BitTransition:
    """How often a bit differs.

    Attributes
    ----------
    bit : int
        From 0, the lowest one.
    cleared, set : int
        How many values have it in A only, and in B only.
    """

    bit: int
    cleared: int
    set: int


@dataclass(frozen=True, slots=True)
class ValueTransition:
    """How often a value became another one.

    Attributes
    ----------
    before, after : int
        The value in A, and in B.
    n : int
        How many times.
    """

    before: int
    after: int
    n: int
