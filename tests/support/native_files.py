"""What a file in the native layout has to be like, checked by plain h5py and by walking."""

from __future__ import annotations

import os
from collections.abc import Mapping

import h5py
import numpy as np

from dcsgui.core.files.native import walking
from dcsgui.core.files.native.reading import NativeReader
from dcsgui.core.files.opening import open_reader, open_writer
from dcsgui.core.files.records import NewVersion, ParValue, RangeTable, Record
from dcsgui.core.values.timestamps import Timestamp
from dcsgui.core.values.validity import Validity

RECORD = Record(Timestamp.of(1477526400), "someone", "psana1507", "test", "why")
RANGE = ("pedestals", "100-200")

OURS = {"dictpars", "history", "defaultv", "calib"}


def version(
    seconds: object, value: float = 0.0, pars: Mapping[str, ParValue] | None = None
) -> NewVersion:
    """Return a version of a small array."""
    return NewVersion(Timestamp.of(seconds), np.full(4, value), pars or {}, record=RECORD)


def fill(path: str | os.PathLike[str]) -> None:
    """Add a type with the ranges 100-200 (versions 1001 to 1003) and 300-end (version 2001)."""
    with open_writer(path) as writer:
        writer.add_ctype("pedestals")
        writer.add_range("pedestals", Validity.of("100-200"))
        writer.add_range("pedestals", Validity.of("300"))
        for seconds in (1001, 1002, 1003):
            writer.add_version(RANGE, version(seconds, seconds))
        writer.add_version(("pedestals", "300"), version(2001))


def check_index(path: str | os.PathLike[str]) -> None:
    """Check that each type has an index, and that it says what the groups say."""
    with open_reader(path) as reader:
        assert isinstance(reader, NativeReader)
        for ctype in reader.ctypes():
            assert reader._index(ctype) is not None
            walked = walking.walk_type(reader.file[ctype])
            table, truth = reader.ranges(ctype), walking.table_of(walked)
            assert table.names is None
            assert rows(table) == rows(truth)
            assert reader.all_versions(ctype) == {one.name: one.versions for one in walked}
            for one in walked:
                assert reader.versions(ctype, one.name) == one.versions
            assert reader.confirm(ctype, table, range(len(table))) is table


def rows(table: RangeTable) -> set[tuple[object, ...]]:
    """Return a table as rows that can be compared."""
    return {
        (
            table.name(i),
            table.validity(i),
            int(table.nversions[i]),
            bool(table.pinned[i]),
            table.answer(i),
        )
        for i in range(len(table))
    }


def check_layout(path: str | os.PathLike[str]) -> None:
    """Check with plain h5py that the file is as interfaces.md says."""
    with h5py.File(path, "r") as file:
        assert file.attrs["dcsformat"] == 1
        check_times(file, "tscfile", exact=True)
        check_common(file)
        for ctype in set(file) - OURS - {"_index", "_deleted", "_undo"}:
            assert file[ctype].attrs["ctype"].decode() == ctype
            check_common(file[ctype])
            for name in set(file[ctype]) - OURS:
                check_range(file[ctype], name)


def check_range(parent: h5py.Group, name: str) -> None:
    """Check a range and its versions."""
    group = parent[name]
    begin = check_times(group, "tsbegin", exact=True)
    end = check_times(group, "tsend", exact=True) if "tsend" in group.attrs else None
    assert ("tsend_ns" in group.attrs) == (end is not None)
    assert name == Validity.unchecked(begin, end).name
    check_common(group)
    versions = set(group) - OURS
    if "defaultv" in group:
        link = group.get("defaultv", getlink=True)
        assert isinstance(link, h5py.SoftLink)
        assert link.path in versions
    for child in versions:
        inner = group[child]
        assert check_times(inner, "tsvers", exact=True).text == child
        if "calib" in inner:
            assert inner.attrs["digest"].startswith(b"sha256:")
            assert inner["calib"].dtype.kind in "biufcS"
        check_common(inner)


def check_times(group: h5py.Group, name: str, *, exact: bool) -> Timestamp:
    """Check a time, in seconds and in nanoseconds."""
    seconds, ns = group.attrs[name], group.attrs[f"{name}_ns"]
    assert (seconds.dtype, ns.dtype) == (np.float64, np.int64)
    assert seconds == Timestamp(int(ns)).sec
    return Timestamp(int(ns))


def check_common(group: h5py.Group) -> None:
    """Check that parameters and history are there as said, or not at all."""
    if "dictpars" in group:
        assert len(group["dictpars"].attrs) > 0
        assert len(group["dictpars"]) == 0
    if "history" in group:
        times = group["history"]["tstamp_ns"]
        assert len(times) > 0
        assert len(set(times.tolist())) == len(times)
        assert set(group["history"].dtype.names) >= {"user", "host", "action", "comment"}
