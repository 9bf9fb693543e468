"""Arrays as text, to be typed: written exactly, and read in the forms that people use.

``[1, 2, 3]``, ``[[1, 2], [3, 4]]``, ``1 2 3``, ``1, 2, 3``, or a line for each row. Texts stand in
double quotes, or one on each line.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dcsgui.core.values.errors import BadValue, shown

__all__ = ["array_text", "read_array"]

_PIECES = re.compile(r'\s*(?:([\[\],])|("(?:[^"\\]|\\.)*")|([^\s,\[\]"]+))', re.DOTALL)
_DEEPEST = 32  # more dimensions than numpy ever had in a file
_INTEGER = re.compile(r"[+-]?[0-9]{1,20}")


def array_text(array: NDArray[Any]) -> str:
    """Write an array so that `read_array` reads each element as it is; a line for each row.

    Examples
    --------
    >>> array_text(np.array([0.1, 2], "f4")), array_text(np.array(["a", "b c"]))
    ('[0.1, 2.0]', '["a", "b c"]')
    """
    return _nested(array, 1)


def read_array(text: str, letter: str) -> NDArray[Any]:
    """Read an array of texts, integers, floats or bools: ``"U"``, ``"i"``, ``"f"`` or ``"b"``.

    Raises
    ------
    BadValue
        If it is none, or its rows are not equally long.

    Examples
    --------
    >>> read_array("[[1, 2], [3, 4]]", "i").shape, read_array("1 2", "f").tolist()
    ((2, 2), [1.0, 2.0])
    """
    if letter not in _LEAVES:
        raise BadValue("An array of this type can't be typed; it can be copied and removed.")
    text = text.strip()
    nested = _bracketed(text, letter) if text.startswith("[") else _lines(text, letter)
    if letter == "U" and nested:
        return _regular(nested, None)
    return _integers(nested) if letter == "i" else _regular(nested, _DTYPES[letter])


def _integers(nested: list[Any]) -> NDArray[Any]:
    for dtype in (np.int64, np.uint64):
        try:
            return _regular(nested, np.dtype(dtype))
        except OverflowError:
            continue
    raise BadValue("These integers fit into no array of 64 bits.")


def _regular(nested: list[Any], dtype: np.dtype[Any] | None) -> NDArray[Any]:
    try:
        return np.array(nested, dtype=dtype)
    except ValueError as error:
        raise BadValue("The rows of an array are equally long; these are not.") from error


def _nested(array: NDArray[Any], depth: int) -> str:
    if array.ndim == 0:
        return _leaf(array)
    inner = [_nested(array[number, ...], depth + 1) for number in range(len(array))]
    between = ", " if array.ndim == 1 else ",\n" + " " * depth
    return f"[{between.join(inner)}]"


def _leaf(array: NDArray[Any]) -> str:
    if array.dtype.kind == "U":
        return json.dumps(str(array), ensure_ascii=False)
    if array.dtype.kind == "b":
        return "true" if array else "false"
    return str(array)


def _lines(text: str, letter: str) -> list[Any]:
    """Read what stands without brackets: one row, or a row on each line."""
    lines = [line for line in text.splitlines() if line.strip()]
    if letter == "U" and not text.startswith('"'):
        return [line.strip() for line in lines]
    rows = [[_LEAVES[letter](piece) for piece in _pieces(line) if piece != ","] for line in lines]
    if len(rows) == 1:
        return rows[0]
    return [row[0] for row in rows] if all(len(row) == 1 for row in rows) else rows


def _bracketed(text: str, letter: str) -> list[Any]:
    """Read lists within lists."""
    whole: list[Any] = []
    stack = [whole]
    for piece in _pieces(text):
        if piece == "[":
            if len(stack) > _DEEPEST or (whole and len(stack) == 1):
                raise BadValue("That is more than one array; give one in [ ].")
            inner: list[Any] = []
            stack[-1].append(inner)
            stack.append(inner)
        elif piece == "]" and len(stack) > 1:
            stack.pop()
        elif piece != ",":
            if len(stack) == 1:
                raise BadValue(f"{shown(piece)} stands behind the end of the array.")
            stack[-1].append(_LEAVES[letter](piece))
    if len(stack) > 1:
        raise BadValue("The array has no end: a ] is missing.")
    (array,) = whole
    return list(array)


def _pieces(text: str) -> Iterator[str]:
    at = 0
    text = text.strip()
    while at < len(text):
        found = _PIECES.match(text, at)
        if found is None:
            raise BadValue(f"{shown(text[at : at + 20])} has a quote without an end.")
        at = found.end()
        yield found[found.lastindex or 0]


def _text(piece: str) -> str:
    if not piece.startswith('"'):
        return piece
    try:
        return str(json.loads(piece, strict=False))
    except ValueError as error:
        raise BadValue(f"{shown(piece)} is no text in double quotes.") from error


def _integer(piece: str) -> int:
    if not _INTEGER.fullmatch(piece):
        raise BadValue(f"{shown(piece)} is no integer.")
    return int(piece)


def _float(piece: str) -> float:
    try:
        return float(piece.replace("_", "x"))
    except ValueError as error:
        raise BadValue(f"{shown(piece)} is no number.") from error


def _bool(piece: str) -> bool:
    if piece.casefold() not in {"true", "false"}:
        raise BadValue(f"{shown(piece)} is neither true nor false.")
    return piece.casefold() == "true"


_LEAVES: dict[str, Callable[[str], object]] = {
    "U": _text,
    "i": _integer,
    "f": _float,
    "b": _bool,
}
_DTYPES = {"U": np.dtype("U1"), "f": np.dtype("f8"), "b": np.dtype("?")}
