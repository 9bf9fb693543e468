"""Single values of a PSCalib file: one dataset of shape (1,) each.

Texts are fixed-length strings (NULLPAD, declared ASCII, holding UTF-8), whole numbers ``<i8`` and
times ``<f8``: exactly what the older code wrote. It does not see HDF5 attributes, so what its
form can't say (the last nanoseconds of a time) stands beside the value in one.
"""

from __future__ import annotations

import math
from typing import Any

import h5py
import numpy as np

from dcsgui.core.files import guard
from dcsgui.core.files.parameters import text_bytes, text_of
from dcsgui.core.files.records import OPEN_NS
from dcsgui.core.values.errors import BadValue, Damaged
from dcsgui.core.values.timestamps import NS_PER_SEC, Timestamp

EXACT_NS = "ns"
"""Attribute of a time: its nanoseconds, where the float has no room for them."""

_LONGEST = 65_536
"""Bytes of a text that are read at once without asking whether the file has them."""

OPEN_END = "end"
"""The end of an open range."""


def ascii_type(nbytes: int) -> np.dtype[Any]:
    """Return the HDF5 type of a text of `nbytes` bytes, as the older code declares it."""
    dtype: np.dtype[Any] = h5py.string_dtype("ascii", max(1, nbytes))
    return dtype


Found = tuple[Any, h5py.h5d.DatasetID]
"""A value (str or numpy number), and the dataset that it came from."""


def first_of(dset: h5py.Dataset) -> Any:
    """Read the first element of a dataset, which is all of it in a sound file."""
    guard.check_stored(dset)
    if not dset.size:
        raise Damaged(f"{guard.where(dset)} is empty where one value should be.")
    return dset[(0,) * dset.ndim]


def find(group: h5py.Group, name: str) -> Found | None:
    """Read a value together with its dataset, None if there is none."""
    if not guard.has(group, name):
        return None
    found = find_plain(group, name)
    if found is not None:
        return found
    dset = guard.dataset(group, name)
    if dset is None:
        return None
    with guard.damage_reported(dset):
        value = first_of(dset)
        if isinstance(value, bytes | str):
            return text_of(value), dset.id
        if isinstance(value, np.generic) and value.dtype.kind in "biuf":
            return value, dset.id
        raise Damaged(f"{guard.where(dset)} is neither a text nor a number, but {dset.dtype}.")


def find_plain(group: h5py.Group, name: str) -> Found | None:
    """Read a value in the form that the older code gives it; None for any other form.

    This takes a tenth of the time that the careful way through `guard` does, and is as careful:
    a single value of a plain type, stored in the file itself.
    """
    raw = name.encode("utf-8", "surrogateescape")
    if group.id.links.get_info(raw).type != h5py.h5l.TYPE_HARD:
        return None
    dset = h5py.h5o.open(group.id, raw)
    if not isinstance(dset, h5py.h5d.DatasetID) or dset.shape != (1,):
        return None
    kind = dset.get_type()
    size = kind.get_size()
    text = isinstance(kind, h5py.h5t.TypeStringID)
    if text:
        plain = not kind.is_variable_str() and size <= _LONGEST
    else:
        plain = isinstance(kind, h5py.h5t.TypeIntegerID | h5py.h5t.TypeFloatID)
    if not plain or dset.get_offset() is None or dset.get_storage_size() != size:
        return None
    data = np.empty(1, f"S{size}" if text else kind.dtype)
    dset.read(h5py.h5s.ALL, h5py.h5s.ALL, data)
    return (text_of(data[0]) if text else data[0]), dset


def read(group: h5py.Group, name: str) -> Any:
    """Read a value, None if there is none: str, or a numpy number."""
    found = find(group, name)
    return found[0] if found is not None else None


def read_text(group: h5py.Group, name: str) -> str | None:
    """Read a text, None if there is none."""
    value = read(group, name)
    return value if value is None or isinstance(value, str) else str(value.item())


