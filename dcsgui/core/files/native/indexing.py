"""Keeping the index of a type up to date while its groups are changed."""

from __future__ import annotations

import h5py
import numpy as np

from dcsgui.core.files import guard
from dcsgui.core.files.native import index, walking
from dcsgui.core.files.native.schema import (
    INDEX,
    create_group,
    end_ns,
    get_number,
    set_number,
    subnode,
)
from dcsgui.core.files.records import VersionInfo
from dcsgui.core.values.timestamps import Timestamp
from dcsgui.core.values.validity import Validity

SPARE_LINES = 256
"""A log is written anew once it has this many lines more than twice what it needs."""


class TypeIndex:
    """The index of one type, inside a write transaction.

    Changes are collected and written by `flush`. Where the groups have names that an index can't
    stand for (another program chose them) there is none, and every method does nothing.

    Parameters
    ----------
    file : h5py.File
        Open for writing.
    ctype : str
        An existing type.
    """

    def __init__(self, file: h5py.File, ctype: str) -> None:
        self._type: h5py.Group = subnode(file["/"], ctype)
        root = file["/"]
        holder = guard.subgroup(root, INDEX)
        if holder is None:
            holder = create_group(root, INDEX)
        held = guard.subgroup(holder, ctype)
        self._group = create_group(holder, ctype) if held is None else held
        self._dirty: set[int] = set()
        self._known: dict[str, int] = {}
        self._lines: list[bytes] = []
        self._nlines = get_number(self._group, index.NLINES)
        self._usable = True
        if get_number(self._group, index.NLINKS, -1) == self._type.id.get_num_objs():
            self._rows = index.read_rows(self._group)
            self._nrows = len(self._rows)
            self._stored = self._nrows
        else:
            self.rebuild()

    def rebuild(self) -> None:
        """Make the index anew from the groups."""
        walked = walking.walk_type(self._type)
        self._usable = walked.regular
        log = [index.line_of(i, v) for i, of in enumerate(walked.versions) for v in of]
        self._replace(walked.rows, log)

    def add_range(self, validity: Validity) -> None:
        """Note a new, empty range."""
        if self._nrows == len(self._rows):
            self._rows = np.resize(self._rows, max(8, 2 * self._nrows))
        row = (validity.begin.ns, end_ns(validity), 0, 0, 0, 0, 1)
        self._rows[self._nrows] = row
        self._known[validity.name] = self._nrows
        self._dirty.add(self._nrows)
        self._nrows += 1

    def change_range(self, name: str, validity: Validity) -> None:
        """Note that a range has other ends."""
        row = self._find(name)
        if row is not None:
            del self._known[name]
            self._rows[row]["begin_ns"] = validity.begin.ns
            self._rows[row]["end_ns"] = end_ns(validity)

    def touch(self, name: str) -> None:
        """Note that the group of a range, or its answer, has changed otherwise."""
        self._find(name)

    def remove_range(self, name: str) -> None:
        """Note that a range is no longer there."""
        row = self._find(name)
        if row is not None:
            del self._known[name]
            self._rows[row]["live"] = 0

    def restore_range(self, group: h5py.Group) -> None:
        """Note a range that is there again, with its versions."""
        versions = walking.walk_range(group)
        described = walking.row_of(group, versions)
        self.add_range(index.table_of(described.reshape(1)).validity(0))
        row = self._nrows - 1
        self._rows[row] = described
        self._lines += [index.line_of(row, info) for info in versions]

    def put_version(self, name: str, info: VersionInfo) -> None:
        """Note a version that is new or described otherwise."""
        row = self._find(name)
        if row is not None:
            self._lines.append(index.line_of(row, info))

    def add_version(self, name: str, info: VersionInfo) -> None:
        """Note a version added last; it answers unless the default is pinned."""
        row = self._find(name)
        if row is not None and info.tsvers is not None:
            self._lines.append(index.line_of(row, info))
            self._rows[row]["nversions"] += 1
            if not self._rows[row]["pinned"]:
                self._rows[row]["answer_ns"] = info.tsvers.ns

    def remove_version(self, name: str, tsvers: Timestamp) -> None:
        """Note that a version is no longer there; `settle` says which one answers now."""
        row = self._find(name)
        if row is not None:
            self._lines.append(index.line_of_absence(row, tsvers))

    def settle(self, name: str, pinned: str | None) -> None:
        """Work out anew which version of a range answers, and how many there are."""
        row = self._find(name)
        if row is None:
            return
        self.flush()
        versions = index.read_log(self._group, row).get(row, {}).values()
        answer = index.answering(versions, pinned)
        self._rows[row]["nversions"] = len(versions)
        self._rows[row]["pinned"] = pinned is not None
        self._rows[row]["answer_ns"] = answer.tsvers.ns if answer and answer.tsvers else 0
        self._dirty.add(row)

    def pin(self, name: str, tsvers: Timestamp) -> None:
        """Note that a range answers with this version whatever is added."""
        row = self._find(name)
        if row is not None:
            self._rows[row]["pinned"] = 1
            self._rows[row]["answer_ns"] = tsvers.ns

    def flush(self) -> None:
        """Write what was collected."""
        if not self._usable:
            set_number(self._group, index.NLINKS, -1)
            return
        for row in self._dirty:
            self._count_links(row)
        table: h5py.Dataset = self._group[index.RANGES]
        for row in sorted(row for row in self._dirty if row < self._stored):
            table[row] = self._rows[row]
        if self._nrows > self._stored:
            index.append(self._group, index.RANGES, self._rows[self._stored : self._nrows])
            self._stored = self._nrows
        if self._lines:
            index.append(self._group, index.VERSIONS, np.frombuffer(b"".join(self._lines), "u1"))
            self._nlines += len(self._lines)
            set_number(self._group, index.NLINES, self._nlines)
        self._dirty.clear()
        self._lines.clear()
        set_number(self._group, index.NLINKS, self._type.id.get_num_objs())

    def finish(self) -> None:
        """Write what was collected, and the whole log anew where most of it is out of date."""
        self.flush()
        live = self._rows[: self._nrows]
        needed = int(live["nversions"][live["live"] != 0].sum())
        if self._usable and self._nlines > 2 * needed + SPARE_LINES:
            versions = index.read_log(self._group)
            kept = np.flatnonzero(live["live"])
            lines = [
                index.line_of(new, info)
                for new, old in enumerate(kept.tolist())
                for info in versions.get(old, {}).values()
            ]
            self._replace(live[kept], lines)

    def _replace(self, rows: index.Rows, lines: list[bytes]) -> None:
        index.create_table(self._group, rows, b"".join(lines))
        self._rows, self._nrows, self._stored = rows.copy(), len(rows), len(rows)
        self._nlines = len(lines)
        self._known.clear()
        set_number(self._group, index.NLINES, self._nlines)
        self._dirty.clear()
        self._lines.clear()

    def _find(self, name: str) -> int | None:
        row = self._known.get(name)
        if row is None and self._usable:
            row = index.find_row(self._rows[: self._nrows], name)
        if row is not None:
            self._known[name] = row
            self._dirty.add(row)
        return row

    def _count_links(self, row: int) -> None:
        if self._rows[row]["live"]:
            group = guard.subgroup(self._type, index.name_of(self._rows[row]))
            self._rows[row]["nlinks"] = 0 if group is None else group.id.get_num_objs()
