"""Careful steps through an HDF5 file that somebody else may have broken or forged.

Only hard links are followed, so that nothing leads out of the file; sizes are compared with what
is stored before memory is asked for; and what the HDF5 library says when it gives up becomes
`Damaged` with the name of the thing.
"""

from __future__ import annotations

import math
import re
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import h5py
import numpy as np

from dcsgui.core.values.errors import BadValue, Damaged, DCError

LIBRARY_ERRORS = (
    OSError,
    RuntimeError,
    KeyError,
    IndexError,
    ValueError,
    NotImplementedError,
    OverflowError,
    UnicodeError,
)
"""What h5py raises, depending on where in a broken file it stumbles.

Not in it: `TypeError`, which h5py raises for types that numpy lacks, is a mistake of this program
where that raises it; `AttributeError` always is; and `MemoryError` tells of the machine.
"""

DEFLATE_AT_BEST = 1100
"""No filter that HDF5 ships makes more than about this many bytes out of one."""


@contextmanager
def damage_reported(what: str | h5py.Group | h5py.Dataset) -> Iterator[None]:
    """Turn whatever h5py raises inside into `Damaged`, which names `what` (or `where` it is)."""
    try:
        yield
    except BadValue as error:
        raise Damaged(f"{_named(what)} cannot be read: {error}") from error
    except DCError:
        raise
    except (*LIBRARY_ERRORS, TypeError) as error:
        if isinstance(error, TypeError) and not _raised_by_library(error):
            raise
        reason = str(error).strip("'\"") or type(error).__name__
        raise Damaged(
            f"{_named(what)} cannot be read: {reason}. The file is damaged or was not written by "
            f"this program; restore it from a copy, or see what 'dcs check' finds in it."
        ) from error


def _named(what: str | h5py.Group | h5py.Dataset) -> str:
    return what if isinstance(what, str) else where(what)


def _raised_by_library(error: BaseException) -> bool:
    """Whether an exception comes out of h5py itself."""
    frames = list(traceback.walk_tb(error.__traceback__))
    return bool(frames) and "h5py" in Path(frames[-1][0].f_code.co_filename).parts


def file_name(file: h5py.File) -> str:
    """Name a file for a message; h5py itself shows a file object as Python would."""
    name = str(file.filename)
    shown = _FILE_OBJECT.fullmatch(name)
    return shown[1] if shown else name


_FILE_OBJECT = re.compile(r"<\w+ (.+)>")


def where(node: h5py.Group | h5py.Dataset) -> str:
    """Name a node for a message: its path and its file."""
    return f"'{node.name}' of {file_name(node.file)}"


def has(group: h5py.Group, name: str) -> bool:
    """Whether a group has a link of that name, wherever it leads."""
    return bool(group.id.links.exists(name.encode("utf-8", "surrogateescape")))


def is_plain(group: h5py.Group, name: str) -> bool:
    """Whether a group has a hard link of that name, which can't lead out of the file."""
    raw = name.encode("utf-8", "surrogateescape")
    links = group.id.links
    return bool(links.exists(raw)) and links.get_info(raw).type == h5py.h5l.TYPE_HARD


def child(group: h5py.Group, name: str) -> h5py.Group | h5py.Dataset | None:
    """Open a child by name, None if there is none; `Damaged` if its link leaves its place."""
    raw = name.encode("utf-8", "surrogateescape")
    if not group.id.links.exists(raw):
        return None
    kind = group.id.links.get_info(raw).type
    if kind != h5py.h5l.TYPE_HARD:
        how = "leads to another file" if kind == h5py.h5l.TYPE_EXTERNAL else "is not a plain link"
        raise Damaged(
            f"'{name}' in {where(group)} {how}; this is refused, because constants must be in "
            f"the detector file itself. Copy the data into the file, or remove the link."
        )
    found = h5py.h5o.open(group.id, raw)
    if isinstance(found, h5py.h5g.GroupID):
        return h5py.Group(found)
    return h5py.Dataset(found) if isinstance(found, h5py.h5d.DatasetID) else group[raw]


