"""Values of parameters: which ones can be kept, and how HDF5 keeps them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import h5py
import numpy as np
from numpy.typing import NDArray

from dcsgui.core.files.records import ParValue
from dcsgui.core.values.errors import BadValue
from dcsgui.core.values.texts import check_text, check_unicode

INT_MIN, INT_MAX = -(2**63), 2**64 - 1
"""What the widest integers of HDF5 programs hold."""


MAX_KEY_BYTES = 64_000
"""An attribute with all that belongs to it has to fit into 64 KiB of the header of its group."""


def check_key(key: object) -> str:
    """Return a parameter's key, or raise `BadValue` for what can't be one."""
    if not isinstance(key, str):
        raise BadValue(f"The key of a parameter is a text, not {key!r}.")
    if not key or "\0" in key:
        raise BadValue(f"The key of a parameter can't be empty or hold a NUL character: {key!r}.")
    check_unicode(key, f"The key {key[:_SHOWN]!r}")
    if len(text_bytes(key)) > MAX_KEY_BYTES:
        raise BadValue(
            f"The key of a parameter may have {MAX_KEY_BYTES} bytes, and {key[:_SHOWN]!r}... has "
            f"{len(text_bytes(key))}; shorten it, and keep the rest as the value."
        )
    return key


_SHOWN = 40


def check_value(key: str, value: object) -> ParValue:
    """Return a parameter's value as it will be read back, or raise `BadValue`.

    Parameters
    ----------
    key : str
        For the message.
    value : str, bool, int, float, or an array or sequence of one of them
        Integers from -2**63 to 2**64-1; texts without NUL; NaN and inf are fine; arrays also of
        complex numbers.
    """
    what = f"The parameter '{key}'"
    if isinstance(value, np.ndarray) and value.ndim == 0:
        value = value[()]
    if isinstance(value, np.generic):
        value = value.item()
    if isinstance(value, str):
        return check_text(value, what)
    if isinstance(value, bool | float):
        return value
    if isinstance(value, int):
        if not INT_MIN <= value <= INT_MAX:
            raise BadValue(
                f"{what} is an integer beyond 64 bits, which HDF5 programs can't read: {value}. "
                f"Keep it as a text."
            )
        return value
    if isinstance(value, list | tuple | np.ndarray):
        return _checked_array(value, what)
    raise BadValue(
        f"{what} can't be kept: {type(value).__name__} is not a text, a bool, a number or an "
        f"array of them." + (" Delete the parameter instead." if value is None else "")
    )


def regular_array(value: object, what: str) -> NDArray[Any]:
    """Return a new array in C order of what looks like one, or raise `BadValue`.

    What numpy would make the same by changing it is refused: numbers beside texts or bools,
    integers too large for one type, masked values.
    """
    if isinstance(value, np.ma.MaskedArray):
        raise BadValue(f"{what} is a masked array, and would lose its mask; fill it first.")
    try:
        array = np.array(value, order="C", subok=False)
    except (ValueError, TypeError, OverflowError) as error:
        raise BadValue(f"{what} is not a regular array: {error}.") from error
    if not isinstance(value, np.ndarray):
        items = list(_items(value))
        for item in items:  # numpy drops NUL characters at the end of texts
            if isinstance(item, str):
                check_text(item, what)
        kinds = {_KIND_OF.get(type(item), "") for item in items}
        if len(kinds) > 1 and not kinds <= {"i", "f", "c"}:
            raise BadValue(f"{what} mixes texts, bools or numbers; give an array of one of them.")
        if kinds == {"i"} and array.dtype.kind not in "iu":
            raise BadValue(f"{what} holds integers that no one integer type of 64 bits can hold.")
    return array


_KIND_OF = {str: "U", bool: "b", int: "i", float: "f", complex: "c"}


def _items(value: object) -> Iterator[object]:
    """List the single values in nested sequences; arrays and numpy scalars say their kind."""
    if isinstance(value, list | tuple):
        for inner in value:
            yield from _items(inner)
    elif isinstance(value, np.ndarray):
        yield value.dtype.type(0).item() if value.dtype.kind in "biufc" else value
    else:
        yield value.item() if isinstance(value, np.generic) else value


def _checked_array(value: list[Any] | tuple[Any, ...] | NDArray[Any], what: str) -> ParValue:
    array = regular_array(value, what)
    if array.dtype.kind == "T":
        array = array.astype(str)
    if array.dtype.kind not in "biufcU":
        raise BadValue(
            f"{what} can't be kept: an array of {array.dtype} has no place in the file; give "
            f"texts, bools or numbers."
        )
    if array.dtype.kind == "U":
        for text in array.reshape(-1).tolist():
            check_text(text, what)
    return array


def text_bytes(text: str) -> bytes:
    """Encode a text for the file; an empty one is a NUL, as HDF5 has no empty strings."""
    return text.encode("utf-8", "surrogateescape") or b"\0"


def text_type(nbytes: int) -> np.dtype[Any]:
    """Return the type of a UTF-8 text of `nbytes` bytes: fixed length, so it needs no heap."""
    dtype: np.dtype[Any] = h5py.string_dtype("utf-8", max(1, nbytes))
    return dtype


def text_of(raw: object) -> str:
    """Decode a text of the file; bytes that are not UTF-8 survive as escapes."""
    if isinstance(raw, bytes):
        return raw.decode("utf-8", "surrogateescape")
    return str(raw)


def to_hdf5(value: ParValue) -> tuple[Any, Any]:
    """Return the data and the dtype with which a checked value is written."""
    if isinstance(value, str):
        data = text_bytes(value)
        return np.array(data, f"S{len(data)}"), text_type(len(data))
    if isinstance(value, bool):
        return np.bool_(value), np.dtype(bool)
    if isinstance(value, int):
        dtype = np.dtype("<i8") if value < 2**63 else np.dtype("<u8")
        return np.array(value, dtype), dtype
    if isinstance(value, float):
        return np.float64(value), np.dtype("<f8")
    if value.dtype.kind == "U":
        rows = [text_bytes(str(text)) for text in value.reshape(-1)]
        width = max((len(row) for row in rows), default=1)
        return np.array(rows, f"S{width}").reshape(value.shape), text_type(width)
    return value, value.dtype


def from_hdf5(data: Any) -> ParValue:
    """Return the value that an attribute or dataset stands for: a scalar for a single element."""
    if isinstance(data, h5py.Empty):
        return ""
    if isinstance(data, str | bytes):
        return text_of(data)
    array = np.asarray(data)
    if array.dtype.kind in "SO":
        texts = np.array([text_of(raw) for raw in array.reshape(-1)], dtype=str)
        return texts.reshape(array.shape) if array.ndim else str(texts[0])
    if array.ndim:
        return array
    item: ParValue = array.item()
    return item
