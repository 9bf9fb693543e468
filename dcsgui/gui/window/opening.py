"""Opening places and files: from the menu, the command line, the desktop and the recent list."""

from __future__ import annotations

from collections.abc import Iterable

from PyQt5.QtCore import QObject, pyqtSignal, pyqtSlot

from dcsgui.core.actions.answers.listings import PlaceContents
from dcsgui.core.actions.answers.nodes import NodeId, Place, PlaceKind
from dcsgui.gui.jobs.job import Job
from dcsgui.gui.jobs.jobs import Jobs
from dcsgui.gui.jobs.requests import (
    FindExperiment,
    FindNode,
    FindPlace,
    ListPlace,
    ListPlaces,
    Request,
)
from dcsgui.gui.window.parts import Parts

MOST_RECENT = 12
"""How many places the recent list holds."""


class Opening(QObject):
    """Opens what a person names, and remembers it.

    Attributes
    ----------
    recent : list of str
        Paths opened before, the last one first.

    Signals
    -------
    failed(Failure)
        What was named can't be opened.
    """

    failed = pyqtSignal(object)

    def __init__(self, parts: Parts, jobs: Jobs, parent: QObject) -> None:
        super().__init__(parent)
        self._parts = parts
        self._jobs = jobs
        self._wanted = ""
        self._waiting = 0
        self.recent: list[str] = []
        parts.places.placesChanged.connect(self._on_places_changed)
        self._on_places_changed()

    def open_paths(self, paths: Iterable[str]) -> None:
        """Open files and calib directories."""
        for path in paths:
            self._ask_place(FindPlace(path))

    @pyqtSlot(str)
    def open_path(self, path: str) -> None:
        """Open a file or a calib directory."""
        self.open_paths([path])

    @pyqtSlot(str)
    def open_experiment(self, name: str) -> None:
        """Open the calibrations of an experiment."""
        self._ask_place(FindExperiment(name))

    @pyqtSlot()
    def open_repository(self) -> None:
        """Open the places of the configuration."""
        job = self._jobs.ask(ListPlaces())
        job.answered.connect(self._on_places)
        self.follow(job)

    def open_repository_if_there(self) -> None:
        """Open the repository, unless it can't be read: at the first start."""
        job = self._jobs.ask(ListPlaces())
        job.answered.connect(self._on_configured)
        self.follow(job)

    @pyqtSlot(object)
    def _on_configured(self, places: tuple[Place, ...]) -> None:
        for place in places:
            job = self._jobs.ask(ListPlace(place))
            job.answered.connect(self._on_listed)
            self.follow(job)

    @pyqtSlot(object)
    def _on_listed(self, contents: PlaceContents) -> None:
        if not contents.problem:
            self.open_place(contents.place)

    @pyqtSlot(object)
    def open_place(self, place: Place) -> None:
        """Open a place that is known."""
        self._parts.places.add_place(place)
        if place.kind is PlaceKind.FILE:
            self._parts.places.select(NodeId(place.path))
        self._remember(place.path)

    def select(self, text: str) -> None:
        """Go to ``DET[/CTYPE[/RANGE[/VERS]]]`` once the places that are being opened are open.

        What was named before and is still waited for goes first.
        """
        if self._wanted:
            return
        self._wanted = text
        self._find_wanted()

    def _ask_place(self, request: Request[Place]) -> None:
        job = self._jobs.ask(request)
        job.answered.connect(self.open_place)
        self.follow(job)

    def follow(self, job: Job) -> None:
        """Wait for a job that opens places, before going to what is to be selected."""
        self._waiting += 1
        job.failed.connect(self.failed)
        job.finished.connect(self._on_finished)

    @pyqtSlot()
    def _on_finished(self) -> None:
        self._waiting -= 1
        self._find_wanted()

    def _find_wanted(self) -> None:
        if not self._wanted or self._waiting:
            return
        text, self._wanted = self._wanted, ""
        job = self._jobs.ask(FindNode(text, self._parts.places.places()), lane="select")
        job.answered.connect(self._on_node)
        job.failed.connect(self.failed)

    @pyqtSlot(object)
    def _on_node(self, node: NodeId) -> None:
        self._parts.places.select(node)

    @pyqtSlot(object)
    def _on_places(self, places: tuple[Place, ...]) -> None:
        for place in places:
            self.open_place(place)

    @pyqtSlot()
    def _on_places_changed(self) -> None:
        self._parts.show_empty(empty=not self._parts.places.places())

    def _remember(self, path: str) -> None:
        self.recent = [path, *(known for known in self.recent if known != path)][:MOST_RECENT]
