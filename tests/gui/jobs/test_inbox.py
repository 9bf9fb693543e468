from __future__ import annotations

import threading

import pytest
from PyQt5.QtCore import QObject, QThread, QTimer
from pytestqt.qtbot import QtBot

from dcsgui.gui.jobs import inbox as inbox_module
from dcsgui.gui.jobs.inbox import Inbox


class Taker(QObject):
    """Takes what an inbox hands over."""

    def __init__(self) -> None:
        super().__init__()
        self.items: list[object] = []
        self.threads: set[QThread | None] = set()
        self.turns: list[int] = []

    def take(self, item: object) -> None:
        self.items.append(item)
        self.threads.add(QThread.currentThread())
        if callable(item):
            item()

    def _on_turn(self) -> None:
        self.turns.append(len(self.items))


def test_items_of_a_thread_come_in_order_in_the_event_loop(qtbot: QtBot) -> None:
    taker = Taker()
    inbox = Inbox(taker.take, taker)

    def put() -> None:
        for number in range(5000):
            inbox.put(number)

    thread = threading.Thread(target=put)
    thread.start()
    qtbot.waitUntil(lambda: len(taker.items) == 5000)
    thread.join()
    assert taker.items == list(range(5000))
    assert taker.threads == {QThread.currentThread()}


def test_nothing_comes_at_once(qtbot: QtBot) -> None:
    taker = Taker()
    inbox = Inbox(taker.take, taker)
    inbox.put(1)
    assert taker.items == []
    qtbot.waitUntil(lambda: taker.items == [1])


def test_what_is_put_while_items_are_taken_comes_too(qtbot: QtBot) -> None:
    taker = Taker()
    inbox = Inbox(taker.take, taker)
    inbox.put(lambda: inbox.put(2))
    qtbot.waitUntil(lambda: taker.items[1:] == [2])


def test_the_event_loop_gets_its_turn(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inbox_module, "SLICE", 0.0)
    taker = Taker()
    timer = QTimer(taker)
    timer.timeout.connect(taker._on_turn)
    timer.start(0)
    inbox = Inbox(taker.take, taker)
    for number in range(50):
        inbox.put(number)
    qtbot.waitUntil(lambda: len(taker.items) == 50)
    assert len(set(taker.turns)) > 10
    timer.stop()


def test_putting_after_the_window_is_gone_is_no_error(qtbot: QtBot) -> None:
    taker = Taker()
    inbox = Inbox(taker.take, taker)
    with qtbot.waitSignal(inbox.destroyed):
        inbox.deleteLater()
    inbox.put(1)
    assert taker.items == []