def subgroup(group: h5py.Group, name: str) -> h5py.Group | None:
    """Open a child that has to be a group, None if there is none."""
    node = child(group, name)
    if node is not None and not isinstance(node, h5py.Group):
        raise Damaged(f"'{name}' in {where(group)} is not a group as it should be.")
    return node


def dataset(group: h5py.Group, name: str) -> h5py.Dataset | None:
    """Open a child that has to be a dataset, None if there is none."""
    node = child(group, name)
    if node is not None and not isinstance(node, h5py.Dataset):
        raise Damaged(f"'{name}' in {where(group)} is not a dataset as it should be.")
    return node


def check_stored(dset: h5py.Dataset) -> None:
    """Refuse a dataset that declares more than the file holds, or keeps its data elsewhere."""
    plist = dset.id.get_create_plist()
    if plist.get_layout() == h5py.h5d.VIRTUAL or plist.get_external_count():
        raise Damaged(
            f"{where(dset)} keeps its data in other files; this is refused, because constants "
            f"must be in the detector file itself."
        )
    declared = math.prod(dset.shape) * dset.dtype.itemsize if dset.shape is not None else 0
    room = _room(dset, plist) if declared else 0
    if room < declared:
        raise Damaged(
            f"{where(dset)} declares {declared} bytes (shape {dset.shape}, {dset.dtype}), and the "
            f"file holds at most {room} of them; it is incomplete or forged."
        )


def _room(dset: h5py.Dataset, plist: Any) -> int:
    """Return how many bytes a dataset can have at most, going by what the file stores."""
    stored = int(dset.id.get_storage_size())
    layout = plist.get_layout()
    if layout == h5py.h5d.CONTIGUOUS:
        offset = dset.id.get_offset()
        return 0 if offset is None else min(stored, int(dset.file.id.get_filesize()) - offset)
    if layout != h5py.h5d.CHUNKED:
        return stored
    chunk = plist.get_chunk()
    needed = math.prod(-(-size // part) for size, part in zip(dset.shape, chunk, strict=True))
    chunks = int(dset.id.get_num_chunks())
    if chunks < needed:  # the rest would read as zeros that nobody wrote
        return int(chunks * math.prod(chunk) * dset.dtype.itemsize) if stored else 0
    return stored * DEFLATE_AT_BEST if plist.get_nfilters() else stored


def attribute(node: h5py.Group | h5py.Dataset, name: str) -> Any:
    """Read an attribute, None if there is none; h5py's own way to ask costs an exception."""
    raw = name.encode()
    if not h5py.h5a.exists(node.id, raw):
        return None
    plain = plain_value(h5py.h5a.open(node.id, raw))
    return node.attrs[name] if plain is None else plain


def plain_value(attribute: Any) -> Any:
    """Read a text of fixed length or a number in half of h5py's time; None for anything else."""
    kind = attribute.get_type()
    if isinstance(kind, h5py.h5t.TypeStringID):
        if kind.is_variable_str():
            return None
        dtype: Any = f"S{kind.get_size()}"
    elif isinstance(kind, h5py.h5t.TypeIntegerID | h5py.h5t.TypeFloatID):
        dtype = kind.dtype
    else:
        return None
    if attribute.get_space().get_simple_extent_type() != h5py.h5s.SCALAR:
        return None
    value = np.empty((), dtype)
    attribute.read(value, kind)
    return value[()]


def whole_number(value: Any, what: str) -> int:
    """Read a number that has to be whole from an attribute or a dataset of one element."""
    array = np.asarray(value).reshape(-1)
    if array.size != 1 or array.dtype.kind not in "iu":
        raise Damaged(f"{what} should be one whole number, but is {value!r}.")
    return int(array[0])
