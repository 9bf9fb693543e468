"""Deletions in the native layout: what was deleted moves, whole and uncopied, to ``_deleted``.

``_deleted/<number>`` remembers who deleted what, when and why, and which numbers and times were
in use; its child ``node`` is what was deleted. A purge removes the child and keeps the memory.
"""

from __future__ import annotations

import h5py
import numpy as np

from dcsgui.core.files import guard
from dcsgui.core.files.native.schema import (
    DELETED,
    create_group,
    get_number,
    get_text,
    set_number,
    set_text,
)
from dcsgui.core.files.records import Deleted, Path, Record
from dcsgui.core.values.errors import NotFound
from dcsgui.core.values.timestamps import Timestamp

NODE = "node"
TIMES = "tsvers_ns"
LAST = "last"


def list_deleted(file: h5py.File) -> list[Deleted]:
    """List the deletions of a file, oldest first, purged ones included."""
    holder = guard.subgroup(file["/"], DELETED)
    if holder is None:
        return []
    deletions = []
    for name in holder:
        group = guard.subgroup(holder, name)
        if group is not None:
            deletions.append(_read(group))
    return sorted(deletions, key=lambda deletion: deletion.number)


def under(file: h5py.File, path: Path) -> list[Deleted]:
    """List the deletions of a node itself, of what was in it, and of what it was in."""
    return [
        deletion
        for deletion in list_deleted(file)
        if deletion.path[: len(path)] == path or path[: len(deletion.path)] == deletion.path
    ]


def take_out(file: h5py.File, path: Path, memory: Deleted) -> Deleted:
    """Move a node to the deletions under the next number, and return the memory of it."""
    holder = guard.subgroup(file["/"], DELETED)
    if holder is None:
        holder = create_group(file["/"], DELETED)
    number = get_number(holder, LAST) + 1
    set_number(holder, LAST, number)
    group = create_group(holder, f"{number:06d}")
    set_text(group, "path", "/".join(path))
    set_number(group, "tstamp_ns", memory.record.tstamp.ns)
    for name in ("user", "host", "action", "comment"):
        set_text(group, name, getattr(memory.record, name))
    set_number(group, "pinned", int(memory.pinned))
    set_number(group, "versind_last", memory.versind_last)
    times = np.array([time.ns for time in memory.tsvers], np.int64)
    group.create_dataset(TIMES, data=times, track_times=False)
    file.move("/" + "/".join(path), f"{group.name}/{NODE}")
    return _read(group)


def put_back(file: h5py.File, number: int, path: Path) -> None:
    """Move what a deletion took to a place, and forget the deletion."""
    group = entry(file, number)
    file.move(f"{group.name}/{NODE}", "/" + "/".join(path))
    del file[DELETED][f"{number:06d}"]


def forget_node(file: h5py.File, number: int) -> Deleted:
    """Remove what a deletion took for ever; its memory stays."""
    group = entry(file, number)
    if guard.has(group, NODE):
        del group[NODE]
    return _read(group)


def entry(file: h5py.File, number: int) -> h5py.Group:
    """Open the memory of a deletion, or raise `NotFound`."""
    holder = guard.subgroup(file["/"], DELETED)
    group = None if holder is None else guard.subgroup(holder, f"{number:06d}")
    if group is None:
        raise NotFound(f"There is no deletion number {number} in {file.filename}.")
    return group


def _read(group: h5py.Group) -> Deleted:
    texts = {n: get_text(group, n) or "" for n in ("user", "host", "action", "comment")}
    record = Record(Timestamp(get_number(group, "tstamp_ns")), **texts)
    times = guard.dataset(group, TIMES)
    return Deleted(
        int(str(group.name).rsplit("/", 1)[-1]),
        tuple((get_text(group, "path") or "").split("/")),
        record,
        bool(get_number(group, "pinned")),
        not guard.has(group, NODE),
        () if times is None else tuple(Timestamp(ns) for ns in times[()].tolist()),
        get_number(group, "versind_last"),
    )
