"""Values of parameters as text: written so that they read back as they are, and read.

A value is a text, a bool, an integer, a float, or an array of one of them (dictpars). What is
about arrays is loaded when there is one, numpy with it.
"""

from __future__ import annotations

import json
import re
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from dcsgui.core.values.arrays import is_array
from dcsgui.core.values.errors import BadValue, shown

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = [
    "MOST_ELEMENTS",
    "ValueKind",
    "as_command",
    "command_dtype",
    "kind_of_value",
    "read_value",
    "same_value",
    "typed_text",
    "value_of",
]

MOST_ELEMENTS = 10_000
"""Arrays of more elements are nothing to be typed."""

_INTEGER = re.compile(r"[+-]?[0-9]+")


class ValueKind(StrEnum):
    """What a value is; the text is what people call it.

    `GUESSED` is for a value that is being typed: it is what it looks like, as on the command line.
    """

    GUESSED = "automatic"
    TEXT = "text"
    INTEGER = "integer"
    FLOAT = "float"
    BOOL = "bool"
    TEXTS = "array of texts"
    INTEGERS = "array of integers"
    FLOATS = "array of floats"
    BOOLS = "array of bools"
    OTHERS = "array"

    @property
    def is_array(self) -> bool:
        """Whether it has elements."""
        return self in _ARRAYS


_ARRAYS = {
    ValueKind.TEXTS: "U",
    ValueKind.INTEGERS: "i",
    ValueKind.FLOATS: "f",
    ValueKind.BOOLS: "b",
    ValueKind.OTHERS: "",
}
_KINDS = {letter: kind for kind, letter in _ARRAYS.items()} | {"u": ValueKind.INTEGERS}


def kind_of_value(value: object) -> ValueKind:
    """Return what a value is.

    Examples
    --------
    >>> kind_of_value(True).value, kind_of_value(1.0).value, kind_of_value("5").value
    ('bool', 'float', 'text')
    """
    if is_array(value):
        return _KINDS.get(value.dtype.kind, ValueKind.OTHERS)
    if isinstance(value, bool):
        return ValueKind.BOOL
    if isinstance(value, int):
        return ValueKind.INTEGER
    return ValueKind.FLOAT if isinstance(value, float) else ValueKind.TEXT


