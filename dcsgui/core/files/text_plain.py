"""Numbers in rows, with one blank after each: what programs write is read at once, and first.

The bytes of such a text are gone over as seldom as can be. Whatever is not so, or might mean
something else, is left to those who look at each word.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from dcsgui.core.files.text_json import parsed

__all__ = ["plain_rows"]

_BLANK, _LINE_END, _COMMA, _OPEN, _CLOSE = b" \n,[]"

_LONGEST = 2**17
_COMMAS = np.full(_LONGEST, _COMMA, np.uint8)
"""An array, for numpy is several times as fast with two of them as with one and a number."""

_SHORT_LINE = 2**6
"""Bytes of a line up to which it is cheaper to compare each byte than to look for line ends."""

_HEAD = 2**12

_WIDE = np.dtype(np.float64), np.dtype(np.int64), np.dtype(np.uint64)


def plain_rows(text: bytes, dtype: np.dtype[Any]) -> NDArray[Any] | None:
    r"""Read the lines of a text as rows of numbers, if they are quite plain.

    Parameters
    ----------
    text : bytes
        Whole lines.
    dtype : dtype
        Of the numbers; some, such as complex ones, are never plain.

    Returns
    -------
    (L, C) ndarray of dtype, or None
        Exactly what the text says, for floats the nearest; it may not be writeable. None if it
        has to be read in another way, or is none: with rows of several lengths, other marks or
        more blanks between numbers, or numbers that JSON or the dtype does not have.

    Examples
    --------
    >>> plain_rows(b"1.5 2\n-2e3 4\n", np.dtype(np.float32))
    array([[ 1.5e+00,  2.0e+00],
           [-2.0e+03,  4.0e+00]], dtype=float32)
    >>> plain_rows(b"1 2\n3\n", np.dtype(np.int16)) is None
    True
    """
    wide = _wide(dtype)
    if wide is None or len(text) > _LONGEST or not text.endswith(b"\n"):
        return None
    if b"[" in text or _in_vain(text[:_HEAD]):  # lists in the list would not be seen
        return None
    array = np.frombuffer(text, np.uint8)
    found = parsed(_listed(array), wide)
    if found is None or not found.size:
        return None
    blanks = _blanks_of_lines(text, array)
    columns = int(blanks[0]) + 1
    if len(found) != len(blanks) * columns or (blanks != columns - 1).any():
        return None
    if wide.kind == "f" and b"-" in text and not found.all() and _has_minus_zero(text):
        return None
    fitted = _fitted(found, dtype)
    return None if fitted is None else fitted.reshape(-1, columns)


def _wide(dtype: np.dtype[Any]) -> np.dtype[Any] | None:
    """Return the type to read numbers as before they become such of a smaller one."""
    real, signed, unsigned = _WIDE
    if dtype.kind == "f":
        return real if dtype.itemsize <= real.itemsize else None
    if dtype.kind in "iu":
        return unsigned if dtype == unsigned else signed
    return None


def _in_vain(head: bytes) -> bool:
    """Whether there are NaNs or exponents with ``+``, so that it is not worth while to begin."""
    return b"n" in head or b"+" in head


def _listed(array: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Write a text as a list: a comma for each byte up to the comma, and ``]`` for the last one.

    All marks but ``-`` and ``.`` are among these bytes. If one that is neither blank nor line end
    becomes a comma, there are more numbers than blanks and line ends, or it is no list.
    """
    text = np.empty(len(array) + 1, np.uint8)
    text[0] = _OPEN
    np.maximum(array, _COMMAS[: len(array)], out=text[1:])
    text[-1] = _CLOSE
    return text


def _blanks_of_lines(text: bytes, array: NDArray[np.uint8]) -> NDArray[np.uint16]:
    """Count the blanks of each line, (L,), modulo 65536."""
    blank = array == _BLANK
    return np.add.reduceat(blank.view(np.uint8), _begins(text, array), dtype=np.uint16)


def _begins(text: bytes, array: NDArray[np.uint8]) -> NDArray[np.intp]:
    """Tell where each line begins, (L,)."""
    end = text.find(b"\n") + 1
    if end <= _SHORT_LINE:
        return np.concatenate([[0], np.flatnonzero(array[:-1] == _LINE_END) + 1])
    begins = [0]
    while end < len(text):
        begins.append(end)
        end = text.find(b"\n", end) + 1
    return np.array(begins, np.intp)


def _has_minus_zero(text: bytes) -> bool:
    """Whether there is a zero that JSON takes for a whole number, which has no sign."""
    return b"-0 " in text or b"-0\n" in text


def _fitted(found: NDArray[Any], dtype: np.dtype[Any]) -> NDArray[Any] | None:
    """Return numbers as others of the dtype; None if one is too large for it."""
    if dtype in _WIDE:
        return found
    if dtype.kind == "f":
        try:
            with np.errstate(over="raise"):
                return found.astype(dtype)
        except FloatingPointError:
            return None
    limits = np.iinfo(dtype)
    if not limits.min:
        found = found.view(np.uint64)  # in which what is negative is too large
    fits = found.max() <= limits.max and (not limits.min or found.min() >= limits.min)
    return found.astype(dtype) if fits else None
