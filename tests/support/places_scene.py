"""A panel of places on real files, and a person who uses it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PyQt5.QtCore import QModelIndex, QPersistentModelIndex, Qt
from pytestqt.qtbot import QtBot

from dcsgui import DCStore
from dcsgui.core.actions.answers.nodes import NodeId, Place, PlaceKind
from dcsgui.gui.jobs.jobs import Jobs
from dcsgui.gui.models.tree_rows import State
from dcsgui.gui.panels.places import PlacesPanel
from tree_models import heard, watched_by_tester

__all__ = ["PlacesScene", "make_file"]

PATIENCE_MS = 15_000


def make_file(calib: Path, detname: str, *begins: int, versions: int = 3) -> Path:
    """Make a detector with pedestals from these Unix seconds on, a hundred seconds each."""
    with DCStore.create(calib, detname) as cs:
        cto = cs.add_ctype("pedestals")
        for begin in begins:
            tsro = cto.add_range((begin, begin + 99))
            for number in range(versions):
                tsro.add_version(begin + number, "constants", comment=f"dark {number}")
        cs.add_ctype("rms")
    return Path(str(cs.path))


class PlacesScene:
    """A panel that is shown, and what it says.

    Attributes
    ----------
    panel : PlacesPanel
    selected, problems : list
        Arguments of its signals.
    """

    def __init__(self, qtbot: QtBot, jobs: Jobs) -> None:
        self.qtbot = qtbot
        self.jobs = jobs
        self.panel = PlacesPanel(jobs)
        self.view, self.model = self.panel.view, self.panel.model
        self.selected = heard(self.panel.nodeSelected)
        self.problems = heard(self.panel.problemShown)
        self.panel.set_utc(utc=True)
        qtbot.addWidget(self.panel)
        self.panel.resize(360, 500)
        self.panel.show()
        qtbot.waitExposed(self.panel)

    def watch_model(self) -> None:
        """Let Qt's tester look at each change; it opens everything."""
        watched_by_tester(self.model)

    def open(self, path: Path, kind: PlaceKind | None = None) -> None:
        """Add a place, and wait until what is in it is known."""
        guess = PlaceKind.LOCAL if path.is_dir() else PlaceKind.FILE
        self.panel.add_place(Place(kind or guess, str(path)))
        self.wait(lambda: self._is_known(str(path)))
        self.rest()

    def _is_known(self, path: str) -> bool:
        branch = self.model.root.branches.get(path)
        return branch is not None and branch.state in (State.FILLED, State.FAILED)

    def wait(self, condition: Callable[[], object]) -> None:
        """Wait until something is so."""
        self.qtbot.waitUntil(lambda: bool(condition()), timeout=PATIENCE_MS)

    def rest(self) -> None:
        """Wait until nothing is asked for any more."""
        self.wait(lambda: not self.jobs.busy and not self._is_waiting())

    def _is_waiting(self) -> bool:
        return any(branch.state is State.ASKED for branch in self.model.branches())

    def row(self, *texts: str) -> QModelIndex:
        """Return the row that is reached over these texts; invalid if it is not there."""
        index = QModelIndex()
        for text in texts:
            rows = [self.model.index(row, 0, index) for row in range(self.model.rowCount(index))]
            index = next((at for at in rows if str(at.data()).startswith(text)), QModelIndex())
            if not index.isValid():
                return index
        return index

    def texts(self, *above: str) -> list[str]:
        """Return what is shown below a row."""
        index = self.row(*above)
        rows = range(self.model.rowCount(index))
        return [str(self.model.index(row, 0, index).data()) for row in rows]

    def click(self, *texts: str) -> None:
        """Click on a row."""
        index = self.row(*texts)
        assert index.isValid(), texts
        self.view.scrollTo(index)
        where = self.view.visualRect(index).center()
        self.qtbot.mouseClick(self.view.viewport(), Qt.MouseButton.LeftButton, pos=where)

    def press(self, *keys: Qt.Key) -> None:
        """Press keys, one after the other."""
        for key in keys:
            self.qtbot.keyClick(self.view, key)

    def walk(self, *texts: str) -> None:
        """Open row after row by click and right arrow key; click on the last."""
        for depth in range(1, len(texts)):
            self.click(*texts[:depth])
            if not self.view.isExpanded(self.row(*texts[:depth])):
                self.press(Qt.Key.Key_Right)
            self.rest()
        self.click(*texts)

    def node(self, path: Path, *names: str) -> NodeId:
        """Return the identity of a node of a file."""
        return NodeId(str(path), names)

    def kept(self) -> QPersistentModelIndex:
        """Return the current row, to be followed."""
        return QPersistentModelIndex(self.view.currentIndex())
