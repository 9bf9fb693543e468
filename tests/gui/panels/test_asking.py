"""One question at a time."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from dcsgui.core.actions.answers.nodes import NodeId
from dcsgui.gui.jobs.requests import ListVersions
from dcsgui.gui.panels.asking import Asking
from told_jobs import ToldJobs

FIRST, SECOND = ListVersions(NodeId("/a.h5")), ListVersions(NodeId("/b.h5"))


@pytest.fixture
def asking(told_jobs: ToldJobs) -> Iterator[Asking]:
    made = Asking(told_jobs, "lane")
    yield made
    made.deleteLater()


@pytest.fixture
def heard(asking: Asking) -> list[object]:
    heard = list[object]()
    asking.answered.connect(heard.append)
    asking.failed.connect(lambda failure: heard.append(failure.sentence))
    asking.completed.connect(lambda: heard.append("completed"))
    return heard


def test_pieces_and_the_end(asking: Asking, heard: list[object], told_jobs: ToldJobs) -> None:
    asking.ask(FIRST, title="Listing")
    assert (told_jobs.last.lane, told_jobs.last.title) == ("lane", "Listing")
    assert asking.busy
    told_jobs.answer(1, 2)
    assert heard == [1, 2, "completed"]
    assert not asking.busy


def test_a_failure_is_the_end(asking: Asking, heard: list[object], told_jobs: ToldJobs) -> None:
    asking.ask(FIRST)
    told_jobs.fail("No.")
    assert heard == ["No."]
    assert asking.failure is not None
    asking.ask(FIRST)
    assert asking.failure is None


def test_older_answers_are_not_heard(
    asking: Asking, heard: list[object], told_jobs: ToldJobs
) -> None:
    asking.ask(FIRST)
    asking.ask(SECOND)
    older = told_jobs.asked[0].job
    older.answered.emit(1)
    older.finished.emit()
    assert asking.busy
    told_jobs.answer(2)
    assert heard == [2, "completed"]


def test_stopping(asking: Asking, heard: list[object], told_jobs: ToldJobs) -> None:
    asking.stop()
    asking.ask(FIRST)
    asking.stop()
    assert told_jobs.cancelled == [0]
    told_jobs.answer(1)
    assert heard == []


@pytest.mark.parametrize(("kind", "forgiven"), [("Damaged", []), ("Marked", ["/a.h5"])])
def test_only_marked_files_need_to_be_forgiven(
    asking: Asking, told_jobs: ToldJobs, kind: str, forgiven: list[str]
) -> None:
    asking.forgive()
    asking.ask(FIRST)
    told_jobs.fail("No.", kind=kind)
    asking.forgive()
    assert told_jobs.forgiven == forgiven
