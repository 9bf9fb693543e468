"""What a writer of the native layout keeps in mind besides the groups it changes."""

from __future__ import annotations

import h5py

from dcsgui.core.files import constants, guard
from dcsgui.core.files.native import deleted, walking
from dcsgui.core.files.native.indexing import TypeIndex
from dcsgui.core.files.native.reading import NativeReader
from dcsgui.core.files.native.schema import CALIB, set_text
from dcsgui.core.files.records import Constants, Deleted, Path


class Bookkeeper(NativeReader):
    """Keeps the index of each changed type, and what was deleted, at hand."""

    def __init__(self, file: h5py.File) -> None:
        super().__init__(file)
        self._indexes: dict[str, TypeIndex] = {}
        self._deletions: dict[Path, list[Deleted]] = {}

    def index_of(self, ctype: str) -> TypeIndex:
        """The index of a type; to be asked for before a group of the type changes."""
        if ctype not in self._indexes:
            self._node((ctype,))
            self._indexes[ctype] = TypeIndex(self.file, ctype)
        return self._indexes[ctype]

    def touch(self, path: Path) -> None:
        """Note that links of a node are about to change."""
        if path:
            index = self.index_of(path[0])
            if len(path) > 1:
                index.touch(path[1])

    def redescribe(self, path: Path) -> None:
        """Note that a version is to be listed otherwise."""
        index = self.index_of(path[0])
        index.put_version(path[1], walking.walk_version(self._node(path), path[2]))

    def gone(self, path: Path) -> list[Deleted]:
        """What was deleted of a range, or together with it."""
        if path not in self._deletions:
            self._deletions[path] = deleted.under(self.file, path)
        return self._deletions[path]

    def forget_gone(self) -> None:
        """Note that the deletions have changed."""
        self._deletions.clear()

    def put_constants(self, group: h5py.Group, data: Constants) -> None:
        """Write the constants of a version and their digest."""
        if isinstance(data, str):
            constants.write_text(group, CALIB, data)
        else:
            constants.write_array(group, CALIB, data)
        set_text(group, "digest", constants.digest_of(data))

    def _index(self, ctype: str) -> h5py.Group | None:
        if ctype in self._indexes:
            self._indexes[ctype].flush()
        return super()._index(ctype)
