"""Deleting, restoring and purging in the native layout, inside a write transaction."""

from __future__ import annotations

import h5py

from dcsgui.core.files import guard
from dcsgui.core.files.native import deleted, walking
from dcsgui.core.files.native.bookkeeping import Bookkeeper
from dcsgui.core.files.native.schema import (
    DEFAULTV,
    INDEX,
    children,
    get_number,
    get_time,
    subnode,
)
from dcsgui.core.files.records import Deleted, Path, Record
from dcsgui.core.values.errors import AlreadyExists, Conflict
from dcsgui.core.values.timestamps import Timestamp


class Deleting(Bookkeeper):
    """The part of the writer that takes nodes out and puts them back."""

    def delete(self, path: Path, record: Record) -> Deleted:
        """Take a node out of every listing, to be restored later."""
        index = self.index_of(path[0])
        pinned = walking.pinned_version(self._node(path[:2])) if len(path) == 3 else None
        times, last = _used(self._node(path), len(path))
        was_default = pinned is not None and pinned == path[-1]
        memory = Deleted(0, path, record, was_default, tsvers=times, versind_last=last)
        if was_default:
            del self._node(path[:2])[DEFAULTV]
        if len(path) == 3:
            index.remove_version(path[1], times[0])
        elif len(path) == 2:
            index.remove_range(path[1])
        else:
            del self._indexes[path[0]]
            del self.file[INDEX][path[0]]
        taken = deleted.take_out(self.file, path, memory)
        if len(path) == 3:
            index.settle(path[1], None if was_default else pinned)
        self.forget_gone()
        return taken

    def restore(self, number: int) -> Deleted:
        """Put back what a deletion took."""
        memory = self._memory(number)
        path = memory.path
        words = "/".join(path)
        parent = self._node(path[:-1])
        if memory.purged:
            raise Conflict(f"'{words}' was purged; it can't be restored any more.")
        if guard.has(parent, path[-1]):
            raise AlreadyExists(
                f"'{words}' is there again; delete or move that before restoring the older one."
            )
        index = self.index_of(path[0]) if len(path) > 1 else None
        deleted.put_back(self.file, number, path)
        self.forget_gone()
        if index is None:
            self.index_of(path[0])
        elif len(path) == 2:
            index.restore_range(self._node(path))
        else:
            index.put_version(path[1], walking.walk_version(self._node(path), path[2]))
            if memory.pinned and walking.pinned_version(parent) is None:
                parent[DEFAULTV] = h5py.SoftLink(path[2])
            index.settle(path[1], walking.pinned_version(parent))
        return memory

    def purge(self, number: int) -> Deleted:
        """Remove for ever what a deletion took."""
        self.forget_gone()
        return deleted.forget_node(self.file, number)

    def _memory(self, number: int) -> Deleted:
        deleted.entry(self.file, number)
        return next(d for d in deleted.list_deleted(self.file) if d.number == number)


def _used(group: h5py.Group, depth: int) -> tuple[tuple[Timestamp, ...], int]:
    """The production times in a node, and the highest version number in it."""
    if depth == 3:
        tsvers = get_time(group, "tsvers")
        return (() if tsvers is None else (tsvers,)), get_number(group, "versind")
    times: list[Timestamp] = []
    last = get_number(group, "versind_last")
    for name in children(group):
        inner_times, inner_last = _used(subnode(group, name), depth + 1)
        times += inner_times
        last = max(last, inner_last)
    return tuple(times), last
