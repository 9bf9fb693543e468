"""Changing a detector file of the native layout, inside a write transaction."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import h5py

from dcsgui.core.files import guard, reading_back
from dcsgui.core.files.damage import guarded_change
from dcsgui.core.files.layout import Writer
from dcsgui.core.files.native import deleted, walking
from dcsgui.core.files.native.adding import Adding
from dcsgui.core.files.native.attributes import (
    get_number,
    get_time,
    set_number,
    set_text,
    set_time,
)
from dcsgui.core.files.native.deleting import Deleting
from dcsgui.core.files.native.history import add_record, birth_of, read_history, write_history
from dcsgui.core.files.native.parameters import write_pars
from dcsgui.core.files.native.schema import CALIB, DEFAULTV, FORMAT
from dcsgui.core.files.native.undoing import Undoing
from dcsgui.core.files.records import (
    Constants,
    Head,
    Level,
    ParValue,
    Path,
    Record,
)
from dcsgui.core.files.summary import SUMMARY_KEYS
from dcsgui.core.values.errors import AlreadyExists
from dcsgui.core.values.timestamps import Timestamp
from dcsgui.core.values.validity import Validity


class NativeWriter(Adding, Deleting, Undoing, Writer):
    """Changes a file in the native layout, keeping its index up to date."""

    @classmethod
    def create(cls, file: h5py.File, head: Head) -> None:
        """Write the root level of a new file."""
        root = file["/"]
        set_number(root, "dcsformat", FORMAT)
        set_number(root, "generation", 0)
        writer = cls(file)
        writer.set_head(
            dettype=head.dettype,
            detid=head.detid,
            tscfile=head.tscfile,
            predecessor=head.predecessor,
            successor=head.successor,
        )

    @guarded_change
    def set_head(
        self,
        *,
        dettype: str,
        detid: str,
        tscfile: Timestamp | None,
        predecessor: str | None,
        successor: str | None,
    ) -> None:
        """Write the root level; None removes the field."""
        root = self.file["/"]
        set_text(root, "dettype", dettype)
        set_text(root, "detid", detid)
        set_time(root, "tscfile", tscfile)
        set_text(root, "predecessor", predecessor)
        set_text(root, "successor", successor)

    @guarded_change
    def change_range(self, path: Path, validity: Validity) -> str:
        """Give a range other ends and return its (perhaps new) name."""
        ctype, name = path
        parent, inner, new = self._node((ctype,)), self._node(path), validity.name
        if new != name and guard.has(parent, new):
            raise AlreadyExists(f"The range '{new}' of '{ctype}' is already there.")
        self.settle()
        index = self.prepare(path)
        set_time(inner, "tsbegin", validity.begin)
        set_time(inner, "tsend", validity.end)
        index.change_range(name, validity)
        if new != name:
            parent.move(name, new)
            deleted.rename(self.file, path, new)
        return new

    @guarded_change
    def set_default(self, path: Path, version: str | None) -> None:
        """Pin the default of a range; None returns it to auto."""
        group = self._node(path)
        index = self.prepare(path)
        tsvers = None
        if version is not None:
            tsvers = walking.production_time(self._node((*path, version)), version)
        if guard.has(group, DEFAULTV):
            del group[DEFAULTV]
        if version is not None:
            group[DEFAULTV] = h5py.SoftLink(version)
        if tsvers is not None:
            index.pin(path[1], tsvers)
        else:
            index.settle(path[1], None)

    @guarded_change
    def set_tsprod(self, path: Path, tsvers: Timestamp) -> str:
        """Give a version another production time and return its new name."""
        range_path, range_name, name = path[: Level.RANGE], path[1], path[-1]
        group, inner, new = self._node(range_path), self._node(path), tsvers.text
        if new == name:
            return name
        if self.time_used(range_path, tsvers):
            raise AlreadyExists(
                f"A version produced at {tsvers} is, or was, in '{'/'.join(range_path)}'; "
                f"give a time that none had."
            )
        index, old = self.prepare(path), get_time(inner, "tsvers")
        pinned = walking.pinned_version(group)
        set_time(inner, "tsvers", tsvers)
        group.move(name, new)
        if old is not None:
            index.remove_version(range_name, old)
        index.put_version(range_name, walking.walk_version(inner, new))
        if pinned == name:
            del group[DEFAULTV]
            group[DEFAULTV] = h5py.SoftLink(new)
        index.settle(range_name, new if pinned == name else pinned)
        return new

    @guarded_change
    def set_constants(self, path: Path, constants: Constants) -> None:
        """Give a version other constants, and the digest that goes with them."""
        inner = self._node(path)
        self.prepare(path)
        if guard.has(inner, CALIB):
            del inner[CALIB]
        self.put_constants(inner, constants)
        self.redescribe(path)

    @guarded_change
    def written(self, path: Path) -> Callable[[], str]:
        """Return what computes the digest of constants from what went to disk."""
        return reading_back.digest_of_written(guard.dataset(self._node(path), CALIB), self.draft)

    @guarded_change
    def set_pars(self, path: Path, pars: Mapping[str, ParValue], gone: Sequence[str] = ()) -> None:
        """Add or replace these parameters of a node, and remove the keys in `gone`."""
        node = self._node(path)
        listed = len(path) == Level.VERSION and SUMMARY_KEYS.intersection([*pars, *gone])
        if listed:
            self.prepare(path)
        write_pars(node, pars, gone)
        if listed:
            self.redescribe(path)

    @guarded_change
    def add_record(self, path: Path, record: Record) -> None:
        """Add a record to the history of a node."""
        node = self._node(path)
        if len(path) < Level.VERSION:
            add_record(node, record)
            return
        before = birth_of(read_history(node))
        self.prepare(path)
        add_record(node, record)
        if birth_of(read_history(node)) != before:
            self.redescribe(path)

    @guarded_change
    def set_history(self, path: Path, records: Sequence[Record]) -> None:
        """Replace the history of a node."""
        node = self._node(path)
        if len(path) == Level.VERSION:
            self.prepare(path)
        write_history(node, records)
        if len(path) == Level.VERSION:
            self.redescribe(path)

    @guarded_change
    def finish(self) -> int:
        """Complete the change, raise the generation and return it."""
        self.settle()
        for index in self._indexes.values():
            index.finish()
        generation = get_number(self.file["/"], "generation") + 1
        set_number(self.file["/"], "generation", generation)
        return generation
