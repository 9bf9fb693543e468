from __future__ import annotations

import pickle
from typing import Any

import numpy as np
import pytest

from dcsgui.core.values.progress import Cancelled, Progress
from dcsgui.gui.worker.memory import Memory
from dcsgui.gui.worker.messages import Alive, Ask, Message, Progressed
from dcsgui.gui.worker.running import Job, JobProgress, Piece, find_action
from worker_actions import plain


def test_an_action_is_found_by_its_name() -> None:
    assert find_action("worker_actions", "plain.echo") is plain.echo


@pytest.mark.parametrize(
    "name",
    [
        "plain",
        "plain.missing",
        "missing.echo",
        "plain.echo.__call__",
        "plain.Poison",
        "plain.SILENT",
        "plain.imported_function",
        "plain.os",
        ".plain.echo",
        "..os.getcwd",
        "os.getcwd",
        "__init__.echo",
        "plain._hidden",
        "plain.echo\n",
        "",
    ],
)
def test_nothing_else_is(name: str) -> None:
    with pytest.raises((LookupError, ModuleNotFoundError)):
        find_action("worker_actions", name)


def job(action: str, **arguments: Any) -> Job:
    ask = Ask(1, action, pickle.dumps(arguments), changes=False)
    return Job(ask, package="worker_actions", progress=Progress(), memory=Memory())


def test_an_answer_is_one_piece() -> None:
    assert job("plain.echo", value=[1, 2]).advance() == Piece([1, 2], last=True)


def test_an_iterator_answers_piece_by_piece() -> None:
    counting = job("plain.count", n=2)
    assert counting.advance() == Piece(0, last=False)
    assert counting.advance() == Piece(1, last=False)
    assert counting.advance() is None


def test_an_action_gets_the_memory_it_takes() -> None:
    piece = job("arrays.counting", shape=(10,)).advance()
    assert piece is not None
    np.testing.assert_array_equal(getattr(piece.answer, "values"), np.arange(10))  # noqa: B009


def test_closing_closes_the_iterator() -> None:
    endless = job("plain.endless")
    endless.close()
    endless.advance()
    assert endless._pieces is not None
    endless.close()
    assert endless.advance() is None


def test_arguments_that_do_not_fit_are_an_error_of_the_job() -> None:
    with pytest.raises(TypeError, match="wrong"):
        job("plain.echo", wrong=1).advance()


def test_progress_is_told_but_not_each_time(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 100.0
    monkeypatch.setattr("time.monotonic", lambda: now)
    told: list[Message] = []
    progress = JobProgress(1, tell=told.append, called_off=set())
    progress.report(0, 9, "rows")
    progress.report(1, 9, "rows")
    now += 0.06
    progress.report(2, 9, "rows")
    progress.report(9, 9, "rows")
    assert told == [
        Progressed(1, 0, 9, "rows"),
        Progressed(1, 2, 9, "rows"),
        Progressed(1, 9, 9, "rows"),
    ]
    progress.check()
    now += 1.1
    progress.check()
    progress.check()
    assert told[3:] == [Alive(1)]


def test_who_is_called_off_learns_it() -> None:
    called_off: set[int] = set()
    progress = JobProgress(1, tell=lambda message: None, called_off=called_off)
    called_off.add(2)
    progress.check()
    called_off.add(1)
    with pytest.raises(Cancelled):
        progress.check()
    with pytest.raises(Cancelled):
        progress.report(1, 2)
