"""Deleting so that it can be restored, restoring, purging for ever, and repacking."""

from __future__ import annotations

from pathlib import Path

from dcsgui.core.actions.answers.edits import (
    DeletionRow,
    Deletions,
    Edited,
    Purged,
    Repacked,
)
from dcsgui.core.actions.answers.nodes import Level, NodeId
from dcsgui.core.actions.editing.watching import Watch, edited, save
from dcsgui.core.actions.opening import node_of, range_of, to_change, to_look, type_of
from dcsgui.core.files.records import Deleted
from dcsgui.core.objects.store import DCStore
from dcsgui.core.values.errors import BadValue

__all__ = ["delete", "deletions", "purge", "repack", "restore"]


def delete(node: NodeId, comment: str = "", *, dry_run: bool = False) -> Edited:
    """Delete a type, a range or a version; it can be restored until it is purged.

    Parameters
    ----------
    node : NodeId
    comment : str
        Why, for the history.
    dry_run : bool
        Only say which answers that would change.

    Raises
    ------
    BadValue
        For a whole detector.
    NotFound, AccessDenied, Busy, Damaged, StoreNotAvailable
    """
    if node.level is Level.STORE:
        raise BadValue(
            f"{node.detname} is a whole detector; delete its types, or move its file {node.file} "
            f"away."
        )
    store = to_change(node.file)
    with store.opened():
        node_of(store, node)
    if node.level is Level.CTYPE:
        store.del_ctype(node.ctype, comment=comment)
    elif node.level is Level.RANGE:
        type_of(store, node).del_range(node.range_name, comment=comment)
    else:
        tsro = range_of(store, node)
        tsro.del_version(tsro.version_named(node.version_name), comment=comment)
    return save(store, node, dry_run=dry_run, ctypes=(node.ctype,))


def deletions(node: NodeId) -> Deletions:
    """List what was deleted in the file of a node and can be restored, oldest first."""
    kept = to_look(node.file).deleted()
    return Deletions(NodeId(node.file), tuple(_row(node.file, gone) for gone in kept))


def restore(
    node: NodeId, number: int | None = None, comment: str = "", *, dry_run: bool = False
) -> Edited:
    """Put back something deleted, whole.

    Parameters
    ----------
    node : NodeId
        What was deleted, by its old place; or the detector, with a number, or for the last
        deletion.
    number : int, optional
        The number of the deletion, see `deletions`.
    comment : str
    dry_run : bool

    Raises
    ------
    NotFound
        If there is no such deletion, or its place is gone.
    AlreadyExists
        If something else has its place now.
    AccessDenied, Busy, Damaged, StoreNotAvailable
    """
    store = to_change(node.file)
    what = _meant(store, node, number)
    watch = Watch()
    gone = store.restore(what, comment=comment, seen=watch, dry_run=dry_run)
    return edited(NodeId(node.file, gone.path), watch, dry_run=dry_run)


def purge(
    node: NodeId, number: int | None = None, comment: str = "", *, dry_run: bool = False
) -> Purged:
    """Remove for ever what was deleted: one deletion, or all of the file.

    Parameters
    ----------
    node : NodeId
        What was deleted, by its old place; the detector means all, or the deletion `number`.
    number : int, optional
    comment : str
    dry_run : bool

    Raises
    ------
    NotFound
        If there is no such deletion.
    AccessDenied, Busy, Damaged, StoreNotAvailable
    """
    store = to_change(node.file)
    what = _meant(store, node, number)
    gone = store.purge(what, comment=comment, dry_run=dry_run)
    rows = tuple(_row(node.file, one) for one in gone)
    return Purged(NodeId(node.file), rows, dry_run)


def repack(node: NodeId, comment: str = "", *, dry_run: bool = False) -> Repacked:
    """Write a file anew without the space of what was purged or replaced.

    Every version is compared with the old file by digest before the new one takes its place.

    Parameters
    ----------
    node : NodeId
        Of the file.
    comment : str
        Why, for the history.
    dry_run : bool
        Only see whether it may be done.

    Raises
    ------
    AccessDenied, Busy, Damaged, StoreNotAvailable
    """
    store = to_change(node.file)
    before = Path(node.file).stat().st_size
    gained = store.repack(comment, dry_run=dry_run)
    return Repacked(NodeId(node.file), before, before - gained, dry_run)


def _meant(store: DCStore, node: NodeId, number: int | None) -> int | tuple[str, ...] | None:
    """Return the number of a deletion, or the old place of what it took; a version by number."""
    if number is not None or node.level is not Level.VERSION:
        return number if number is not None else (node.path or None)
    for gone in reversed(store.deleted()):
        same_range = len(gone.path) == len(node.path) and gone.path[:-1] == node.path[:-1]
        if same_range and node.version_name in {gone.path[-1], str(gone.versind_last)}:
            return gone.number
    return node.path


def _row(file: str, gone: Deleted) -> DeletionRow:
    record = gone.record
    who = record.who
    return DeletionRow(
        gone.number,
        NodeId(file, gone.path),
        record.action,
        who,
        record.tstamp.ns,
        record.comment,
    )
