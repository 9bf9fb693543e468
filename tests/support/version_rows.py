"""Rows of the version table, made up."""

from __future__ import annotations

from typing import Any

from dcsgui.core.actions.answers.listings import VersionPage, VersionRow
from dcsgui.core.actions.answers.nodes import NodeId

FILE = "/calib/cspad/cspad-0001.h5"
SECOND = 10**9
BEGIN = 1477526400  # 2016-10-27T00:00:00Z


def version_row(number: int, **changes: Any) -> VersionRow:
    """Return the row of version `number` of pedestals; four to a range, the last is default."""
    begin = BEGIN + number // 4 * 86400
    row = VersionRow(
        ctype="pedestals",
        range_name=str(begin),
        begin_ns=begin * SECOND,
        end_ns=None,
        name=str(BEGIN + number),
        versind=number % 4 + 1,
        tsvers_ns=(BEGIN + number) * SECOND,
        is_default=number % 4 == 3,
        pinned=False,
        kind="array",
        shape=(3, 8, 512, 1024),
        dtype="<f4",
        nbytes=1000 * number,
        digest=f"sha256:{number:064x}",
        author=("ana", "Bob")[number % 2],
        experiment="xpptut15",
        run=str(number),
        comment=f"dark run {number}",
    )
    return row._replace(**changes)


def version_rows(count: int) -> list[VersionRow]:
    """Return the rows of so many versions."""
    return [version_row(number) for number in range(count)]


def node_of(row: VersionRow, file: str = FILE) -> NodeId:
    """Return which version a row is of."""
    return NodeId(file, (row.ctype, row.range_name, row.name))


def pages(node: NodeId, rows: list[VersionRow], size: int = 1000) -> list[VersionPage]:
    """Return rows as the action answers them."""
    firsts = range(0, max(len(rows), 1), size)
    return [
        VersionPage(node, 1, len(rows), first, tuple(rows[first : first + size]))
        for first in firsts
    ]
