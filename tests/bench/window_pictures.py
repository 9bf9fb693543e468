"""What is measured of pictures: in a process of its own, see `window_child`."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from PyQt5.QtCore import QEvent, QPointF, Qt, pyqtBoundSignal
from PyQt5.QtGui import QMouseEvent
from PyQt5.QtTest import QTest
from PyQt5.QtWidgets import QApplication, QWidget

from dcsgui.gui.picture.panel import PicturePanel
from tests.bench.window_names import AFTER, DRAGGED, GAIN, LARGE, NEXT, PANEL, SELECTED, SLOW
from tests.bench.window_scene import Scene, processes

__all__ = ["measure_large_window", "measure_pictures", "measure_slow_reader"]


PAUSE = 3.0
_STEPS = 12
_LARGE = (3800, 2000)
_WIDTHS = [600, 2900]  # of the table and the picture
_KEYS = {GAIN: (Qt.Key.Key_BracketRight, Qt.Key.Key_BracketLeft), PANEL: (Qt.Key.Key_PageDown,)}


def measure_pictures(scene: Scene, path: Path, runs: int) -> None:
    """Look at the versions of a range of large arrays, and at one of them in all ways."""
    panel = scene.window.picturing.panel
    assert panel is not None
    scene.open_type(path)
    for what in (SELECTED, NEXT):
        scene.window.parts.versions.view.go_to(0)
        scene.rest()
        for number in range(runs + 1):
            _step(scene, panel, what, number)
            scene.follow(AFTER)
    canvas = panel.views.image.canvas
    for _ in range(runs):
        _drag(scene, panel)
        for what, keys in _KEYS.items():
            for step in range(_STEPS):
                press = partial(QTest.keyClick, canvas, keys[step // 2 % len(keys)])
                shown = _shown(panel)
                scene.measure(what, press, _at_once, seen=canvas)
                if _shown(panel) == shown:
                    raise AssertionError("the key changes nothing")
            scene.follow(AFTER)


def measure_large_window(scene: Scene, path: Path, runs: int) -> None:
    """Do the same in a window as large as screens are at most."""
    scene.window.resize(*_LARGE)
    scene.window.parts.splitter.setSizes(_WIDTHS)
    measure_pictures(scene, path, runs)
    for found in (scene.seconds, scene.gaps):
        for what in tuple(found):
            found[f"{what}{LARGE}"] = found.pop(what)


def measure_slow_reader(scene: Scene, path: Path, runs: int) -> None:
    """Go on with the window while the worker does not get on with a version."""
    panel = scene.window.picturing.panel
    assert panel is not None
    scene.open_type(path)
    workers = [number for number in processes() if number != os.getpid()]
    for number in range(runs + 1):
        ends = time.perf_counter() + PAUSE
        for worker in workers:
            os.kill(worker, signal.SIGSTOP)
        _go_on(scene, number)
        while time.perf_counter() < ends:
            _drag(scene, panel, SLOW)
        for worker in workers:
            os.kill(worker, signal.SIGCONT)
        scene.follow(SLOW)


def _shown(panel: PicturePanel) -> tuple[object, ...]:
    return (panel.slab(), panel.views.image.panel)


def _step(scene: Scene, panel: PicturePanel, what: str, number: int) -> None:
    """Go to the next version of the table, and back."""
    if what == SELECTED:
        panel.show_version(None)
        scene.rest()
    with _called(panel.painted) as painted:
        scene.measure(what, partial(_go_on, scene, number), lambda: bool(painted))
    if not panel.views.image.has_numbers:
        raise AssertionError("painted without robust levels")


def _go_on(scene: Scene, number: int) -> None:
    """Go to another version of the table: to the last one and back again, row by row."""
    versions = scene.window.parts.versions
    last = versions.model.rowCount() - 1
    versions.view.go_to(last - abs(last - (number + 1) % (2 * last)))


@contextmanager
def _called(signal: pyqtBoundSignal) -> Iterator[list[None]]:
    """Give a list that grows by one each time a signal comes."""
    calls: list[None] = []

    def call() -> None:
        calls.append(None)

    signal.connect(call)
    yield calls
    signal.disconnect(call)


def _drag(scene: Scene, panel: PicturePanel, what: str = DRAGGED) -> None:
    """Drag the higher level down and up again with the mouse."""
    histogram, canvas = panel.views.image.side.histogram, panel.views.image.canvas
    place = histogram.line_place(1)
    before = panel.views.image.levels
    _send(histogram, QEvent.Type.MouseButtonPress, place)
    for step in range(1, _STEPS + 1):
        way = step if step <= _STEPS // 2 else _STEPS - step
        where = QPointF(place.x() - 3 * way, place.y())
        move = partial(_send, histogram, QEvent.Type.MouseMove, where)
        scene.measure(what, move, _at_once, seen=canvas)
        if step == 1 and panel.views.image.levels == before:
            raise AssertionError("the mouse does not drag the level")
    _send(histogram, QEvent.Type.MouseButtonRelease, place)
    if what == DRAGGED:
        scene.follow(AFTER)


def _at_once() -> bool:
    """Take the next picture that is painted."""
    return True


def _send(widget: QWidget, kind: QEvent.Type, where: QPointF) -> None:
    left = Qt.MouseButton.LeftButton
    button = Qt.MouseButton.NoButton if kind == QEvent.Type.MouseMove else left
    event = QMouseEvent(kind, where, button, left, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(widget, event)
