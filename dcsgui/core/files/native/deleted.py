"""Deletions in the native layout: what was deleted moves, whole and uncopied, to ``_deleted``.

``_deleted/<number>`` remembers who deleted what, when and why, and which numbers and times were
in use; its child ``node`` is what was deleted. A purge removes the child and keeps the memory.
"""

from __future__ import annotations

import h5py
import numpy as np

from dcsgui.core.files import guard
from dcsgui.core.files.native.attributes import get_number, get_text, set_number, set_text
from dcsgui.core.files.native.schema import DELETED, create_group
from dcsgui.core.files.records import Deleted, Level, Path, Record
from dcsgui.core.values.errors import NotFound
from dcsgui.core.values.timestamps import Timestamp

NODE = "node"
PATH = "path"
TIMES = "tsvers_ns"
LAST = "last"


def list_deleted(file: h5py.File) -> list[Deleted]:
    """List the deletions of a file, oldest first, purged ones included."""
    return [read(group) for _, _, group in _entries(file)]


def under(file: h5py.File, path: Path) -> list[Deleted]:
    """List the deletions of a node itself, of what was in it, and of what it was in."""
    return [
        read(group)
        for _, place, group in _entries(file)
        if place[: len(path)] == path or path[: len(place)] == place
    ]


def rename(file: h5py.File, path: Path, name: str) -> None:
    """Let the deleted versions of a range follow it to its other name.

    Those that were deleted before an earlier range of that name (or its type) was itself deleted
    belong to that one, and stay.
    """
    entries = _entries(file)
    since = max((number for number, place, _ in entries if place in {path, path[:1]}), default=0)
    for number, place, group in entries:
        if len(place) == Level.VERSION and place[: Level.RANGE] == path and number > since:
            set_text(group, PATH, "/".join((path[0], name, place[-1])))


def readdress(file: h5py.File, number: int, path: Path) -> None:
    """Say where a deleted version is to return to."""
    set_text(entry(file, number), PATH, "/".join(path))


def take_out(file: h5py.File, path: Path, memory: Deleted) -> Deleted:
    """Move a node to the deletions under the next number, and return the memory of it."""
    holder = guard.subgroup(file["/"], DELETED)
    if holder is None:
        holder = create_group(file["/"], DELETED)
    number = get_number(holder, LAST) + 1
    set_number(holder, LAST, number)
    group = create_group(holder, _name(number))
    set_text(group, PATH, "/".join(path))
    set_number(group, "tstamp_ns", memory.record.tstamp.ns)
    for name in ("user", "host", "action", "comment"):
        set_text(group, name, getattr(memory.record, name))
    set_number(group, "pinned", int(memory.pinned))
    set_number(group, "versind_last", memory.versind_last)
    times = np.array([time.ns for time in memory.tsvers], np.int64)
    group.create_dataset(TIMES, data=times, track_times=False)
    file.move("/" + "/".join(path), f"{group.name}/{NODE}")
    return read(group)


def put_back(file: h5py.File, number: int, path: Path) -> None:
    """Move what a deletion took to a place, and forget the deletion."""
    group = entry(file, number)
    file.move(f"{group.name}/{NODE}", "/" + "/".join(path))
    del file[DELETED][_name(number)]


def forget_node(file: h5py.File, number: int) -> Deleted:
    """Remove what a deletion took for ever; its memory stays."""
    group = entry(file, number)
    if guard.has(group, NODE):
        del group[NODE]
    return read(group)


def entry(file: h5py.File, number: int) -> h5py.Group:
    """Open the memory of a deletion, or raise `NotFound`."""
    holder = guard.subgroup(file["/"], DELETED)
    group = None if holder is None else guard.subgroup(holder, _name(number))
    if group is None:
        raise NotFound(f"There is no deletion number {number} in {guard.file_name(file)}.")
    return group


def read(group: h5py.Group) -> Deleted:
    """Read the memory of a deletion."""
    texts = {n: get_text(group, n) or "" for n in ("user", "host", "action", "comment")}
    record = Record(Timestamp(get_number(group, "tstamp_ns")), **texts)
    times = guard.dataset(group, TIMES)
    if times is not None:
        guard.check_stored(times)
    return Deleted(
        int(str(group.name).rsplit("/", 1)[-1]),
        _path(group),
        record,
        bool(get_number(group, "pinned")),
        not guard.has(group, NODE),
        () if times is None else tuple(Timestamp(ns) for ns in times[()].tolist()),
        get_number(group, "versind_last"),
    )


def _entries(file: h5py.File) -> list[tuple[int, Path, h5py.Group]]:
    """List number, place and memory of the deletions, oldest first."""
    holder = guard.subgroup(file["/"], DELETED)
    if holder is None:
        return []
    entries = []
    for name in holder:
        group = guard.subgroup(holder, name) if name.isdecimal() else None
        if group is not None:
            entries.append((int(name), _path(group), group))
    return sorted(entries, key=lambda entry: entry[0])


def _path(group: h5py.Group) -> Path:
    return tuple((get_text(group, PATH) or "").split("/"))


def _name(number: int) -> str:
    return f"{number:06d}"
