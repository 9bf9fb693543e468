"""Histories in the native layout: a table with one row a record.

A few records are one contiguous dataset, which costs nothing beyond its bytes; from
`CHUNKED_FROM` on the table grows in chunks, so that adding a record to a long history does not
rewrite it. Texts have a fixed width: variable ones would cost a heap of 4 kB with every change.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import h5py
import numpy as np

from dcsgui.core.files import guard
from dcsgui.core.files.native.schema import HISTORY
from dcsgui.core.files.parameters import text_bytes, text_of, text_type
from dcsgui.core.files.records import Record
from dcsgui.core.values.errors import Damaged
from dcsgui.core.values.timestamps import Timestamp

CHUNKED_FROM = 12
CHUNK_BYTES = 4096
TEXTS = ("user", "host", "action", "comment")


def read_history(group: h5py.Group) -> list[Record]:
    """Read the records of a node, oldest first."""
    table = guard.dataset(group, HISTORY)
    if table is None:
        return []
    rows = _rows(table)
    records = [
        Record(Timestamp(int(row["tstamp_ns"])), *(text_of(row[name]) for name in TEXTS))
        for row in rows
    ]
    return sorted(records, key=lambda record: record.tstamp)


def add_record(group: h5py.Group, record: Record) -> None:
    """Append a record; its time moves on by nanoseconds while another record has it."""
    table = guard.dataset(group, HISTORY)
    if table is None:
        _create(group, _packed([record]))
        return
    rows = _rows(table)
    taken = set(rows["tstamp_ns"].tolist())
    ns = record.tstamp.ns
    while ns in taken:
        ns += 1_000
    row = _packed([Record(Timestamp(ns), record.user, record.host, record.action, record.comment)])
    if table.chunks and all(row.dtype[n].itemsize <= rows.dtype[n].itemsize for n in TEXTS):
        table.resize((len(rows) + 1,))
        table[len(rows)] = row.astype(rows.dtype)[0]
        return
    both = np.concatenate([rows.astype(wider := _wider(rows.dtype, row.dtype)), row.astype(wider)])
    del group[HISTORY]
    _create(group, both)


def write_history(group: h5py.Group, records: Sequence[Record]) -> None:
    """Replace the records of a node."""
    if guard.has(group, HISTORY):
        del group[HISTORY]
    if records:
        _create(group, _packed(records))


def _rows(table: h5py.Dataset) -> np.ndarray[Any, Any]:
    names = table.dtype.names or ()
    if table.ndim != 1 or not {"tstamp_ns", *TEXTS} <= set(names):
        raise Damaged(f"The history {guard.where(table)} is not a table of records.")
    guard.check_stored(table)
    return np.asarray(table[()])


def _packed(records: Sequence[Record]) -> np.ndarray[Any, Any]:
    texts = {name: [text_bytes(getattr(r, name)) for r in records] for name in TEXTS}
    widths = {name: max(len(text) for text in texts[name]) for name in TEXTS}
    rows = np.zeros(len(records), _row_type(widths))
    rows["tstamp_ns"] = [record.tstamp.ns for record in records]
    for name in TEXTS:
        rows[name] = texts[name]
    return rows


def _row_type(widths: dict[str, int]) -> np.dtype[Any]:
    return np.dtype([("tstamp_ns", "<i8"), *((n, text_type(widths[n])) for n in TEXTS)])


def _wider(one: np.dtype[Any], other: np.dtype[Any]) -> np.dtype[Any]:
    return _row_type({n: max(one[n].itemsize, other[n].itemsize) for n in TEXTS})


def _create(group: h5py.Group, rows: np.ndarray[Any, Any]) -> None:
    if len(rows) < CHUNKED_FROM:
        group.create_dataset(HISTORY, data=rows, dtype=rows.dtype, track_times=False)
        return
    # Room for texts somewhat longer than those so far, so that the table is not made anew soon.
    roomy = _row_type({n: max(rows.dtype[n].itemsize, w) for n, w in _ROOM.items()})
    group.create_dataset(
        HISTORY,
        data=rows.astype(roomy),
        dtype=roomy,
        maxshape=(None,),
        chunks=(max(4, CHUNK_BYTES // roomy.itemsize),),
        track_times=False,
    )


_ROOM = {"user": 16, "host": 32, "action": 64, "comment": 96}
