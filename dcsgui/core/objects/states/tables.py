"""Tables of ranges that were changed in memory."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

from dcsgui.core.files.records import OPEN_NS, RangeTable
from dcsgui.core.values.validity import Validity

Number = TypeVar("Number", bound=np.generic)


class RangeRow(Protocol):
    """What a row says of a range."""

    validity: Validity
    pinned: str | None

    @property
    def nversions(self) -> int:
        """How many versions it holds."""
        ...

    @property
    def answer(self) -> str:
        """The name of the version that answers."""
        ...


def empty_table() -> RangeTable:
    """Make the table of a type without ranges."""
    times = np.zeros(0, np.int64)
    return RangeTable(times, times.copy(), np.zeros(0, np.int32), np.zeros(0, bool), [], [])


def merged(
    stored: RangeTable,
    row_of: Callable[[str], int | None],
    changed: Mapping[str, RangeRow],
    gone: set[str],
) -> RangeTable:
    """Make the table of a type from that of its file and the ranges that differ from it."""
    kept_rows = np.ones(len(stored), bool)
    if len(stored):
        out = [row_of(name) for name in {*changed, *gone}]
        kept_rows[[row for row in out if row is not None]] = False
    kept = np.flatnonzero(kept_rows)
    rows = list(changed.values())
    ends = [OPEN_NS if row.validity.end is None else row.validity.end.ns for row in rows]
    return RangeTable(
        _joined(stored.begin_ns[kept], [row.validity.begin.ns for row in rows]),
        _joined(stored.end_ns[kept], ends),
        _joined(stored.nversions[kept], [row.nversions for row in rows]),
        _joined(stored.pinned[kept], [row.pinned is not None for row in rows]),
        [stored.name(row) for row in kept.tolist()] + list(changed),
        [stored.answer(row) for row in kept.tolist()] + [row.answer for row in rows],
    )


def _joined(column: NDArray[Number], more: list[Any]) -> NDArray[Number]:
    """Append to a column in its own type: an empty list would turn times into floats."""
    return np.concatenate([column, np.array(more, column.dtype)])
