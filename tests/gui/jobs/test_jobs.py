from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from dcsgui.gui.jobs import jobs as jobs_module
from dcsgui.gui.jobs.job import Failure
from dcsgui.gui.jobs.jobs import Jobs
from job_listener import Heard, answer_to, failure_of, hear
from worker_requests import (
    Count,
    Deaf,
    DeafChange,
    Echo,
    Endless,
    Fail,
    FailLater,
    HoldGil,
    Missing,
    Note,
    Poison,
    Stumble,
    Unpicklable,
    Warn,
    Work,
)

MakeJobs = Callable[..., Jobs]

# answers


def test_an_answer_comes_by_signal_and_then_the_end(qtbot: QtBot, jobs: Jobs) -> None:
    assert hear(qtbot, jobs, Echo((1, "two"))).said == [("answered", (1, "two")), ("finished",)]


def test_asking_starts_the_worker_if_nobody_did(qtbot: QtBot, make_jobs: MakeJobs) -> None:
    assert answer_to(qtbot, make_jobs(), Echo(1)) == 1


def test_starting_twice_is_starting_once(qtbot: QtBot, jobs: Jobs) -> None:
    process = jobs._keeper._process
    jobs.start()
    assert jobs._keeper._process is process


def test_pieces_come_in_order(qtbot: QtBot, jobs: Jobs) -> None:
    heard = hear(qtbot, jobs, Count(20))
    assert heard.pieces == list(range(20))
    assert heard.words[-1] == "finished"


def test_no_pieces_are_no_failure(qtbot: QtBot, jobs: Jobs) -> None:
    assert hear(qtbot, jobs, Count(0)).words == ["finished"]


def test_a_job_lives_until_it_has_finished_without_being_kept(qtbot: QtBot, jobs: Jobs) -> None:
    heard = Heard(jobs.ask(Count(50)))
    qtbot.waitUntil(lambda: heard.over)
    assert len(heard.pieces) == 50


def test_progress_is_told_also_of_more_bytes_than_a_signal_can_count(
    qtbot: QtBot, jobs: Jobs
) -> None:
    heard = Heard(jobs.ask(Work(30.0), lane="x"))
    qtbot.waitUntil(lambda: len(heard.progress) > 1)
    jobs.ask(Echo(1), lane="x")
    done, total, what = heard.progress[0]
    assert (done, what) == (0, "bytes")
    assert 2**30 < total < 2**31


# errors


def test_an_error_of_the_user_comes_as_its_sentence(qtbot: QtBot, jobs: Jobs) -> None:
    failure = failure_of(qtbot, jobs, Fail("/calib/a.h5"))
    assert failure == Failure("Damaged", "/calib/a.h5 is cut off.", "", "/calib/a.h5")


def test_an_error_after_a_piece(qtbot: QtBot, jobs: Jobs) -> None:
    assert hear(qtbot, jobs, FailLater()).words == ["answered", "failed", "finished"]


def test_an_error_of_ours_comes_with_its_traceback(qtbot: QtBot, jobs: Jobs) -> None:
    failure = failure_of(qtbot, jobs, Stumble())
    assert failure.kind == "KeyError"
    assert failure.sentence == "An unexpected error stopped this: KeyError: 'MISSING'"
    assert "plain.py" in failure.details
    assert answer_to(qtbot, jobs, Echo(1)) == 1


def test_an_action_that_is_not_there(qtbot: QtBot, jobs: Jobs) -> None:
    assert failure_of(qtbot, jobs, Missing()).kind == "LookupError"


def test_an_answer_that_cannot_be_sent(qtbot: QtBot, jobs: Jobs) -> None:
    assert "lambda" in failure_of(qtbot, jobs, Unpicklable()).details
    assert answer_to(qtbot, jobs, Echo(1)) == 1


def test_an_answer_that_cannot_be_received(qtbot: QtBot, jobs: Jobs) -> None:
    assert failure_of(qtbot, jobs, Poison()).kind == "ValueError"
    assert answer_to(qtbot, jobs, Echo(1)) == 1


def test_a_question_that_cannot_be_sent_is_told_where_it_is_asked(jobs: Jobs) -> None:
    with pytest.raises((AttributeError, TypeError)):
        jobs.ask(Echo(threading.Lock()))
    assert not jobs.busy


