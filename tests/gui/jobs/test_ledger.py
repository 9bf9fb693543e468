from __future__ import annotations

import pickle

from dcsgui.gui.jobs.ledger import Asked, Ledger, Stage
from dcsgui.gui.jobs.requests import Request
from worker_requests import Echo, NoteDown


def asked(number: int, request: Request[object] | None = None, lane: str = "") -> Asked:
    return Asked(number, request or Echo(number), None, lane, "")


def test_what_the_worker_is_told() -> None:
    message = asked(7, NoteDown("/a", "text")).message()
    assert (message.job, message.action, message.changes) == (7, "plain.note", True)
    assert pickle.loads(message.arguments) == {"file": "/a", "text": "text"}


def test_one_is_running_at_a_time() -> None:
    ledger = Ledger()
    first, second = asked(1), asked(2)
    ledger.add(first)
    ledger.add(second)
    assert ledger.running is None
    ledger.mark_running(first)
    ledger.mark_running(second)
    assert ledger.running is second
    assert first.stage is Stage.BETWEEN
    ledger.mark_running(second)
    assert ledger.running is second


def test_who_waits_in_a_lane() -> None:
    ledger = Ledger()
    for number in range(4):
        ledger.add(asked(number, lane="tree" if number % 2 else ""))
    (first, *_others) = ledger.in_lane("tree")
    first.called_off = 1.0
    assert [a.number for a in ledger.in_lane("tree")] == [3]
    assert [a.number for a in ledger.wanted] == [0, 2, 3]


def test_entries_can_go_while_they_are_looked_at() -> None:
    ledger = Ledger()
    for number in range(4):
        ledger.add(asked(number))
    for one in ledger:
        ledger.drop(one)
        ledger.drop(one)
    assert len(ledger) == 0
    assert ledger.get(1) is None


def test_what_can_be_asked_again() -> None:
    reading, changing = asked(1), asked(2, NoteDown("/a", "text"))
    assert reading.untouched
    assert changing.untouched
    reading.stage = changing.stage = Stage.RUNNING
    assert reading.untouched
    assert not changing.untouched
    reading.pieces = 1
    assert not reading.untouched
