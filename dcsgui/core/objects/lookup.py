"""Which constants are valid at a time: pure functions for everybody who asks.

The rules are those of the decisions, "Which constants are valid at time t":

1. Both ends belong to a range; an open one is valid for ever.
2. Only ranges that hold at least one version count.
3. The latest begin wins; for equal begins the earliest end wins, an open one last.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from dcsgui.core.files.records import RangeTable


def winner(table: RangeTable, t_ns: int) -> int | None:
    """Find the row of the range that answers at a time, None if nothing is valid.

    Parameters
    ----------
    table : RangeTable
        The ranges of a type, in any order.
    t_ns : int
        Nanoseconds since the Unix epoch, UTC.
    """
    rows = _valid(table, t_ns)
    if len(rows) > 1:
        begins = table.begin_ns[rows]
        rows = rows[begins == begins.max()]
    if len(rows) > 1:
        rows = rows[[np.argmin(table.end_ns[rows])]]
    return int(rows[0]) if len(rows) else None


def candidates(table: RangeTable, t_ns: int) -> NDArray[np.intp]:
    """List the rows of all ranges that count at a time, in the order in which they would win."""
    rows = _valid(table, t_ns)
    return rows[np.lexsort((table.end_ns[rows], -table.begin_ns[rows]))]


def neighbours(table: RangeTable, t_ns: int) -> tuple[int | None, int | None]:
    """Find the rows of the ranges that answer last before a time, and first after it.

    They are of interest where nothing is valid at the time itself.
    """
    counts = (table.nversions > 0) & (table.begin_ns <= table.end_ns)
    ends = table.end_ns[counts & (table.end_ns < t_ns)]
    begins = table.begin_ns[counts & (table.begin_ns > t_ns)]
    return (
        winner(table, int(ends.max())) if len(ends) else None,
        winner(table, int(begins.min())) if len(begins) else None,
    )


def times_won(table: RangeTable, row: int) -> list[tuple[int, int]]:
    """List the times at which a range answers, where no other range wins over it.

    Returns
    -------
    list of (int, int)
        Begin and end of each stretch, in order, in ns; both belong to it. The last one ends at
        `OPEN_NS` if it is for ever. Empty if the range holds no version, or never wins.
    """
    begin, end = int(table.begin_ns[row]), int(table.end_ns[row])
    if not table.nversions[row]:
        return []
    won = []
    for first, last in _winning_over(table, row):
        if first > begin:
            won.append((begin, min(first - 1, end)))
        begin = max(begin, last + 1)  # beyond `OPEN_NS` if that one is open
    if begin <= end:
        won.append((begin, end))
    return won


def _winning_over(table: RangeTable, row: int) -> list[tuple[int, int]]:
    """List the ends of the ranges that win over one where both are valid, by begin."""
    begin, end = table.begin_ns[row], table.end_ns[row]
    rows = np.arange(len(table))
    same_end = (table.end_ns == end) & (rows < row)
    stronger = (table.begin_ns > begin) | (
        (table.begin_ns == begin) & ((table.end_ns < end) | same_end)
    )
    meets = (table.begin_ns <= end) & (table.begin_ns <= table.end_ns) & (table.nversions > 0)
    found = np.flatnonzero(stronger & meets)
    found = found[np.argsort(table.begin_ns[found], kind="stable")]
    return list(zip(table.begin_ns[found].tolist(), table.end_ns[found].tolist(), strict=True))


def _valid(table: RangeTable, t_ns: int) -> NDArray[np.intp]:
    valid = (table.begin_ns <= t_ns) & (table.end_ns >= t_ns) & (table.nversions > 0)
    return np.flatnonzero(valid)
