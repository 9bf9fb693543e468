"""Files of the older PSCalib code: copies to edit, snapshots to compare, low-level forms."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import h5py
import numpy as np

from dcsgui.core.files.pscalib import PscalibWriter

Form = tuple[Any, ...]
"""What identifies a dataset to the byte: shape, HDF5 type, layout, attributes, bytes."""


def form_of(dset: h5py.Dataset) -> Form:
    """Return everything by which a dataset could differ from another."""
    raw = np.empty(dset.shape, dset.dtype)
    if raw.size:
        dset.read_direct(raw)
    attributes = {name: repr(dset.attrs[name]) for name in sorted(dset.attrs)}
    return dset.shape, type_of(dset), layout_of(dset), attributes, raw.tobytes()


def type_of(dset: h5py.Dataset) -> tuple[Any, ...]:
    """Return the HDF5 type as the library describes it, with padding and set of a text."""
    kind = dset.id.get_type()
    if isinstance(kind, h5py.h5t.TypeStringID):
        return "text", kind.get_size(), kind.get_strpad(), kind.get_cset()
    return kind.get_class(), kind.get_size(), dset.dtype.str


def layout_of(dset: h5py.Dataset) -> tuple[Any, ...]:
    """Return the layout in the file, which is contiguous and unfiltered in older files."""
    plist = dset.id.get_create_plist()
    return plist.get_layout(), plist.get_nfilters(), dset.maxshape


D1_TEXT = ("text", h5py.h5t.STR_NULLPAD, h5py.h5t.CSET_ASCII)
D1_LAYOUT = (h5py.h5d.CONTIGUOUS, 0, (1,))


def is_d1(dset: h5py.Dataset) -> bool:
    """Tell whether a single value has exactly the form in which the older code writes it."""
    kind = type_of(dset)
    if kind[0] == "text":
        kind = (kind[0], *kind[2:])
    numbers = (
        (h5py.h5t.INTEGER, 8, "<i8"),
        (h5py.h5t.INTEGER, 8, "<u8"),
        (h5py.h5t.FLOAT, 8, "<f8"),
    )
    return dset.shape == (1,) and layout_of(dset) == D1_LAYOUT and kind in (D1_TEXT, *numbers)


def snapshot(path: Path) -> dict[str, Form | None]:
    """Return the form of each dataset of a file by path, None for a group."""
    found: dict[str, Form | None] = {}

    def visit(group: h5py.Group) -> None:
        for name in sorted(group):
            child = group[name]
            is_group = isinstance(child, h5py.Group)
            found[child.name] = None if is_group else form_of(child)
            if is_group:
                visit(child)

    with h5py.File(path, "r") as f:
        visit(f)
    return found


def everything(path: Path) -> dict[str, Any]:
    """Return a snapshot with the attributes of groups, except those at the root."""
    found: dict[str, Any] = dict(snapshot(path))
    with h5py.File(path, "r") as f:
        for name, form in found.items():
            if form is None:
                found[name] = {key: repr(f[name].attrs[key]) for key in sorted(f[name].attrs)}
    return found


def changed(before: dict[str, Any], after: dict[str, Any]) -> tuple[set[str], set[str], set[str]]:
    """Return the paths that are new, that are gone, and that are not what they were."""
    both = before.keys() & after.keys()
    return (
        set(after.keys() - before.keys()),
        set(before.keys() - after.keys()),
        {name for name in both if before[name] != after[name]},
    )


def copy_of(path: Path, folder: Path) -> Path:
    """Copy a file to where it may be changed."""
    copy = folder / path.name
    shutil.copyfile(path, copy)
    copy.chmod(0o644)
    return copy


@contextmanager
def writing(path: Path) -> Iterator[PscalibWriter]:
    """Open a file for changes as plain HDF5, without the transaction around it."""
    with h5py.File(path, "r+", libver="earliest") as f:
        yield PscalibWriter(f)


def answers_of(path: Path) -> dict[str, Any]:
    """Read what the older code answers for a file, given the path of its ``.api.json``."""
    answers: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return answers


def data_file(answers: Path) -> Path:
    """Return the file whose answers these are."""
    return answers.with_name(answers.name.replace(".api.json", ".h5"))
