"""What answers before and after, cut where anything changes, folded where nothing does."""

from __future__ import annotations

from dcsgui.core.actions.answers.timelines import AnswerChange, AnswerLabel, TimelineStretch
from dcsgui.gui.transfer.stretches import Stretch, stretches


def label(number: int) -> AnswerLabel:
    return AnswerLabel("0", str(number), number, f"sha256:{number}")


def told(begin: int, end: int | None, number: int) -> TimelineStretch:
    return TimelineStretch(
        begin, end, not number, "0", str(number), number, digest=f"sha256:{number}"
    )


def brief(made: tuple[Stretch, ...]) -> list[tuple[int, int | None, int, int]]:
    def number(one: AnswerLabel | None) -> int:
        return 0 if one is None else one.versind

    return [(one.begin_ns, one.end_ns, number(one.before), number(one.after)) for one in made]


def test_a_change_in_the_middle_cuts_what_answers_around_it() -> None:
    changes = [AnswerChange("gain", 100, 199, label(1), label(2))]
    assert brief(stretches([told(0, None, 1)], changes)) == [
        (0, 99, 1, 1),
        (100, 199, 1, 2),
        (200, None, 1, 1),
    ]


def test_what_is_new_where_nothing_answered() -> None:
    changes = [AnswerChange("gain", 100, None, None, label(2))]
    assert brief(stretches([], changes)) == [(100, None, 0, 2)]
    before = [AnswerChange("gain", 0, 49, None, label(2))]
    assert brief(stretches([told(100, None, 1)], before)) == [
        (0, 49, 0, 2),
        (50, 99, 0, 0),
        (100, None, 1, 1),
    ]


def test_gaps_are_gaps_before_and_after() -> None:
    made = stretches([told(0, 99, 1), told(100, 199, 0), told(200, None, 2)], [])
    assert [one.before is None for one in made] == [False, True, False]
    assert not any(one.changed for one in made)


def test_far_from_a_change_all_is_folded() -> None:
    there = [*(told(10 * n, 10 * n + 9, n + 1) for n in range(49)), told(490, None, 50)]
    changes = [AnswerChange("gain", 250, 259, label(26), label(99))]
    made = stretches(there, changes)
    assert [one.folded for one in made] == [23, 0, 0, 0, 0, 0, 22]
    assert [one.changed for one in made].index(True) == 3