def test_a_warning_is_told_and_so_is_the_answer(qtbot: QtBot, jobs: Jobs) -> None:
    warned: list[tuple[str, str]] = []
    jobs.warned.connect(lambda path, sentence: warned.append((path, sentence)))
    for _ in range(2):
        assert answer_to(qtbot, jobs, Warn("/calib/a.h5")) == "done"
    assert warned == [("/calib/a.h5", "/calib/a.h5 is odd.")] * 2


# order


def test_jobs_are_done_in_the_order_of_asking(qtbot: QtBot, jobs: Jobs, tmp_path: Path) -> None:
    log = tmp_path / "log"
    for number in range(20):
        jobs.ask(Note(str(log), str(number)))
    qtbot.waitUntil(lambda: not jobs.busy)
    assert log.read_text().split() == [str(number) for number in range(20)]


def test_what_comes_in_pieces_blocks_nothing(qtbot: QtBot, jobs: Jobs) -> None:
    first, second = Heard(jobs.ask(Endless(), lane="x")), Heard(jobs.ask(Endless(), lane="y"))
    assert answer_to(qtbot, jobs, Echo(1)) == 1
    qtbot.waitUntil(lambda: len(first.pieces) > 3 and len(second.pieces) > 3)


# calling off


def test_a_job_called_off_finishes_once_and_says_nothing_more(qtbot: QtBot, jobs: Jobs) -> None:
    job = jobs.ask(Endless())
    heard = Heard(job)
    qtbot.waitUntil(lambda: len(heard.pieces) > 1)
    before = len(heard.pieces)
    job.cancel()
    job.cancel()
    assert not heard.over
    qtbot.waitUntil(lambda: heard.over and not jobs.busy)
    job.cancel()
    assert answer_to(qtbot, jobs, Echo(1)) == 1
    assert heard.words == ["answered"] * before + ["finished"]


def test_an_iterator_called_off_is_closed(qtbot: QtBot, jobs: Jobs, tmp_path: Path) -> None:
    log = tmp_path / "log"
    job = jobs.ask(Endless(str(log)))
    heard = Heard(job)
    qtbot.waitUntil(lambda: bool(heard.pieces))
    job.cancel()
    qtbot.waitUntil(lambda: not jobs.busy)
    assert log.read_text() == "closed\n"


def test_a_running_job_learns_by_its_progress_that_it_is_called_off(
    qtbot: QtBot, jobs: Jobs
) -> None:
    job = jobs.ask(Work(60.0))
    heard = Heard(job)
    qtbot.waitUntil(lambda: bool(heard.progress))
    job.cancel()
    assert answer_to(qtbot, jobs, Echo(1)) == 1
    assert heard.words == ["finished"]


def test_a_waiting_job_called_off_is_never_begun(qtbot: QtBot, jobs: Jobs, tmp_path: Path) -> None:
    log = tmp_path / "log"
    running = jobs.ask(Work(60.0, str(log)))
    qtbot.waitUntil(log.exists)
    waiting = jobs.ask(Note(str(log), "never"))
    heard = Heard(waiting)
    waiting.cancel()
    running.cancel()
    assert answer_to(qtbot, jobs, Echo(1)) == 1
    assert heard.words == ["finished"]
    assert log.read_text() == "begun\n"


def test_only_the_newest_of_a_lane_answers(qtbot: QtBot, jobs: Jobs) -> None:
    heard = [Heard(jobs.ask(Echo(number), lane="picture")) for number in range(5)]
    other = Heard(jobs.ask(Echo("other"), lane="tree"))
    qtbot.waitUntil(lambda: all(h.over for h in [*heard, other]))
    assert [h.pieces for h in heard] == [[], [], [], [], [4]]
    assert other.pieces == ["other"]


def test_a_job_that_does_not_hear_is_ended_when_others_wait(
    qtbot: QtBot, jobs: Jobs, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs_module, "DEAF", 0.2)
    log = tmp_path / "log"
    job = jobs.ask(Deaf(60.0, str(log), "/calib/a.h5"))
    qtbot.waitUntil(log.exists)
    job.cancel()
    assert answer_to(qtbot, jobs, Echo(1)) == 1
    assert jobs.marked == {}
    assert answer_to(qtbot, jobs, Echo(2, "/calib/a.h5")) == 2


