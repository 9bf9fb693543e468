"""The records of a detector, type, range or version: who did what, when and why."""

from __future__ import annotations

from dcsgui.core.actions.answers.details import History, HistoryRow
from dcsgui.core.actions.answers.nodes import NodeId
from dcsgui.core.actions.editing.watching import save
from dcsgui.core.actions.opening import node_of, to_change, to_look
from dcsgui.core.files.records import Record
from dcsgui.core.values.errors import BadValue

__all__ = ["add_comment", "history"]


def history(node: NodeId) -> History:
    """Read the records of a node, oldest first.

    Raises
    ------
    NotFound
        If there is no such node.
    StoreNotAvailable, AccessDenied, Busy, Damaged
    """
    store = to_look(node.file)
    with store.opened():
        records = node_of(store, node).records()
    return History(node, tuple(map(_row, records)))


def add_comment(node: NodeId, comment: str, *, dry_run: bool = False) -> History:
    """Add a comment to the records of a node, with who says it and when.

    Raises
    ------
    BadValue
        If there is nothing in the comment.
    NotFound, AccessDenied, Busy, Damaged, StoreNotAvailable
    """
    if not comment.strip():
        raise BadValue("What is to be added to the history? Give some words.")
    store = to_change(node.file)
    with store.opened():
        target = node_of(store, node)
    before = target.records()
    target.add_history(comment)
    records = target.records()
    (added,) = (record for record in records if record not in before)
    done = save(store, node, dry_run=dry_run)
    return History(node, tuple(map(_row, records)), _row(added), dry_run, done.change)


def _row(record: Record) -> HistoryRow:
    return HistoryRow(record.tstamp.ns, record.user, record.host, record.action, record.comment)
