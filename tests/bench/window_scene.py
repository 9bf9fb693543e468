"""A window in this process, with what measures it: how long until, and gaps in the event loop.

Imports nothing beyond what the program itself does, or start and memory would not be its own.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from PyQt5.QtCore import QEvent, QEventLoop, QObject, Qt, QTimer
from PyQt5.QtWidgets import QWidget

from dcsgui.core.actions.answers.nodes import NodeId
from dcsgui.gui.app import Application
from dcsgui.gui.models.tree_rows import Branch, Kind
from dcsgui.gui.surroundings import make_application
from dcsgui.gui.window.settings import Settings
from tests.bench.window_names import UP

__all__ = ["Scene", "processes"]

_BEAT_MS = 1
_PATIENCE = 60.0
_REST_BEATS = 100
"""So many beats nothing must be going on until the window is at rest; 0.1 s, or more."""


class Scene(QObject):
    """A window, which is up and at rest.

    Attributes
    ----------
    seconds : dict of str to list of float
        By what was done: how long each time took.
    gaps : dict of str to list of float
        By what was done: the longest time that nothing else could happen, each time.
    work : dict of str to list of float
        By what was done: the most that this thread has worked in between; others count not.
    """

    def __init__(self) -> None:
        super().__init__()
        self.seconds: dict[str, list[float]] = {}
        self.gaps: dict[str, list[float]] = {}
        self.work: dict[str, list[float]] = {}
        self._app = make_application()
        self._loop = QEventLoop()
        self._is_reached: Callable[[], bool] = bool
        self._seen: QWidget | None = None
        self._painted = False
        self._last = self._gap = 0.0
        self._last_work = self._work = 0.0
        self._gives_up = 0.0
        self._rested = 0
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._on_beat)
        self.window = Application(self._app, Settings(None)).open_window()
        begin = time.perf_counter()
        self._begin()
        self._spin(self._is_quiet)
        self._take(UP, time.perf_counter() - begin)
        self.rest()

    # --- measuring

    def measure(
        self,
        what: str,
        action: Callable[[], object],
        is_reached: Callable[[], bool],
        *,
        seen: QWidget | None = None,
    ) -> None:
        """Do something, and take down how long it takes until something is reached.

        With `seen` it counts when that widget has been painted as it is then.
        """
        self._begin()
        begin = time.perf_counter()
        self._watch(seen, is_reached)
        action()
        self._spin(is_reached)
        self._take(what, time.perf_counter() - begin)

    def follow(self, what: str, seconds: float = 0.0) -> None:
        """Take down the gaps of what goes on after something, until the window is at rest."""
        self._begin()
        ends = time.perf_counter() + seconds
        self._spin(lambda: time.perf_counter() > ends and self._is_at_rest())
        self._take_gap(what)

    def rest(self) -> None:
        """Wait until nothing goes on."""
        self._begin()
        self._spin(self._is_at_rest)

    def _begin(self) -> None:
        self._gap = self._work = 0.0
        self._last, self._last_work = time.perf_counter(), time.thread_time()
        self._gives_up = self._last + _PATIENCE
        self._rested = 0

    def _spin(self, is_reached: Callable[[], bool]) -> None:
        self._is_reached = is_reached
        self._timer.start(_BEAT_MS)
        self._loop.exec_()
        self._timer.stop()
        if not self._gives_up:
            raise TimeoutError("the window does not come to what is waited for")

    def _take(self, what: str, seconds: float) -> None:
        self.seconds.setdefault(what, []).append(seconds)
        self._take_gap(what)

    def _take_gap(self, what: str) -> None:
        self.gaps.setdefault(what, []).append(self._gap)
        self.work.setdefault(what, []).append(self._work)

    def _on_beat(self) -> None:
        now, work = time.perf_counter(), time.thread_time()
        self._gap = max(self._gap, now - self._last)
        self._work = max(self._work, work - self._last_work)
        self._last, self._last_work = now, work
        if self._painted if self._seen is not None else self._is_reached():
            self._watch(None, bool)
            self._loop.quit()
        elif now > self._gives_up:
            self._gives_up = 0.0
            self._loop.quit()

    def _watch(self, seen: QWidget | None, is_reached: Callable[[], bool]) -> None:
        if self._seen is not None:
            self._seen.removeEventFilter(self)
        self._seen, self._painted, self._is_reached = seen, False, is_reached
        if seen is not None:
            seen.installEventFilter(self)

    def eventFilter(self, watched: QObject | None, event: QEvent | None) -> bool:
        """Notice that what is waited for is there, and about to be painted."""
        if event is not None and event.type() == QEvent.Type.Paint and watched is self._seen:
            self._painted = self._painted or self._is_reached()
        return False

    def _is_quiet(self) -> bool:
        return self.window.is_quiet()

    def _is_at_rest(self) -> bool:
        parts = self.window.parts
        self._rested = 0 if self.window.jobs.busy or parts.versions.busy else self._rested + 1
        return self._rested > _REST_BEATS and self.window.is_quiet()

    # --- what is in the window

    def open(self, path: Path) -> None:
        """Open a file, and wait until that is over."""
        self.window.opening.open_path(str(path))
        self._begin()
        self._spin(lambda: self.branch(Kind.FILE) is not None and self._is_at_rest())

    def open_type(self, path: Path) -> None:
        """Open a file, and show the versions of its first type."""
        self.open(path)
        types = self.branch(Kind.FILE)
        assert types is not None
        self.choose(NodeId(str(path)).child(types.rows[0][0]))
        self.rest()

    def close_all(self) -> None:
        """Close all places."""
        places = self.window.parts.places
        for place in places.places():
            places.remove_place(place.path)
        self.rest()

    def branch(self, kind: Kind) -> Branch | None:
        """Return what is below the only thing of a kind that is expanded in the tree."""
        branches = self.window.parts.places.model.branches()
        return next((branch for branch in branches if branch.kind is kind), None)

    def choose(self, node: NodeId) -> None:
        """Make a node of the tree current, which is known already."""
        self.window.parts.places.select(node)

    def close(self) -> None:
        """Close the window."""
        self.window.close()


def processes() -> Iterator[int]:
    """Give the numbers of this process and of those that it has started."""
    yield os.getpid()
    for task in Path("/proc/self/task").iterdir():
        yield from map(int, (task / "children").read_text(encoding="ascii").split())
