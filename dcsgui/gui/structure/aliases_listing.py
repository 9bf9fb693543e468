"""Asking for the aliases of the current place, again whenever somebody edits them."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING

from PyQt5.QtCore import QObject, QTimer, pyqtSignal, pyqtSlot

from dcsgui.core.actions.answers.aliases import AliasListing
from dcsgui.core.actions.answers.nodes import Place, PlaceKind
from dcsgui.gui.jobs.place_requests import ListAliases
from dcsgui.gui.panels.asking import Asking

if TYPE_CHECKING:
    from dcsgui.gui.window.late_dock import LateDock
    from dcsgui.gui.window.main import MainWindow

__all__ = ["AliasesReading"]

OWNER = "aliases"


class AliasesReading(QObject):
    """Asks as long as its dock can be seen.

    Attributes
    ----------
    place : Place or None
        Whose aliases they are: of a single file those of its calib directory.

    Signals
    -------
    begun()
        They were asked for.
    answered(AliasListing)
    failed(Failure)
    placeChanged()
        Another place is current, or none.
    """

    begun = pyqtSignal()
    answered = pyqtSignal(object)
    failed = pyqtSignal(object)
    placeChanged = pyqtSignal()

    def __init__(self, window: MainWindow, parent: QObject) -> None:
        super().__init__(parent)
        self._window = window
        self.place = _directory(window.parts.places.current_place())
        self._watched: set[str] = set()
        self._in_sight = False
        self._stale = True
        self._asking = Asking(window.jobs, "aliases", self)
        self._asking.answered.connect(self._on_answered)
        self._asking.failed.connect(self.failed)
        self._moved = QTimer(self)  # the tree tells of a row before it knows its place
        self._moved.setSingleShot(True)
        self._moved.setInterval(0)
        self._moved.timeout.connect(self._on_moved)
        window.parts.places.nodeSelected.connect(self._moved.start)
        window.parts.places.placesChanged.connect(self._moved.start)
        window.changes.changed.connect(self.refresh)
        window.jobs.pathsChanged.connect(self._on_paths_changed)

    def follow(self, dock: LateDock) -> None:
        """Ask as long as this dock can be seen, and is not behind another one."""
        dock.visibilityChanged.connect(self._on_visibility_changed)
        self._on_visibility_changed(dock.in_sight)

    @pyqtSlot()
    def refresh(self) -> None:
        """Ask again."""
        self._stale = True
        self._ask()

    def try_again(self) -> None:
        """Ask again after a failure."""
        self._asking.forgive()
        self.refresh()

    @pyqtSlot()
    def _on_moved(self) -> None:
        place = _directory(self._window.parts.places.current_place())
        if place != self.place:
            self.place = place
            self._asking.stop()
            self._watch(set())
            self.placeChanged.emit()
            self.refresh()

    @pyqtSlot(bool)
    def _on_visibility_changed(self, in_sight: bool) -> None:  # noqa: FBT001 - of a signal
        self._in_sight = in_sight
        self._ask()

    def _ask(self) -> None:
        if self._stale and self._in_sight and self.place is not None:
            self._stale = False
            self._asking.ask(ListAliases(self.place))
            self.begun.emit()

    @pyqtSlot(object)
    def _on_answered(self, listing: AliasListing) -> None:
        if listing.place == self.place:
            self.answered.emit(listing)
            if self._watch({entry.file for entry in listing.entries}):
                self.refresh()  # what was changed before they were watched is seen now

    def _watch(self, files: set[str]) -> bool:
        """Watch alias files, and the directories in which others may come; tell if any is new."""
        paths = {*files, *(str(PurePath(file).parent) for file in files)}
        new = paths - self._watched
        self._watched = paths
        self._window.jobs.watch(OWNER, paths)
        return bool(new)

    @pyqtSlot(tuple)
    def _on_paths_changed(self, paths: tuple[str, ...]) -> None:
        if self.place is not None and any(self._matters(path) for path in paths):
            self.refresh()

    def _matters(self, path: str) -> bool:
        """Tell whether aliases may be others now: an alias file, or a directory, has changed."""
        place = "" if self.place is None else self.place.path
        return path.startswith(place) and not path.endswith((".h5", ".hdf5"))


def _directory(place: Place | None) -> Place | None:
    """Return the calib directory that a place is, or is in."""
    if place is None or place.kind is not PlaceKind.FILE:
        return place
    return Place(PlaceKind.LOCAL, str(PurePath(place.path).parent.parent))
