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
from dcsgui.core.actions.opening import (
    CHANGING,
    node_of,
    range_of,
    to_change,
    to_look,
    type_of,
)
from dcsgui.core.actions.patience import patience
from dcsgui.core.files.records import OPEN_NS, Deleted, ends_of
from dcsgui.core.objects.removing import remove_empty
from dcsgui.core.objects.store import DCStore
from dcsgui.core.values.errors import BadValue

__all__ = ["delete", "delete_all", "deletions", "purge", "repack", "restore"]


def delete(node: NodeId, comment: str = "", *, dry_run: bool = False) -> Edited:
    """Delete a type, a range or a version; it can be restored until it is purged.

    A whole detector is only deleted if its file holds nothing: then the file is removed, for ever.

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
        For a whole detector whose file holds something.
    NotFound, AccessDenied, Busy, Damaged, StoreNotAvailable
    """
    return delete_all((node,), comment, dry_run=dry_run)


def delete_all(nodes: tuple[NodeId, ...], comment: str = "", *, dry_run: bool = False) -> Edited:
    """Delete types, ranges and versions of one file as one change; each can be restored.

    What is in another of them goes with that.

    Parameters
    ----------
    nodes : tuple of NodeId
        All of one file.
    comment : str
        Why, for the history.
    dry_run : bool
        Only say which answers that would change.

    Returns
    -------
    Edited
        Its node is what was deleted, or the detector if that was more than one.

    Raises
    ------
    BadValue
        If there is nothing to delete, the nodes are of several files, or it is a whole detector
        whose file holds something.
    NotFound, AccessDenied, Busy, Damaged, StoreNotAvailable
    """
    apart = _apart(nodes)
    node = apart[0]
    if node.level is Level.STORE:
        return _remove(node, dry_run=dry_run)
    store = to_change(node.file)
    with store.opened():
        for one in apart:
            node_of(store, one)
    for one in apart:
        _request(store, one, comment)
    told = node if len(apart) == 1 else NodeId(node.file)
    return save(store, told, dry_run=dry_run, ctypes={one.ctype for one in apart})


def _apart(nodes: tuple[NodeId, ...]) -> list[NodeId]:
    """Leave out what is in another one of them."""
    if not nodes:
        raise BadValue("What is to be deleted? Give at least one type, range or version.")
    files = {node.file for node in nodes}
    if len(files) > 1:
        raise BadValue(
            f"Those are of {len(files)} detector files; delete what is in one file at a time, "
            f"because each file is changed as a whole or not at all."
        )
    given = {node.path for node in nodes}
    return [
        node
        for node in dict.fromkeys(nodes)
        if not any(node.path[:depth] in given for depth in range(len(node.path)))
    ]


def _request(store: DCStore, node: NodeId, comment: str) -> None:
    """Ask for a deletion of the pending ones of a store."""
    if node.level is Level.CTYPE:
        store.del_ctype(node.ctype, comment=comment)
    elif node.level is Level.RANGE:
        type_of(store, node).del_range(node.range_name, comment=comment)
    else:
        tsro = range_of(store, node)
        tsro.del_version(tsro.version_named(node.version_name), comment=comment)


def _remove(node: NodeId, *, dry_run: bool) -> Edited:
    """Remove the file of a detector that holds nothing."""
    generation = to_change(node.file).generation
    remove_empty(node.file, patience(CHANGING), dry_run=dry_run)
    return Edited(node, (f"remove the file {node.file}",), (), (), generation, dry_run)


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
    watch = Watch(())
    gone = store.purge(what, comment=comment, dry_run=dry_run, seen=watch)
    rows = tuple(_row(node.file, one) for one in gone)
    return Purged(NodeId(node.file), rows, dry_run, 0 if dry_run else watch.number)


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
    record, path = gone.record, gone.path
    is_version = len(path) == Level.VERSION.value
    ends = ends_of(path[1]) if len(path) >= Level.RANGE.value else None
    return DeletionRow(
        gone.number,
        NodeId(file, path),
        record.action,
        record.who,
        record.tstamp.ns,
        record.comment,
        nversions=1 if is_version else len(gone.tsvers),
        versind=gone.versind_last if is_version else 0,
        begin_ns=ends[0] if ends else None,
        end_ns=ends[1] if ends and ends[1] != OPEN_NS else None,
    )
