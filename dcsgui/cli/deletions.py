"""How deletions look, and how one is meant: by its number, or by what was deleted."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from dcsgui.cli.tables import Column, Table
from dcsgui.cli.where import node_of

if TYPE_CHECKING:
    from dcsgui.core.actions.answers.edits import DeletionRow
    from dcsgui.core.actions.answers.nodes import NodeId

__all__ = ["deleted_node", "deletions_table"]

DEPTH = 3


def deleted_node(text: str, calib: str | None) -> NodeId:
    """Find the detector that a text names, and below it the place of what is not there now."""
    from dcsgui.core.values.errors import BadValue, NotFound

    pieces = text.rstrip("/").split("/")
    for depth in range(min(DEPTH, len(pieces) - 1), 0, -1):
        with suppress(NotFound, BadValue):
            node = node_of("/".join(pieces[:-depth]), calib)
            for name in pieces[-depth:]:
                node = node.child(name)
            return node
    return node_of(text, calib)


def deletions_table(rows: Sequence[DeletionRow]) -> Table:
    """List deletions, oldest first."""
    from dcsgui.core.values.isotext import iso_text_of_ns

    columns = (
        Column("number", right=True),
        "deleted",
        "when",
        "who",
        Column("why", cut=True),
    )
    table = Table(columns)
    for row in rows:
        table.rows.append(
            (
                str(row.number),
                "/".join(row.node.path),
                iso_text_of_ns(row.when_ns),
                row.who,
                " ".join(row.comment.split()),
            )
        )
    return table
