"""The field for a time: any form of it, what it was taken for, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PyQt5.QtCore import Qt
from pytestqt.qtbot import QtBot

from dcsgui.core.actions.answers.moments import Moment
from dcsgui.gui.jobs.jobs import Jobs
from dcsgui.gui.jobs.requests import ReadMoment
from dcsgui.gui.structure.time_field import TimeField, exact
from told_jobs import ToldJobs

TEXT = "2016-10-27 10:00"
MOMENT = Moment(TEXT, 1477587600 * 10**9, "2016-10-27T10:00:00-07:00", "2016-10-27T17:00:00+00:00")
PATIENCE_MS = 15_000


@pytest.fixture
def asked() -> Iterator[ToldJobs]:
    made = ToldJobs()
    yield made
    made.close()


@pytest.fixture
def field(asked: ToldJobs, qtbot: QtBot) -> TimeField:
    made = TimeField(asked, "Begin")
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def end(asked: ToldJobs, qtbot: QtBot) -> TimeField:
    made = TimeField(asked, "End", empty="open")
    qtbot.addWidget(made)
    made.show()
    return made


def test_it_asks_once_typing_rests(field: TimeField, asked: ToldJobs, qtbot: QtBot) -> None:
    qtbot.keyClicks(field.edit, TEXT)
    assert asked.asked == []
    assert field.waiting
    qtbot.waitUntil(lambda: len(asked.asked) == 1)
    assert asked.last.request == ReadMoment(TEXT)
    with qtbot.waitSignal(field.changed):
        asked.answer(MOMENT)
    assert field.moment == MOMENT
    assert field.told == MOMENT.iso
    assert not field.waiting
    assert field.problem == ""


def test_leaving_it_asks_at_once(field: TimeField, asked: ToldJobs, qtbot: QtBot) -> None:
    qtbot.keyClicks(field.edit, TEXT)
    qtbot.keyClick(field.edit, Qt.Key.Key_Return)
    assert asked.last.request == ReadMoment(TEXT)
    qtbot.keyClick(field.edit, Qt.Key.Key_Return)
    assert len(asked.asked) == 1  # it is being found out
    asked.answer(MOMENT)
    qtbot.keyClick(field.edit, Qt.Key.Key_Return)
    assert len(asked.asked) == 1


def test_an_error_stands_below_the_line(field: TimeField, asked: ToldJobs, qtbot: QtBot) -> None:
    field.set_text("yesterdayish")
    asked.fail("Time 'yesterdayish' is no time.", kind="BadValue")
    assert field.told == field.problem == "Time 'yesterdayish' is no time."
    assert field.moment is None
    assert field.edit.accessibleDescription() == field.told
    qtbot.keyClick(field.edit, Qt.Key.Key_Backspace)
    assert field.problem != "Time 'yesterdayish' is no time."
    assert field.waiting


def test_an_answer_to_what_was_typed_before_does_not_count(
    field: TimeField, asked: ToldJobs, qtbot: QtBot
) -> None:
    field.set_text("2016")
    late = asked.last.job
    qtbot.keyClicks(field.edit, "-10-27")
    late.answered.emit(MOMENT)
    assert field.moment is None


def test_a_time_is_needed_or_empty_means_something(field: TimeField, end: TimeField) -> None:
    assert field.problem == "Begin: give a time."
    assert end.problem == ""
    assert end.told == "open"
    assert end.ns is None


def test_a_known_time_is_written_exactly(field: TimeField, asked: ToldJobs, jobs: Jobs) -> None:
    ns = 1477526400_123_456_789
    field.set_ns(ns)
    assert asked.asked == []  # nothing is to be found out
    assert field.ns == ns
    field.set_ns(None)
    assert field.text() == ""


def test_what_is_written_for_a_known_time_reads_back(jobs: Jobs, qtbot: QtBot) -> None:
    first, again = TimeField(jobs, "Begin"), TimeField(jobs, "Begin")
    for field in (first, again):
        qtbot.addWidget(field)
        field.set_utc(utc=field is again)
    first.set_ns(1477526400_123_456_789)
    again.set_text(first.text())
    qtbot.waitUntil(lambda: again.ns is not None, timeout=PATIENCE_MS)
    assert again.ns == first.ns
    assert again.told.endswith("+00:00")


def test_a_run_needs_its_experiment(field: TimeField, asked: ToldJobs) -> None:
    field.set_text("r260")
    asked.fail("Run 'r260' does not say its experiment.", kind="BadValue")
    field.set_experiment("xpptut15")
    assert asked.last.request == ReadMoment("r260", "xpptut15")


def test_utc_is_told_where_it_is_wanted(field: TimeField, asked: ToldJobs) -> None:
    field.set_text(TEXT)
    asked.answer(MOMENT)
    field.set_utc(utc=True)
    assert field.told == MOMENT.iso_utc


def test_others_can_tell_what_is_wrong_with_it(field: TimeField, asked: ToldJobs) -> None:
    field.set_text(TEXT)
    asked.answer(MOMENT)
    field.tell_problem("It ends before it begins.")
    assert field.told == "It ends before it begins."
    field.tell_problem("")
    assert field.told == MOMENT.iso


@pytest.mark.parametrize(
    ("ns", "text"), [(0, "0"), (-1_500_000_000, "-1.5"), (1, "0.000000001"), (None, None)]
)
def test_times_are_said_exactly_to_actions(ns: int | None, text: str | None) -> None:
    assert exact(ns) == text
