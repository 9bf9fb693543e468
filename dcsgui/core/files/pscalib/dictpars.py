"""Parameters of PSCalib files: one dataset each in the group ``_parameters`` of a node.

What the older code can't load there (it crashes on groups and on empty arrays) is kept in
attributes of that group; and marks beside a value say that it was a bool or an array of one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import h5py
import numpy as np

from dcsgui.core.files import guard
from dcsgui.core.files.parameters import check_key, check_value, from_hdf5, text_bytes, to_hdf5
from dcsgui.core.files.pscalib import elements, nodes
from dcsgui.core.files.records import ParValue
from dcsgui.core.values.errors import BadValue, Damaged

BOOL, ARRAY = "bool", "array"
"""Attributes that mark a whole number as a bool, and a single element as an array."""

ATTRIBUTE_MAX = 60_000
"""Bytes that fit in an attribute of a file that old programs read (64 KB with its header)."""

_DEEPEST = 16


def read(node: h5py.Group) -> dict[str, ParValue]:
    """Read the parameters of a node; a nested one has the key ``group/key``."""
    group = guard.subgroup(node, nodes.PARS)
    if group is None:
        return {}
    pars: dict[str, ParValue] = {}
    if h5py.h5a.get_num_attrs(group.id):
        for name in sorted(group.attrs):
            pars[name] = from_hdf5(group.attrs[name])
    _read_into(pars, group, "", 0)
    return dict(sorted(pars.items()))


def _read_into(pars: dict[str, ParValue], group: h5py.Group, prefix: str, depth: int) -> None:
    if depth > _DEEPEST:
        raise Damaged(f"{guard.where(group)} nests parameters without end.")
    for name in nodes.names(group):
        plain = elements.find_plain(group, name)
        if plain is not None and not h5py.h5a.get_num_attrs(plain[1]):
            pars[prefix + name] = from_hdf5(plain[0])
            continue
        child = guard.child(group, name)
        if isinstance(child, h5py.Dataset):
            with guard.damage_reported(child):
                pars[prefix + name] = _value(child)
        elif isinstance(child, h5py.Group):
            _read_into(pars, child, f"{prefix}{name}/", depth + 1)


def _value(dset: h5py.Dataset) -> ParValue:
    guard.check_stored(dset)
    if dset.dtype.kind not in "biufcS" and h5py.check_string_dtype(dset.dtype) is None:
        raise Damaged(f"{guard.where(dset)} is neither text nor numbers, but {dset.dtype}.")
    data = dset[()]
    if dset.shape == (1,) and not elements.attribute_number(dset, ARRAY):
        data = data[0]
    value = from_hdf5(data)
    return bool(value) if elements.attribute_number(dset, BOOL) else value


def change(node: h5py.Group, pars: Mapping[str, ParValue], gone: Sequence[str] = ()) -> None:
    """Add or replace parameters of a node and remove the keys in `gone`."""
    checked = {check_key(key): check_value(key, value) for key, value in pars.items()}
    group = guard.subgroup(node, nodes.PARS)
    if group is None:
        if not checked:
            return
        group = node.create_group(nodes.PARS)
    for key in gone:
        if key not in checked:
            _remove(group, key)
    for key, value in checked.items():
        _write(group, key, value)
    if not len(group) and not len(group.attrs):
        del node[nodes.PARS]


def _write(group: h5py.Group, key: str, value: ParValue) -> None:
    place, name = _place(group, key)
    empty = isinstance(value, np.ndarray) and value.size == 0
    if place is None or empty:
        _remove(group, key)
        _write_attribute(group, key, value)
        return
    if h5py.h5a.exists(group.id, key.encode("utf-8", "surrogateescape")):
        del group.attrs[key]
    if isinstance(value, str):
        elements.write_text(place, name, value)
    elif isinstance(value, np.ndarray):
        _write_array(place, name, value)
    elif isinstance(value, int):
        dset = elements.write(place, name, int(value), "<i8" if value < 2**63 else "<u8")
        if isinstance(value, bool):
            elements.write_attribute_number(dset, BOOL, 1)
    else:
        elements.write(place, name, value, np.dtype("<f8"))


def _write_array(group: h5py.Group, name: str, array: np.ndarray[Any, Any]) -> None:
    if guard.has(group, name):
        del group[name]
    dtype: Any = array.dtype
    if dtype.kind == "U":
        rows = [text_bytes(str(text)) for text in array.reshape(-1)]
        dtype = elements.ascii_type(max(len(row) for row in rows))
        array = np.array(rows, dtype).reshape(array.shape)
    dset = group.create_dataset(name, data=array, dtype=dtype, track_times=False)
    if array.shape == (1,):
        elements.write_attribute_number(dset, ARRAY, 1)


def _write_attribute(group: h5py.Group, key: str, value: ParValue) -> None:
    data, dtype = to_hdf5(value)
    if np.asarray(data).nbytes > ATTRIBUTE_MAX:
        raise BadValue(
            f"The parameter '{key}' is too large for its key: in a file of the older code a key "
            f"with '/' has room for {ATTRIBUTE_MAX} bytes. Use a key without '/'."
        )
    group.attrs.create(key, data, dtype=dtype)


def _place(group: h5py.Group, key: str) -> tuple[h5py.Group | None, str]:
    """Where the dataset of a key is or can be; None if only an attribute can have that key."""
    *above, name = key.split("/")
    place: h5py.Group | None = group
    for step in above:
        child = guard.child(place, step) if place is not None and _plain(step) else None
        place = child if isinstance(child, h5py.Group) else None
    if place is None or not _plain(name):
        return None, name
    taken = guard.child(place, name)
    if isinstance(taken, h5py.Dataset):
        return place, name
    return (place if taken is None and not above else None), name


def _plain(name: str) -> bool:
    return bool(name) and name != "."


def _remove(group: h5py.Group, key: str) -> None:
    if h5py.h5a.exists(group.id, key.encode("utf-8", "surrogateescape")):
        del group.attrs[key]
    place, name = _place(group, key)
    if place is None or not guard.has(place, name):
        return
    del place[name]
    *above, _ = key.split("/")
    while above and not len(group["/".join(above)]):
        del group["/".join(above)]
        above.pop()
