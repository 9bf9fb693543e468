"""Writing a detector file anew without the space that changes have left behind."""

from __future__ import annotations

import os
import shutil
from typing import Any

import h5py

from dcsgui.core.files import guard
from dcsgui.core.files.constants import digest_of
from dcsgui.core.files.layout import Reader
from dcsgui.core.files.native import schema
from dcsgui.core.files.native.bookkeeping import Bookkeeper
from dcsgui.core.files.opening import TIMEOUT, open_reader, open_writer
from dcsgui.core.files.reading import read_view
from dcsgui.core.files.records import LayoutName, Path, Record
from dcsgui.core.files.replacing import new_file
from dcsgui.core.values.errors import Damaged

COPY_BYTES = 16 * 2**20


def repack(path: str | os.PathLike[str], record: Record, timeout: float = TIMEOUT) -> int:
    """Write a detector file anew and put it in the place of the old one, whole or not at all.

    Everything is copied as it is stored; every version is compared with the old file by digest
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
        before = os.stat(path).st_size
        with open_reader(path, timeout) as old:
            layout = old.layout
        libver: Any = schema.LIBVER if layout is LayoutName.NATIVE else ("earliest", "v108")
        with read_view(path, timeout) as source, guard.damage_reported(os.fspath(path)):
            with h5py.File(source, "r") as old_file, h5py.File(fresh, "w", libver=libver) as file:
                _copy(old_file, file, layout)
        with open_writer(fresh, timeout) as writer:
            writer.add_record((), record)
        _compare(path, fresh, timeout)
        after = os.stat(fresh).st_size
    return before - after


def copy_file(path: str | os.PathLike[str], target: str, timeout: float = TIMEOUT) -> None:
    """Copy the bytes of a detector file, as a reader sees them, over the file `target`."""
    with read_view(path, timeout) as source, open(target, "wb") as copy:
        if isinstance(source, str):
            with open(source, "rb") as plain:
                shutil.copyfileobj(plain, copy, COPY_BYTES)
        else:
            source.seek(0)
            while block := source.read(COPY_BYTES):
                copy.write(block)


def _copy(old: h5py.File, new: h5py.File, layout: LayoutName) -> None:
    for name in old:
        if layout is LayoutName.NATIVE and name == schema.INDEX:
            continue
        guard.child(old["/"], name)
        old.copy(name, new["/"], name)
    for key, value in old.attrs.items():
        kind = old.attrs.get_id(key).dtype
        new.attrs.create(key, value, dtype=kind)
    if layout is LayoutName.NATIVE:
        keeper = Bookkeeper(new)
        for ctype in keeper.ctypes():
            keeper.index_of(ctype).finish()


def _digest(reader: Reader, place: Path) -> str:
    constants = reader.constants(place)
    return "" if constants is None else digest_of(constants)


def _compare(path: str | os.PathLike[str], fresh: str, timeout: float) -> None:
    """Raise `Damaged` unless both files list the same, and hold the same constants."""
    with open_reader(path, timeout) as old, open_reader(fresh, timeout) as new:
        for ctype in old.ctypes():
            listing = old.all_versions(ctype)
            same = new.all_versions(ctype) == listing
            for range_name, infos in listing.items():
                for info in infos:
                    place = (ctype, range_name, info.name)
                    same = same and _digest(old, place) == _digest(new, place)
            if not same:
                raise Damaged(
                    f"The type '{ctype}' of {os.fspath(path)} did not come out of repacking as it "
                    f"went in; the file was left as it is. See what 'dcs check' finds in it."
                )
