"""The log of how changes are taken back as a dataset of bytes, in either layout."""

from __future__ import annotations

from dataclasses import replace

import h5py
import numpy as np

from dcsgui.core.files import guard
from dcsgui.core.files.undo_log import (
    LONGEST,
    UndoEntry,
    entries_of,
    highest_number,
    line_of,
    shortened,
)

LAST, ASIDE_LAST = "last", "aside_last"
"""Attributes of the log: the highest number of a change, and of constants set aside."""

KEPT = "kept"
"""The key under which a step names the constants that were set aside for it."""

_CHUNK = 4096


def read(group: h5py.Group, name: str) -> list[UndoEntry]:
    """Read the log, oldest change first; there may be none."""
    return entries_of(_bytes(group, name))


def append(group: h5py.Group, name: str, entry: UndoEntry) -> tuple[int, bool]:
    """Add an entry under the next number; return it, and whether older ones were forgotten."""
    log = _made(group, name)
    number = _number(log, LAST) + 1
    line = np.frombuffer(line_of(replace(entry, number=number)), np.uint8)
    _set_number(log, LAST, number)
    length = len(log)
    if length + len(line) <= LONGEST:
        log.resize((length + len(line),))
        log[length:] = line
        return number, False
    kept = np.frombuffer(shortened(_bytes(group, name) + line.tobytes()), np.uint8)
    log.resize((0,))
    log.resize((len(kept),))
    log[:] = kept
    return number, True


def next_aside(group: h5py.Group, name: str) -> int:
    """Return the number for constants to be set aside; none is given twice."""
    log = _made(group, name)
    number = _number(log, ASIDE_LAST) + 1
    _set_number(log, ASIDE_LAST, number)
    return number


def named_aside(group: h5py.Group, name: str) -> set[str]:
    """List the names of the constants that the log can still bring back."""
    steps = (step for entry in read(group, name) for step in entry.steps)
    return {str(step[KEPT]) for step in steps if step.get(KEPT)}


def _made(group: h5py.Group, name: str) -> h5py.Dataset:
    log = guard.dataset(group, name)
    if log is not None:
        return log
    return group.create_dataset(
        name, shape=(0,), maxshape=(None,), chunks=(_CHUNK,), dtype=np.uint8, track_times=False
    )


def _bytes(group: h5py.Group, name: str) -> bytes:
    log = guard.dataset(group, name)
    if log is None:
        return b""
    with guard.damage_reported(guard.where(log)):
        guard.check_stored(log)
        if log.dtype != np.uint8 or log.ndim != 1:
            raise ValueError("it is no run of bytes")
        return bytes(log[()].tobytes())


def _number(log: h5py.Dataset, name: str) -> int:
    value = guard.attribute(log, name)
    if value is not None:
        return guard.whole_number(value, f"'{name}' of {guard.where(log)}")
    return highest_number(_bytes(log.parent, log.name.rpartition("/")[-1])) if name == LAST else 0


def _set_number(log: h5py.Dataset, name: str, number: int) -> None:
    if h5py.h5a.exists(log.id, name.encode()):
        log.attrs.modify(name, np.int64(number))
    else:
        log.attrs.create(name, number, dtype=np.dtype("<i8"))
