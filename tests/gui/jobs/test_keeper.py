from __future__ import annotations

import errno
import os
import signal
from collections.abc import Callable
from pathlib import Path

import pytest
from PyQt5.QtCore import QObject
from pytestqt.qtbot import QtBot

from dcsgui.gui.jobs.jobs import Jobs
from job_listener import Heard, answer_to, failure_of, hear
from worker_requests import (
    Count,
    Deaf,
    Die,
    DieBetween,
    DieChanging,
    Echo,
    Endless,
    HoldGil,
    Leave,
    Note,
    NoteDown,
    ProcessNumber,
    Work,
)

MakeJobs = Callable[..., Jobs]
FILE = "/calib/cspad-0001.h5"


def test_a_crash_fails_the_job_and_marks_the_file(qtbot: QtBot, jobs: Jobs) -> None:
    marked: list[tuple[str, str]] = []
    jobs.fileMarked.connect(lambda path, reason: marked.append((path, reason)))
    with qtbot.waitSignal(jobs.workerReplaced) as replaced:
        failure = failure_of(qtbot, jobs, Die(FILE))
    assert failure.kind == "WorkerLost"
    assert failure.subject == FILE
    assert failure.sentence == (
        "The process that reads files crashed (segmentation fault) while it was busy with "
        'cspad-0001.h5. cspad-0001.h5 is left alone until you choose "Try again".'
    )
    assert "in die" in failure.details  # where it crashed
    assert marked == [(FILE, failure.sentence)]
    assert jobs.marked == dict(marked)
    assert replaced.args == [
        "The process that reads files crashed (segmentation fault). There is a new one."
    ]


def test_a_marked_file_is_not_touched_until_it_is_forgiven(qtbot: QtBot, jobs: Jobs) -> None:
    reason = failure_of(qtbot, jobs, Die(FILE)).sentence
    refused = failure_of(qtbot, jobs, Echo(1, FILE))
    assert (refused.kind, refused.sentence, refused.subject) == ("Marked", reason, FILE)
    assert answer_to(qtbot, jobs, Echo(1, "/calib/other.h5")) == 1
    jobs.forgive(FILE)
    jobs.forgive(FILE)
    assert answer_to(qtbot, jobs, Echo(2, FILE)) == 2


def test_only_the_newest_of_a_lane_is_refused(qtbot: QtBot, jobs: Jobs) -> None:
    failure_of(qtbot, jobs, Die(FILE))
    older = Heard(jobs.ask(Echo(1, FILE), lane="tree"))
    newer = Heard(jobs.ask(Echo(2, FILE), lane="tree"))
    cancelled = jobs.ask(Echo(3, FILE))
    heard = Heard(cancelled)
    cancelled.cancel()
    qtbot.waitUntil(lambda: older.over and newer.over and heard.over)
    assert (older.words, newer.words) == (["finished"], ["failed", "finished"])
    assert heard.words == ["finished"]


def test_what_waited_about_a_marked_file_fails_too(qtbot: QtBot, jobs: Jobs) -> None:
    dies, waits = Heard(jobs.ask(Die(FILE))), Heard(jobs.ask(Echo(1, FILE)))
    qtbot.waitUntil(lambda: dies.over and waits.over)
    assert [failure.kind for failure in waits.failures] == ["Marked"]


def test_what_waited_is_asked_again_in_order(qtbot: QtBot, jobs: Jobs, tmp_path: Path) -> None:
    log = str(tmp_path / "log")
    jobs.ask(Die(FILE))
    for number in range(10):
        jobs.ask((Note if number % 2 else NoteDown)(log, str(number)))
    qtbot.waitUntil(lambda: not jobs.busy)
    assert Path(log).read_text().split() == [str(number) for number in range(10)]


def test_what_was_called_off_is_not_asked_again(qtbot: QtBot, jobs: Jobs, tmp_path: Path) -> None:
    log = tmp_path / "log"
    jobs.ask(Die(FILE))
    waits = jobs.ask(Note(str(log), "never"))
    heard = Heard(waits)
    waits.cancel()
    assert answer_to(qtbot, jobs, Echo(1)) == 1
    assert heard.words == ["finished"]
    assert not log.exists()


