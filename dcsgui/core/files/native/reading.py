"""Reading a detector file of the native layout."""

from __future__ import annotations

from typing import ClassVar

import h5py
import numpy as np

from dcsgui.core.files import constants, guard
from dcsgui.core.files.layout import Reader
from dcsgui.core.files.native import index, walking
from dcsgui.core.files.native.deleted import list_deleted
from dcsgui.core.files.native.history import read_history
from dcsgui.core.files.native.parameters import read_pars
from dcsgui.core.files.native.schema import (
    CALIB,
    FORMAT,
    INDEX,
    children,
    get_number,
    get_text,
    get_time,
    node,
)
from dcsgui.core.files.records import (
    Constants,
    Deleted,
    Head,
    LayoutName,
    ParValue,
    Path,
    RangeTable,
    Record,
    VersionInfo,
)
from dcsgui.core.values.errors import Damaged


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

    def head(self) -> Head:
        """Read the root level."""
        root = self.file["/"]
        with guard.damage_reported(f"The root level of {self.file.filename}"):
            written = get_number(root, "dcsformat")
            if written != FORMAT:
                raise Damaged(
                    f"{self.file.filename} is of format {written}, and this program knows format "
                    f"{FORMAT}. Open it with a newer version of the program."
                )
            dettype, detid = get_text(root, "dettype"), get_text(root, "detid")
            if not dettype or not detid:
                raise Damaged(f"{self.file.filename} does not say which detector it belongs to.")
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
        with guard.damage_reported(f"The list of types of {self.file.filename}"):
            return children(self.file["/"])

    def ranges(self, ctype: str) -> RangeTable:
        """Read the ranges of a type: from the index, or by walking where it does not fit."""
        with guard.damage_reported(f"The type '{ctype}' of {self.file.filename}"):
            held = self._index(ctype)
            if held is not None:
                rows = index.read_rows(held)
                rows = rows[rows["live"] != 0]
                return index.table_of(rows)
            walked = walking.walk_type(self._node((ctype,)))
            table = index.table_of(walked.rows)
            table.names = walked.names
            table.answers = [
                answer.name if (answer := index.answering(of_range, pinned)) else ""
                for of_range, pinned in zip(walked.versions, self._pinned(ctype, walked.names))
            ]
            return table

    def versions(self, ctype: str, range_name: str) -> list[VersionInfo]:
        """List the versions of a range in order of production."""
        with guard.damage_reported(f"The range '{ctype}/{range_name}' of {self.file.filename}"):
            group = self._node((ctype, range_name))
            held = self._index(ctype)
            row = None if held is None else index.row_that_fits(held, group, range_name)
            if held is None or row is None:
                return walking.walk_range(group)
            return [info for _, info in sorted(index.read_log(held, row).get(row, {}).items())]

    def all_versions(self, ctype: str) -> dict[str, list[VersionInfo]]:
        """List the versions of all ranges of a type, by range name."""
        with guard.damage_reported(f"The type '{ctype}' of {self.file.filename}"):
            held = self._index(ctype)
            if held is None:
                walked = walking.walk_type(self._node((ctype,)))
                return dict(zip(walked.names, walked.versions, strict=True))
            rows, versions = index.read_rows(held), index.read_log(held)
            return {
                index.name_of(rows[i]): [info for _, info in sorted(versions.get(i, {}).items())]
                for i in np.flatnonzero(rows["live"]).tolist()
            }

    def version(self, path: Path) -> VersionInfo:
        """Read what is known of one version without its constants."""
        with guard.damage_reported(f"The version '{'/'.join(path)}' of {self.file.filename}"):
            return walking.walk_version(self._node(path), path[-1])

    def constants(self, path: Path) -> Constants | None:
        """Read the constants of a version; None where the version holds none."""
        with guard.damage_reported(f"The constants '{'/'.join(path)}' of {self.file.filename}"):
            data = guard.dataset(self._node(path), CALIB)
            return None if data is None else constants.read_constants(data)

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
        with guard.damage_reported(f"The deletions of {self.file.filename}"):
            return list_deleted(self.file)

    def _node(self, path: Path) -> h5py.Group:
        return node(self.file, path)

    def _pinned(self, ctype: str, names: list[str]) -> list[str | None]:
        return [walking.pinned_version(self._node((ctype, name))) for name in names]

    def _index(self, ctype: str) -> h5py.Group | None:
        """The index of a type; None where it is missing or does not fit the groups."""
        group = self._node((ctype,))
        holder = guard.subgroup(self.file["/"], INDEX)
        held = None if holder is None else guard.subgroup(holder, ctype)
        if held is None or get_number(held, index.NLINKS, -1) != group.id.get_num_objs():
            return None
        return held