def typed_text(value: object) -> str:
    """Write a value as it would be typed; `read_value` reads it back exactly.

    Examples
    --------
    >>> typed_text(1.0), typed_text(True), typed_text("5")
    ('1.0', 'true', '5')
    """
    if is_array(value):
        from dcsgui.core.values.array_texts import array_text

        return array_text(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    return repr(value) if isinstance(value, int | float) else str(value)


def read_value(text: str, kind: ValueKind, like: object = None) -> object:
    """Read a value that was typed.

    Parameters
    ----------
    text : str
    kind : ValueKind
        What it is meant to be.
    like : object
        The value before: an array keeps its dtype where the new elements fit into it.

    Raises
    ------
    BadValue
        If the text is nothing of that kind.
    """
    if kind is ValueKind.TEXT:
        return text
    if kind is ValueKind.GUESSED:
        return _guessed(text)
    if kind.is_array:
        from dcsgui.core.values.array_texts import read_array

        return _as_before(read_array(text, _ARRAYS[kind]), like)
    return _READERS[kind](text.strip())


def value_of(text: str) -> object:
    """Return the value that a text stands for: a number, a bool, an array, or the text itself.

    A text in double quotes is always a text.

    Examples
    --------
    >>> value_of("5"), value_of("0.5"), value_of("true"), value_of("[1, 2]"), value_of("r260")
    (5, 0.5, True, [1, 2], 'r260')
    >>> value_of('"5"'), value_of("nan"), value_of("")
    ('5', nan, '')
    """
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return _special(text)
    return text if value is None or isinstance(value, dict) else value


def as_command(value: object) -> str:
    """Write a value so that `value_of` returns it, on one line; of an array without its dtype.

    Raises
    ------
    BadValue
        If it is an array of something that a command line has no text for.

    Examples
    --------
    >>> as_command("5"), as_command("front"), as_command(0.5), as_command(True)
    ('"5"', 'front', '0.5', 'true')
    """
    if is_array(value):
        if kind_of_value(value) is ValueKind.OTHERS:
            raise BadValue(f"A command line makes no array of {value.dtype}.")
        return _json(value.tolist())
    if isinstance(value, str) and value.isprintable() and same_value(value_of(value), value):
        return value
    return _json(value)


def command_dtype(value: object) -> str:
    """Return the dtype that a command line has to name for a value; "" if it needs none.

    Examples
    --------
    >>> import numpy as np
    >>> command_dtype(np.array([1], "i2")), command_dtype(np.array([1.5]))
    ('int16', '')
    """
    if not is_array(value) or value.dtype.kind == "U":
        return ""
    import numpy as np

    return "" if np.array(value.tolist()).dtype == value.dtype else value.dtype.name


def same_value(one: object, other: object) -> bool:
    """Tell whether two values are exactly the same: also in type, dtype and shape.

    Examples
    --------
    >>> same_value(1, 1.0), same_value(1, True), same_value(float("nan"), float("nan"))
    (False, False, True)
    """
    if is_array(one) and is_array(other):
        return _same_array(one, other)
    if type(one) is not type(other):
        return False
    return one == other or (one != one and other != other)  # noqa: PLR0124 - NaN


def _json(value: object) -> str:
    """Write a value on one line, with escapes for what can't be seen."""
    text = json.dumps(value, ensure_ascii=False)
    return text if text.isprintable() else json.dumps(value)


def _same_array(one: NDArray[Any], other: NDArray[Any]) -> bool:
    import numpy as np

    if one.shape != other.shape or one.dtype.kind != other.dtype.kind:
        return False
    if one.dtype.kind == "U":  # its width says nothing
        return bool(np.array_equal(one, other))
    return one.dtype == other.dtype and bool(
        np.array_equal(one, other, equal_nan=one.dtype.kind in "fc")
    )


def _guessed(text: str) -> object:
    value = value_of(text)
    return _array(text, value) if isinstance(value, list) else value


def _array(text: str, value: list[Any]) -> NDArray[Any]:
    from dcsgui.core.values.array_texts import read_array

    kinds = {kind_of_value(leaf) for leaf in _leaves(value)}
    number = {ValueKind.INTEGER, ValueKind.FLOAT}
    if len(kinds) > 1 and not kinds <= number:
        raise BadValue("That array mixes texts, bools or numbers; give one of them.")
    kind = ValueKind.FLOAT if not kinds or kinds == number else kinds.pop()
    return read_array(text, _LETTERS[kind])


_LETTERS = {
    ValueKind.TEXT: "U",
    ValueKind.INTEGER: "i",
    ValueKind.FLOAT: "f",
    ValueKind.BOOL: "b",
}


def _leaves(value: object) -> list[object]:
    if not isinstance(value, list):
        return [value]
    return [leaf for inner in value for leaf in _leaves(inner)]


def _as_before(array: NDArray[Any], like: object) -> NDArray[Any]:
    """Return an array with the dtype of another one, if nothing is lost that was not before."""
    if not is_array(like) or like.dtype.kind == "U":
        return array
    if like.dtype.kind == array.dtype.kind == "f":
        return array.astype(like.dtype)
    if like.dtype.kind in "iu" and array.dtype.kind in "iu":
        same = array.astype(like.dtype)
        return same if bool((same == array).all()) else array
    return array


def _special(text: str) -> object:
    return float(text) if text.strip("+-").lower() in {"nan", "inf", "infinity"} else text


def _integer(text: str) -> int:
    if not _INTEGER.fullmatch(text):
        raise BadValue(f"{shown(text)} is no integer; type digits, or change the type.")
    try:
        return int(text)
    except ValueError as error:  # thousands of digits
        raise BadValue("That integer is beyond 64 bits; keep it as a text.") from error


def _float(text: str) -> float:
    try:
        return float(text.replace("_", "x"))
    except ValueError as error:
        raise BadValue(
            f"{shown(text)} is no number; type one such as 0.5, 1e-3 or nan, or change the type."
        ) from error


def _bool(text: str) -> bool:
    if text.casefold() not in {"true", "false"}:
        raise BadValue(f"{shown(text)} is neither true nor false.")
    return text.casefold() == "true"


_READERS = {
    ValueKind.INTEGER: _integer,
    ValueKind.FLOAT: _float,
    ValueKind.BOOL: _bool,
}