def test_a_change_that_was_called_off_is_not_made_by_the_next_worker(
    qtbot: QtBot, jobs: Jobs, tmp_path: Path
) -> None:
    log = tmp_path / "log"
    jobs.ask(Die(FILE))
    waits = jobs.ask(NoteDown(str(log), "never"))
    heard = Heard(waits)
    waits.cancel()
    assert answer_to(qtbot, jobs, Echo(1)) == 1
    assert heard.words == ["finished"]
    assert not log.exists()


def test_what_was_answered_in_part_fails_but_its_file_is_not_to_blame(
    qtbot: QtBot, jobs: Jobs
) -> None:
    partly = Heard(jobs.ask(Endless()))
    qtbot.waitUntil(lambda: bool(partly.pieces))
    failure_of(qtbot, jobs, Die(FILE))
    qtbot.waitUntil(lambda: partly.over)
    assert [failure.kind for failure in partly.failures] == ["WorkerLost"]
    assert partly.failures[0].sentence.endswith("complete. Refresh to see it all.")
    assert list(jobs.marked) == [FILE]


def test_a_crash_after_a_piece_marks_the_file(qtbot: QtBot, jobs: Jobs) -> None:
    heard = hear(qtbot, jobs, DieBetween(FILE))
    assert heard.words == ["answered", "failed", "finished"]
    assert list(jobs.marked) == [FILE]


def test_a_crash_in_a_change_says_that_it_may_have_happened(qtbot: QtBot, jobs: Jobs) -> None:
    sentence = failure_of(qtbot, jobs, DieChanging(FILE)).sentence
    assert "It is not known whether the change was made: look before you repeat it." in sentence


def test_a_crash_over_no_file(qtbot: QtBot, jobs: Jobs) -> None:
    assert failure_of(qtbot, jobs, Die()).sentence == (
        "The process that reads files crashed (segmentation fault)."
    )
    assert jobs.marked == {}


def test_a_worker_that_leaves(qtbot: QtBot, jobs: Jobs) -> None:
    assert "ended (exit status 3)" in failure_of(qtbot, jobs, Leave(3)).sentence
    assert answer_to(qtbot, jobs, Echo(1)) == 1


def test_a_worker_killed_at_work(qtbot: QtBot, jobs: Jobs) -> None:
    sentence = failure_of(qtbot, jobs, Die(FILE, signal.SIGKILL)).sentence
    assert "was killed (perhaps memory ran out) while" in sentence


def test_a_worker_killed_while_idle_is_replaced_and_nobody_is_to_blame(
    qtbot: QtBot, jobs: Jobs
) -> None:
    before = answer_to(qtbot, jobs, ProcessNumber())
    with qtbot.waitSignal(jobs.workerReplaced):
        os.kill(before, signal.SIGKILL)
    assert answer_to(qtbot, jobs, ProcessNumber()) != before
    assert jobs.marked == {}


def test_a_hung_worker_is_replaced_and_says_where_it_hung(
    qtbot: QtBot, make_jobs: MakeJobs
) -> None:
    jobs = make_jobs(patience=0.5)
    hangs, waits = Heard(jobs.ask(Deaf(60.0, "", FILE))), Heard(jobs.ask(Echo(1)))
    qtbot.waitUntil(lambda: hangs.over and waits.over)
    failure = hangs.failures[0]
    assert "did not answer for 0.5 seconds and was ended while it was busy" in failure.sentence
    assert "in deaf" in failure.details
    assert list(jobs.marked) == [FILE]
    assert waits.pieces == [1]


def test_a_worker_that_hangs_in_a_library_is_replaced(qtbot: QtBot, make_jobs: MakeJobs) -> None:
    jobs = make_jobs(patience=0.5)
    assert failure_of(qtbot, jobs, HoldGil(60.0)).kind == "WorkerLost"
    assert answer_to(qtbot, jobs, Echo(1)) == 1


def test_a_stopped_worker_is_replaced_without_waiting_for_its_end(
    qtbot: QtBot, make_jobs: MakeJobs
) -> None:
    jobs = make_jobs(patience=0.5)
    number = answer_to(qtbot, jobs, ProcessNumber())
    os.kill(number, signal.SIGSTOP)
    assert answer_to(qtbot, jobs, ProcessNumber()) != number


