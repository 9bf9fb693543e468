"""Deleting, restoring and purging in the native layout, inside a write transaction."""

from __future__ import annotations

import h5py

from dcsgui.core.files import guard
from dcsgui.core.files.damage import guarded_change
from dcsgui.core.files.native import deleted, walking
from dcsgui.core.files.native.attributes import get_number
from dcsgui.core.files.native.bookkeeping import Bookkeeper
from dcsgui.core.files.native.schema import DEFAULTV, INDEX, children, subnode
from dcsgui.core.files.native.walking import VERSIND, VERSIND_LAST, production_time
from dcsgui.core.files.records import Deleted, Level, Path, Record
from dcsgui.core.values.errors import AlreadyExists, Conflict, NotFound
from dcsgui.core.values.timestamps import Timestamp


class Deleting(Bookkeeper):
    """The part of the writer that takes nodes out and puts them back."""

    @guarded_change
    def delete(self, path: Path, record: Record) -> Deleted:
        """Take a node out of every listing, to be restored later."""
        if not path:
            raise NotFound(
                f"The store {guard.file_name(self.file)} itself can't be deleted from inside."
            )
        node = self._node(path)
        self.settle()
        if len(path) == Level.VERSION:
            return self._delete_version(path, record)
        times, last = _used(node, path)
        if len(path) == Level.RANGE:
            self.prepare(path).remove_range(path[1])
        else:
            self._indexes.pop(path[0], None)
            self._drop_index(path[0])
        memory = Deleted(0, path, record, tsvers=times, versind_last=last)
        return deleted.take_out(self.file, path, memory)

    def _delete_version(self, path: Path, record: Record) -> Deleted:
        index = self.prepare(path)
        parent = self._node(path[: Level.RANGE])
        times, last = _used(self._node(path), path)
        pinned = walking.pinned_version(parent)
        was_default = pinned == path[-1]
        if was_default:
            del parent[DEFAULTV]
        if times:
            index.remove_version(path[1], times[0])
        memory = Deleted(0, path, record, was_default, tsvers=times, versind_last=last)
        taken = deleted.take_out(self.file, path, memory)
        index.settle(path[1], None if was_default else pinned)
        return taken

    def _drop_index(self, ctype: str) -> None:
        holder = self.file["/"].get(INDEX)
        if isinstance(holder, h5py.Group) and guard.has(holder, ctype):
            del holder[ctype]

    @guarded_change
    def restore(self, number: int) -> Deleted:
        """Put back what a deletion took."""
        memory = deleted.read(deleted.entry(self.file, number))
        path = memory.path
        words = "/".join(path)
        if memory.purged:
            raise Conflict(f"'{words}' was purged; it can't be restored any more.")
        parent = self._parent(memory)
        if guard.has(parent, path[-1]):
            raise AlreadyExists(
                f"'{words}' is there again; delete or move that before restoring the older one."
            )
        self.settle()
        if len(path) == Level.CTYPE:
            deleted.put_back(self.file, number, path)
            self.index_of(path[0])
        elif len(path) == Level.RANGE:
            index = self.index_of(path[0])
            deleted.put_back(self.file, number, path)
            index.restore_range(self._node(path), path[1])
        else:
            index = self.prepare(path)
            deleted.put_back(self.file, number, path)
            index.put_version(path[1], walking.walk_version(self._node(path), path[-1]))
            if memory.pinned and walking.pinned_version(parent) is None:
                parent[DEFAULTV] = h5py.SoftLink(path[-1])
            index.settle(path[1], walking.pinned_version(parent))
        return memory

    @guarded_change
    def readdress(self, number: int, path: Path) -> None:
        """Say where a deleted version is to return to."""
        deleted.readdress(self.file, number, path)

    def _parent(self, memory: Deleted) -> h5py.Group:
        try:
            return self._node(memory.path[:-1])
        except NotFound as error:
            raise NotFound(
                f"'{'/'.join(memory.path)}' has no place to return to; restore that first: {error}"
            ) from error

    @guarded_change
    def purge(self, number: int) -> Deleted:
        """Remove for ever what a deletion took."""
        return deleted.forget_node(self.file, number)


def _used(group: h5py.Group, path: Path) -> tuple[tuple[Timestamp, ...], int]:
    """Collect the production times in a node, and the highest version number in it."""
    if len(path) == Level.VERSION:
        tsvers = production_time(group, path[-1])
        return (() if tsvers is None else (tsvers,)), get_number(group, VERSIND)
    times: list[Timestamp] = []
    last = get_number(group, VERSIND_LAST)
    for name in children(group):
        inner_times, inner_last = _used(subnode(group, name), (*path, name))
        times += inner_times
        last = max(last, inner_last)
    return tuple(times), last
