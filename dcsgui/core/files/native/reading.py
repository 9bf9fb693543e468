"""Reading a detector file of the native layout."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from contextlib import AbstractContextManager
from typing import ClassVar

import h5py
import numpy as np

from dcsgui.core.files import constants, guard, undo_dataset
from dcsgui.core.files.layout import Reader
from dcsgui.core.files.native import deleted, index, walking
from dcsgui.core.files.native.attributes import get_number, get_text, get_time
from dcsgui.core.files.native.history import read_history
from dcsgui.core.files.native.parameters import read_pars
from dcsgui.core.files.native.schema import (
    CALIB,
    FORMAT,
    HOUSEKEEPING,
    UNDO,
    UNDO_LOG,
    children,
    links_of,
    node,
    subnode,
)
from dcsgui.core.files.parts import StoredArray, digest_of_stored
from dcsgui.core.files.records import (
    Allocate,
    Constants,
    Deleted,
    Head,
    LayoutName,
    Level,
    ParValue,
    Path,
    RangeTable,
    Record,
    VersionInfo,
    ends_of,
)
from dcsgui.core.files.undo_log import UndoEntry
from dcsgui.core.values.errors import Damaged
from dcsgui.core.values.progress import QUIET, Progress


class NativeReader(Reader):
    """Reads a file in the native layout; see `dcsgui.core.files.native.schema`.

    Parameters
    ----------
    file : h5py.File
        Open for reading; it stays the caller's to close.
    """

    layout: ClassVar[LayoutName] = LayoutName.NATIVE

    def __init__(self, file: h5py.File) -> None:
        self.file = file
        self._unchanging = file.mode == "r"
        self._parents: dict[int, tuple[Path, h5py.Group]] = {}
        with guard.damage_reported(f"The root level of {guard.file_name(self.file)}"):
            written = get_number(file["/"], "dcsformat")
            if written != FORMAT:
                raise Damaged(
                    f"{guard.file_name(file)} is of format {written}, and this program knows "
                    f"format {FORMAT}. Open it with a newer version of the program."
                )

    def head(self) -> Head:
        """Read the root level."""
        root = self.file["/"]
        with guard.damage_reported(f"The root level of {guard.file_name(self.file)}"):
            dettype, detid = get_text(root, "dettype"), get_text(root, "detid")
            if not dettype or not detid:
                raise Damaged(
                    f"{guard.file_name(self.file)} does not say which detector it belongs to."
                )
            return Head(
                LayoutName.NATIVE,
                dettype,
                detid,
                get_time(root, "tscfile"),
                get_text(root, "predecessor"),
                get_text(root, "successor"),
                get_number(root, "generation"),
            )

    def ctypes(self) -> list[str]:
        """List the calibration types, in order of name."""
        with guard.damage_reported(f"The list of types of {guard.file_name(self.file)}"):
            root = self.file["/"]
            return sorted(name for name in children(root) if not _is_dataset(root, name))

    def ranges(self, ctype: str) -> RangeTable:
        """Read the ranges of a type: from the index, or by walking where it does not fit."""
        with guard.damage_reported(f"The type '{ctype}' of {guard.file_name(self.file)}"):
            stored = self._index(ctype)
            if stored is None:
                return walking.table_of(walking.walk_type(self._node((ctype,))))
            return index.table_of(stored.rows[stored.rows["live"] != 0])

    def confirm(self, ctype: str, table: RangeTable, rows: Iterable[int]) -> RangeTable:
        """Compare rows of a table with their groups; return it anew if one differs.

        Without rows, for a look-up that found nothing, the names of all ranges are compared.
        """
        if table.names is not None:
            return table
        with guard.damage_reported(f"The type '{ctype}' of {guard.file_name(self.file)}"):
            group, rows = self._node((ctype,)), list(rows)
            if not rows and self._index(ctype, thorough=True) is None:
                return walking.table_of(walking.walk_type(group))
            for row in rows:
                inner = guard.subgroup(group, table.name(row))
                if inner is None or walking.differs(inner, table, row):
                    return walking.table_of(walking.walk_type(group))
        return table

    def versions(self, ctype: str, range_name: str) -> list[VersionInfo]:
        """List the versions of a range in order of production."""
        with guard.damage_reported(
            f"The range '{ctype}/{range_name}' of {guard.file_name(self.file)}"
        ):
            group = self._node((ctype, range_name))
            stored = self._index(ctype)
            row = None if stored is None else index.find_row(stored.rows, range_name)
            logged = None if stored is None or row is None else stored.log(row)
            if row is None or logged is None:
                return walking.walk_range(group)
            return _listed(self._node((ctype,)), range_name, logged.get(row, {}))

    def all_versions(
        self, ctype: str, among: Collection[str] | None = None
    ) -> dict[str, list[VersionInfo]]:
        """List the versions of all ranges of a type, or of some, by range name."""
        with guard.damage_reported(f"The type '{ctype}' of {guard.file_name(self.file)}"):
            group = self._node((ctype,))
            stored = self._index(ctype, thorough=True)
            if stored is not None:
                rows = _rows(stored.rows, among)
                logged = stored.log(*rows.values()) if rows else {}
                if logged is not None and all(guard.is_plain(group, name) for name in rows):
                    return {
                        name: _listed(group, name, logged.get(row, {}))
                        for name, row in rows.items()
                    }
            return {walked.name: walked.versions for walked in walking.walk_type(group, among)}

    def versind_last(self, path: Path) -> int:
        """Return the highest version number ever used in a range."""
        with guard.damage_reported(
            f"The range '{'/'.join(path)}' of {guard.file_name(self.file)}"
        ):
            group = self._node(path)
            used = [gone.versind_last for gone in deleted.under(self.file, path)]
            used.append(get_number(group, walking.VERSIND_LAST))
            table = self.ranges(path[0])
            row = table.row(path[1])
            if row is None or table.names is not None or walking.differs(group, table, row):
                used += [info.versind for info in walking.walk_range(group)]
            return max(used)

    def version(self, path: Path) -> VersionInfo:
        """Read what is known of one version without its constants."""
        with guard.damage_reported(
            f"The version '{'/'.join(path)}' of {guard.file_name(self.file)}"
        ):
            info = walking.walk_version(self._node(path), path[-1])
        if info.versind:
            return info
        listed = {other.name: other for other in self.versions(*path[: Level.RANGE])}
        return listed.get(path[-1], info)

    def constants(
        self, path: Path, allocate: Allocate = np.empty, progress: Progress = QUIET
    ) -> Constants | None:
        """Read the constants of a version; None where the version holds none."""
        with self._reading(path):
            data = guard.dataset(self._node(path), CALIB)
            return None if data is None else constants.read_constants(data, allocate, progress)

    def array(self, path: Path) -> StoredArray | None:
        """Open the constants to read parts of them while the file is open; None if no array."""
        with self._reading(path):
            data = guard.dataset(self._node(path), CALIB)
            return None if data is None else StoredArray.of(data)

    def digest(self, path: Path) -> str:
        """Compute the digest of the constants as they are stored, piece by piece; "" if none."""
        with self._reading(path):
            data = guard.dataset(self._node(path), CALIB)
            return "" if data is None else digest_of_stored(data)

    def pars(self, path: Path) -> dict[str, ParValue]:
        """Read the parameters of a node."""
        with guard.damage_reported(f"The parameters of '/{'/'.join(path)}'"):
            return read_pars(self._node(path))

    def history(self, path: Path) -> list[Record]:
        """Read the history of a node, oldest first."""
        with guard.damage_reported(f"The history of '/{'/'.join(path)}'"):
            return read_history(self._node(path))

    def deleted(self) -> list[Deleted]:
        """List what was deleted, oldest deletion first, purged ones included."""
        with guard.damage_reported(f"The deletions of {guard.file_name(self.file)}"):
            return deleted.list_deleted(self.file)

    def undo_log(self) -> list[UndoEntry]:
        """List the changes that are remembered with how they are taken back, oldest first."""
        with guard.damage_reported(f"The log of changes of {guard.file_name(self.file)}"):
            holder = guard.subgroup(self.file["/"], UNDO)
            return [] if holder is None else undo_dataset.read(holder, UNDO_LOG)

    def _reading(self, path: Path) -> AbstractContextManager[None]:
        what = f"The constants '{'/'.join(path)}' of {guard.file_name(self.file)}"
        return guard.damage_reported(what)

    def _node(self, path: Path) -> h5py.Group:
        if not (path and self._unchanging):
            return node(self.file, path)
        kept, parent = self._parents.get(len(path), (None, self.file))
        if kept != path[:-1]:
            parent = self._node(path[:-1])
            self._parents[len(path)] = path[:-1], parent
        return node(self.file, path, parent)

    def _index(self, ctype: str, *, thorough: bool = False) -> index.StoredIndex | None:
        """Open the index of a type; None where it is missing or does not fit the groups."""
        return index.open_stored(self.file, ctype, self._node((ctype,)), thorough=thorough)


def _rows(rows: index.Rows, among: Collection[str] | None) -> dict[str, int]:
    """Find the rows of ranges by name: of all that are there, or of some."""
    live = np.flatnonzero(rows["live"]).tolist()
    if among is None:
        table = index.table_of(rows)
        return {table.name(row): row for row in live}
    begins, ends = rows["begin_ns"].tolist(), rows["end_ns"].tolist()
    row_of = {(begins[row], ends[row]): row for row in live}
    found = ((name, ends_of(name)) for name in among)
    return {name: row_of[pair] for name, pair in found if pair in row_of}


def _listed(type_group: h5py.Group, name: str, logged: index.Versions) -> list[VersionInfo]:
    """List the versions of a range: as logged, or by walking where its group has others."""
    infos = [logged[ns] for ns in sorted(logged)]
    found = links_of(type_group, name) - HOUSEKEEPING
    if found == {info.name.encode() for info in infos}:
        return infos
    return walking.walk_range(subnode(type_group, name))


def _is_dataset(group: h5py.Group, name: str) -> bool:
    """Whether another program has put a dataset where a node should be; links are no datasets."""
    plain = guard.is_plain(group, name)
    return plain and h5py.h5g.get_objinfo(group.id, name.encode()).type != h5py.h5g.GROUP
