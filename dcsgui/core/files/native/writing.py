"""Changing a detector file of the native layout, inside a write transaction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
import h5py

from dcsgui.core.files import guard
from dcsgui.core.files.layout import Writer
from dcsgui.core.files.native import walking
from dcsgui.core.files.native.deleting import Deleting
from dcsgui.core.files.native.history import add_record, write_history
from dcsgui.core.files.native.parameters import write_pars
from dcsgui.core.files.native.schema import (
    CALIB,
    DEFAULTV,
    FORMAT,
    create_group,
    get_number,
    get_time,
    set_number,
    set_text,
    set_time,
)
from dcsgui.core.files.records import (
    Constants,
    Head,
    NewVersion,
    ParValue,
    Path,
    Record,
    VersionInfo,
)
from dcsgui.core.files.summary import SUMMARY_KEYS
from dcsgui.core.values.errors import AlreadyExists
from dcsgui.core.values.timestamps import Timestamp
from dcsgui.core.values.validity import Validity


class NativeWriter(Deleting, Writer):
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

    def add_ctype(self, ctype: str) -> None:
        """Add an empty calibration type."""
        root = self.file["/"]
        if guard.has(root, ctype):
            raise AlreadyExists(f"The type '{ctype}' is already in {self.file.filename}.")
        set_text(create_group(root, ctype), "ctype", ctype)
        self.index_of(ctype)

    def add_range(self, ctype: str, validity: Validity) -> str:
        """Add an empty range and return its name."""
        group = self._node((ctype,))
        name = validity.name
        if guard.has(group, name):
            raise AlreadyExists(f"The range '{name}' of '{ctype}' is already there.")
        inner = create_group(group, name)
        set_time(inner, "tsbegin", validity.begin)
        set_time(inner, "tsend", validity.end)
        self.index_of(ctype).add_range(validity)
        return name

    def change_range(self, path: Path, validity: Validity) -> str:
        """Give a range other ends and return its (perhaps new) name."""
        ctype, name = path
        inner, new = self._node(path), validity.name
        if new != name:
            parent = self._node((ctype,))
            if guard.has(parent, new):
                raise AlreadyExists(f"The range '{new}' of '{ctype}' is already there.")
        index = self.index_of(ctype)
        set_time(inner, "tsbegin", validity.begin)
        set_time(inner, "tsend", validity.end)
        index.change_range(name, validity)
        if new != name:
            parent.move(name, new)
        return new

    def versind_last(self, path: Path) -> int:
        """The highest version number ever used in a range."""
        before = max((gone.versind_last for gone in self.gone(path)), default=0)
        return max(before, get_number(self._node(path), "versind_last"))

    def used_times(self, path: Path) -> set[int]:
        """Production times (ns) ever used in a range."""
        used = {info.tsvers.ns for info in self.versions(path[0], path[1]) if info.tsvers}
        return used.union(*({time.ns for time in gone.tsvers} for gone in self.gone(path)))

    def time_used(self, path: Path, tsvers: Timestamp) -> bool:
        """Whether a production time was ever used in a range."""
        return guard.has(self._node(path), tsvers.text) or any(
            tsvers in gone.tsvers for gone in self.gone(path)
        )

    def add_version(self, path: Path, new: NewVersion) -> VersionInfo:
        """Add a version to a range."""
        index = self.index_of(path[0])
        group, name = self._node(path), new.tsvers.text
        if self.time_used(path, new.tsvers):
            raise AlreadyExists(
                f"A version produced at {new.tsvers} is, or was, in '{'/'.join(path)}'; "
                f"production times are never used twice. Give another one."
            )
        last = self.versind_last(path)
        versind = last + 1 if new.versind is None else new.versind
        serial = get_number(group, "serial_last", last) + 1
        inner = create_group(group, name)
        set_time(inner, "tsvers", new.tsvers)
        set_number(inner, "versind", versind)
        set_number(inner, "serial", serial)
        set_number(group, "versind_last", max(last, versind))
        set_number(group, "serial_last", serial)
        if new.constants is not None:
            self.put_constants(inner, new.constants)
        write_pars(inner, new.pars)
        if new.record is not None:
            add_record(inner, new.record)
        info = walking.walk_version(inner, name)
        index.add_version(path[1], info)
        return info

    def set_default(self, path: Path, version: str | None) -> None:
        """Pin the default of a range; None returns it to auto."""
        group = self._node(path)
        index = self.index_of(path[0])
        tsvers = None
        if version is not None:
            tsvers = get_time(self._node((*path, version)), "tsvers")
        if guard.has(group, DEFAULTV):
            del group[DEFAULTV]
        if version is not None:
            group[DEFAULTV] = h5py.SoftLink(version)
        if tsvers is not None:
            index.pin(path[1], tsvers)
        else:
            index.settle(path[1], None)

    def set_tsprod(self, path: Path, tsvers: Timestamp) -> str:
        """Give a version another production time and return its new name."""
        ctype, range_name, name = path
        group, inner = self._node(path[:2]), self._node(path)
        new = tsvers.text
        if new == name:
            return name
        if self.time_used(path[:2], tsvers):
            raise AlreadyExists(
                f"A version produced at {tsvers} is, or was, in '{ctype}/{range_name}'."
            )
        index, old = self.index_of(ctype), get_time(inner, "tsvers")
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

    def set_constants(self, path: Path, constants: Constants) -> None:
        """Give a version other constants, and the digest that goes with them."""
        inner = self._node(path)
        if guard.has(inner, CALIB):
            del inner[CALIB]
        self.put_constants(inner, constants)
        self.redescribe(path)

    def set_pars(self, path: Path, pars: Mapping[str, ParValue], gone: Sequence[str] = ()) -> None:
        """Add or replace these parameters of a node, and remove the keys in `gone`."""
        self.touch(path)
        write_pars(self._node(path), pars, gone)
        if len(path) == 3 and SUMMARY_KEYS.intersection([*pars, *gone]):
            self.redescribe(path)

    def add_record(self, path: Path, record: Record) -> None:
        """Add a record to the history of a node."""
        self.touch(path)
        add_record(self._node(path), record)

    def set_history(self, path: Path, records: Sequence[Record]) -> None:
        """Replace the history of a node."""
        self.touch(path)
        write_history(self._node(path), records)
        if len(path) == 3:
            self.redescribe(path)

    def finish(self) -> int:
        """Complete the change, raise the generation and return it."""
        for index in self._indexes.values():
            index.finish()
        generation = get_number(self.file["/"], "generation") + 1
        set_number(self.file["/"], "generation", generation)
        return generation
