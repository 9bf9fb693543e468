"""What a writer of the native layout keeps in mind besides the groups it changes."""

from __future__ import annotations

from dataclasses import dataclass

import h5py

from dcsgui.core.files import constants, guard
from dcsgui.core.files.native import deleted, index, walking
from dcsgui.core.files.native.attributes import get_number, set_number, set_text
from dcsgui.core.files.native.indexing import TypeIndex
from dcsgui.core.files.native.reading import NativeReader
from dcsgui.core.files.native.schema import CALIB
from dcsgui.core.files.native.walking import SERIAL_LAST, VERSIND_LAST
from dcsgui.core.files.records import Constants, Deleted, InParts, Level, Path, RangeTable
from dcsgui.core.values.timestamps import Timestamp

RANGES_AT_HAND = 4096
"""Ranges kept open at a time while versions are added."""


@dataclass(slots=True)
class OpenRange:
    """A range that versions are added to: its group, counters, and what was deleted of it."""

    group: h5py.Group
    gone: list[Deleted]
    versind_first: int
    versind_last: int
    serial_last: int

    def was_used(self, tsvers: Timestamp) -> bool:
        """Whether a version was or is produced at this time."""
        return guard.has(self.group, tsvers.text) or any(tsvers in d.tsvers for d in self.gone)

    def write_counters(self) -> None:
        """Write the counters, which stay in memory while versions are added."""
        set_number(self.group, VERSIND_LAST, self.versind_last)
        set_number(self.group, SERIAL_LAST, self.serial_last)


class Bookkeeper(NativeReader):
    """Keeps the index of each changed type, and counters of each changed range, at hand."""

    def __init__(self, file: h5py.File) -> None:
        super().__init__(file)
        self._indexes: dict[str, TypeIndex] = {}
        self._ranges: dict[Path, OpenRange] = {}

    def index_of(self, ctype: str) -> TypeIndex:
        """Return the index of a type; to be asked for before a group of the type changes."""
        if ctype not in self._indexes:
            self._node((ctype,))
            self._indexes[ctype] = TypeIndex(self.file, ctype)
        return self._indexes[ctype]

    def prepare(self, path: Path) -> TypeIndex:
        """Return the index of the type of a range or version that is about to change."""
        held = self.index_of(path[0])
        self._node(path[: Level.RANGE])
        held.prepare(path[1])
        return held

    def redescribe(self, path: Path) -> None:
        """Note that a version is to be listed otherwise."""
        info = walking.walk_version(self._node(path), path[-1])
        self.index_of(path[0]).put_version(path[1], info)

    def open_range(self, path: Path) -> OpenRange:
        """Return the range that versions are added to."""
        place = self._ranges.get(path)
        if place is None:
            if len(self._ranges) >= RANGES_AT_HAND:
                self.settle()
            self.prepare(path)
            group = self._node(path)
            gone = deleted.under(self.file, path)
            last = super().versind_last(path)
            place = OpenRange(group, gone, last, last, get_number(group, SERIAL_LAST, last))
            self._ranges[path] = place
        return place

    def settle(self) -> None:
        """Write the counters, before nodes move or go."""
        for place in self._ranges.values():
            place.write_counters()
        self._ranges.clear()

    def versind_last(self, path: Path) -> int:
        """Return the highest version number ever used in a range."""
        place = self._ranges.get(path)
        return super().versind_last(path) if place is None else place.versind_last

    def ranges(self, ctype: str) -> RangeTable:
        """Read the ranges of a type, as they are now."""
        held = self._indexes.get(ctype)
        return held.table() if held is not None and held.usable else super().ranges(ctype)

    def put_constants(self, group: h5py.Group, data: Constants | InParts, digest: str = "") -> str:
        """Write the constants of a version and their digest, and return that."""
        if isinstance(data, str):
            constants.write_text(group, CALIB, data)
        else:
            constants.write_array(group, CALIB, data)
        digest = digest or constants.digest_of(data)
        set_text(group, "digest", digest)
        return digest

    def _index(self, ctype: str, *, thorough: bool = False) -> index.StoredIndex | None:
        held = self._indexes.get(ctype)
        return super()._index(ctype, thorough=thorough) if held is None else held.flush()
