"""Attributes of groups in the native layout: texts, numbers and times.

They are written through the lower level of h5py with types that are made once, which takes half of
the time: most of what it takes to add a version is its attributes.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import h5py
import numpy as np
from numpy.typing import NDArray

from dcsgui.core.files import guard
from dcsgui.core.files.parameters import text_bytes, text_of, text_type
from dcsgui.core.files.records import OPEN_NS
from dcsgui.core.values.errors import Damaged
from dcsgui.core.values.timestamps import Timestamp
from dcsgui.core.values.validity import Validity

SCALAR = h5py.h5s.create(h5py.h5s.SCALAR)
WHOLE = h5py.h5t.STD_I64LE
SECONDS = h5py.h5t.IEEE_F64LE


@lru_cache(maxsize=256)
def text_type_id(nbytes: int) -> Any:
    """Return the HDF5 type of a UTF-8 text of `nbytes` bytes."""
    return h5py.h5t.py_create(text_type(nbytes))


def put(target: h5py.Group, name: str, data: NDArray[Any], type_id: Any, space: Any) -> None:
    """Write an attribute of any type, in place of one that may be there."""
    raw = name.encode("utf-8", "surrogateescape")
    if h5py.h5a.exists(target.id, raw):
        h5py.h5a.delete(target.id, raw)
    attribute = h5py.h5a.create(target.id, raw, type_id, space)
    if data.size:
        attribute.write(data, type_id)


def remove(target: h5py.Group, name: str) -> None:
    """Remove an attribute if there is one."""
    raw = name.encode("utf-8", "surrogateescape")
    if h5py.h5a.exists(target.id, raw):
        h5py.h5a.delete(target.id, raw)


def set_text(target: h5py.Group, name: str, text: str | None) -> None:
    """Write a text attribute of fixed length; None removes it."""
    if text is None:
        remove(target, name)
        return
    data = text_bytes(text)
    put(target, name, np.array(data, f"S{len(data)}"), text_type_id(len(data)), SCALAR)


def get_text(target: h5py.Group, name: str) -> str | None:
    """Read a text attribute, None if there is none."""
    value = guard.attribute(target, name)
    if value is None or isinstance(value, h5py.Empty):
        return None
    if not isinstance(value, str | bytes):
        raise Damaged(f"The attribute '{name}' of {guard.where(target)} should be a text.")
    return text_of(value)


def set_number(target: h5py.Group, name: str, value: int) -> None:
    """Write a whole number (i8)."""
    put(target, name, np.array(value, "<i8"), WHOLE, SCALAR)


def get_number(target: h5py.Group, name: str, default: int = 0) -> int:
    """Read a whole number from an attribute."""
    value = guard.attribute(target, name)
    return default if value is None else _whole(value, target, name)


def set_time(target: h5py.Group, name: str, tstamp: Timestamp | None) -> None:
    """Write a time as seconds (f8, for people) and as exact nanoseconds; None removes both."""
    if tstamp is None:
        remove(target, name)
        remove(target, f"{name}_ns")
        return
    put(target, name, np.array(tstamp.sec, "<f8"), SECONDS, SCALAR)
    set_number(target, f"{name}_ns", tstamp.ns)


def get_time(target: h5py.Group, name: str) -> Timestamp | None:
    """Read a time: the exact nanoseconds, else the seconds, None if there is neither."""
    exact = guard.attribute(target, f"{name}_ns")
    if exact is not None:
        return Timestamp(_whole(exact, target, f"{name}_ns"))
    seconds: Any = guard.attribute(target, name)
    if seconds is None:
        return None
    array = np.asarray(seconds).reshape(-1)
    if array.size != 1 or array.dtype.kind not in "iuf":
        raise Damaged(f"'{name}' of {guard.where(target)} should be a time in seconds.")
    return Timestamp.of(array[0].item())


def _whole(value: Any, target: h5py.Group, name: str) -> int:
    if isinstance(value, np.integer):
        return int(value)
    return guard.whole_number(value, f"'{name}' of {guard.where(target)}")


def get_validity(group: h5py.Group) -> Validity | None:
    """Read the ends of a range; None if it has no begin."""
    begin = get_time(group, "tsbegin")
    return None if begin is None else Validity.unchecked(begin, get_time(group, "tsend"))


def exact_ends(group: h5py.Group) -> tuple[int, int] | None:
    """Read the ends of a range as `set_time` writes them, quickly; None if they are not so."""
    begin = _exact(group, b"tsbegin_ns")
    end = _exact(group, b"tsend_ns")
    if end is None and not h5py.h5a.exists(group.id, b"tsend"):
        end = OPEN_NS
    return None if begin is None or end is None else (begin, end)


def _exact(target: h5py.Group, name: bytes) -> int | None:
    if not h5py.h5a.exists(target.id, name):
        return None
    attribute = h5py.h5a.open(target.id, name)
    if attribute.shape != () or attribute.get_type().get_class() != h5py.h5t.INTEGER:
        return None
    value = np.empty((), np.int64)
    attribute.read(value, WHOLE)
    return int(value)


def end_ns(validity: Validity) -> int:
    """Return the end of a range as int64 nanoseconds, `OPEN_NS` if it is open."""
    return OPEN_NS if validity.end is None else validity.end.ns
