"""What PSCalib files keep to take changes back: datasets at the top, which older code passes over.

``_undo`` is the log (see `dcsgui.core.files.undo_log`); ``_undo.000001`` and so on are constants
that were replaced, moved there whole and uncopied, until the file is repacked.
"""

from __future__ import annotations

import re

import h5py

from dcsgui.core.files import guard, undo_dataset
from dcsgui.core.files.pscalib import data, nodes
from dcsgui.core.files.undo_log import UndoEntry
from dcsgui.core.values.errors import NotFound

LOG = "_undo"

_ASIDE = re.compile(rf"{LOG}\.\d+")


def is_aside(name: str) -> bool:
    """Whether a dataset at the top is constants that were set aside."""
    return _ASIDE.fullmatch(name) is not None


def add_undo(f: h5py.File, entry: UndoEntry) -> int:
    """Remember how a change is taken back, and return its number."""
    number, forgotten = undo_dataset.append(f["/"], LOG, entry)
    if forgotten:
        named = undo_dataset.named_aside(f["/"], LOG)
        for name in nodes.names(f):
            if is_aside(name) and name not in named:
                del f[name]
    return number


def set_aside(f: h5py.File, version_group: h5py.Group) -> str:
    """Take the constants of a version away, and return the name under which they are kept."""
    if not guard.has(version_group, data.DATA):
        return ""
    name = f"{LOG}.{undo_dataset.next_aside(f['/'], LOG):06d}"
    nodes.move(version_group, data.DATA, f["/"], name)
    return name


def has_aside(f: h5py.File, name: str) -> bool:
    """Whether constants are kept under this name."""
    return is_aside(name) and guard.dataset(f, name) is not None


def put_back(f: h5py.File, version_group: h5py.Group, name: str) -> None:
    """Give a version the constants kept under this name, in place of those that it has."""
    if name and not has_aside(f, name):
        raise NotFound(f"No constants are kept as '{name}' in {guard.file_name(f)}.")
    if guard.has(version_group, data.DATA):
        del version_group[data.DATA]
    if name:
        nodes.move(f["/"], name, version_group, data.DATA)
