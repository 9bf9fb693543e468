"""What the comments at the begin of an n-d array text say of dtype and shape."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np

from dcsgui.core.files.constants import NUMERIC
from dcsgui.core.values.errors import BadValue, shown

__all__ = ["TextHeader", "read_header"]

MOST_AXES = 32
"""More axes HDF5 has not."""

_DIGITS = 18
_ENTRY = re.compile(r"#\s*(DTYPE|DATATYPE|NDIMS?|DIM:\d{1,6}|SHAPE)(?:\s+(.*))?", re.DOTALL)
_TYPE = re.compile(r"[<>=|]?[a-z]{1,12}\d{0,3}")
_SHAPE = re.compile(r"[(\[]?\s*((?:\d+\s*,\s*)*(?:\d+\s*)?)[)\]]?")

_NAMES = {"int": "int64", "uint": "uint64", "long": "int64", "ulong": "uint64", "float": "float64"}
"""Names that mean another type on another machine, or to another numpy: here they do not."""

Complain = Callable[[int, str], BadValue]
"""Makes an error of the number of a line and of what is wrong there."""


@dataclass(frozen=True, slots=True)
class TextHeader:
    """What a text says of its array.

    Attributes
    ----------
    dtype : dtype or None
        None if it does not say.
    shape : tuple of int or None
        None if it does not say: then it is as the lines have it.
    line : int
        Where it says the last of it, from 1; 0 if nowhere.
    """

    dtype: np.dtype[Any] | None = None
    shape: tuple[int, ...] | None = None
    line: int = 0


def read_header(lines: Iterable[str], complain: Complain) -> TextHeader:
    """Read the comment lines that a text begins with.

    Parameters
    ----------
    lines : iterable of str
        The lines, from the first of the file on; blank ones may be among them.
    complain : function of (int, str)
        Makes the error for a line that can't be understood.

    Returns
    -------
    TextHeader
        Of ``DIM:0``, ``DIM:1`` ... (or ``DIM:1``, ``DIM:2`` ...) only the order counts.
        ``DATATYPE`` and ``SHAPE``, as lcls2 writes them, do as well, and must not contradict.

    Raises
    ------
    BadValue
        As `complain` says it.

    Examples
    --------
    >>> lines = ["# DTYPE  double", "# NDIM  2", "# DIM:1  3", "# DIM:2  4"]
    >>> read_header(lines, lambda line, what: BadValue(what))
    TextHeader(dtype=dtype('float64'), shape=(3, 4), line=4)
    """
    reading = _Reading(complain)
    for number, text in enumerate(lines, 1):
        entry = _ENTRY.fullmatch(text.strip())
        if entry is not None:
            reading.take(number, entry[1], (entry[2] or "").strip())
    return reading.header()


class _Reading:
    """Collects what a header says, and compares what it says twice."""

    def __init__(self, complain: Complain) -> None:
        self._complain = complain
        self._dtype: np.dtype[Any] | None = None
        self._shape: tuple[int, ...] | None = None
        self._naxes: int | None = None
        self._dims: list[int] = []
        self._line = 0

    def take(self, line: int, key: str, value: str) -> None:
        self._line = line
        if key in {"DTYPE", "DATATYPE"}:
            self._dtype = self._same(key, self._dtype, self._dtype_of(value))
        elif key == "SHAPE":
            self._shape = self._same(key, self._shape, self._shape_of(value))
        elif key.startswith("DIM:"):
            self._dims.append(self._number(key, value))
        else:
            self._naxes = self._same(key, self._naxes, self._number(key, value))

    def header(self) -> TextHeader:
        shape = self._shape
        if self._naxes is not None or self._dims:
            if self._naxes not in (None, len(self._dims)):
                raise self._complain(
                    self._line,
                    f"the header declares {self._naxes} axes (NDIM) and gives the lengths of "
                    f"{len(self._dims)} (DIM:0 ...)",
                )
            shape = self._same("DIM:0 ...", shape, tuple(self._dims))
        if shape is not None and len(shape) > MOST_AXES:
            what = f"an array can't have {len(shape)} axes; {MOST_AXES} are the most"
            raise self._complain(self._line, what)
        return TextHeader(self._dtype, shape, self._line)

    def _same(self, key: str, before: Any, now: Any) -> Any:
        if before is not None and before != now:
            raise self._complain(
                self._line, f"{key} says {now}, and an earlier line of the header {before}"
            )
        return now

    def _number(self, key: str, value: str) -> int:
        if not (value.isascii() and value.isdecimal() and len(value) <= _DIGITS):
            raise self._complain(self._line, f"{key} should be a number, but is {shown(value)}")
        return int(value)

    def _shape_of(self, value: str) -> tuple[int, ...]:
        found = _SHAPE.fullmatch(value)
        if found is None:
            raise self._complain(
                self._line, f"SHAPE should be like (2,3,4), but is {shown(value)}"
            )
        lengths = (part.strip() for part in found[1].split(","))
        return tuple(self._number("SHAPE", length) for length in lengths if length)

    def _dtype_of(self, value: str) -> np.dtype[Any]:
        try:
            plain = _TYPE.fullmatch(value) is not None
            dtype = np.dtype(_NAMES.get(value, value) if plain else object).newbyteorder("=")
        except TypeError as error:
            raise self._no_dtype(value) from error
        if dtype.kind not in NUMERIC:
            raise self._no_dtype(value)
        return dtype

    def _no_dtype(self, value: str) -> BadValue:
        return self._complain(
            self._line,
            f"DTYPE should be a type of numbers such as float32 or uint16, but is {shown(value)}",
        )