def test_a_change_that_does_not_hear_is_left_to_finish(
    qtbot: QtBot, jobs: Jobs, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs_module, "DEAF", 0.1)
    log = tmp_path / "log"
    job = jobs.ask(DeafChange(0.8, str(log)))
    qtbot.waitUntil(log.exists)
    job.cancel()
    assert answer_to(qtbot, jobs, Echo(1)) == 1
    assert log.read_text() == "begun\ndone\n"


def test_a_change_called_off_too_late_tells_that_it_was_made(
    qtbot: QtBot, jobs: Jobs, tmp_path: Path
) -> None:
    log = tmp_path / "log"
    job = jobs.ask(DeafChange(0.3, str(log)))
    heard = Heard(job)
    qtbot.waitUntil(log.exists)
    job.cancel()
    qtbot.waitUntil(lambda: heard.over)
    assert log.read_text() == "begun\ndone\n"
    assert heard.words == ["answered", "finished"]


def test_a_change_called_off_in_time_is_not_made(qtbot: QtBot, jobs: Jobs, tmp_path: Path) -> None:
    log = tmp_path / "log"
    first = jobs.ask(DeafChange(0.3, str(log)))
    job = jobs.ask(DeafChange(0.3, str(log)))
    heard = [Heard(first), Heard(job)]
    qtbot.waitUntil(log.exists)
    job.cancel()
    qtbot.waitUntil(lambda: not jobs.busy)
    assert log.read_text() == "begun\ndone\n"
    assert [h.words for h in heard] == [["answered", "finished"], ["finished"]]


def test_a_slow_read_that_nobody_called_off_is_waited_for(
    qtbot: QtBot, make_jobs: MakeJobs
) -> None:
    jobs = make_jobs(patience=1.5)
    slow = Heard(jobs.ask(HoldGil(0.5)))
    assert answer_to(qtbot, jobs, Echo(1)) == 1
    assert slow.pieces == ["done"]


# what goes on


def test_titles_of_what_goes_on(qtbot: QtBot, jobs: Jobs) -> None:
    told: list[tuple[str, ...]] = []
    jobs.activityChanged.connect(told.append)
    work = jobs.ask(Work(60.0), title="Reading a")
    jobs.ask(Echo(1), title="Reading b")
    jobs.ask(Echo(1))
    work.cancel()
    assert jobs.busy
    qtbot.waitUntil(lambda: not jobs.busy)
    assert told == [("Reading a",), ("Reading a", "Reading b"), ("Reading b",), ()]


# the end


def test_closing_finishes_all(qtbot: QtBot, jobs: Jobs) -> None:
    heard = [Heard(jobs.ask(Work(60.0), title="Reading")), Heard(jobs.ask(Echo(1)))]
    jobs.close()
    jobs.close()
    assert [h.words for h in heard] == [["finished"], ["finished"]]
    assert not jobs.busy
    assert failure_of(qtbot, jobs, Echo(1)).kind == "Closed"


def test_a_change_is_finished_when_the_window_closes(
    qtbot: QtBot, jobs: Jobs, tmp_path: Path
) -> None:
    log = tmp_path / "log"
    jobs.ask(DeafChange(0.3, str(log)))
    qtbot.waitUntil(log.exists)
    jobs.close()
    assert log.read_text() == "begun\ndone\n"


# what is shown of jobs


def test_what_has_a_title_is_told_from_asking_to_the_end(qtbot: QtBot, jobs: Jobs) -> None:
    said: list[tuple[object, ...]] = []
    jobs.jobAsked.connect(lambda *words: said.append(("asked", *words)))
    jobs.jobBegun.connect(lambda number: said.append(("begun", number)))
    jobs.jobEnded.connect(lambda number: said.append(("ended", number)))
    jobs.jobProgressed.connect(lambda *words: said.append(("progressed", words[0], words[3])))
    answer_to(qtbot, jobs, Echo(1))
    assert ("asked", 1, "") not in said  # it has no title
    said.clear()
    heard = Heard(jobs.ask(Work(30.0), title="Working"))
    assert said == [("asked", 2, "Working")]
    qtbot.waitUntil(lambda: bool(heard.progress))
    assert ("progressed", 2, "bytes") in said
    jobs.cancel(2)
    qtbot.waitUntil(lambda: heard.over)
    assert said[1] == ("begun", 2)
    assert ("ended", 2) in said
