"""Histories in the native layout: a table with one row a record.

A few records are one plain dataset, which costs nothing beyond its bytes; from
`CHUNKED_FROM` on the table grows in chunks, so that adding a record to a long history does not
rewrite it. Texts have a fixed width, because variable ones cost a heap of 4 kB with every change;
only where a text is longer than `WIDEST` they are variable, so that it does not widen all others.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any

import h5py
import numpy as np
from numpy.typing import NDArray

from dcsgui.core.files import guard
from dcsgui.core.files.native.attributes import get_number, set_number
from dcsgui.core.files.native.schema import HISTORY
from dcsgui.core.files.parameters import text_bytes, text_of, text_type
from dcsgui.core.files.records import Record
from dcsgui.core.values.errors import Damaged
from dcsgui.core.values.timestamps import MICROSECOND, Timestamp

CHUNKED_FROM = 12
CHUNK_BYTES = 4096
WIDEST = 1024

TIME = "tstamp_ns"
TEXTS = ("user", "host", "action", "comment")
ADDITION = "add version"
"""How the action of the record of an addition begins."""

LATEST = "latest_ns"
"""Attribute of a chunked table: the latest time in it, so that it need not be read to add more."""

COMPACT_BYTES = 4096
"""Up to so many bytes a table stays in the header of its dataset, which saves a write."""

_CONTIGUOUS = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
_CONTIGUOUS.set_obj_track_times(False)
_COMPACT = _CONTIGUOUS.copy()
_COMPACT.set_layout(h5py.h5d.COMPACT)

Rows = NDArray[Any]
Widths = tuple[int, ...]
"""How many bytes each of `TEXTS` takes; 0 for a text of variable length."""


def read_history(group: h5py.Group) -> list[Record]:
    """Read the records of a node, oldest first."""
    table = guard.dataset(group, HISTORY)
    if table is None:
        return []
    rows = _rows(table)
    columns = [[text_of(raw) for raw in rows[name].tolist()] for name in TEXTS]
    times = [Timestamp(ns) for ns in rows[TIME].tolist()]
    records = [Record(*fields) for fields in zip(times, *columns, strict=True)]
    return sorted(records, key=lambda record: record.tstamp)


def birth_of(records: Sequence[Record]) -> Record | None:
    """Find the record of the addition of a node: the first that says so, else the oldest.

    Comments may be dated before it.
    """
    for record in records:
        if record.action.startswith(ADDITION):
            return record
    return records[0] if records else None


def add_record(group: h5py.Group, record: Record) -> None:
    """Append a record; its time moves on by microseconds while another record has it."""
    table = guard.dataset(group, HISTORY)
    if table is None:
        _create(group, [record])
        return
    if table.chunks and table.attrs.get(LATEST, record.tstamp.ns) < record.tstamp.ns:
        free = record
    else:
        free = _at_free_time(record, set(_rows(table, TIME).tolist()))
    if table.chunks and _fits(table, free):
        old = len(table)
        table.resize((old + 1,))
        table[old:] = _packed([free], _widths_of(table))
        latest = max(free.tstamp.ns, get_number(table, LATEST, free.tstamp.ns))
        set_number(table, LATEST, latest)
    else:
        write_history(group, [*read_history(group), free])


def write_history(group: h5py.Group, records: Sequence[Record]) -> None:
    """Replace the records of a node."""
    if guard.has(group, HISTORY):
        del group[HISTORY]
    if records:
        taken: set[int] = set()
        unique = []
        for record in records:
            free = _at_free_time(record, taken)
            taken.add(free.tstamp.ns)
            unique.append(free)
        _create(group, unique)


def _at_free_time(record: Record, taken: set[int]) -> Record:
    ns = record.tstamp.ns
    while ns in taken:
        ns += MICROSECOND
    return record if ns == record.tstamp.ns else replace(record, tstamp=Timestamp(ns))


def _rows(table: h5py.Dataset, column: str | None = None) -> Rows:
    shape, dtype = table.shape, table.dtype
    if shape is None or len(shape) != 1 or not {TIME, *TEXTS} <= set(dtype.names or ()):
        raise Damaged(f"The history {guard.where(table)} is not a table of records.")
    guard.check_stored(table)
    stored = table.id.get_type()
    if column is None and not dtype.hasobject and stored.get_size() == dtype.itemsize:
        rows = np.empty(shape, dtype)  # in a third of the time that h5py takes
        table.id.read(h5py.h5s.ALL, h5py.h5s.ALL, rows, stored)
        return rows
    return np.asarray(table[()] if column is None else table.fields(column)[()])


def _texts(record: Record) -> list[bytes]:
    return [text_bytes(getattr(record, name)) for name in TEXTS]


def _widths_of(table: h5py.Dataset) -> Widths:
    kinds = (h5py.check_string_dtype(table.dtype[name]) for name in TEXTS)
    return tuple((kind.length or 0) if kind else 0 for kind in kinds)


def _fits(table: h5py.Dataset, record: Record) -> bool:
    widths = _widths_of(table)
    ours = table.dtype == _row_type(widths)
    return ours and all(
        not width or len(text) <= width for text, width in zip(_texts(record), widths, strict=True)
    )


def _packed(records: Sequence[Record], widths: Widths) -> Rows:
    rows = np.zeros(len(records), _row_type(widths))
    rows[TIME] = [record.tstamp.ns for record in records]
    texts = [_texts(record) for record in records]
    for i, (name, width) in enumerate(zip(TEXTS, widths, strict=True)):
        rows[name] = [of[i] if width else text_of(of[i].rstrip(b"\0")) for of in texts]
    return rows


def _row_type(widths: Widths) -> np.dtype[Any]:
    texts = [
        (name, text_type(width) if width else h5py.string_dtype())
        for name, width in zip(TEXTS, widths, strict=True)
    ]
    return np.dtype([(TIME, "<i8"), *texts])


@lru_cache(maxsize=256)
def _row_type_id(widths: Widths) -> Any:
    return h5py.h5t.py_create(_row_type(widths), logical=True)


_ROOM = {"user": 16, "host": 32, "action": 64, "comment": 96}


def _create(group: h5py.Group, records: Sequence[Record]) -> None:
    texts = [_texts(record) for record in records]
    widths = tuple(max(len(of[i]) for of in texts) for i in range(len(TEXTS)))
    if len(records) < CHUNKED_FROM and max(widths) <= WIDEST:
        rows, type_id = _packed(records, widths), _row_type_id(widths)
        space = h5py.h5s.create_simple(rows.shape)
        plist = _COMPACT if rows.nbytes <= COMPACT_BYTES else _CONTIGUOUS
        table = h5py.h5d.create(group.id, HISTORY.encode(), type_id, space, plist)
        table.write(h5py.h5s.ALL, h5py.h5s.ALL, rows, type_id)
        return
    # Room for texts somewhat longer than those so far, so that the table is not made anew soon.
    roomy = tuple(
        0 if width > WIDEST else max(_ROOM[name], width + width // 2)
        for name, width in zip(TEXTS, widths, strict=True)
    )
    rows = _packed(records, roomy)
    chunk = max(4, CHUNK_BYTES // rows.dtype.itemsize)
    grown = group.create_dataset(
        HISTORY,
        data=rows,
        dtype=rows.dtype,
        maxshape=(None,),
        chunks=(chunk,),
        track_times=False,
    )
    set_number(grown, LATEST, max(record.tstamp.ns for record in records))
