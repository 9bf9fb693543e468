"""When two stores answer otherwise: by what the answers are, not by what they are called."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Hashable, Sequence
from dataclasses import dataclass

from dcsgui.core.actions.answers.timelines import AnswerChange, AnswerLabel
from dcsgui.core.actions.diffing.holding import HeldRange, HeldType
from dcsgui.core.files.records import OPEN_NS, Kind
from dcsgui.core.objects.store import DCStore
from dcsgui.core.objects.timeline import Answer, changes, stretches
from dcsgui.core.values.progress import QUIET, Progress

__all__ = ["Answers", "answers", "effective_changes"]


@dataclass(frozen=True, slots=True)
class Answers:
    """What a type answers over time.

    Attributes
    ----------
    found : list of Answer
        By time. Each label says what the constants are: their digest, kind, shape and dtype.
    labels : list of AnswerLabel
        What each of them is called.
    """

    found: list[Answer]
    labels: list[AnswerLabel]


def answers(store: DCStore, ctype: str, *, progress: Progress = QUIET) -> Answers:
    """List what a type of a store, which is held open, answers over time.

    A type that is not there answers nothing, and so does a version without constants. Where the
    file has no digests they are computed.
    """
    if ctype not in store.ctypes():
        return Answers([], [])
    held = HeldType.of(store, ctype)
    known: dict[int, tuple[Hashable, AnswerLabel] | None] = {}
    found: list[Answer] = []
    labels: list[AnswerLabel] = []
    times = stretches(held.table)
    for number, (begin, end, row) in enumerate(times):
        progress.report(number, len(times), f"answers of {ctype}")
        if row not in known:
            known[row] = _answer_of(held, row)
        if (answer := known[row]) is not None:
            found.append(Answer(begin, end, answer[0]))
            labels.append(answer[1])
    return Answers(found, labels)


def effective_changes(ctype: str, a: Answers, b: Answers) -> list[AnswerChange]:
    """List the stretches of time in which two types answer with other constants."""
    begins = tuple([one.begin_ns for one in side.found] for side in (a, b))
    return [
        AnswerChange(
            ctype,
            begin,
            None if end == OPEN_NS else end,
            _named(a, begins[0], begin, before),
            _named(b, begins[1], begin, after),
        )
        for begin, end, before, after in changes(a.found, b.found)
    ]


def _named(
    side: Answers, begins: Sequence[int], t_ns: int, label: Hashable | None
) -> AnswerLabel | None:
    return None if label is None else side.labels[bisect_right(begins, t_ns) - 1]


def _answer_of(held: HeldType, row: int) -> tuple[Hashable, AnswerLabel] | None:
    """Return what a range answers, and what that is called; None if it has no constants."""
    of_range = HeldRange(held, row)
    one = of_range.version(of_range.answer)
    info = one.info
    if info.kind is Kind.NOTHING:
        return None
    label = AnswerLabel(of_range.name, info.name, info.versind, one.digest)
    return (label.digest, info.kind, info.shape, info.dtype), label
