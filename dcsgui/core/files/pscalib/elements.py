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

OPEN_END = "end"
"""The end of an open range."""


def ascii_type(nbytes: int) -> np.dtype[Any]:
    """Return the HDF5 type of a text of `nbytes` bytes, as the older code declares it."""
    dtype: np.dtype[Any] = h5py.string_dtype("ascii", max(1, nbytes))
    return dtype


def first_of(dset: h5py.Dataset) -> Any:
    """Read the first element of a dataset, which is all of it in a sound file."""
    guard.check_stored(dset)
    if not dset.size:
        raise Damaged(f"{guard.where(dset)} is empty where one value should be.")
    return dset[(0,) * dset.ndim]


def read(group: h5py.Group, name: str) -> Any:
    """Read a value, None if there is none: str, or a numpy number."""
    dset = guard.dataset(group, name)
    if dset is None:
        return None
    with guard.damage_reported(guard.where(dset)):
        value = first_of(dset)
    if isinstance(value, bytes | str):
        return text_of(value)
    if isinstance(value, np.generic) and value.dtype.kind in "biuf":
        return value
    raise Damaged(f"{guard.where(dset)} is neither a text nor a number, but {dset.dtype}.")


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
    value = read(group, name)
    if value is None:
        return None
    return _exact(group, name) or _time_of(value, f"'{name}' in {guard.where(group)}")


def read_end(group: h5py.Group, name: str) -> int:
    """Read the end of a range in ns; `OPEN_NS` if it is open or later than any time stamp."""
    value = read(group, name)
    if value is None or value == OPEN_END:
        return OPEN_NS
    if not isinstance(value, str) and float(value) > OPEN_NS // NS_PER_SEC:
        return OPEN_NS
    exact = _exact(group, name) or _time_of(value, f"'{name}' in {guard.where(group)}")
    return exact.ns


def _time_of(value: Any, what: str) -> Timestamp:
    try:
        return Timestamp.of(float(value) if isinstance(value, str) else value)
    except ValueError as error:
        raise Damaged(f"{what} should be a time in seconds, but is {value!r}.") from error


def _exact(group: h5py.Group, name: str) -> Timestamp | None:
    """Return the time of the attribute beside a value, if it still belongs to the value."""
    dset = guard.dataset(group, name)
    if dset is None or not h5py.h5a.exists(dset.id, EXACT_NS.encode()):
        return None
    ns = guard.whole_number(dset.attrs[EXACT_NS], f"The attribute of {guard.where(dset)}")
    try:
        exact = Timestamp(ns)
    except BadValue:
        return None
    near = abs(exact.sec - float(first_of(dset))) <= 2 * math.ulp(exact.sec)
    return exact if near else None


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
