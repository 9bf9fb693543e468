from __future__ import annotations

from threading import Event, current_thread, main_thread

from pytestqt.qtbot import QtBot

from dcsgui.gui.picture.background import Background


def test_what_it_returns_is_told(qtbot: QtBot) -> None:
    background = Background()
    with qtbot.waitSignal(background.returned) as returned:
        background.run(lambda: current_thread() is main_thread())
    assert returned.args == [False]


def test_only_the_newest_counts(qtbot: QtBot) -> None:
    background, gate = Background(), Event()
    told: list[object] = []
    background.returned.connect(told.append)
    background.run(gate.wait)
    background.run(lambda: "never begun")
    background.run(lambda: "newest")
    gate.set()
    qtbot.waitUntil(lambda: bool(told))
    assert told == ["newest"]


def test_an_error_comes_up_in_the_thread_of_the_window(qtbot: QtBot) -> None:
    def fail() -> object:
        raise ZeroDivisionError

    background = Background()
    with qtbot.captureExceptions() as raised:
        background.run(fail)
        qtbot.waitUntil(lambda: bool(raised))
    assert raised[0][0] is ZeroDivisionError


def test_it_can_go_away_while_something_runs(qtbot: QtBot) -> None:
    background, gate, ended = Background(), Event(), Event()
    background.run(gate.wait)
    background.run(ended.set)
    with qtbot.waitSignal(background.destroyed):
        background.deleteLater()
    gate.set()
    qtbot.waitUntil(ended.is_set)