def test_work_with_progress_does_not_hang(qtbot: QtBot, make_jobs: MakeJobs) -> None:
    jobs = make_jobs(patience=0.3)
    assert answer_to(qtbot, jobs, Work(0.9)) == "done"


def test_an_idle_worker_does_not_hang(qtbot: QtBot, make_jobs: MakeJobs) -> None:
    jobs = make_jobs(patience=0.3)
    number = answer_to(qtbot, jobs, ProcessNumber())
    with qtbot.assertNotEmitted(jobs.workerReplaced, wait=600):
        pass
    assert answer_to(qtbot, jobs, ProcessNumber()) == number


@pytest.fixture
def broken(tmp_path: Path) -> list[str]:
    """Return where a process looks for modules that can't start: wherever the real one is."""
    package = tmp_path / "dcsgui"
    package.mkdir()
    (package / "__init__.py").write_text("raise ImportError('dcsgui is broken')")
    return [str(tmp_path)]


def test_workers_that_do_not_start_are_given_up(
    qtbot: QtBot, make_jobs: MakeJobs, monkeypatch: pytest.MonkeyPatch, broken: list[str]
) -> None:
    monkeypatch.setattr("sys.path", broken)
    jobs = make_jobs()
    first, second = Heard(jobs.ask(Echo(1))), Heard(jobs.ask(Count(3)))
    qtbot.waitUntil(lambda: first.over and second.over)
    assert not jobs._keeper.running
    for heard in (first, second):
        sentence = heard.failures[0].sentence
        assert sentence.startswith("The process that reads files does not start: it ended")
        assert "dcsgui" in sentence
        assert sentence.endswith("Nothing can be read until that is put right.")
    assert failure_of(qtbot, jobs, Echo(1)).sentence == sentence


def test_workers_are_tried_again_later(
    qtbot: QtBot, make_jobs: MakeJobs, monkeypatch: pytest.MonkeyPatch, broken: list[str]
) -> None:
    jobs = make_jobs()
    with monkeypatch.context() as patch:
        patch.setattr("sys.path", broken)
        assert failure_of(qtbot, jobs, Echo(1)).kind == "WorkerLost"
    monkeypatch.setattr("dcsgui.gui.jobs.keeper.FAILURES_WITHIN", 0.0)
    assert answer_to(qtbot, jobs, Echo(1)) == 1


def test_a_worker_that_can_not_be_made_at_all(
    qtbot: QtBot, make_jobs: MakeJobs, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.executable", "/nowhere/python")
    assert "No such file" in failure_of(qtbot, make_jobs(), Echo(1)).sentence


def test_a_worker_that_has_nowhere_to_write_its_errors_to(
    qtbot: QtBot, make_jobs: MakeJobs, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(name: str) -> int:
        raise OSError(errno.EMFILE, os.strerror(errno.EMFILE))

    monkeypatch.setattr("dcsgui.gui.jobs.process.anonymous_file", full)
    assert "Too many open files" in failure_of(qtbot, make_jobs(), Echo(1)).sentence


class Asker(QObject):
    """Asks for the next thing as soon as it hears that something went wrong."""

    def __init__(self, jobs: Jobs) -> None:
        super().__init__()
        self._jobs = jobs
        self.heard: list[Heard] = []

    def _on_trouble(self, *_about: object) -> None:
        self.heard.append(Heard(self._jobs.ask(Echo(len(self.heard)))))


def test_who_hears_of_a_loss_can_ask_at_once(qtbot: QtBot, jobs: Jobs, tmp_path: Path) -> None:
    log = tmp_path / "log"
    asker = Asker(jobs)
    jobs.fileMarked.connect(asker._on_trouble)
    jobs.workerReplaced.connect(asker._on_trouble)
    dies = jobs.ask(Die(FILE))
    dies.failed.connect(asker._on_trouble)
    dies.finished.connect(asker._on_trouble)
    refused = Heard(jobs.ask(Echo(1, FILE)))
    jobs.ask(Note(str(log), "once"))
    qtbot.waitUntil(lambda: len(asker.heard) == 4 and all(heard.over for heard in asker.heard))
    assert [heard.pieces for heard in asker.heard] == [[0], [1], [2], [3]]
    assert [failure.kind for failure in refused.failures] == ["Marked"]
    assert log.read_text() == "once\n"
    assert list(jobs.marked) == [FILE]
