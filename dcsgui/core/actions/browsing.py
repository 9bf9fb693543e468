"""What is in a detector file, level by level, in pages."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from dcsgui.core.actions.access import access_of_directory, access_of_file
from dcsgui.core.actions.answers.listings import (
    DetectorContents,
    RangeEntry,
    RangePage,
    TypeEntry,
    VersionPage,
    VersionRow,
)
from dcsgui.core.actions.answers.nodes import Level, NodeId
from dcsgui.core.actions.opening import range_of, to_look, type_of
from dcsgui.core.files.records import OPEN_NS, Kind, RangeTable
from dcsgui.core.files.refusals import refusals_reported
from dcsgui.core.objects.listing import FIRST, LARGEST, StoredRange, stored_ranges
from dcsgui.core.objects.store import DCStore
from dcsgui.core.values.errors import Damaged
from dcsgui.core.values.progress import QUIET, Progress

__all__ = ["detector", "range_entry", "ranges", "version_rows", "versions"]

PAGE = 2_000
"""Rows of a page at most."""

KINDS = {kind: kind.value for kind in Kind}


def detector(file: str) -> DetectorContents:
    """Read the root level of a detector file, and count what is in its types.

    Raises
    ------
    StoreNotAvailable, AccessDenied, Damaged, Busy
    """
    store = to_look(file)
    with refusals_reported(file, "read"), store.opened():
        types = [_type_entry(store, ctype) for ctype in store.ctypes()]
        directory = access_of_directory(str(Path(file).parent))
        return DetectorContents(
            node=NodeId(file),
            dettype=store.dettype(),
            detname=store.detname(),
            detalias=str(store.par("detalias", "")),
            predecessor=store.predecessor() or "",
            successor=store.successor() or "",
            layout=store.layout.value,
            generation=store.generation,
            in_repository=store.in_repository,
            types=tuple(types),
            access=access_of_file(file, directory, Path(file).stat()),
        )


def ranges(node: NodeId, *, progress: Progress = QUIET) -> Iterator[RangePage]:
    """List the ranges of a type, in pages; the file is closed before the first comes."""
    store = to_look(node.file)
    with store.opened():
        cto = type_of(store, node)
        table = cto.table()
        if cto.is_outdated(table, []):
            table = cto.table()
        generation = store.generation
    order = table.order()
    for first in range(0, len(order) or 1, PAGE):
        progress.report(first, len(order), "ranges")
        rows = tuple(range_entry(table, row) for row in order[first : first + PAGE])
        yield RangePage(node, generation, len(order), first, rows)


def versions(node: NodeId, *, progress: Progress = QUIET) -> Iterator[VersionPage]:
    """List the versions below a store, a type or a range, or beside a version, in pages.

    The file is closed while a page is out. Where somebody changes it meanwhile, the `generation`
    of later pages tells, and the `total` of the last one is true.
    """
    store = to_look(node.file)
    with store.opened():
        types = _ranges_of(store, node)
        total = sum(_count(store, ctype, names) for ctype, names in types)
        generation = store.generation
    first = 0
    for ctype, names in types:
        size = LARGEST if first else FIRST
        for piece in stored_ranges(store, ctype, names, size=size):
            generation = piece.generation
            rows = [row for one in piece.ranges for row in version_rows(ctype, one)]
            for start in range(0, len(rows), PAGE):
                page = tuple(rows[start : start + PAGE])
                total = max(total, first + len(page))
                progress.report(first, total, "versions")
                yield VersionPage(node, generation, total, first, page)
                first += len(page)
    if not first or first != total:
        yield VersionPage(node, generation, first, first, ())


def _type_entry(store: DCStore, ctype: str) -> TypeEntry:
    try:
        table = store.ctypeobj(ctype).table()
    except Damaged as error:
        return TypeEntry(ctype, 0, 0, str(error))
    return TypeEntry(ctype, len(table), int(table.nversions.sum()))


def range_entry(table: RangeTable, row: int) -> RangeEntry:
    """Describe the range of a row of a table."""
    end = int(table.end_ns[row])
    return RangeEntry(
        table.name(row),
        int(table.begin_ns[row]),
        None if end == OPEN_NS else end,
        int(table.nversions[row]),
        bool(table.pinned[row]),
        table.answer(row),
    )


def _ranges_of(store: DCStore, node: NodeId) -> list[tuple[str, list[str]]]:
    """List the types and their ranges whose versions are asked for."""
    if node.level is Level.STORE:
        return [(ctype, store.ctypeobj(ctype).ranges()) for ctype in store.ctypes()]
    if node.level is Level.CTYPE:
        return [(node.ctype, type_of(store, node).ranges())]
    return [(node.ctype, [range_of(store, node).name])]


def _count(store: DCStore, ctype: str, names: list[str]) -> int:
    table = store.ctypeobj(ctype).table()
    if len(names) == len(table):
        return int(table.nversions.sum())
    rows = [row for row in map(table.row, names) if row is not None]
    return int(table.nversions[rows].sum())


def version_rows(ctype: str, one: StoredRange) -> Iterator[VersionRow]:
    """Make the rows of a range; by position, as names cost a third more of the time."""
    for info in one.versions:
        is_default = info.name == one.answer
        yield VersionRow(
            ctype,
            one.name,
            one.begin_ns,
            one.end_ns,
            info.name,
            info.versind,
            None if info.tsvers is None else info.tsvers.ns,
            is_default,
            is_default and one.pinned,
            KINDS[info.kind],
            info.shape,
            info.dtype,
            info.nbytes,
            info.digest,
            info.author,
            info.experiment,
            info.run,
            info.comment,
        )
