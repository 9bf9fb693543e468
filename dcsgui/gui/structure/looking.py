"""Finding out what several files from the desktop are, before anything is asked about them."""

from __future__ import annotations

from collections.abc import Sequence

from PyQt5.QtCore import QObject, pyqtSignal, pyqtSlot

from dcsgui.core.actions.answers.nodes import NodeId, Place
from dcsgui.core.actions.answers.source_facts import SourceFacts
from dcsgui.gui.jobs.job import Failure
from dcsgui.gui.jobs.jobs import Jobs
from dcsgui.gui.jobs.place_requests import InspectSource
from dcsgui.gui.panels.asking import Asking

__all__ = ["LookingAtFiles"]


class LookingAtFiles(QObject):
    """Looks at files one after the other.

    Attributes
    ----------
    target : NodeId, Place or None
        Where they are to go.

    Signals
    -------
    known(tuple of SourceFacts)
        It is known what all of them are.
    failed(Failure)
        It can't be found out.
    """

    known = pyqtSignal(tuple)
    failed = pyqtSignal(object)

    def __init__(self, jobs: Jobs, parent: QObject) -> None:
        super().__init__(parent)
        self.target: NodeId | Place | None = None
        self._todo: list[str] = []
        self._found: list[SourceFacts] = []
        self._asking = Asking(jobs, "looking at files", self)
        self._asking.answered.connect(self._on_answered)
        self._asking.completed.connect(self._next)
        self._asking.failed.connect(self._on_failed)

    def look_at(self, target: NodeId | Place, paths: Sequence[str]) -> None:
        """Find out what these are, instead of those asked for before."""
        self.target = target
        self._todo, self._found = list(dict.fromkeys(paths)), []
        self._next()

    @pyqtSlot()
    def _next(self) -> None:
        if self._todo:
            self._asking.ask(InspectSource(self._todo.pop(0)), title="Looking at files")
        else:
            self.known.emit(tuple(self._found))

    @pyqtSlot(object)
    def _on_answered(self, facts: SourceFacts) -> None:
        self._found.append(facts)

    @pyqtSlot(object)
    def _on_failed(self, failure: Failure) -> None:
        self._todo = []
        self.failed.emit(failure)
