"""What a type answers over time, before and after a transfer, cut where anything changes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from dcsgui.core.actions.answers.timelines import AnswerChange, AnswerLabel, TimelineStretch

__all__ = ["Stretch", "stretches"]

MOST = 24
"""So many stretches are shown at most: each has to be seen."""

NEIGHBOURS = 2
"""So many stretches that do not change are shown beside one that does; others are folded."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of time in which one thing answers before, and one after.

    Attributes
    ----------
    begin_ns, end_ns : int, int or None
        Both ends belong to it (ns since 1970, UTC); None is for ever.
    before, after : AnswerLabel or None
        None: nothing answers.
    changed : bool
        Something else answers after.
    folded : int
        So many stretches are this one; 0 if it is itself. What answers is not said then.
    """

    begin_ns: int
    end_ns: int | None
    before: AnswerLabel | None
    after: AnswerLabel | None
    changed: bool
    folded: int = 0


def stretches(
    found: Iterable[TimelineStretch], changes: Iterable[AnswerChange]
) -> tuple[Stretch, ...]:
    """Return the stretches of a type, in order, as little as is needed to see what changes.

    Parameters
    ----------
    found : iterable of TimelineStretch
        What the type answers before.
    changes : iterable of AnswerChange
        Of this type.

    Examples
    --------
    >>> v1, v2 = (AnswerLabel("0", name, number, "") for number, name in ((1, "a"), (2, "b")))
    >>> there = [TimelineStretch(0, None, False, "0", "a", 1)]
    >>> changed = [AnswerChange("gain", 50, 99, v1, v2)]
    >>> [(one.begin_ns, one.end_ns, one.changed) for one in stretches(there, changed)]
    [(0, 49, False), (50, 99, True), (100, None, False)]
    """
    changes = list(changes)
    told = [_answer(one) for one in found]
    altered = {(one.begin_ns, one.end_ns): one for one in changes}
    ends = [(one[0], one[1]) for one in told] + list(altered)
    cuts = sorted({begin for begin, _ in ends} | {end + 1 for _, end in ends if end is not None})
    limits: list[tuple[int, int | None]] = [
        *((begin, following - 1) for begin, following in pairwise(cuts)),
        *((begin, None) for begin in cuts[-1:]),
    ]
    made = _cut(limits, told, changes)
    return _folded(_joined(made))


def _answer(one: TimelineStretch) -> tuple[int, int | None, AnswerLabel | None]:
    label = AnswerLabel(one.range_name, one.version_name, one.versind, one.digest)
    return one.begin_ns, one.end_ns, None if one.gap else label


def _cut(
    limits: Sequence[tuple[int, int | None]],
    told: Sequence[tuple[int, int | None, AnswerLabel | None]],
    changes: Sequence[AnswerChange],
) -> list[Stretch]:
    """Return a stretch for each piece of time; all three are in order of time."""
    made: list[Stretch] = []
    at_told = at_change = 0
    ordered = sorted(changes, key=lambda one: one.begin_ns)
    for begin, end in limits:
        while at_told < len(told) and _over(told[at_told][1], begin):
            at_told += 1
        while at_change < len(ordered) and _over(ordered[at_change].end_ns, begin):
            at_change += 1
        before = None
        if at_told < len(told) and told[at_told][0] <= begin:
            before = told[at_told][2]
        after, changed = before, False
        if at_change < len(ordered) and ordered[at_change].begin_ns <= begin:
            before, after = ordered[at_change].before, ordered[at_change].after
            changed = True
        made.append(Stretch(begin, end, before, after, changed))
    return made


def _over(end_ns: int | None, at_ns: int) -> bool:
    return end_ns is not None and end_ns < at_ns


def _joined(made: Iterable[Stretch]) -> list[Stretch]:
    """Put together neighbours that say the same; what is before and after all of it is no gap."""
    joined: list[Stretch] = []
    for one in made:
        last = joined[-1] if joined else None
        same = last is not None and (last.before, last.after) == (one.before, one.after)
        if last is not None and same and last.changed == one.changed:
            joined[-1] = replace(last, end_ns=one.end_ns)
        else:
            joined.append(one)
    return joined


def _folded(made: Sequence[Stretch]) -> tuple[Stretch, ...]:
    """Fold what is far from any change."""
    changed = [number for number, one in enumerate(made) if one.changed]
    if len(made) <= 2 * NEIGHBOURS + 2:
        return tuple(made)
    near = {
        number + away for number in changed for away in range(-NEIGHBOURS, NEIGHBOURS + 1)
    } or set(range(len(made) - NEIGHBOURS, len(made)))
    folded: list[Stretch] = []
    for seen, group in groupby(enumerate(made), key=lambda one: one[0] in near):
        ones = [one for _, one in group]
        if seen or len(ones) == 1:
            folded.extend(ones)
        else:
            folded.append(replace(ones[0], end_ns=ones[-1].end_ns, folded=len(ones)))
    return _cut_short(folded)


def _cut_short(made: list[Stretch]) -> tuple[Stretch, ...]:
    """Fold the middle where there is no room for all that changes."""
    if len(made) <= MOST:
        return tuple(made)
    middle = made[MOST // 2 : -MOST // 2]
    number = sum(one.folded or 1 for one in middle)
    one = replace(middle[0], end_ns=middle[-1].end_ns, folded=number)
    one = replace(one, changed=any(part.changed for part in middle))
    return (*made[: MOST // 2], one, *made[-MOST // 2 :])
