"""Listing the versions of a type piece by piece, straight from the file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from dcsgui.core.files.records import OPEN_NS, RangeTable, VersionInfo
from dcsgui.core.objects.browsing import Browsing
from dcsgui.core.objects.ctype import DCType

FIRST, LARGEST, GROWTH = 256, 8_192, 4
"""Versions of the first piece, of the largest one, and how much larger each is than the one
before: the first comes soon, and the file is not opened often."""


class StoredRange(NamedTuple):
    """A range with its versions, by number, as its file has them.

    `end_ns` None is open; `answer` is the name of the version that answers, "" if there is none,
    and `pinned` whether somebody set it so.
    """

    name: str
    begin_ns: int
    end_ns: int | None
    pinned: bool
    answer: str
    versions: list[VersionInfo]


class Piece(NamedTuple):
    """Some ranges of a type, all read at once; `generation` is that of the file by then."""

    generation: int
    ranges: list[StoredRange]


def stored_ranges(
    store: Browsing, ctype: str, names: Sequence[str], *, size: int = FIRST
) -> Iterator[Piece]:
    """List ranges of a type with their versions, piece by piece, in the order of `names`.

    The file is open only while a piece is read, so whoever takes the pieces slowly keeps nobody
    from changing it. A range that vanishes meanwhile is passed over.

    Parameters
    ----------
    store : Browsing
        With nothing pending.
    names : sequence of str
        The ranges.
    size : int
        So many versions, or somewhat more, are in the first piece.

    Raises
    ------
    NotFound
        If there is no such type, or no longer.
    """
    left = list(names)
    while left:
        with store.opened():
            found, used = _next_ranges(store.ctypeobj(ctype), left, size)
            piece = Piece(store.generation, found)
        left = left[used:]
        size = min(size * GROWTH, LARGEST)
        yield piece


def _next_ranges(cto: DCType, names: list[str], size: int) -> tuple[list[StoredRange], int]:
    """Read so many ranges that they hold `size` versions; say how many names that uses up."""
    table = cto.table()
    rows, used = _next_rows(table, names, size)
    if rows and cto.is_outdated(table, list(rows.values())):
        table = cto.table()
        rows, used = _next_rows(table, names, size)
    listed = cto.stored_versions(rows.keys())
    found = [_stored(table, row, listed[name]) for name, row in rows.items() if name in listed]
    return found, used


def _next_rows(table: RangeTable, names: list[str], size: int) -> tuple[dict[str, int], int]:
    row_of = table.rows().get if len(names) > 1 else table.row
    rows: dict[str, int] = {}
    versions = used = 0
    while used < len(names) and versions < size:
        row = row_of(names[used])
        if row is not None:
            rows[names[used]] = row
            versions += max(1, int(table.nversions[row]))
        used += 1
    return rows, used


def _stored(table: RangeTable, row: int, infos: list[VersionInfo]) -> StoredRange:
    end = int(table.end_ns[row])
    return StoredRange(
        table.name(row),
        int(table.begin_ns[row]),
        None if end == OPEN_NS else end,
        bool(table.pinned[row]),
        table.answer(row),
        sorted(infos, key=_number),
    )


def _number(info: VersionInfo) -> int:
    return info.versind
