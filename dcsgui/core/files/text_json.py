"""Numbers written as text, read fast: as the list that they are in JSON.

A parser of JSON reads numbers several times as fast as numpy, and as exactly. But not all that is
a number here is one there (``nan``, ``1.``, ``+1``, ``007``), and JSON has more than numbers. So
only what means the same in both is read here; all else, also what is none, is left to others.
"""

from __future__ import annotations

import importlib
import threading
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dcsgui.core.files.text_words import Words

__all__ = ["fast_numbers", "parsed"]

_CODES = {np.dtype(np.float64): "d", np.dtype(np.int64): "i", np.dtype(np.uint64): "u"}
_COMMA, _OPEN, _A, _N = b",[an"

_NOWHERE = np.empty(0, np.intp)

_REFUSED = (ValueError, TypeError, RuntimeError)
"""What the parser raises: for no number, for one of another kind, for one that is too large."""


_own = threading.local()
"""The parser of a thread, as ``parse``; None where there is no such library."""


def fast_numbers(words: Words, dtype: np.dtype[Any]) -> NDArray[Any] | None:
    r"""Read words as numbers, if they are written as JSON writes numbers.

    Parameters
    ----------
    words : Words
        One number each.
    dtype : dtype
        float64, int64 or uint64; with any other nothing is read.

    Returns
    -------
    (W,) ndarray of dtype, or None
        Exactly what the words say, for floats the nearest; it may not be writeable. None if they
        have to be read in another way, or are no numbers.

    Examples
    --------
    >>> fast_numbers(Words(b"1.5 nan\n -2e3 "), np.dtype(np.float64))
    array([ 1.5e+00,      nan, -2.0e+03])
    >>> fast_numbers(Words(b"1.5 true "), np.dtype(np.float64)) is None
    True
    """
    if dtype not in _CODES or b"," in words.text or b"[" in words.text:
        return None
    text = _listed(words)
    floats = dtype.kind == "f"
    nans = _made_zeros(text) if floats and b"n" in words.text else _NOWHERE
    found = parsed(text, dtype)
    if found is None:
        return None
    found = found[:-1]
    if floats and b"-" in words.text and not found.all() and b"-0," in text.tobytes():
        return None  # in JSON there is no negative zero but -0.0
    if nans.size:
        found = found.copy()
        found[np.searchsorted(np.flatnonzero(words.ended), nans, side="right")] = np.nan
    return found


def parsed(text: NDArray[np.uint8], dtype: np.dtype[Any]) -> NDArray[Any] | None:
    r"""Parse a list of numbers in JSON.

    Parameters
    ----------
    text : (N,) uint8
        The list. The numbers of lists within it count as if they were its own.
    dtype : dtype
        float64, int64 or uint64.

    Returns
    -------
    (W,) ndarray of dtype, or None
        Not writeable. None if it is no list of such numbers, or nothing here can parse it.

    Examples
    --------
    >>> parsed(np.frombuffer(b"[1,-2]", np.uint8), np.dtype(np.int64))
    array([ 1, -2])
    """
    parse = _parser()
    if parse is None:
        return None
    try:
        buffer = parse(text).as_buffer(of_type=_CODES[dtype])
    except _REFUSED:
        return None
    return np.frombuffer(buffer, dtype)


def _listed(words: Words) -> NDArray[np.uint8]:
    """Write words as a list: a comma after each, and a last number as lists end with one."""
    text = np.empty(len(words.text) + 3, np.uint8)
    text[0] = _OPEN
    changed = np.bitwise_xor(words.array, np.uint8(_COMMA))
    changed *= words.ended
    np.bitwise_xor(words.array, changed, out=text[1:-2])
    text[-2:] = np.frombuffer(b"0]", np.uint8)
    return text


def _parser() -> Callable[[NDArray[np.uint8]], Any] | None:
    if not hasattr(_own, "parse"):
        try:
            _own.parse = importlib.import_module("simdjson").Parser().parse
        except ImportError:
            _own.parse = None
    parse: Callable[[NDArray[np.uint8]], Any] | None = _own.parse
    return parse


def _made_zeros(text: NDArray[np.uint8]) -> NDArray[np.intp]:
    """Write 0 between blanks for each NaN, of which JSON knows nothing; tell where.

    As a part of a longer word, which is no number, it still makes none.
    """
    is_n = text == _N
    found = np.flatnonzero(is_n[:-2] & is_n[2:] & (text[1:-1] == _A))
    for place, byte in enumerate(b" 0 "):
        text[found + place] = byte
    return found - 1  # the list begins with a bracket
