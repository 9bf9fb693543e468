"""A window on an experiment with much in it and on a place it goes to; and ways to disturb it."""

from __future__ import annotations

import os
import shutil
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
from PyQt5.QtCore import Qt
from PyQt5.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from dcsgui import DCStore
from dcsgui.gui.jobs.jobs import Jobs
from dcsgui.gui.picture.mosaic import Pixel
from dcsgui.gui.transfer.dialog import PlanDialog
from dcsgui.gui.transfer.dialog_buttons import Page
from dcsgui.gui.window.main import MainWindow
from drags import Drags, Stop
from small_stores import T0
from window_hands import PATIENCE_MS
from window_stories import make_detector, open_window

__all__ = ["LARGE", "SMALL", "VALUES", "TroubleScene", "frozen", "make_large", "worker_of"]

LARGE, SMALL = "cspad-0001", "jungfrau-0001"
_SHAPE = (8, 1024, 1024)
"""Of f4: 32 MB."""

VALUES = 8 * 1024 * 1024
"""So many a version of the large detector has."""

_PATIENCE = 8
"""Times what is waited for otherwise, for what writes and reads that much."""


def make_large(calib: Path, megabytes: int) -> Path:
    """Make a detector with versions of 32 MB, each of one number: so many MB in all."""
    with DCStore.create(calib, LARGE) as cs:
        tsro = cs.add_ctype("pedestals").add_range((T0, None))
        for number in range(max(1, megabytes // 32)):
            tsro.add_version(T0 + number, np.full(_SHAPE, number, "f4"), comment=f"run {number}")
    return cs.path


def worker_of(jobs: Jobs) -> int:
    """Return the number of the worker process."""
    process = jobs._keeper._process
    assert process is not None
    assert process._process is not None
    return process._process.pid


@contextmanager
def frozen(jobs: Jobs) -> Iterator[int]:
    """Let a worker stand still where it is, as when its disk does not answer."""
    pid = worker_of(jobs)
    os.kill(pid, signal.SIGSTOP)
    try:
        yield pid
    finally:
        os.kill(pid, signal.SIGCONT)


class TroubleScene:
    """The places "mine" and "theirs"; mine has a large detector and a small one.

    Attributes
    ----------
    mine, theirs : Path
        Calib directories.
    hands : Hands
    drags : Drags
    """

    def __init__(self, qtbot: QtBot, windows: list[MainWindow], folder: Path, large: Path) -> None:
        self._qtbot = qtbot
        self.mine, self.theirs = folder / "mine" / "calib", folder / "theirs" / "calib"
        self.theirs.mkdir(parents=True)
        self.source.parent.mkdir(parents=True)
        shutil.copy(large, self.source)
        make_detector(self.mine, detname=SMALL)
        self.hands = open_window(qtbot, windows)
        self.drags = Drags(qtbot)
        for place in (self.mine, self.theirs):
            self.window.opening.open_path(str(place))
            self.hands.walk(place.parent.name)
            self.hands.rest()

    @property
    def window(self) -> MainWindow:
        """The window."""
        return self.hands.window

    @property
    def source(self) -> Path:
        """The large file."""
        return self.mine / "cspad" / f"{LARGE}.h5"

    @property
    def target(self) -> Path:
        """Where it goes."""
        return self.theirs / "cspad" / f"{LARGE}.h5"

    def fill_target(self) -> DCStore:
        """Let something be there already."""
        with DCStore.create(self.theirs, LARGE) as cs:
            tsro = cs.add_ctype("pedestals").add_range((T0, None))
            tsro.add_version(T0 + 5000, np.arange(12.0), comment="by hand")
        return cs

    # --- the transfer

    def drag(self) -> PlanDialog:
        """Drag the large detector to the other place; return the plan when it is there."""
        row = self.hands.walk("mine", "cspad", LARGE)
        self.hands.rest()
        view = self.window.parts.places.view
        self.drags.drag(Stop(view, row), Stop(view, self.hands.child("theirs")))
        self.hands.wait(lambda: self.window.transferring.dialog is not None)
        return self.settle()

    def settle(self) -> PlanDialog:
        """Wait until the plan is there, and all is known about it; return it."""
        dialog = self.window.transferring.dialog
        assert dialog is not None
        self.wait(lambda: not any(one.waiting for one in dialog.proposals))
        self.wait(lambda: not self.window.carrier.busy)
        return dialog

    def begin(self) -> PlanDialog:
        """Drag it, apply the plan, and wait until some of it was written."""
        dialog = self.drag()
        self.click(dialog.buttons.apply)
        self.wait(lambda: dialog.progress.total.value() > 0)
        return dialog

    def apply(self, dialog: PlanDialog) -> None:
        """Apply a plan, to its end."""
        self.click(dialog.buttons.apply)
        self.wait(lambda: dialog.stack.currentIndex() == Page.SUMMARY)

    def wait(self, condition: Callable[[], object]) -> None:
        """Wait for something that takes longer."""
        self._qtbot.waitUntil(lambda: bool(condition()), timeout=_PATIENCE * PATIENCE_MS)

    def rest(self) -> None:
        """Wait until nothing is going on."""
        self.wait(self.window.is_quiet)

    def click(self, button: QPushButton) -> None:
        """Click on a button, which can be clicked."""
        assert button.isVisible()
        assert button.isEnabled(), button.text()
        self._qtbot.mouseClick(button, Qt.MouseButton.LeftButton)

    def look_at_the_small_one(self) -> None:
        """Look at another detector: its versions, and a picture of one."""
        self.hands.walk("mine", "jungfrau", SMALL, "pedestals")
        self.hands.wait(lambda: len(self.hands.rows()) == 6)
        self.hands.click(self.hands.table, self.hands.cell(4, "number"))
        panel = self.window.picturing.panel
        assert panel is not None
        self.hands.wait(panel.views.image.canvas.isVisible)
        self.hands.wait(lambda: not self.window.jobs.busy)
        assert "28" in self.hands.value_at(Pixel(0, 20, 20))

    # --- the files

    def versions(self) -> list[int]:
        """Return how many values the versions at the target have, each sound; [] without one."""
        if not self.target.exists():
            return []
        cs = DCStore(self.target, mode="r")
        versions = cs.ctypeobj("pedestals").rangeobj(str(T0)).versobjs()
        for one in versions:
            one.verify()
        return [int(np.asarray(one.calib()).size) for one in versions]

    def leftovers(self) -> list[str]:
        """Return the files that nobody wants, in both places."""
        places = (self.mine, self.theirs)
        files = (path for place in places for path in place.rglob("*") if path.is_file())
        wanted = {self.source, self.target, self.mine / "jungfrau" / f"{SMALL}.h5"}
        return sorted(str(path) for path in files if path not in wanted)
