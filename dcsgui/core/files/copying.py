"""Copying attributes from node to node exactly, whatever type of HDF5 they have."""

from __future__ import annotations

import h5py
import numpy as np


def attribute_names(node: h5py.Group | h5py.Dataset) -> list[bytes]:
    """Names of all attributes of a node, as they are in the file."""
    found: list[bytes] = []
    h5py.h5a.iterate(node.id, lambda name, *_: found.append(name))
    return found


def copy_attribute(
    source: h5py.Group | h5py.Dataset,
    name: bytes,
    target: h5py.Group | h5py.Dataset,
    new_name: bytes,
) -> None:
    """Copy an attribute exactly, its HDF5 type included."""
    attribute = h5py.h5a.open(source.id, name)
    space = attribute.get_space()
    copy = h5py.h5a.create(target.id, new_name, attribute.get_type(), space)
    if space.get_simple_extent_npoints():
        data = np.empty(attribute.shape, attribute.dtype)
        attribute.read(data)
        copy.write(data)
