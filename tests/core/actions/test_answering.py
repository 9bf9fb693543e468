"""What a type answers over time, against what the store answers at single times."""

from __future__ import annotations

import h5py
import pytest

from dcsgui import DCStore
from dcsgui.core.actions.answering import answer_changes, answers_of, words
from dcsgui.core.actions.answers.timelines import AnswerChange, AnswerLabel
from dcsgui.core.files.records import OPEN_NS
from dcsgui.core.objects.timeline import Answer
from small_stores import NDA, T0

SEC = 10**9


@pytest.fixture
def overlapping(cs: DCStore) -> DCStore:
    """Return a store whose pedestals overlap, with a gap, a default and an empty range."""
    cto = cs.add_ctype("pedestals")
    for number, ends in enumerate([(100, 200), (150, 170), (300, None)]):
        tsro = cto.add_range(ends)
        for version in range(number + 1):
            tsro.add_version(T0 + version, NDA + version)
    cto.rangeobj((150, 170)).set_versdef(1)
    cto.add_range((160, 165))
    cs.save()
    return cs


def labelled(answers: list[Answer]) -> list[tuple[int, int, int]]:
    """Return begin and end [s] and the number of the version."""
    found = []
    for begin, end, label in answers:
        assert isinstance(label, AnswerLabel)
        found.append((begin, end, label.versind))
    return found


def test_each_stretch_says_which_version_answers(overlapping: DCStore) -> None:
    answers = answers_of(overlapping, "pedestals")
    assert labelled(answers) == [
        (100 * SEC, 150 * SEC - 1, 1),
        (150 * SEC, 170 * SEC, 1),
        (170 * SEC + 1, 200 * SEC, 1),
        (300 * SEC, OPEN_NS, 3),
    ]
    for begin, _end, label in answers:
        found = overlapping.find("pedestals", begin / SEC)
        version = found.version
        assert label == AnswerLabel(
            found.range.name, version.name, version.versind, version.digest
        )


def test_pending_changes_count(overlapping: DCStore) -> None:
    before = answers_of(overlapping, "pedestals")
    overlapping.ctypeobj("pedestals").del_range((150, 170))
    after = answers_of(overlapping, "pedestals")
    assert labelled(after)[0] == (100 * SEC, 200 * SEC, 1)
    (change,) = answer_changes("pedestals", before, after)
    assert (change.begin_ns, change.end_ns) == (150 * SEC, 170 * SEC)


def test_a_type_that_is_not_there_answers_nothing(cs: DCStore) -> None:
    assert answers_of(cs, "pedestals") == []


@pytest.mark.parametrize("layout", ["native"], indirect=True)
def test_what_another_program_removed_does_not_answer(overlapping: DCStore) -> None:
    with h5py.File(overlapping.path, "r+") as file:
        del file["pedestals/150-170"]
    answers = answers_of(DCStore(overlapping.path, mode="r"), "pedestals")
    assert labelled(answers)[0] == (100 * SEC, 200 * SEC, 1)


@pytest.mark.parametrize("layout", ["native"], indirect=True)
def test_what_another_program_changed_answers(overlapping: DCStore) -> None:
    with h5py.File(overlapping.path, "r+") as file:
        file["pedestals/300"].attrs["tsbegin_ns"] = 250 * SEC
        del file["pedestals/150-170/defaultv"]
    answers = answers_of(DCStore(overlapping.path, mode="r"), "pedestals")
    assert labelled(answers)[1] == (150 * SEC, 170 * SEC, 2)
    assert labelled(answers)[-1] == (250 * SEC, OPEN_NS, 3)


V1 = AnswerLabel("0", "1001", 1, "sha256:1")
V2 = AnswerLabel("0", "1002", 2, "sha256:2")


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (V1, V2, "v2 instead of v1"),
        (V1, None, "nothing instead of v1"),
        (None, V2, "v2 instead of nothing"),
        (V1, AnswerLabel("5", "1001", 1, "sha256:3"), "v1 of 5 instead of v1 of 0"),
        (V1, AnswerLabel("0", "1003", 3, "sha256:1"), "v3 instead of v1 (the same constants)"),
    ],
)
def test_a_change_in_words(
    before: AnswerLabel | None, after: AnswerLabel | None, said: str
) -> None:
    change = AnswerChange("pedestals", 0, 10 * SEC, before, after)
    begin, _, rest = words(change).partition(": ")
    assert rest == said
    assert begin.startswith("from 1970-01-01T")
