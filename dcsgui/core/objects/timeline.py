"""All of time at once: which range of a type answers when, and where two such answers differ.

The rules are those of `dcsgui.core.objects.lookup.winner`, which answers for one time.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from dcsgui.core.files.records import RangeTable

__all__ = [
    "Answer",
    "ChangedStretch",
    "Stretch",
    "backward",
    "changes",
    "empty",
    "shadowed",
    "stretches",
]


class Stretch(NamedTuple):
    """A stretch of time in which one range answers.

    Both ends (ns since 1970, UTC) belong to it; `OPEN_NS` is for ever. `row` is that of the range.
    """

    begin_ns: int
    end_ns: int
    row: int


class Answer(NamedTuple):
    """What answers in a stretch of time, as a label that can be compared; both ends belong."""

    begin_ns: int
    end_ns: int
    label: Hashable


class ChangedStretch(NamedTuple):
    """A stretch of time whose answer differs; None stands for none. Both ends belong to it."""

    begin_ns: int
    end_ns: int
    before: Hashable | None
    after: Hashable | None


def stretches(table: RangeTable) -> list[Stretch]:
    """List the disjoint stretches of time in which something answers, in order.

    Between two of them that do not touch is a gap. No two that touch have the same row.

    Parameters
    ----------
    table : RangeTable
        The ranges of a type, in any order.

    Examples
    --------
    >>> columns = (np.array([10, 20]), np.array([90, 30]), np.ones(2, np.int32), np.zeros(2, bool))
    >>> [tuple(stretch) for stretch in stretches(RangeTable(*columns))]
    [(10, 19, 0), (20, 30, 1), (31, 90, 0)]
    """
    sweep = _Sweep(table.begin_ns.tolist(), table.end_ns.tolist())
    for row in _weakest_first(table).tolist():
        sweep.enter(row)
    return sweep.finish()


def shadowed(table: RangeTable) -> list[int]:
    """List the rows of ranges with versions that never answer: others win over them at all times.

    One that ends before it begins contains no time; it is not among them, see `backward`.
    """
    won = {stretch.row for stretch in stretches(table)}
    return [row for row in np.flatnonzero(_counts(table)).tolist() if row not in won]


def empty(table: RangeTable) -> list[int]:
    """List the rows of ranges without versions."""
    rows: list[int] = np.flatnonzero(table.nversions <= 0).tolist()
    return rows


def backward(table: RangeTable) -> list[int]:
    """List the rows of ranges that end before they begin; older code wrote such ones."""
    rows: list[int] = np.flatnonzero(table.end_ns < table.begin_ns).tolist()
    return rows


def changes(before: Iterable[Answer], after: Iterable[Answer]) -> list[ChangedStretch]:
    """List the stretches of time in which two lists of answers differ, in order.

    Parameters
    ----------
    before, after : iterable of Answer
        Each of them disjoint; in any order. Where one has no answer its label is None.

    Returns
    -------
    list of ChangedStretch
        Neighbours that say the same are one.

    Examples
    --------
    >>> changes([Answer(0, 9, "v1")], [Answer(0, 4, "v1"), Answer(5, 20, "v2")])[0]
    ChangedStretch(begin_ns=5, end_ns=9, before='v1', after='v2')
    """
    old, new = _Steps(before), _Steps(after)
    found: list[ChangedStretch] = []
    edges = sorted(old.edges | new.edges)
    for begin, beyond in pairwise(edges):
        labels = old.label_at(begin), new.label_at(begin)
        if labels[0] == labels[1]:
            continue
        if found and found[-1].end_ns == begin - 1 and found[-1][2:] == labels:
            found[-1] = found[-1]._replace(end_ns=beyond - 1)
        else:
            found.append(ChangedStretch(begin, beyond - 1, *labels))
    return found


class _Sweep:
    """Goes through time once, and keeps the ranges that are not yet over, the winner last."""

    def __init__(self, begins: Sequence[int], ends: Sequence[int]) -> None:
        self._begins, self._ends = begins, ends
        self._live: list[int] = []
        self._found: list[Stretch] = []
        self._now = 0

    def enter(self, row: int) -> None:
        """Go on to the begin of a range, which wins over all before it."""
        begin = self._begins[row]
        self._go_on(begin - 1)
        self._now = begin
        self._live.append(row)

    def finish(self) -> list[Stretch]:
        """Go on to the end of time."""
        if self._live:
            self._go_on(max(self._ends[row] for row in self._live))
        return self._found

    def _go_on(self, last: int) -> None:
        """Tell what answers from now to a time, which belongs to it."""
        while self._live and self._now <= last:
            row = self._live[-1]
            end = min(self._ends[row], last)
            if end >= self._now:
                self._found.append(Stretch(self._now, end, row))
                self._now = end + 1
            if self._ends[row] <= last:
                self._live.pop()


class _Steps:
    """Answers over time, to be asked with times that only rise."""

    def __init__(self, answers: Iterable[Answer]) -> None:
        self._answers = sorted(answers, key=_begin_of)
        self._next = 0
        self.edges = {a.begin_ns for a in self._answers} | {a.end_ns + 1 for a in self._answers}

    def label_at(self, t_ns: int) -> Hashable | None:
        while self._next < len(self._answers) and self._answers[self._next].end_ns < t_ns:
            self._next += 1
        if self._next == len(self._answers) or self._answers[self._next].begin_ns > t_ns:
            return None
        return self._answers[self._next].label


def _begin_of(answer: Answer) -> int:
    return answer.begin_ns


def _counts(table: RangeTable) -> NDArray[np.bool_]:
    counts: NDArray[np.bool_] = (table.nversions > 0) & (table.begin_ns <= table.end_ns)
    return counts


def _weakest_first(table: RangeTable) -> NDArray[np.intp]:
    """Return the rows that count by begin; of equal begins the one that wins comes last."""
    rows = np.flatnonzero(_counts(table))[::-1]
    return rows[np.lexsort((~table.end_ns[rows], table.begin_ns[rows]))]
