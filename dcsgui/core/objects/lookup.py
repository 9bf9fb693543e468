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


def _valid(table: RangeTable, t_ns: int) -> NDArray[np.intp]:
    valid = (table.begin_ns <= t_ns) & (table.end_ns >= t_ns) & (table.nversions > 0)
    return np.flatnonzero(valid)
