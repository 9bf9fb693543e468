"""Keeping the index of a type up to date while its groups are changed."""

from __future__ import annotations

import zlib

import h5py
import numpy as np

from dcsgui.core.files.native import index, lines, walking
from dcsgui.core.files.native.adopting import adopt
from dcsgui.core.files.native.attributes import end_ns
from dcsgui.core.files.native.schema import (
    INDEX,
    add_marks,
    children,
    count_children,
    fresh_group,
    mark_children,
    mark_of,
    subnode,
)
from dcsgui.core.files.records import RangeTable, VersionInfo
from dcsgui.core.values.timestamps import Timestamp
from dcsgui.core.values.validity import Validity

SPARE_LINES = 256
"""A log is written anew once it has this many lines more than twice what it needs."""


class TypeIndex:
    """The index of one type, inside a write transaction.

    Changes are collected and written by `flush`. A range is compared with its group (`prepare`)
    before it changes for the first time, and read anew where another program has changed it. Where
    the groups have names that an index can't stand for (another program chose them) there is
    none, and every method does nothing.

    Parameters
    ----------
    file : h5py.File
        Open for writing.
    ctype : str
        An existing type.
    """

    def __init__(self, file: h5py.File, ctype: str) -> None:
        self._type: h5py.Group = subnode(file["/"], ctype)
        self._dirty: set[int] = set()
        self._known: dict[str, int] = {}
        self._prepared: set[str] = set()
        self._lines: list[bytes] = []
        self._rows = np.zeros(0, index.ROW)
        self._nrows, self._stored = 0, 0  # rows that are used, and those that are in the file
        self._nlines, self._log_bytes, self._log_crc = 0, 0, 0
        self.usable = True
        stored = index.open_stored(file, ctype, self._type, thorough=True)
        if stored is None:
            self._group = fresh_group(fresh_group(file["/"], INDEX), ctype)
            self.rebuild()
        else:
            self._group = stored.group
            self._take(stored.rows, stored.seal)

    def rebuild(self) -> None:
        """Make the index anew from the groups."""
        for name in children(self._type):
            inner = self._type.get(name, getclass=True)
            if inner is h5py.Group:
                adopt(subnode(self._type, name), name)
        ranges = walking.walk_type(self._type)
        self.usable = all(walked.regular for walked in ranges)
        log = [lines.present(i, info) for i, of in enumerate(ranges) for info in of.versions]
        self._replace(walking.rows_of(ranges), log)

    def table(self) -> RangeTable:
        """Return the ranges as they are now."""
        live = self._rows[: self._nrows]
        return index.table_of(live[live["live"] != 0])

    def prepare(self, name: str) -> None:
        """Compare a range with its group before that changes, and read it anew if they differ."""
        if not self.usable or name in self._prepared:
            return
        self._prepared.add(name)
        group = subnode(self._type, name)
        row = self._find(name)
        if row is None:
            self.rebuild()
            return
        table = index.table_of(self._rows[row].reshape(1))
        if walking.differs(group, table, 0):
            adopt(group, name)
            self.remove_range(name)
            self.restore_range(group, name)

    def add_range(self, validity: Validity) -> None:
        """Note a new, empty range."""
        row = np.array((validity.begin.ns, end_ns(validity), 0, 0, 0, 0, 1), index.ROW)
        self._append_row(validity.name, row)

    def change_range(self, name: str, validity: Validity) -> None:
        """Note that a range has other ends."""
        row = self._find(name)
        if row is not None:
            del self._known[name]
            self._prepared.add(validity.name)
            self._rows[row]["begin_ns"] = validity.begin.ns
            self._rows[row]["end_ns"] = end_ns(validity)

    def remove_range(self, name: str) -> None:
        """Note that a range is no longer there."""
        row = self._find(name)
        if row is not None:
            del self._known[name]
            self._rows[row]["live"] = 0

    def restore_range(self, group: h5py.Group, name: str) -> None:
        """Note a range that is there again, with its versions."""
        walked = walking.walk_whole_range(group, name)
        if walked is None or not walked.regular:
            self.usable = False
            return
        self._append_row(name, walked.row)
        row = self._known[name]
        self._lines += [lines.present(row, info) for info in walked.versions]

    def put_version(self, name: str, info: VersionInfo) -> None:
        """Note a version that is new or described otherwise."""
        row = self._find(name)
        if row is not None:
            self._lines.append(lines.present(row, info))

    def add_version(self, name: str, info: VersionInfo) -> None:
        """Note a version added last; it answers unless the default is pinned."""
        row = self._find(name)
        if row is not None and info.tsvers is not None:
            self._lines.append(lines.present(row, info))
            self._rows[row]["nversions"] += 1
            mark = int(self._rows[row]["mark"])
            self._rows[row]["mark"] = add_marks(mark, mark_of([info.name.encode()]))
            if not self._rows[row]["pinned"]:
                self._rows[row]["answer_ns"] = info.tsvers.ns

    def remove_version(self, name: str, tsvers: Timestamp) -> None:
        """Note that a version is no longer there; `settle` says which one answers now."""
        row = self._find(name)
        if row is not None:
            self._lines.append(lines.absent(row, tsvers))

    def settle(self, name: str, pinned: str | None) -> None:
        """Work out anew which version of a range answers, and how many there are."""
        row = self._find(name)
        if row is None:
            return
        stored = self.flush()
        versions = None if stored is None else stored.log(row)
        if versions is None:
            self.rebuild()
            return
        of_row = versions.get(row, {})
        answer = index.answering(of_row.values(), pinned)
        self._rows[row]["nversions"] = len(of_row)
        self._rows[row]["mark"] = mark_of(info.name.encode() for info in of_row.values())
        self._rows[row]["pinned"] = pinned is not None
        self._rows[row]["answer_ns"] = answer.tsvers.ns if answer and answer.tsvers else 0
        self._dirty.add(row)

    def pin(self, name: str, tsvers: Timestamp) -> None:
        """Note that a range answers with this version whatever is added."""
        row = self._find(name)
        if row is not None:
            self._rows[row]["pinned"] = 1
            self._rows[row]["answer_ns"] = tsvers.ns

    def flush(self, mark: int = 0) -> index.StoredIndex | None:
        """Write what was collected; return the index, None where there can be none.

        The mark of the names of the ranges goes with it at the end, for the next who opens it.
        """
        if not self.usable:
            index.write_seal(self._group, None)
            return None
        table: h5py.Dataset = self._group[index.RANGES]
        for row in sorted(row for row in self._dirty if row < self._stored):
            table[row] = self._rows[row]
        if self._nrows > self._stored:
            index.append(self._group, index.RANGES, self._rows[self._stored : self._nrows])
            self._stored = self._nrows
        if self._lines:
            log = b"".join(self._lines)
            index.append(self._group, index.VERSIONS, np.frombuffer(log, "u1"))
            self._nlines += len(self._lines)
            self._log_bytes += len(log)
            self._log_crc = zlib.crc32(log, self._log_crc)
        self._dirty.clear()
        self._lines.clear()
        rows = self._rows[: self._nrows]
        seal = index.IndexSeal(
            nchildren=count_children(self._type),
            mark=mark,
            nlines=self._nlines,
            log_bytes=self._log_bytes,
            rows_crc=zlib.crc32(rows.data),
            log_crc=self._log_crc,
        )
        index.write_seal(self._group, seal)
        return index.StoredIndex(self._group, seal, rows)

    def finish(self) -> None:
        """Write what was collected, and the whole log anew where most of it is out of date."""
        mark = mark_children(self._type)
        stored = self.flush(mark)
        if stored is None:
            return
        live = self._rows[: self._nrows]
        needed = int(live["nversions"][live["live"] != 0].sum())
        if self._nlines > 2 * needed + SPARE_LINES:
            versions = stored.log()
            if versions is None:
                self.rebuild()
            else:
                kept = np.flatnonzero(live["live"])
                self._replace(
                    live[kept],
                    [
                        lines.present(new, info)
                        for new, old in enumerate(kept.tolist())
                        for info in versions.get(old, {}).values()
                    ],
                )
            self.flush(mark)

    def _replace(self, rows: index.Rows, log_lines: list[bytes]) -> None:
        log = b"".join(log_lines)
        index.create_tables(self._group, rows, log)
        self._take(
            rows.copy(), index.IndexSeal(0, 0, len(log_lines), len(log), 0, zlib.crc32(log))
        )
        self._known.clear()
        self._dirty.clear()
        self._lines.clear()

    def _take(self, rows: index.Rows, seal: index.IndexSeal) -> None:
        self._rows, self._nrows, self._stored = rows, len(rows), len(rows)
        self._nlines, self._log_bytes, self._log_crc = seal.nlines, seal.log_bytes, seal.log_crc

    def _append_row(self, name: str, row: index.Rows) -> None:
        if self._nrows == len(self._rows):
            self._rows = np.resize(self._rows, max(8, 2 * self._nrows))
        self._rows[self._nrows] = row
        self._known[name] = self._nrows
        self._dirty.add(self._nrows)
        self._prepared.add(name)
        self._nrows += 1

    def _find(self, name: str) -> int | None:
        row = self._known.get(name)
        if row is None and self.usable:
            row = index.find_row(self._rows[: self._nrows], name)
        if row is not None:
            self._known[name] = row
            self._dirty.add(row)
        return row