def read_whole(group: h5py.Group, name: str) -> int | None:
    """Read a whole number; None if there is none, or something else."""
    value = read(group, name)
    if value is None or isinstance(value, str):
        return None
    number = value.item()
    return int(number) if math.isfinite(number) and number == int(number) else None


def read_time(group: h5py.Group, name: str) -> Timestamp | None:
    """Read a time, None if there is none."""
    found = find(group, name)
    return _time_of(found, group, name) if found is not None else None


def read_end(group: h5py.Group, name: str) -> int:
    """Read the end of a range in ns; `OPEN_NS` if it is open or later than any time stamp."""
    found = find(group, name)
    if found is None or found[0] == OPEN_END:
        return OPEN_NS
    if not isinstance(found[0], str) and float(found[0]) > OPEN_NS // NS_PER_SEC:
        return OPEN_NS
    return _time_of(found, group, name).ns


def _time_of(found: Found, group: h5py.Group, name: str) -> Timestamp:
    value, dset = found
    try:
        time = Timestamp.of(float(value) if isinstance(value, str) else value)
    except ValueError as error:
        raise Damaged(
            f"'{name}' in {guard.where(group)} should be a time in seconds, but is {value!r}."
        ) from error
    return _exact(dset, time)


def _exact(dset: h5py.h5d.DatasetID, time: Timestamp) -> Timestamp:
    """Return the time of the attribute beside a value, if it still belongs to the value."""
    if not h5py.h5a.exists(dset, EXACT_NS.encode()):
        return time
    node = h5py.Dataset(dset)
    ns = guard.whole_number(node.attrs[EXACT_NS], f"The attribute of {guard.where(node)}")
    near = abs(ns - time.ns) <= 2 * math.ulp(time.sec) * NS_PER_SEC + 1
    return Timestamp(ns) if near else time


def write(group: h5py.Group, name: str, data: Any, dtype: Any) -> h5py.Dataset:
    """Write a dataset of shape (1,) in place of what has that name."""
    if guard.has(group, name):
        del group[name]
    array = np.array([data], dtype)
    return group.create_dataset(name, data=array, dtype=dtype, track_times=False)


def write_text(group: h5py.Group, name: str, text: str) -> h5py.Dataset:
    """Write a text; the empty one is a single NUL."""
    if "\0" in text:
        raise BadValue(f"'{name}' can't hold a NUL character, which ends a text in HDF5.")
    try:
        raw = text_bytes(text)
    except UnicodeEncodeError as error:
        raise BadValue(f"'{name}' can't be written as UTF-8: {error.reason}.") from error
    return write(group, name, raw, ascii_type(len(raw)))


def write_whole(group: h5py.Group, name: str, number: int) -> h5py.Dataset:
    """Write a whole number."""
    return write(group, name, number, np.dtype("<i8"))


def write_time(
    group: h5py.Group, name: str, exact: Timestamp, number: float | None = None
) -> h5py.Dataset:
    """Write a time as float seconds; `number` if not the nearest float should stand for it."""
    seconds = float(exact.number if number is None else number)
    dset = write(group, name, seconds, np.dtype("<f8"))
    if Timestamp.of(seconds) != exact:
        dset.attrs.create(EXACT_NS, exact.ns, dtype=np.dtype("<i8"))
    return dset


def attribute_number(node: h5py.Group | h5py.Dataset, name: str) -> int:
    """Read a whole number from an attribute, 0 if there is none."""
    if not h5py.h5a.exists(node.id, name.encode()):
        return 0
    return guard.whole_number(node.attrs[name], f"The attribute '{name}' of {guard.where(node)}")


def write_attribute_number(node: h5py.Group | h5py.Dataset, name: str, number: int) -> None:
    """Write a whole number as an attribute, where the older code does not see it."""
    node.attrs.create(name, number, dtype=np.dtype("<i8"))
