"""Ranges of run numbers, as legacy calibration files are named, and what they are in time.

``15-end.data`` is valid from run 15 on, ``3-7.data`` for runs 3 to 7, both included. A table says
when runs began, and perhaps ended:

- a range begins with the begin of its first run; where the table does not list that, with the
  next run that it lists (there was none in between);
- it ends with the end of its last run that is listed; where the table gives no end, or a later
  one, just before the next run begins (1 ns), and is open if there is none;
- a range in which the table lists no run has no time.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Self

from dcsgui.core.values.errors import BadValue
from dcsgui.core.values.timestamps import Timestamp
from dcsgui.core.values.validity import Validity

__all__ = ["LAST_RUN", "RunRange", "RunSpan", "out_of_order"]

LAST_RUN = 9999
"""What the older code means by ``end``; runs have four digits there."""

_NAME = re.compile(r"(\d+)-(\d+|end)", re.ASCII)


@dataclass(frozen=True, slots=True)
class RunSpan:
    """When a run began, and ended if that is known; both belong to it."""

    begin: Timestamp
    end: Timestamp | None = None


@dataclass(frozen=True, slots=True)
class RunRange:
    """Runs from `begin` to `end`, both included; an `end` of None is open.

    Examples
    --------
    >>> str(RunRange.of("0015-9999"))
    '15-end'
    >>> spans = {n: RunSpan(Timestamp.of(100 * n)) for n in (3, 4, 9)}
    >>> RunRange.of("2-5").validity(spans).name
    '300-899.999999999'
    """

    begin: int
    end: int | None

    @classmethod
    def of(cls, name: str) -> Self:
        """Read the name of a file without its ``.data``.

        Raises
        ------
        BadValue
            It is no range, or one that no run can be in.
        """
        found = _NAME.fullmatch(name)
        if found is None:
            raise BadValue("its name is not <run>-<run> or <run>-end")
        begin, end = _run(found[1]), None if found[2] == "end" else _run(found[2])
        if begin > LAST_RUN or (end or 0) > LAST_RUN:
            raise BadValue(f"its name has a run above {LAST_RUN}, which the older code can't have")
        if end is not None and end < begin:
            raise BadValue("its range ends before it begins")
        return cls(begin, None if end == LAST_RUN else end)

    @property
    def order(self) -> tuple[int, int]:
        """Sorts ranges so that of those that hold a run the last one answers in older code."""
        return self.begin, -(LAST_RUN if self.end is None else self.end)

    def validity(self, spans: Mapping[int, RunSpan]) -> Validity:
        """Return the range of time, by a table of runs.

        Raises
        ------
        BadValue
            The table lists no run of it, or one that ends before it begins.
        """
        runs = sorted(spans)
        first, behind = bisect_left(runs, self.begin), len(runs)
        if self.end is not None:
            behind = bisect_right(runs, self.end)
        if first >= behind:
            known = f"it lists {runs[0]} to {runs[-1]}" if runs else "it is empty"
            raise BadValue(f"no run of it is in the run table ({known})")
        begin, last = spans[runs[first]].begin, spans[runs[behind - 1]]
        if self.end is None:
            return Validity(begin, None)
        if behind == len(runs):
            return Validity(begin, last.end)
        before = Timestamp(spans[runs[behind]].begin.ns - 1)
        return Validity(begin, before if last.end is None else min(last.end, before))

    def __str__(self) -> str:
        return f"{self.begin}-{'end' if self.end is None else self.end}"


def out_of_order(spans: Mapping[int, RunSpan]) -> tuple[int, int] | None:
    """Find a run that begins before the run before it, and that one; None if there is none.

    Ranges of such runs have no ranges in time.
    """
    for before, run in pairwise(sorted(spans)):
        if spans[run].begin < spans[before].begin:
            return run, before
    return None


def _run(digits: str) -> int:
    """Return the number of a run; one above `LAST_RUN` for all that are larger."""
    short = digits.lstrip("0")[: len(str(LAST_RUN)) + 1]
    return int(short or "0")
