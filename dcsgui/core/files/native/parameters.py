"""Parameters in the native layout: attributes of the group ``dictpars`` of a node."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import h5py

from dcsgui.core.files import guard
from dcsgui.core.files.native.schema import DICTPARS, create_group
from dcsgui.core.files.parameters import from_hdf5, to_hdf5
from dcsgui.core.files.records import ParValue


def read_pars(group: h5py.Group) -> dict[str, ParValue]:
    """Read the parameters of a node, in order of key."""
    holder = guard.subgroup(group, DICTPARS)
    if holder is None:
        return {}
    return {key: from_hdf5(holder.attrs[key]) for key in holder.attrs}


def write_pars(group: h5py.Group, pars: Mapping[str, ParValue], gone: Sequence[str] = ()) -> None:
    """Add or replace checked parameters, and remove the keys in `gone`."""
    holder = guard.subgroup(group, DICTPARS)
    if holder is None:
        if not pars:
            return
        holder = create_group(group, DICTPARS)
    for key in gone:
        if key in holder.attrs:
            del holder.attrs[key]
    for key, value in pars.items():
        data, dtype = to_hdf5(value)
        if key in holder.attrs:
            del holder.attrs[key]
        holder.attrs.create(key, data, dtype=dtype)
    if not len(holder.attrs):
        del group[DICTPARS]
