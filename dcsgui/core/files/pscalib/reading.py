"""Reads detector files that the older PSCalib code wrote, in all its dialects."""

from __future__ import annotations

from collections.abc import Collection
from typing import ClassVar

import h5py
import numpy as np

from dcsgui.core.files import guard, undo_dataset
from dcsgui.core.files.damage import guarded
from dcsgui.core.files.layout import Reader
from dcsgui.core.files.parts import StoredArray
from dcsgui.core.files.pscalib import data, dictpars, elements, history, nodes, undoing, used
from dcsgui.core.files.pscalib import deleted as deletions
from dcsgui.core.files.records import (
    Allocate,
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
from dcsgui.core.files.undo_log import UndoEntry
from dcsgui.core.values.errors import Damaged, NotFound
from dcsgui.core.values.progress import QUIET, Progress
from dcsgui.core.values.validity import Validity

GENERATION = "generation"
"""Attribute of the root: how many commits the file has seen from us."""

RANGE_LEVEL, VERSION_LEVEL = 2, 3

KEPT = 10_000
"""Of so many versions the parameters are kept that a listing has read."""


class PscalibReader(Reader):
    """Reads one detector file of the older code.

    Attributes
    ----------
    file : h5py.File
        The open file.
    """

    layout: ClassVar[LayoutName] = LayoutName.PSCALIB
    by_addition: ClassVar[bool] = True

    @staticmethod
    def range_name(validity: Validity) -> str:
        """Return the name that a range gets: whole seconds around it."""
        return nodes.range_name(validity)

    @staticmethod
    def check_ctype(ctype: str) -> None:
        """Raise `BadValue` for a type with which the older code could not open the file."""
        nodes.check_ctype(ctype)

    def __init__(self, file: h5py.File) -> None:
        self.file = file
        self._unchanging = file.mode == "r"
        self._parents: dict[int, tuple[Path, h5py.Group]] = {}
        self._known_pars: dict[Path, dict[str, ParValue]] = {}

    @guarded
    def head(self) -> Head:
        """Read the root level; the names in the file count, not the name of the file."""
        dettype = elements.read_text(self.file, "dettype")
        detid = elements.read_text(self.file, "detid")
        detname = elements.read_text(self.file, "detname") or ""
        if dettype is None:
            raise Damaged(f"{guard.file_name(self.file)} does not say its dettype.")
        return Head(
            layout=self.layout,
            dettype=dettype,
            detid=detname.partition("-")[2] if detid is None else detid,
            tscfile=elements.read_time(self.file, "tscfile"),
            predecessor=elements.read_text(self.file, "predecessor"),
            successor=elements.read_text(self.file, "successor"),
            generation=elements.attribute_number(self.file, GENERATION),
        )

    @guarded
    def ctypes(self) -> list[str]:
        """List the calibration types, in order of name."""
        return [name for name, _ in nodes.ctype_groups(self.file)]

    @guarded
    def ranges(self, ctype: str) -> RangeTable:
        """Read the ranges of a type; a default that names no version counts as none."""
        rows = list(nodes.range_groups(self._find((ctype,))))
        ends = [nodes.begin_end_ns(name, group) for name, group in rows]
        numbers = [nodes.version_numbers(group) for _, group in rows]
        pinned = [
            nodes.pinned_version(group, mine)
            for (_, group), mine in zip(rows, numbers, strict=True)
        ]
        answers = [
            pin or max(mine, key=mine.__getitem__, default="")
            for pin, mine in zip(pinned, numbers, strict=True)
        ]
        return RangeTable(
            begin_ns=np.array([begin for begin, _ in ends], np.int64),
            end_ns=np.array([end for _, end in ends], np.int64),
            nversions=np.array([len(mine) for mine in numbers], np.int32),
            pinned=np.array([bool(pin) for pin in pinned], np.bool_),
            names=[name for name, _ in rows],
            answers=answers,
        )

    @guarded
    def versions(self, ctype: str, range_name: str) -> list[VersionInfo]:
        """List the versions of a range in order of production, those without a time last."""
        return self._versions((ctype, range_name), self._find((ctype, range_name)))

    @guarded
    def all_versions(
        self, ctype: str, among: Collection[str] | None = None
    ) -> dict[str, list[VersionInfo]]:
        """List the versions of all ranges of a type, or of some, by range name."""
        found = nodes.range_groups(self._find((ctype,)), among)
        return {name: self._versions((ctype, name), group) for name, group in found}

    @guarded
    def versind_last(self, path: Path) -> int:
        """Return the highest version number ever used in a range; 0 if none."""
        return used.known(self.file, path).last

    @guarded
    def version(self, path: Path) -> VersionInfo:
        """Read what is known of one version without its constants."""
        group = self._version_group(path)
        range_group = self._find(path[:RANGE_LEVEL])
        number = nodes.version_numbers(range_group)[path[-1]]
        added = history.additions(history.read(range_group)).get(number)
        return info_of(path[-1], number, group, dictpars.read(range_group), added)

    @guarded
    def constants(
        self, path: Path, allocate: Allocate = np.empty, progress: Progress = QUIET
    ) -> Constants | None:
        """Read the constants of a version; None where the version holds none."""
        return data.read(self._version_group(path), allocate, progress)

    @guarded
    def array(self, path: Path) -> StoredArray | None:
        """Open the constants to read parts of them while the file is open; None if no array."""
        return data.open_array(self._version_group(path))

    @guarded
    def digest(self, path: Path) -> str:
        """Compute the digest of the constants as they are stored, piece by piece; "" if none."""
        return data.digest(self._version_group(path))

    @guarded
    def pars(self, path: Path) -> dict[str, ParValue]:
        """Read the parameters of a node; one of shape (1,) is a scalar."""
        known = self._known_pars.get(path)
        return dictpars.read(self._find(path)) if known is None else dict(known)

    @guarded
    def history(self, path: Path) -> list[Record]:
        """Read the history of a node; what happened to it is in the one of its parent."""
        return history.read(self._find(path))

    @guarded
    def deleted(self) -> list[Deleted]:
        """List what was deleted, oldest deletion first, purged ones included."""
        return [stub.public for stub in deletions.stubs(self.file)]

    @guarded
    def undo_log(self) -> list[UndoEntry]:
        """List the changes that are remembered with how they are taken back, oldest first."""
        return undo_dataset.read(self.file["/"], undoing.LOG)

    def _version_group(self, path: Path) -> h5py.Group:
        if len(path) != VERSION_LEVEL:
            raise NotFound(
                f"'/{'/'.join(path)}' of {guard.file_name(self.file)} is not a version."
            )
        return self._find(path)

    def _find(self, path: Path) -> h5py.Group:
        """Return the group of a node; those above it are kept while nobody changes the file."""
        if not (path and self._unchanging):
            return nodes.find(self.file, path)
        kept, parent = self._parents.get(len(path), (None, self.file))
        if kept != path[:-1]:
            parent = self._find(path[:-1])
            self._parents[len(path)] = path[:-1], parent
        return nodes.find(self.file, path, parent)

    def _versions(self, path: Path, range_group: h5py.Group) -> list[VersionInfo]:
        pars = dictpars.read(range_group)
        added = history.additions(history.read(range_group))
        infos = []
        for name, number, group in nodes.version_groups(range_group):
            mine = dictpars.read(group)
            self._remember((*path, name), mine)
            infos.append(info_of(name, number, group, pars, added.get(number), mine))
        return sorted(infos, key=_production)

    def _remember(self, path: Path, pars: dict[str, ParValue]) -> None:
        """Keep parameters that were read for a listing, unless they are many or large."""
        small = not any(isinstance(value, np.ndarray) for value in pars.values())
        if small and self._unchanging and len(self._known_pars) < KEPT:
            self._known_pars[path] = pars


def _production(info: VersionInfo) -> tuple[bool, int, int]:
    tsvers = info.tsvers
    return tsvers is None, tsvers.ns if tsvers is not None else 0, info.versind


def info_of(
    name: str,
    number: int,
    group: h5py.Group,
    range_pars: dict[str, ParValue],
    added: Record | None,
    mine: dict[str, ParValue] | None = None,
) -> VersionInfo:
    """Put together what is known of a version; `added` is the record of its addition.

    `mine` are its own parameters, if they were read already.
    """
    kind, shape, dtype, nbytes, digest = data.describe(group)
    mine = dictpars.read(group) if mine is None else mine
    added = added or history.birth(group)  # of a file that was converted
    return VersionInfo(
        name=name,
        tsvers=elements.read_time(group, "tsprod"),
        versind=number,
        serial=number,
        kind=kind,
        shape=shape,
        dtype=dtype,
        nbytes=nbytes,
        digest=digest,
        author=str(mine.get("author", added.user if added else "")),
        comment=str(mine.get("comment", added.comment if added else "")),
        experiment=str(mine.get("experiment", range_pars.get("experiment", ""))),
        run=str(mine.get("run", range_pars.get("run", ""))),
    )
