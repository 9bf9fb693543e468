"""Marks that a converted file carries for the way back: what its own layout has no place for.

A version of the native layout has a production time; in files of the older code it may have none,
or the same one as another version. It gets a stand-in then, and the mark says what it had. A
version of the older layout is in order of addition what its number says; where that was not so,
the mark says its place. The record of its addition is in the history of the range there, and in
its own here: it is lent to that, and the mark says which one goes on the way back.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import h5py
import numpy as np

from dcsgui.core.files.layout import Reader, Writer
from dcsgui.core.files.native import schema
from dcsgui.core.files.native.reading import NativeReader
from dcsgui.core.files.native.writing import NativeWriter
from dcsgui.core.files.pscalib import nodes
from dcsgui.core.files.pscalib.reading import PscalibReader
from dcsgui.core.files.records import Path, Record, VersionInfo
from dcsgui.core.values.timestamps import MICROSECOND, Timestamp

__all__ = [
    "forget_deletion",
    "history_of",
    "lend_birth",
    "mark_place",
    "mark_time",
    "place_of",
    "reserve",
    "time_of",
    "without_time",
]

LENT = "birth_lent_ns"
"""Attribute of a version of the native layout: the time of the record that was lent to it."""

STAND_IN = "tsvers_standin_ns"
"""Attribute of a version: its stand-in, and the time that it had (`NONE` for none)."""

PLACE = "serial"
"""Attribute of a version of the older layout: its place in the order of addition."""

LAST = "versind_last"
"""Attribute of a range, in both layouts: the highest number that a version of it ever had."""

NONE = np.iinfo(np.int64).min


def _group(reader: Reader, path: Path) -> h5py.Group:
    if not isinstance(reader, NativeReader | PscalibReader):
        raise TypeError(f"{reader} is of no known layout")
    return reader.file["/" + "/".join(path)]


def time_of(reader: Reader, path: Path, info: VersionInfo) -> Timestamp | None:
    """Return the production time that a version had before it got a stand-in, else its own."""
    attrs = _group(reader, path).attrs
    if STAND_IN not in attrs or info.tsvers is None:
        return info.tsvers
    mark = np.asarray(attrs[STAND_IN]).reshape(-1).tolist()
    match mark:
        case [stand_in, had] if stand_in == info.tsvers.ns:
            return None if had == NONE else Timestamp(int(had))
    return info.tsvers  # somebody has given it a time since


def mark_time(writer: Writer, path: Path, stand_in: Timestamp, had: Timestamp | None) -> None:
    """Note that a production time is a stand-in."""
    values = np.array([stand_in.ns, NONE if had is None else had.ns], np.int64)
    _group(writer, path).attrs.create(STAND_IN, values)


def without_time(writer: Writer, path: Path) -> None:
    """Leave a version of the older layout without a production time."""
    del _group(writer, path)["tsprod"]


def place_of(reader: Reader, path: Path, info: VersionInfo) -> int:
    """Return the place of a version in the order of addition to its range."""
    attrs = _group(reader, path).attrs
    return int(attrs[PLACE]) if PLACE in attrs else info.serial


def mark_place(writer: Writer, path: Path, place: int) -> None:
    """Note the place of a version, where its number does not say it."""
    _group(writer, path).attrs.create(PLACE, place, dtype=np.dtype("<i8"))


def lend_birth(writer: Writer, path: Path, own: Sequence[Record], birth: Record) -> None:
    """Give a version its history, and with it the record of its addition from its range's."""
    times = {one.tstamp.ns for one in own}
    ns = birth.tstamp.ns
    while ns in times:
        ns += MICROSECOND
    writer.set_history(path, [*own, replace(birth, tstamp=Timestamp(ns))])
    _group(writer, path).attrs.create(LENT, ns, dtype=np.dtype("<i8"))


def history_of(reader: Reader, path: Path) -> list[Record]:
    """Read the history of a node without a record that it was lent."""
    records, attrs = reader.history(path), _group(reader, path).attrs
    if LENT not in attrs:
        return records
    lent = int(attrs[LENT])
    return [one for one in records if one.tstamp.ns != lent]


def reserve(writer: Writer, path: Path, number: int) -> None:
    """See to it that no version of a range gets this number or a lower one any more."""
    if number > writer.versind_last(path):
        if isinstance(writer, NativeWriter):
            writer.settle()
        _group(writer, path).attrs.create(LAST, number, dtype=np.dtype("<i8"))


def forget_deletion(writer: Writer, number: int) -> None:
    """Remove what is remembered of a deletion; only for a file that nobody else has."""
    if isinstance(writer, NativeWriter):
        del _group(writer, (schema.DELETED,))[f"{number:06d}"]
    else:
        del _group(writer, ())[f"{nodes.DELETED}{number:06d}"]
