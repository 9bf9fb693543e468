"""Taking constants to the repository, wherever that is."""

from __future__ import annotations

from collections.abc import Sequence

from PyQt5.QtCore import QObject, pyqtSignal, pyqtSlot

from dcsgui.core.actions.answers.listings import PlaceContents
from dcsgui.core.actions.answers.nodes import Place, PlaceKind
from dcsgui.gui.carrying.load import Carried
from dcsgui.gui.carrying.target import Target
from dcsgui.gui.carrying.verdicts import judge_nodes
from dcsgui.gui.jobs.jobs import Jobs
from dcsgui.gui.jobs.requests import ListPlace, ListPlaces

__all__ = ["Promoting"]

_LANE = "promote"
_NO_REPOSITORY = "The configuration names no repository: transfer to a place with Ctrl+Shift+T."


class Promoting(QObject):
    """Finds the repository, and says what would happen there.

    Signals
    -------
    judged(Verdict)
        What would happen, or why nothing can.
    refused(str)
        There is no repository.
    failed(Failure)
        It could not be looked for.
    """

    judged = pyqtSignal(object)
    refused = pyqtSignal(str)
    failed = pyqtSignal(object)

    def __init__(self, jobs: Jobs, parent: QObject) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._carried: tuple[Carried, ...] = ()

    def promote(self, carried: Sequence[Carried]) -> None:
        """Ask where the repository is, then say what would happen."""
        self._carried = tuple(carried)
        job = self._jobs.ask(ListPlaces(), lane=_LANE)
        job.answered.connect(self._on_places)
        job.failed.connect(self.failed)

    @pyqtSlot(object)
    def _on_places(self, places: tuple[Place, ...]) -> None:
        repository = next((one for one in places if one.kind is PlaceKind.REPOSITORY), None)
        if repository is None:
            self.refused.emit(_NO_REPOSITORY)
            return
        job = self._jobs.ask(ListPlace(repository), lane=_LANE)
        job.answered.connect(self._on_listed)
        job.failed.connect(self.failed)

    @pyqtSlot(object)
    def _on_listed(self, contents: PlaceContents) -> None:
        target = Target.of_listing(contents)
        self.judged.emit(judge_nodes(self._carried, target, move=False))
