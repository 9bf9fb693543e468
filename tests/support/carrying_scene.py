"""A window on an experiment and a repository; what is proposed there is written down."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from PyQt5.QtCore import QModelIndex
from pytestqt.qtbot import QtBot

from dcsgui.core.actions.answers.nodes import NodeId, Place, PlaceKind
from dcsgui.gui.models.tree_rows import State
from dcsgui.gui.panels.places_view import PlacesView
from dcsgui.gui.panels.versions_view import VersionsView
from dcsgui.gui.transfer.wish import Wish
from dcsgui.gui.window.main import MainWindow
from drags import Drags, Stop
from small_stores import T0
from window_stories import make_detector, open_window

__all__ = ["EARLY", "LATE", "VERSIONS", "CarryingScene", "proposed_in"]

EARLY, LATE = ("pedestals", f"{T0}-{T0 + 999}"), ("pedestals", f"{T0 + 1000}")
"""The ranges of pedestals."""

VERSIONS = tuple((*EARLY, str(T0 + number)) for number in range(3))
"""Those of the early range."""


def proposed_in(window: MainWindow) -> list[Wish]:
    """Return a list to which is added what is proposed in a window, instead of a plan of it."""
    wishes: list[Wish] = []
    vars(window.transferring)["propose"] = wishes.extend
    return wishes


class CarryingScene:
    """Two places: "xpptut15" has jungfrau-0001 and -0002, "repository" only jungfrau-0002.

    Attributes
    ----------
    experiment, repository : Path
        Their calib directories.
    wishes : list of Wish
        What was proposed.
    added : list of (NodeId or Place, tuple of str)
        Files from the desktop, and what they are to become versions of.
    """

    def __init__(self, qtbot: QtBot, windows: list[MainWindow], folder: Path) -> None:
        self.experiment = folder / "xpptut15" / "calib"
        self.repository = Path(os.environ["DCS_REPOSITORY"])
        make_detector(self.experiment)
        make_detector(self.experiment, detname="jungfrau-0002")
        make_detector(self.repository, detname="jungfrau-0002")
        self.hands = open_window(qtbot, windows)
        self.drags = Drags(qtbot)
        self.wishes = proposed_in(self.window)
        self.added: list[tuple[NodeId | Place, tuple[str, ...]]] = []
        vars(self.window.structure)["add_files"] = self._add
        self.window.show_utc(utc=True)
        self.open(Place(PlaceKind.EXPERIMENT, str(self.experiment), "xpptut15"))
        self.open(Place(PlaceKind.REPOSITORY, str(self.repository)))

    def _add(self, target: NodeId | Place, paths: tuple[str, ...]) -> None:
        self.added.append((target, paths))

    def open(self, place: Place) -> None:
        """Open a place, and wait until it is known."""
        self.window.parts.places.add_place(place)
        branches = self.window.parts.places.model.root.branches
        self.hands.wait(
            lambda: place.path in branches and branches[place.path].state is State.FILLED
        )
        self.hands.rest()

    @property
    def window(self) -> MainWindow:
        """The window."""
        return self.hands.window

    @property
    def tree(self) -> PlacesView:
        """The tree."""
        return self.window.parts.places.view

    @property
    def table(self) -> VersionsView:
        """The table."""
        return self.window.parts.versions.view

    def file(self, place: Path, detname: str = "jungfrau-0001") -> str:
        """Return the path of a detector file."""
        return str(place / "jungfrau" / f"{detname}.h5")

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
        return Stop(self.table, self.hands.cell(row, "type"))

    def select_versions(self, rows: Sequence[int]) -> None:
        """Select rows of the table."""
        self.drags.select(self.table, *(self.hands.cell(row, "type") for row in rows))
        self.hands.rest()
