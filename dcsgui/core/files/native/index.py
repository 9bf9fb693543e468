"""The index of a type: what the look-up and a listing need, in a few large reads.

Opening an HDF5 object costs some 20 to 190 microseconds, so that walking 12,500 versions takes
seconds. ``_index/<ctype>`` therefore repeats what the groups say:

``ranges``
    a row a range (see `ROW`): ends, how many versions, which one answers.
``versions``
    a log of JSON lines (uint8), one a version (see `lines`); a later line about the same version
    stands instead of the earlier one, and one with ``"x"`` takes it away.
``seal``
    an attribute: how many children the type has, the mark of their names (see `mark_of`), how many
    lines the log has, and checksums of both tables.

Both tables only ever grow at their end or change a row, so a change costs what it changes; the log
is written anew once most of it is out of date.

The groups are the truth. Whoever changes the file with another program does not know of the index:
where it does not fit the groups it is passed over, and the next change of the type makes it anew.
What is compared, and when:

* at each opening: how many ranges there are, and their names if they are up to `NAMES_AT_ONCE`;
* for the ranges that an answer relies on (`confirm`): the ends, the default, how many versions
  there are, and their names if they are up to `NAMES_AT_ONCE`;
* where a look-up finds nothing (`confirm` without rows), in a listing of the type, and before a
  change of it: the names of all ranges.

So in a larger type a range that another program has renamed answers under its old ends as long as
another range wins, until the type is listed or changed, or 'dcs check' walks the file. And a range
of any type that was given other ends without the name that belongs to them is seen when an answer
relies on it.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

import h5py
import numpy as np
from numpy.typing import NDArray

from dcsgui.core.files import guard
from dcsgui.core.files.native import lines
from dcsgui.core.files.native.schema import INDEX, count_children, mark_children
from dcsgui.core.files.records import RangeTable, VersionInfo, ends_of
from dcsgui.core.values.errors import Damaged, DCError

ROW = np.dtype(
    [
        ("begin_ns", "<i8"),
        ("end_ns", "<i8"),
        ("answer_ns", "<i8"),
        ("mark", "<i8"),
        ("nversions", "<i4"),
        ("pinned", "u1"),
        ("live", "u1"),
    ]
)
"""A range: its ends, the production time of the version that answers, the mark of the names of its
versions (see `mark_of`), how many it has, whether its default is pinned, and whether it is there
(0: deleted)."""

LINES = np.dtype("u1")

RANGES = "ranges"
VERSIONS = "versions"
SEAL = "seal"

NAMES_AT_ONCE = 5000
"""So many names are read, in 2.5 ms, whenever an index is opened or a range is confirmed."""

ROWS_A_CHUNK = 128
LOG_CHUNK = 4096

UNFIT = (DCError, *guard.LIBRARY_ERRORS, TypeError, AttributeError)
"""What a broken index may raise; then the groups answer."""

Rows = NDArray[Any]
Versions = dict[int, VersionInfo]
"""The versions of a range by production time in ns."""


class IndexSeal(NamedTuple):
    """What the tables of an index were like when they fitted the groups."""

    nchildren: int
    mark: int
    nlines: int
    log_bytes: int
    rows_crc: int
    log_crc: int


@dataclass(frozen=True, slots=True)
class StoredIndex:
    """An index that fits its type, as far as that can be seen without opening its ranges."""

    group: h5py.Group
    seal: IndexSeal
    rows: Rows

    def log(self, *rows: int) -> dict[int, Versions] | None:
        """Read the versions of all rows, or of some; None if the log is not as it was written."""
        try:
            log = _read(self.group, VERSIONS, LINES)
            if zlib.crc32(log.data) != self.seal.log_crc:
                return None
            return lines.read(log.tobytes(), rows)
        except UNFIT:
            return None


def open_stored(
    file: h5py.File, ctype: str, type_group: h5py.Group, *, thorough: bool = False
) -> StoredIndex | None:
    """Open the index of a type; None where it is missing, broken, or does not fit the groups.

    The names of the ranges are compared if they are few, or if it is to be `thorough`.
    """
    try:
        holder = guard.subgroup(file["/"], INDEX)
        group = None if holder is None else guard.subgroup(holder, ctype)
        sealed = None if group is None else guard.attribute(group, SEAL)
        if group is None or sealed is None:
            return None
        numbers = np.asarray(sealed, np.int64).reshape(-1).tolist()
        if len(numbers) != len(IndexSeal._fields):
            return None
        seal = IndexSeal(*numbers)
        if seal.nchildren != count_children(type_group):
            return None
        few = seal.nchildren <= NAMES_AT_ONCE
        if (few or thorough) and seal.mark != mark_children(type_group):
            return None
        rows = _read(group, RANGES, ROW)
        if _table(group, VERSIONS, LINES).shape != (seal.log_bytes,):
            return None
    except UNFIT:
        return None
    return StoredIndex(group, seal, rows) if zlib.crc32(rows.data) == seal.rows_crc else None


def _table(group: h5py.Group, name: str, dtype: np.dtype[Any]) -> h5py.Dataset:
    table = guard.dataset(group, name)
    if table is None or table.dtype != dtype or table.ndim != 1 or not table.chunks:
        raise Damaged(f"{guard.where(group)} has no table '{name}' of {dtype}.")
    return table


def _read(group: h5py.Group, name: str, dtype: np.dtype[Any]) -> Rows:
    table = _table(group, name, dtype)
    guard.check_stored(table)
    rows = np.empty(table.shape, dtype)
    if len(rows):
        table.id.read(h5py.h5s.ALL, h5py.h5s.ALL, rows)
    return rows


def write_seal(group: h5py.Group, seal: IndexSeal | None) -> None:
    """Write that the tables of an index fit, or with None that they do not."""
    if seal is None:
        group.attrs.pop(SEAL, None)
    else:
        group.attrs[SEAL] = np.array(seal, "<i8")


def name_of(row: Rows) -> str:
    """Return the group name of the range of a row."""
    return table_of(row.reshape(1)).name(0)


def table_of(rows: Rows) -> RangeTable:
    """Make the columns of the look-up from rows."""
    return RangeTable(
        rows["begin_ns"].copy(),
        rows["end_ns"].copy(),
        rows["nversions"].copy(),
        rows["pinned"] != 0,
        answer_ns=rows["answer_ns"].copy(),
        marks=rows["mark"].copy(),
    )


def find_row(rows: Rows, name: str) -> int | None:
    """Find the row of a range by its group name, None if there is none."""
    ends = ends_of(name)
    if ends is None:
        return None
    begin_ns, end_ns = ends
    found = np.flatnonzero(
        (rows["begin_ns"] == begin_ns) & (rows["end_ns"] == end_ns) & (rows["live"] != 0)
    )
    return int(found[0]) if len(found) else None


def answering(versions: Iterable[VersionInfo], pinned: str | None) -> VersionInfo | None:
    """Find the version that answers for a range: the pinned one, else the one added last."""
    versions = list(versions)
    for info in versions:
        if info.name == pinned:
            return info
    return max(versions, key=lambda info: info.serial, default=None)


def create_tables(group: h5py.Group, rows: Rows, log: bytes) -> None:
    """Write both tables anew."""
    for name in (RANGES, VERSIONS):
        if guard.has(group, name):
            del group[name]
    options: dict[str, Any] = {"maxshape": (None,), "track_times": False}
    group.create_dataset(RANGES, data=rows, dtype=ROW, chunks=(ROWS_A_CHUNK,), **options)
    data = np.frombuffer(log, np.uint8)
    group.create_dataset(VERSIONS, data=data, dtype="u1", chunks=(LOG_CHUNK,), **options)


def append(group: h5py.Group, name: str, data: Rows) -> None:
    """Append rows or bytes to one of the tables."""
    table: h5py.Dataset = group[name]
    old = len(table)
    table.resize((old + len(data),))
    table[old:] = data
