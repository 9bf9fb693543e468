"""What a change does to the answers, in words for people."""

from __future__ import annotations

from collections.abc import Sequence

from dcsgui.core.actions.answers.timelines import NO_ANSWER_CHANGES, AnswerChange
from dcsgui.gui.models import times
from dcsgui.gui.transfer.plan_words import label_words

__all__ = ["MOST", "answers_words"]

MOST = 5
"""So many answers are told one by one."""


def answers_words(changes: Sequence[AnswerChange], *, utc: bool) -> str:
    """Say which answers would be others, a line each.

    Examples
    --------
    >>> from dcsgui.core.actions.answers.timelines import AnswerLabel
    >>> v1, v2 = (AnswerLabel("0", name, number, "") for number, name in ((1, "a"), (2, "b")))
    >>> answers_words([AnswerChange("gain", 0, None, v1, v2)], utc=True)
    'Then v2 of gain instead of v1, from 1970-01-01.'
    >>> answers_words([AnswerChange("gain", 0, 86400 * 10**9, None, v2)], utc=True)
    'Then v2 of gain instead of nothing, 1970-01-01 to 1970-01-02.'
    >>> answers_words([], utc=True)
    'No answer changes: what is valid when stays as it is.'
    """
    if not changes:
        return NO_ANSWER_CHANGES
    lines = [f"{_line(change, utc=utc)}." for change in changes[:MOST]]
    if len(changes) > MOST:
        lines.append(f"And {len(changes) - MOST:,} more answers change.")
    return f"Then {lines[0]}" if len(lines) == 1 else "\n".join(("Then:", *lines))


def _line(change: AnswerChange, *, utc: bool) -> str:
    before, after = change.before, change.after
    span = times.span(change.begin_ns, change.end_ns, utc=utc)
    now = f"{label_words(after)} of {change.ctype} instead of {label_words(before)}"
    other_range = (
        before is not None
        and after is not None
        and before.versind == after.versind
        and before.range_name != after.range_name
    )
    which = " of another range" if other_range else ""
    alike = before is not None and after is not None and before.digest == after.digest
    same = " (the same constants)" if alike and after is not None and after.digest else ""
    return f"{now}{which}, {span}{same}"
