"""Listing what is in a detector file: one level of it, or all."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from dcsgui.core.actions.answers.contents import Listed, ListedRange, ListedType, Tree
from dcsgui.core.actions.answers.nodes import Level, NodeId
from dcsgui.core.actions.browsing import version_rows
from dcsgui.core.actions.opening import node_of, to_look
from dcsgui.core.objects.listing import LARGEST, StoredRange, stored_ranges
from dcsgui.core.objects.store import DCStore
from dcsgui.core.values.errors import Damaged
from dcsgui.core.values.progress import QUIET, Progress

__all__ = ["listed", "tree"]


def listed(node: NodeId, *, progress: Progress = QUIET) -> Listed:
    """List what is one level below a node: types, ranges or versions; of a version, itself.

    Raises
    ------
    NotFound
        If there is no such node.
    StoreNotAvailable, AccessDenied, Damaged, Busy
    """
    types = tree(node, progress=progress).types
    if node.level is Level.STORE:
        return Listed(node=node, types=tuple(replace(one, ranges=()) for one in types))
    if types[0].problem:
        raise Damaged(types[0].problem)
    ranges = types[0].ranges
    if node.level is Level.CTYPE:
        return Listed(node=node, ranges=tuple(replace(one, versions=()) for one in ranges))
    return Listed(node=node, versions=tuple(row for one in ranges for row in one.versions))


def tree(node: NodeId, *, progress: Progress = QUIET) -> Tree:
    """List a detector, type, range or version with all that is below it.

    A type that is damaged is told in its place, and the others are listed.

    Raises
    ------
    NotFound
        If there is no such node.
    StoreNotAvailable, AccessDenied, Damaged, Busy
    """
    store = to_look(node.file)
    with store.opened():
        node_of(store, node)  # says what is missing
        ctypes = [node.ctype] if node.ctype else store.ctypes()
        types = []
        for number, ctype in enumerate(ctypes):
            progress.report(number, len(ctypes), "types")
            types.append(_type(store, ctype, node))
        return Tree(node, store.detname(), tuple(types))


def _type(store: DCStore, ctype: str, node: NodeId) -> ListedType:
    try:
        ranges = tuple(_ranges(store, ctype, node))
    except Damaged as error:
        return ListedType(ctype, problem=str(error))
    ends = [one.end_ns for one in ranges]
    return ListedType(
        ctype,
        len(ranges),
        sum(one.nversions for one in ranges),
        sum(one.nbytes for one in ranges),
        min((one.begin_ns for one in ranges), default=None),
        None if None in ends else max((end for end in ends if end is not None), default=None),
        ranges,
    )


def _ranges(store: DCStore, ctype: str, node: NodeId) -> Iterator[ListedRange]:
    cto = store.ctypeobj(ctype)
    cto.is_outdated(cto.table(), [])  # of the rows `stored_ranges` makes sure
    table = cto.table()
    names = [node.range_name] if node.range_name else [table.name(row) for row in table.order()]
    for piece in stored_ranges(store, ctype, names, size=LARGEST):
        for one in piece.ranges:
            yield _range(ctype, one, node.version_name)


def _range(ctype: str, one: StoredRange, version_name: str) -> ListedRange:
    rows = tuple(version_rows(ctype, one))
    return ListedRange(
        one.name,
        one.begin_ns,
        one.end_ns,
        len(rows),
        sum(row.nbytes for row in rows),
        next((row.versind for row in rows if row.is_default), 0),
        one.pinned,
        tuple(row for row in rows if row.name == version_name) if version_name else rows,
    )
