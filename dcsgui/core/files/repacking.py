"""Writing a detector file anew without the space that changes have left behind."""

from __future__ import annotations

import os
from contextlib import nullcontext
from typing import Any, BinaryIO

import h5py

from dcsgui.core.files import guard
from dcsgui.core.files.constants import digest_of
from dcsgui.core.files.copying import attribute_names, copy_attribute
from dcsgui.core.files.fresh import fresh_draft
from dcsgui.core.files.layout import Reader
from dcsgui.core.files.native import schema
from dcsgui.core.files.native.bookkeeping import Bookkeeper
from dcsgui.core.files.native.undoing import copy_log
from dcsgui.core.files.opening import TIMEOUT, open_reader, open_unpublished
from dcsgui.core.files.overlay import Overlay
from dcsgui.core.files.pscalib.undoing import is_aside
from dcsgui.core.files.reading import read_view
from dcsgui.core.files.records import LayoutName, Path, Record
from dcsgui.core.files.refusals import refusals_reported
from dcsgui.core.files.replacing import new_file
from dcsgui.core.files.undo_log import UndoEntry
from dcsgui.core.values.errors import Damaged

COPY_BYTES = 16 * 2**20

LIBVERS: dict[LayoutName, Any] = {
    LayoutName.NATIVE: schema.LIBVER,
    LayoutName.PSCALIB: ("earliest", "v108"),
}
"""The versions of HDF5 that each layout is written for."""


def repack(path: str | os.PathLike[str], record: Record, timeout: float = TIMEOUT) -> int:
    """Write a detector file anew and put it in the place of the old one, whole or not at all.

    Everything is copied as it is stored, but for constants that were replaced and kept so that
    this could be taken back; every version is compared with the old file by digest
    before the new file takes its place. Readers go on reading meanwhile, writers wait.

    Parameters
    ----------
    path : path
        The file.
    record : Record
        Who does it, for the history of the new file.

    Returns
    -------
    int
        The bytes gained.
    """
    with new_file(path, timeout, replace=True) as fresh:
        with (
            fresh_draft(fresh) as draft,
            guard.damage_reported(os.fspath(path)),
            open_reader(path, timeout) as old,
            read_view(path, timeout) as source,
            h5py.File(source, "r") as old_file,
            h5py.File(draft, "w", libver=LIBVERS[old.layout]) as file,
        ):
            before = os.stat(path).st_size
            _copy(old_file, file, old.layout)
        with open_unpublished(fresh) as writer:
            writer.add_record((), record)
            generation = writer.head().generation + 1  # `Writer.finish` raises it
            writer.add_undo(UndoEntry(0, record, generation, ("repack",), silent=True))
        _compare(path, fresh, timeout)
        after = os.stat(fresh).st_size
    return before - after


def copy_file(path: str | os.PathLike[str], target: str, timeout: float = TIMEOUT) -> None:
    """Copy the bytes of a detector file, as a reader sees them, over the file `target`."""
    with read_view(path, timeout) as source, fresh_draft(target) as copy:
        copy.truncate(0)
        with open(source, "rb") if isinstance(source, str) else nullcontext(source) as plain:
            plain.seek(0)
            while copy.failure is None and (block := _read_block(plain, os.fspath(path))):
                copy.write(block)


def _read_block(source: BinaryIO | Overlay, name: str) -> bytes:
    with refusals_reported(name, "read"):
        return source.read(COPY_BYTES)


def _copy(old: h5py.File, new: h5py.File, layout: LayoutName) -> None:
    for name in old:
        if layout is LayoutName.NATIVE and name in {schema.INDEX, schema.UNDO}:
            continue
        if layout is LayoutName.PSCALIB and is_aside(name):
            continue
        guard.child(old["/"], name)  # refuses what leads elsewhere
        old.copy(name, new["/"], name)
    for key in attribute_names(old):
        copy_attribute(old, key, new, key)
    if layout is LayoutName.NATIVE:
        copy_log(old, new)
        keeper = Bookkeeper(new)
        for ctype in keeper.ctypes():
            keeper.index_of(ctype).finish()


def _compare(path: str | os.PathLike[str], fresh: str, timeout: float) -> None:
    """Raise `Damaged` unless both files list the same, and hold the same constants."""
    with open_reader(path, timeout) as old, open_reader(fresh, timeout) as new:
        differing = [] if new.deleted() == old.deleted() else ["deletions"]
        differing += [ctype for ctype in old.ctypes() if not _same_type(old, new, ctype)]
    if differing:
        raise Damaged(
            f"{', '.join(differing)} of {os.fspath(path)} did not come out of repacking as they "
            f"went in; the file was left as it is. See what 'dcs check' finds in it."
        )


def _same_type(old: Reader, new: Reader, ctype: str) -> bool:
    listing = old.all_versions(ctype)
    if new.all_versions(ctype) != listing or _answers(old, ctype) != _answers(new, ctype):
        return False
    places = [(ctype, name, info.name) for name, infos in listing.items() for info in infos]
    return all(_digest(old, place) == _digest(new, place) for place in places)


def _answers(reader: Reader, ctype: str) -> set[tuple[str, str, bool]]:
    table = reader.ranges(ctype)
    return {
        (table.name(row), table.answer(row), bool(table.pinned[row])) for row in range(len(table))
    }


def _digest(reader: Reader, place: Path) -> str:
    constants = reader.constants(place)
    return "" if constants is None else digest_of(constants)
