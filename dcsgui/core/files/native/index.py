"""The index of a type: what the look-up and a listing need, in a few large reads.

Opening an HDF5 object costs some 60 to 190 microseconds, so that walking 12,500 versions takes
seconds. ``_index/<ctype>`` therefore repeats what the groups say:

``ranges``
    a row a range (see `ROW`): ends, how many versions, which one answers.
``versions``
    a log of JSON lines (uint8), one a version (see `line_of`); a later line about the same version
    stands instead of the earlier one, and one with ``"x"`` takes it away.

Both only ever grow at their end or change a row, so a change costs what it changes; the log is
written anew once most of it is out of date. The groups are the truth: the number of links of the
type, and of the range that wins, is kept here, and where it is another one (somebody changed the
file with another program) the groups are walked instead.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

import h5py
import numpy as np
from numpy.typing import NDArray

from dcsgui.core.files import guard
from dcsgui.core.files.records import Kind, RangeTable, VersionInfo, ends_of
from dcsgui.core.values.errors import Damaged
from dcsgui.core.values.timestamps import Timestamp

ROW = np.dtype(
    [
        ("begin_ns", "<i8"),
        ("end_ns", "<i8"),
        ("answer_ns", "<i8"),
        ("nversions", "<i4"),
        ("nlinks", "<i4"),
        ("pinned", "u1"),
        ("live", "u1"),
    ]
)
"""A range: its ends, the production time of the version that answers, how many versions and links
its group has, whether its default is pinned, and whether it is there (0: deleted)."""

RANGES = "ranges"
VERSIONS = "versions"
NLINKS = "nlinks"
NLINES = "nlines"

ROWS_A_CHUNK = 128
LOG_CHUNK = 4096

_KINDS = {Kind.ARRAY: "a", Kind.TEXT: "t", Kind.NOTHING: "n"}
_KIND_OF = {letter: kind for kind, letter in _KINDS.items()}
_TEXTS = (("a", "author"), ("c", "comment"), ("e", "experiment"), ("r", "run"))

Rows = NDArray[Any]


def read_rows(group: h5py.Group) -> Rows:
    """Read the rows of all ranges, deleted ones included."""
    table = guard.dataset(group, RANGES)
    if table is None or table.dtype != ROW or table.ndim != 1:
        raise Damaged(f"The index {guard.where(group)} is not as it should be.")
    guard.check_stored(table)
    rows = np.empty(table.shape, ROW)
    if len(rows):
        table.read_direct(rows)
    return rows


def read_log(group: h5py.Group, row: int | None = None) -> dict[int, dict[int, VersionInfo]]:
    """Read the log: for each row (or that row only), the versions by production time in ns."""
    log = guard.dataset(group, VERSIONS)
    if log is None or log.dtype != np.uint8 or log.ndim != 1:
        raise Damaged(f"The index {guard.where(group)} is not as it should be.")
    guard.check_stored(log)
    lines = log[()].tobytes().rstrip(b"\n").split(b"\n")
    if row is not None:
        start = b'{"i":%d,' % row
        lines = [line for line in lines if line.startswith(start)]
    versions: dict[int, dict[int, VersionInfo]] = {}
    for line in json.loads(b"[" + b",".join(lines) + b"]"):
        of_row = versions.setdefault(line["i"], {})
        if "x" in line:
            of_row.pop(line["t"], None)
        else:
            of_row[line["t"]] = info_of(line)
    return versions


def line_of(row: int, info: VersionInfo) -> bytes:
    """Write a version of the range of a row as a line of the log."""
    fields: dict[str, Any] = {
        "i": row,
        "t": info.tsvers.ns if info.tsvers else 0,
        "n": info.versind,
        "s": info.serial,
        "k": _KINDS[info.kind],
        "S": info.shape,
        "d": info.dtype,
        "b": info.nbytes,
        "h": info.digest.removeprefix("sha256:"),
    }
    fields.update({key: text for key, name in _TEXTS if (text := getattr(info, name))})
    return json.dumps(fields, separators=(",", ":")).encode() + b"\n"


def line_of_absence(row: int, tsvers: Timestamp) -> bytes:
    """Write that a version is no longer there."""
    return json.dumps({"i": row, "t": tsvers.ns, "x": 1}, separators=(",", ":")).encode() + b"\n"


def info_of(line: dict[str, Any]) -> VersionInfo:
    """Read a line of the log."""
    tsvers = Timestamp(line["t"])
    digest = line["h"]
    return VersionInfo(
        tsvers.text,
        tsvers,
        line["n"],
        line["s"],
        _KIND_OF[line["k"]],
        tuple(line["S"]),
        line["d"],
        line["b"],
        digest and f"sha256:{digest}",
        line.get("a", ""),
        line.get("c", ""),
        line.get("e", ""),
        line.get("r", ""),
    )


def name_of(row: Rows) -> str:
    """The group name of the range of a row."""
    return table_of(row.reshape(1)).name(0)


def table_of(rows: Rows) -> RangeTable:
    """Make the columns of the look-up from rows."""
    return RangeTable(
        rows["begin_ns"].copy(),
        rows["end_ns"].copy(),
        rows["nversions"].copy(),
        rows["pinned"] != 0,
        answer_ns=rows["answer_ns"].copy(),
    )


def find_row(rows: Rows, name: str) -> int | None:
    """The row of a range by its group name, None if there is none."""
    ends = ends_of(name)
    if ends is None:
        return None
    begin_ns, end_ns = ends
    found = np.flatnonzero(
        (rows["begin_ns"] == begin_ns) & (rows["end_ns"] == end_ns) & (rows["live"] != 0)
    )
    return int(found[0]) if len(found) else None


def row_that_fits(held: h5py.Group, group: h5py.Group, name: str) -> int | None:
    """The row of a range if the index knows the range as its group is now, else None."""
    rows = read_rows(held)
    row = find_row(rows, name)
    if row is None or rows[row]["nlinks"] != group.id.get_num_objs():
        return None
    return row


def answering(versions: Iterable[VersionInfo], pinned: str | None) -> VersionInfo | None:
    """The version that answers for a range: the pinned one, else the one added last."""
    versions = list(versions)
    for info in versions:
        if info.name == pinned:
            return info
    return max(versions, key=lambda info: info.serial, default=None)


def create_table(group: h5py.Group, rows: Rows, log: bytes) -> None:
    """Write both tables anew."""
    for name in (RANGES, VERSIONS):
        if guard.has(group, name):
            del group[name]
    lines = np.frombuffer(log, np.uint8)
    options: dict[str, Any] = {"maxshape": (None,), "track_times": False}
    group.create_dataset(RANGES, data=rows, dtype=ROW, chunks=(ROWS_A_CHUNK,), **options)
    group.create_dataset(VERSIONS, data=lines, dtype="u1", chunks=(LOG_CHUNK,), **options)


def append(group: h5py.Group, name: str, data: Rows) -> None:
    """Append rows or bytes to one of the tables."""
    table: h5py.Dataset = group[name]
    old = len(table)
    table.resize((old + len(data),))
    table[old:] = data
