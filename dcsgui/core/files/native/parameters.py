"""Parameters in the native layout: attributes of the group ``dictpars`` of a node."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

import h5py
import numpy as np

from dcsgui.core.files import guard
from dcsgui.core.files.native import attributes
from dcsgui.core.files.native.schema import DICTPARS, create_group
from dcsgui.core.files.parameters import from_hdf5, to_hdf5
from dcsgui.core.files.records import ParValue

FEW = 64
"""More attributes than that are found by name, not by number, which takes a search each time."""


def read_pars(group: h5py.Group) -> dict[str, ParValue]:
    """Read the parameters of a node, in order of key."""
    holder = guard.subgroup(group, DICTPARS)
    if holder is None:
        return {}
    count = h5py.h5a.get_num_attrs(holder.id)
    if count > FEW:
        return {key: from_hdf5(holder.attrs[key]) for key in sorted(holder.attrs)}
    pars: dict[str, ParValue] = {}
    for index in range(count):
        attribute = h5py.h5a.open(holder.id, index=index)
        key = attribute.name.decode("utf-8", "surrogateescape")
        plain = guard.plain_value(attribute)
        pars[key] = from_hdf5(holder.attrs[key] if plain is None else plain)
    return dict(sorted(pars.items()))


def write_pars(group: h5py.Group, pars: Mapping[str, ParValue], gone: Sequence[str] = ()) -> None:
    """Add or replace checked parameters, and remove the keys in `gone`."""
    holder = guard.subgroup(group, DICTPARS)
    if holder is None:
        if not pars:
            return
        holder = create_group(group, DICTPARS)
    for key in gone:
        attributes.remove(holder, key)
    for key, value in pars.items():
        data, dtype = to_hdf5(value)
        array = np.asarray(data)
        attributes.put(holder, key, array, _type_id(array.dtype, dtype), _space(array.shape))
    if not h5py.h5a.get_num_attrs(holder.id):
        del group[DICTPARS]


def _type_id(stored: np.dtype[Any], wanted: np.dtype[Any]) -> Any:
    if stored.kind == "S":
        return attributes.text_type_id(wanted.itemsize)
    return _number_type_id(stored.str)


@lru_cache(maxsize=64)
def _number_type_id(dtype: str) -> Any:
    return h5py.h5t.py_create(np.dtype(dtype), logical=True)


def _space(shape: tuple[int, ...]) -> Any:
    return h5py.h5s.create_simple(shape) if shape else attributes.SCALAR
