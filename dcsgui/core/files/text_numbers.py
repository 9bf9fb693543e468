"""Numbers written as text: read exactly, or refused."""

from __future__ import annotations

import re
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dcsgui.core.files.text_json import fast_numbers
from dcsgui.core.files.text_words import Words
from dcsgui.core.values.errors import shown

__all__ = ["EXACT", "NoNumberError", "numbers", "why_no_number"]

EXACT = 2**53
"""From here on a float64 does not tell all whole numbers apart."""

_COMPLEX = re.compile(
    rb"\(?(?:([+-]?(?:[\d.]+(?:e[+-]?\d+)?|nan|inf))(?=[+-]|\)?\Z))?"
    rb"(?:([+-]?(?:[\d.]+(?:e[+-]?\d+)?|nan|inf))j)?\)?",
    re.IGNORECASE,
)
_TRUTHS = {b"true": True, b"1": True, b"false": False, b"0": False}


class NoNumberError(ValueError):
    """A word of a text is no number, or none that the dtype can hold."""


def numbers(words: Words, dtype: np.dtype[Any]) -> NDArray[Any]:
    """Read words as numbers.

    Parameters
    ----------
    words : Words
        One number each.
    dtype : dtype
        Bool, integer, floating point or complex.

    Returns
    -------
    (W,) ndarray of dtype
        The nearest numbers that the dtype has; integers and bools exactly, also where they are
        written with a point (``3.0``).

    Raises
    ------
    NoNumberError
        If a word is no number, or too large for the dtype.
    """
    if words.text.isspace():
        return np.empty(0, dtype)
    if dtype.kind == "f":
        return _floats(words, dtype)
    if dtype.kind == "c":
        return _complex(words, dtype)
    if dtype.kind == "b":
        return _bools(words)
    return _integers(words, dtype)


def why_no_number(word: bytes, dtype: np.dtype[Any]) -> str:
    """Say in words why `numbers` refused a word; the most general reason if it is none."""
    text = shown(word.decode("utf-8", "backslashreplace"))
    try:
        float(word)
    except ValueError:
        return f"{text} is no number"
    return f"{text} is no number that {dtype.name} can hold"


def _parsed(words: Words, dtype: np.dtype[Any]) -> NDArray[Any]:
    """Let numpy parse a text; whole numbers that are too large become the largest there are."""
    try:
        found = np.fromstring(words.text, dtype, sep=" ")
    except (ValueError, DeprecationWarning) as error:
        raise NoNumberError(str(error)) from error
    if len(found) != len(words):  # "1-2" would be two numbers in one word
        raise NoNumberError(f"{len(found)} numbers in {len(words)} words")
    return found


def _floats(words: Words, dtype: np.dtype[Any]) -> NDArray[Any]:
    wide = dtype.itemsize > np.float64().itemsize
    largest = np.dtype(np.longdouble if wide else np.float64)
    fast = fast_numbers(words, largest)
    found = _parsed(words, largest) if fast is None else fast
    with np.errstate(over="ignore"):
        fitted = found.astype(dtype, copy=False)
    for index in np.flatnonzero(np.isinf(fitted)).tolist():
        if b"inf" not in words.word(index).lower():
            raise NoNumberError("too large")
    return fitted


def _integers(words: Words, dtype: np.dtype[Any]) -> NDArray[Any]:
    largest = np.dtype(np.uint64 if dtype == np.uint64 else np.int64)
    fast = fast_numbers(words, largest)
    if fast is not None:
        return _fitted(fast, dtype)
    try:
        found = _parsed(words, largest)
    except NoNumberError:
        return _whole_floats(words, dtype)
    limits = np.iinfo(largest)
    doubtful = (found == limits.max) | (found == limits.min)
    if largest.kind == "u" and b"-" in words.text:
        doubtful[:] = True
    for index in np.flatnonzero(doubtful).tolist():
        if int(words.word(index)) != int(found[index]):
            raise NoNumberError("too large")
    return _fitted(found, dtype)


def _whole_floats(words: Words, dtype: np.dtype[Any]) -> NDArray[Any]:
    """Read whole numbers that were written with a point, as older code does with ``%.1f``."""
    found = _floats(words, np.dtype(np.float64))
    if not (np.abs(found) < EXACT).all() or not (found == np.rint(found)).all():
        raise NoNumberError("no whole numbers")
    return _fitted(found, dtype)


def _fitted(found: NDArray[Any], dtype: np.dtype[Any]) -> NDArray[Any]:
    limits = np.iinfo(dtype)
    if found.size and (found.min() < limits.min or found.max() > limits.max):
        raise NoNumberError("too large")
    return found.astype(dtype, copy=False)


def _bools(words: Words) -> NDArray[Any]:
    try:
        found = _integers(words, np.dtype(np.uint8))
    except NoNumberError:
        each = [words.word(index).lower() for index in range(len(words))]
        if not _TRUTHS.keys() >= set(each):
            raise
        return np.array([_TRUTHS[word] for word in each], np.bool_)
    if found.size and found.max() > 1:
        raise NoNumberError("neither 0 nor 1")
    return found.astype(np.bool_)


def _complex(words: Words, dtype: np.dtype[Any]) -> NDArray[Any]:
    """Read ``(1.5+2j)``, ``1.5``, ``2j`` ...: real and imaginary part on their own."""
    real = np.dtype(f"f{dtype.itemsize // 2}")
    parts = np.zeros((len(words), 2), real)
    for index in range(len(words)):
        found = _COMPLEX.fullmatch(words.word(index))
        if found is None or not (found[1] or found[2]):
            raise NoNumberError("no complex number")
        for part, text in enumerate(found.groups()):
            if text is not None:
                parts[index, part] = _real(text, real)
    return parts.view(dtype).reshape(-1)


def _real(text: bytes, dtype: np.dtype[Any]) -> Any:
    try:
        with np.errstate(over="ignore"):
            found = dtype.type(text.decode())
    except ValueError as error:
        raise NoNumberError(str(error)) from error
    if np.isinf(found) and b"inf" not in text.lower():
        raise NoNumberError("too large")
    return found
