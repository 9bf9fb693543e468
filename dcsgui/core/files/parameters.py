"""Values of parameters: which ones can be kept, and how HDF5 keeps them."""

from __future__ import annotations

from typing import Any

import h5py
import numpy as np

from dcsgui.core.files.records import ParValue
from dcsgui.core.values.errors import BadValue

INT_MIN, INT_MAX = -(2**63), 2**64 - 1
"""What the widest integers of HDF5 programs hold."""


def check_key(key: object) -> str:
    """Return a parameter's key, or raise `BadValue` for what can't be one."""
    if not isinstance(key, str):
        raise BadValue(f"The key of a parameter is a text, not {key!r}.")
    if not key or "\0" in key:
        raise BadValue(f"The key of a parameter can't be empty or hold a NUL character: {key!r}.")
    _encoded(key, f"The key {key!r}")
    return key


def check_value(key: str, value: object) -> ParValue:
    """Return a parameter's value as it will be read back, or raise `BadValue`.

    Parameters
    ----------
    key : str
        For the message.
    value : str, bool, int, float, or an array or sequence of one of them
        Integers from -2**63 to 2**64-1; texts without NUL; NaN and inf are fine.
    """
    what = f"The parameter '{key}'"
    if isinstance(value, np.ndarray) and value.ndim == 0:
        value = value[()]
    if isinstance(value, np.generic):
        value = value.item()
    if isinstance(value, str):
        return _checked_text(value, what)
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
        f"{what} can't be kept: {type(value).__name__} is not a text, a bool, a number or an array "
        f"of them." + (" Delete the parameter instead." if value is None else "")
    )


def _checked_array(value: list[Any] | tuple[Any, ...] | np.ndarray, what: str) -> ParValue:
    try:
        array = np.array(value)
    except ValueError as error:
        raise BadValue(f"{what} is not a regular array: {error}.") from error
    if array.dtype.kind == "T":
        array = array.astype(str)
    if array.dtype.kind not in "biufcU" or (array.size == 0 and array.dtype.kind == "U"):
        raise BadValue(
            f"{what} can't be kept: an array of {array.dtype} has no place in the file."
        )
    if array.dtype.kind == "U":
        for text in array.reshape(-1):
            _checked_text(str(text), what)
    return array


def _checked_text(text: str, what: str) -> str:
    if "\0" in text:
        raise BadValue(f"{what} holds a NUL character, which ends a text in HDF5; remove it.")
    _encoded(text, what)
    return text


def _encoded(text: str, what: str) -> bytes:
    try:
        return text.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError as error:
        raise BadValue(f"{what} can't be written as UTF-8: {error.reason}.") from error


def text_bytes(text: str) -> bytes:
    """The bytes of a text in the file; an empty one is a single NUL, as HDF5 has no empty string."""
    return text.encode("utf-8", "surrogateescape") or b"\0"


def text_type(nbytes: int) -> np.dtype[Any]:
    """The HDF5 type of a UTF-8 text of `nbytes` bytes: fixed length, so that it needs no heap."""
    dtype: np.dtype[Any] = h5py.string_dtype("utf-8", max(1, nbytes))
    return dtype


def text_of(raw: object) -> str:
    """The text that HDF5 bytes stand for; bytes that are not UTF-8 survive as escapes."""
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
        width = max(len(row) for row in rows)
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
