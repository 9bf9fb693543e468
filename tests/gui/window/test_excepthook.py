from __future__ import annotations

import gc
import sys
import threading
from collections.abc import Iterator

import pytest
from PyQt5.QtCore import QObject, QTimer, pyqtSlot
from pytestqt.qtbot import QtBot

from dcsgui.gui.window.excepthook import ExceptionWatch, Trouble


class Hooks:
    """Stands for the hooks that were there before, which a test may not call."""

    def __init__(self) -> None:
        self.called: list[str] = []

    def main(self, *_args: object) -> None:
        self.called.append("main")

    def thread(self, _args: object) -> None:
        self.called.append("thread")

    def unraisable(self, _args: object) -> None:
        self.called.append("unraisable")


class Listener(QObject):
    def __init__(self) -> None:
        super().__init__()
        self.heard: list[Trouble] = []
        self.threads: list[int] = []

    @pyqtSlot(object)
    def hear(self, trouble: Trouble) -> None:
        self.heard.append(trouble)
        self.threads.append(threading.get_ident())


class Clumsy(QObject):
    """Does everything wrong."""

    @pyqtSlot()
    def slot(self) -> None:
        raise ValueError("a slot failed")

    @pyqtSlot(object)
    def listen(self, trouble: Trouble) -> None:
        raise RuntimeError(f"could not even show {trouble.summary}")


@pytest.fixture
def hooks(monkeypatch: pytest.MonkeyPatch) -> Hooks:
    made = Hooks()
    monkeypatch.setattr(sys, "excepthook", made.main)
    monkeypatch.setattr(threading, "excepthook", made.thread)
    monkeypatch.setattr(sys, "unraisablehook", made.unraisable)
    return made


@pytest.fixture
def watch(hooks: Hooks, qtbot: QtBot) -> Iterator[ExceptionWatch]:
    made = ExceptionWatch()
    made.install()
    yield made
    made.uninstall()


@pytest.fixture
def listener(watch: ExceptionWatch) -> Listener:
    made = Listener()
    watch.troubleFound.connect(made.hear)
    return made


def test_an_exception_in_a_slot_is_heard(listener: Listener, hooks: Hooks, qtbot: QtBot) -> None:
    clumsy = Clumsy()
    QTimer.singleShot(0, clumsy.slot)
    qtbot.waitUntil(lambda: listener.heard != [])
    [trouble] = listener.heard
    assert trouble.summary == "ValueError: a slot failed"
    assert 'raise ValueError("a slot failed")' in trouble.report
    assert hooks.called == ["main"], "the terminal sees it as well"


def test_an_exception_in_a_thread_is_heard_in_the_thread_of_the_window(
    listener: Listener, hooks: Hooks, qtbot: QtBot
) -> None:
    thread = threading.Thread(target=int, args=("x",), name="a helper")
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: listener.heard != [])
    assert listener.heard[0].report.startswith("In the thread a helper.\nTraceback")
    assert listener.threads == [threading.get_ident()]
    assert hooks.called == ["thread"]


def test_an_exception_that_python_cannot_raise_is_heard(listener: Listener, hooks: Hooks) -> None:
    class Fragile:
        def __del__(self) -> None:
            raise ValueError("while it was destroyed")

    Fragile()
    gc.collect()
    [trouble] = listener.heard
    assert trouble.summary == "ValueError: while it was destroyed"
    assert "Fragile" in trouble.report
    assert hooks.called == ["unraisable"]


@pytest.mark.parametrize("kind", [KeyboardInterrupt, SystemExit])
def test_an_end_that_is_asked_for_is_no_trouble(
    listener: Listener, hooks: Hooks, kind: type[BaseException]
) -> None:
    sys.excepthook(kind, kind(), None)
    assert listener.heard == []
    assert hooks.called == ["main"]


def test_trouble_while_showing_trouble_ends(
    watch: ExceptionWatch, listener: Listener, hooks: Hooks, qtbot: QtBot
) -> None:
    clumsy = Clumsy()
    watch.troubleFound.connect(clumsy.listen)
    for _ in range(2):
        with qtbot.waitSignal(watch.troubleFound):
            QTimer.singleShot(0, clumsy.slot)
    assert len(listener.heard) == 2
    assert hooks.called == ["main", "main"]


def test_an_exception_that_cannot_be_written_down_is_survived(
    listener: Listener, hooks: Hooks
) -> None:
    class Unspeakable(ValueError):
        def __str__(self) -> str:
            raise RuntimeError("no")

    sys.excepthook(Unspeakable, Unspeakable(), None)
    assert len(listener.heard) == 1
    assert "Unspeakable" in listener.heard[0].summary


def test_the_hooks_are_given_back(hooks: Hooks, qtbot: QtBot) -> None:
    watch = ExceptionWatch()
    watch.install()
    watch.install()
    assert ExceptionWatch.current() is watch
    watch.uninstall()
    watch.uninstall()
    assert sys.excepthook == hooks.main
    assert threading.excepthook == hooks.thread
    assert sys.unraisablehook == hooks.unraisable
    assert ExceptionWatch.current() is None


def test_a_hook_of_others_on_top_stays_and_the_chain_holds(
    hooks: Hooks, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    watch, listener = ExceptionWatch(), Listener()
    watch.troubleFound.connect(listener.hear)
    watch.install()
    below = sys.excepthook

    def above(kind: type[BaseException], error: BaseException, trace: object) -> None:
        below(kind, error, None)

    monkeypatch.setattr(sys, "excepthook", above)
    watch.uninstall()
    assert sys.excepthook is above
    sys.excepthook(ValueError, ValueError("x"), None)
    assert hooks.called == ["main"]
    assert listener.heard == []
