"""Which constants are valid at a time: one pure function for everybody who asks.

The rules are those of the decisions, "Which constants are valid at time t":

1. Both ends belong to a range; an open one is valid for ever.
2. Only ranges that hold at least one version count.
3. The latest begin wins; for equal begins the earliest end wins, an open one last.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from dcsgui.core.files.records import RangeTable


def candidates(table: RangeTable, t_ns: int) -> NDArray[np.intp]:
    """List the rows of the ranges that count at a time, the winner first.

    Parameters
    ----------
    table : RangeTable
        The ranges of a type, in any order.
    t_ns : int
        Nanoseconds since the Unix epoch, UTC.

    Returns
    -------
    (N,) intp
        Rows of the table; empty if nothing is valid.
    """
    rows = np.flatnonzero(
        (table.begin_ns <= t_ns) & (table.end_ns >= t_ns) & (table.nversions > 0)
    )
    return rows[np.lexsort((table.end_ns[rows], -table.begin_ns[rows]))]


def winner(table: RangeTable, t_ns: int) -> int | None:
    """Find the row of the range that answers at a time, None if nothing is valid."""
    rows = candidates(table, t_ns)
    return int(rows[0]) if len(rows) else None


def neighbours(table: RangeTable, t_ns: int) -> tuple[int | None, int | None]:
    """Find the rows of the nearest ranges with versions that ended before, and that begin after."""
    counts = table.nversions > 0
    earlier = np.flatnonzero(counts & (table.end_ns < t_ns))
    later = np.flatnonzero(counts & (table.begin_ns > t_ns))
    before = int(earlier[np.argmax(table.end_ns[earlier])]) if len(earlier) else None
    after = int(later[np.argmin(table.begin_ns[later])]) if len(later) else None
    return before, after
