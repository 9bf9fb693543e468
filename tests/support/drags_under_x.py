"""A drag with the real pointer of an X server, moved by ``xdotool``.

While `QDrag.exec` waits in its own event loop, a timer goes on with the drag: each step is made
when what the one before it does has been seen, and not after some time.
"""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterator, Sequence
from typing import Protocol

from PyQt5.QtCore import QEvent, QObject, QPoint, Qt, QTimer
from PyQt5.QtGui import QCursor, QDragMoveEvent, QGuiApplication, QWindow
from PyQt5.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

__all__ = ["Halt", "drag_under_x", "xdotool"]

PATIENCE_MS = 30_000
Keys = Qt.KeyboardModifier | Qt.KeyboardModifiers

_STEP_MS = 15
_NEAR = 2  # pixels
_ELSEWHERE = 12  # movements over the window of another program, which nobody sees here


class Halt(Protocol):
    """Where the pointer goes, and what it waits for there."""

    until: Callable[[], bool]

    @property
    def on_screen(self) -> QPoint:
        """Where on the screen: now."""


def drag_under_x(
    qtbot: QtBot, halts: Sequence[Halt], *, keys: Keys, escape: bool, note: Callable[[], None]
) -> None:
    """Drag from the first of some places over the others; call `note` at each of these.

    Parameters
    ----------
    qtbot : QtBot
    halts : sequence of Halt
    keys : Keys
        Shift, or nothing; it is held from the beginning to the end.
    escape : bool
        Escape is pressed at the end, before the button is released.
    note : function
    """
    seen = _Seen()
    steps = _steps(seen, halts, shift=bool(keys & Qt.KeyboardModifier.ShiftModifier), note=note)
    ended = _ended(escape=escape)
    done: list[bool] = []

    def step() -> None:
        if not (next(steps, False) or next(ended, False)):
            timer.stop()
            done.append(True)

    timer = QTimer()
    timer.setInterval(_STEP_MS)
    timer.timeout.connect(step)
    timer.start()
    try:
        qtbot.waitUntil(lambda: bool(done), timeout=PATIENCE_MS)
    finally:
        timer.stop()
        seen.stop()
        if not done:  # nothing is held any more, whatever has failed
            xdotool("mouseup", "1", "keyup", "shift")


def xdotool(*words: str) -> None:
    """Let the pointer or the keyboard of the X server do something."""
    subprocess.run(["xdotool", *words], check=True, timeout=10)


class _Seen(QObject):
    """Sees where the drag is, as the program is told.

    Attributes
    ----------
    at : QPoint or None
        Where on the screen.
    """

    def __init__(self) -> None:
        super().__init__()
        self.at: QPoint | None = None
        application = QApplication.instance()
        assert application is not None
        self._application = application
        application.installEventFilter(self)

    def stop(self) -> None:
        """Look no more."""
        self._application.removeEventFilter(self)

    def eventFilter(self, watched: QObject | None, event: QEvent | None) -> bool:
        """Note where a drag is moved."""
        if isinstance(event, QDragMoveEvent) and isinstance(watched, QWindow | QWidget):
            self.at = watched.mapToGlobal(event.pos())
        return False

    def is_near(self, point: QPoint) -> bool:
        """Whether the drag was seen there last."""
        return self.at is not None and (self.at - point).manhattanLength() <= _NEAR


def _steps(
    seen: _Seen, halts: Sequence[Halt], *, shift: bool, note: Callable[[], None]
) -> Iterator[bool]:
    """Pick up what is there, and go over the others."""
    here = halts[0].on_screen
    _move(here)
    while QCursor.pos() != here:
        yield True
    xdotool("mousedown", "1")
    if shift:
        xdotool("keydown", "shift")
        while not QGuiApplication.queryKeyboardModifiers() & Qt.KeyboardModifier.ShiftModifier:
            yield True
    while not _dragging():
        here += QPoint(4, 1)
        _move(here)
        yield True
    for halt in halts[1:]:
        yield from _rest(seen, halt)
        note()


def _rest(seen: _Seen, halt: Halt) -> Iterator[bool]:
    """Move to a place, until the window there was told, and what is waited for is so."""
    ours = QApplication.topLevelAt(halt.on_screen) is not None
    moves = 0
    while True:
        point = halt.on_screen
        moves += 1
        _move(point + QPoint(moves % 2, 0))  # a pointer that rests says nothing
        yield True
        told = seen.is_near(point) if ours else moves > _ELSEWHERE
        if told and halt.until():
            return


def _ended(*, escape: bool) -> Iterator[bool]:
    """Let go, and see that nothing is held any more."""
    if escape:
        xdotool("key", "Escape")
        while _dragging():
            yield True
    xdotool("mouseup", "1", "keyup", "shift")
    while _dragging() or QGuiApplication.mouseButtons() != Qt.MouseButton.NoButton:
        yield True


def _dragging() -> bool:
    """Whether a drag goes on: its pointer has another shape as long."""
    return QGuiApplication.overrideCursor() is not None


def _move(point: QPoint) -> None:
    xdotool("mousemove", str(point.x()), str(point.y()))
