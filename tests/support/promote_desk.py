"""A desk at which a scientist promotes: a window on an experiment and the repository."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
from PyQt5.QtCore import QModelIndex, QPoint, Qt
from pytestqt.qtbot import QtBot

from dcsgui import DCStore, DCVersion
from dcsgui.core.actions.answers.nodes import Place, PlaceKind
from dcsgui.gui.models.tree_rows import State
from dcsgui.gui.panels.places_view import PlacesView
from dcsgui.gui.panels.versions_view import VersionsView
from dcsgui.gui.window.main import MainWindow
from drags import Drags, Stop, Told
from hands import hands as q
from plan_hands import PlanHands
from small_stores import T0
from window_hands import Hands
from window_stories import open_window

__all__ = ["DETNAME", "EARLY", "LATE", "Desk", "OpenPlan", "constants", "fill", "held", "level_of"]

DETNAME = "jungfrau-0001"
EARLY, LATE = (T0, T0 + 999), (T0 + 1000, None)
SHAPE = (2, 3, 16, 32)

Ends = tuple[int, int | None]


def constants(level: float) -> npt.NDArray[np.float32]:
    """Return pedestals around a level, with a little noise; the same each time."""
    random = np.random.default_rng(round(level * 8))
    return (level + random.normal(0, 0.5, SHAPE)).astype("f4")


def fill(
    calib: Path,
    ranges: Mapping[Ends, Mapping[int, float]],
    *,
    detname: str = DETNAME,
    ctype: str = "pedestals",
    pins: Mapping[Ends, int] | None = None,
) -> DCStore:
    """Make or fill a detector: of each range the levels of the versions by their times."""
    file = calib / detname.partition("-")[0] / f"{detname}.h5"
    cs = DCStore(file) if file.exists() else DCStore.create(calib, detname)
    cto = cs.ctypeobj(ctype) if ctype in cs.ctypes() else cs.add_ctype(ctype)
    for ends, versions in ranges.items():
        tsro = cto.add_range(ends, comment="dark runs")
        for when, level in versions.items():
            tsro.add_version(when, constants(level), comment=f"level {level:g}")
        if pins is not None and ends in pins:
            tsro.set_versdef(pins[ends], comment="tried")
    cs.save()
    return cs


Held = dict[str, tuple[list[tuple[int, int, int]], int, bool]]


def level_of(version: DCVersion) -> int:
    """Return around which level the constants of a version are."""
    return round(float(np.mean(np.asarray(version.calib()))))


def held(file: Path | str, ctype: str = "pedestals") -> Held:
    """Return of each range the number, time and level of its versions, and its default."""
    cs = DCStore(file, mode="r")
    found: Held = {}
    for name in cs.ctypeobj(ctype).ranges() if ctype in cs.ctypes() else ():
        tsro = cs.ctypeobj(ctype).rangeobj(name)
        versions = [
            (one.versind, one.tsvers.ns if one.tsvers else 0, level_of(one))
            for one in tsro.versobjs()
        ]
        default = tsro.versdef()
        found[name] = (versions, 0 if default is None else default.versind, tsro.pinned)
    return found


class OpenPlan(PlanHands):
    """Two hands on the plan dialog that a window has opened, or is about to."""

    def __init__(self, window_hands: Hands, *, settle: bool = True) -> None:
        self._hands = window_hands
        transferring = window_hands.window.transferring
        window_hands.wait(lambda: transferring.dialog is not None)
        assert transferring.dialog is not None
        self.dialog = transferring.dialog
        if settle:
            self.settle()

    def undo(self) -> None:
        """Click on Undo in the summary, and wait until it is taken back."""
        self.click(self.dialog.buttons.undo)
        self.wait(lambda: "Taken back" in self.dialog.summary.text)


class Desk:
    """A window on the calib directory of an experiment, and on the repository.

    Attributes
    ----------
    experiment, repository : Path
        The calib directories; what is in them is made before they are opened.
    hands : Hands
    drags : Drags
    """

    def __init__(self, qtbot: QtBot, windows: list[MainWindow], folder: Path) -> None:
        self._qtbot, self._windows = qtbot, windows
        self.experiment = folder / "xpptut15" / "calib"
        self.repository = Path(os.environ["DCS_REPOSITORY"])
        for calib in (self.experiment, self.repository):
            calib.mkdir(parents=True, exist_ok=True)
        self.drags = Drags(qtbot)
        self.hands = open_window(qtbot, windows)
        self.window.show_utc(utc=True)

    @property
    def window(self) -> MainWindow:
        """The window that is worked with."""
        return self.hands.window

    @property
    def tree(self) -> PlacesView:
        """The tree."""
        return self.window.parts.places.view

    @property
    def table(self) -> VersionsView:
        """The table."""
        return self.window.parts.versions.view

    def wait(self, condition: Callable[[], object]) -> None:
        """Wait until something is so."""
        self.hands.wait(condition)

    def rest(self) -> None:
        """Wait until nothing goes on, also in the background."""
        self.wait(lambda: not self.window.changes.busy and not self.window.carrier.busy)
        self.hands.rest()

    def file(self, calib: Path, detname: str = DETNAME) -> Path:
        """Return the path of a detector file."""
        return calib / detname.partition("-")[0] / f"{detname}.h5"

    # --- opening

    def open_both(self) -> None:
        """Open the experiment and the repository."""
        self.open(Place(PlaceKind.EXPERIMENT, str(self.experiment), "xpptut15"))
        self.open(Place(PlaceKind.REPOSITORY, str(self.repository)))

    def open(self, place: Place) -> None:
        """Open a place, and wait until it is known."""
        self.window.parts.places.add_place(place)
        branches = self.window.parts.places.model.root.branches
        self.wait(lambda: place.path in branches and branches[place.path].state is State.FILLED)
        self.hands.rest()

    def reopen(self) -> None:
        """Close the window, and sit down at a new one."""
        self.window.close()
        self.wait(lambda: not self.window.isVisible())
        self.hands = open_window(self._qtbot, self._windows)
        self.window.show_utc(utc=True)

    # --- pointing

    def walk(self, *texts: str) -> QModelIndex:
        """Open the tree down to a row, and wait for what is shown of it."""
        index = self.hands.walk(*texts)
        self.hands.rest()
        return index

    def row(self, *texts: str) -> QModelIndex:
        """Return a row of the tree that is open, by its texts."""
        return self.hands.tree_row(*texts)

    def at(self, *texts: str) -> Stop:
        """Return a row of the tree as a stop of a drag."""
        return Stop(self.tree, self.row(*texts))

    def at_version(self, row: int) -> Stop:
        """Return a row of the table as a stop of a drag."""
        self.table.scrollTo(self.hands.cell(row, "type"))
        return Stop(self.table, self.hands.cell(row, "type"))

    def nowhere(self) -> Stop:
        """Return the empty part of the tree."""
        return Stop(self.tree, QPoint(20, self.tree.height() - 60))

    def select_versions(self, first: int, last: int | None = None, *more: int) -> None:
        """Select rows of the table: a click, one with Shift, some with Ctrl."""
        self._click_row(first, Qt.KeyboardModifier.NoModifier)
        if last is not None:
            self._click_row(last, Qt.KeyboardModifier.ShiftModifier)
        for row in more:
            self._click_row(row, Qt.KeyboardModifier.ControlModifier)
        self.hands.rest()

    def _click_row(self, row: int, keys: Qt.KeyboardModifier) -> None:
        stop = self.at_version(row)
        q.mouseClick(stop.widget, Qt.MouseButton.LeftButton, keys, stop.point)

    # --- dragging

    def drag(self, begin: Stop, *stops: Stop) -> list[Told]:
        """Drag with the left button, and drop."""
        return self.drags.drag(begin, *stops)

    def plan(self, *, settle: bool = True) -> OpenPlan:
        """Take to hand the plan that is shown, or comes."""
        return OpenPlan(self.hands, settle=settle)

    def drop_files(self, paths: Sequence[Path], *stops: Stop) -> list[Told]:
        """Drag files out of a file manager, and drop them."""
        return self.drags.drag_files(paths, *stops)
