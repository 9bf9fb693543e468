"""What the native layout keeps to take changes back: ``_undo``.

``_undo/log`` is the log (see `dcsgui.core.files.undo_log`); beside it stand the constants that
were replaced, moved there whole and uncopied, until the file is repacked.
"""

from __future__ import annotations

import h5py

from dcsgui.core.files import guard, undo_dataset
from dcsgui.core.files.copying import attribute_names, copy_attribute
from dcsgui.core.files.damage import guarded_change
from dcsgui.core.files.native.attributes import get_text, set_text
from dcsgui.core.files.native.bookkeeping import Bookkeeper
from dcsgui.core.files.native.schema import CALIB, UNDO, UNDO_LOG, fresh_group
from dcsgui.core.files.records import Path
from dcsgui.core.files.undo_log import UndoEntry
from dcsgui.core.values.errors import NotFound

DIGEST = "digest"


def copy_log(old: h5py.File, new: h5py.File) -> None:
    """Copy the log into a file that is written anew, without the constants set aside."""
    holder = guard.subgroup(old["/"], UNDO)
    log = None if holder is None else guard.dataset(holder, UNDO_LOG)
    if holder is not None and log is not None:
        target = fresh_group(new["/"], UNDO)
        for key in attribute_names(holder):
            copy_attribute(holder, key, target, key)
        old.copy(log, target, UNDO_LOG)


class Undoing(Bookkeeper):
    """The part of the writer that remembers how changes are taken back."""

    @guarded_change
    def add_undo(self, entry: UndoEntry) -> int:
        """Remember how a change is taken back, and return its number."""
        holder = self._holder()
        number, forgotten = undo_dataset.append(holder, UNDO_LOG, entry)
        if forgotten:
            named = undo_dataset.named_aside(holder, UNDO_LOG)
            for name in set(holder) - named - {UNDO_LOG}:
                del holder[name]
        return number

    @guarded_change
    def set_aside(self, path: Path) -> str:
        """Take the constants of a version away, and return the name under which they are kept."""
        inner = self._node(path)
        if not guard.has(inner, CALIB):
            return ""
        self.prepare(path)
        holder = self._holder()
        name = f"{CALIB}.{undo_dataset.next_aside(holder, UNDO_LOG):06d}"
        digest = get_text(inner, DIGEST)
        inner.move(CALIB, f"{holder.name}/{name}")
        set_text(holder[name], DIGEST, digest)
        set_text(inner, DIGEST, None)
        self.redescribe(path)
        return name

    @guarded_change
    def has_aside(self, name: str) -> bool:
        """Whether constants are kept under this name."""
        holder = guard.subgroup(self.file["/"], UNDO)
        return holder is not None and guard.dataset(holder, name) is not None

    @guarded_change
    def put_back(self, path: Path, name: str) -> None:
        """Give a version the constants kept under this name, in place of those that it has."""
        if name and not self.has_aside(name):
            raise NotFound(f"No constants are kept as '{name}' in {guard.file_name(self.file)}.")
        inner = self._node(path)
        self.prepare(path)
        if guard.has(inner, CALIB):
            del inner[CALIB]
        set_text(inner, DIGEST, None)
        if name:
            holder = self._holder()
            set_text(inner, DIGEST, get_text(holder[name], DIGEST))
            set_text(holder[name], DIGEST, None)
            self.file.move(f"{holder.name}/{name}", f"{inner.name}/{CALIB}")
        self.redescribe(path)

    def _holder(self) -> h5py.Group:
        return fresh_group(self.file["/"], UNDO)
