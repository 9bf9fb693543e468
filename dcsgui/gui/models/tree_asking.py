"""Asking for the rows of one branch, and handing them in as they come."""

from __future__ import annotations

import time
from typing import Any

from PyQt5.QtCore import QObject, pyqtSignal, pyqtSlot

from dcsgui.core.actions.answers.listings import (
    DetectorContents,
    PlaceContents,
    RangePage,
    VersionPage,
)
from dcsgui.core.actions.answers.nodes import NodeId, Place
from dcsgui.gui.jobs.job import BUSY, Failure
from dcsgui.gui.jobs.jobs import Jobs
from dcsgui.gui.jobs.requests import (
    ListPlace,
    ListRanges,
    ListVersions,
    OpenDetector,
    Request,
)
from dcsgui.gui.models.tree_rows import (
    Branch,
    Kind,
    Row,
    State,
    dettype_rows,
    version_lines,
)
from dcsgui.gui.models.tree_shape import TreeShape

__all__ = ["PASSING", "Asking"]

PASSING = frozenset({BUSY})
"""Kinds of failure after which what was known is still the best that is known."""

_TRIES = 3
"""How often a file may change while it is read."""

_PATIENCE = 0.25
"""Seconds that rows wait for more, after the first page: a view looks at all rows each time."""


class Asking(QObject):
    """Gets the rows of a branch from the worker.

    Rows that nobody has seen yet are shown as they come; where there are rows already, these are
    made the new ones when all have come. If the file changes between two pages, all is asked for
    again.

    Attributes
    ----------
    branch : Branch
    again : bool
        Something changed meanwhile: ask once more.
    before : list of tuple
        The rows that there were when it was asked.

    Signals
    -------
    over(Asking)
        Nothing more comes.
    """

    over = pyqtSignal(object)

    def __init__(self, branch: Branch, jobs: Jobs, model: TreeShape, *, parent: QObject) -> None:
        super().__init__(parent)
        self.branch = branch
        self.again = False
        self.before = list(branch.rows)
        self._jobs = jobs
        self._model = model
        self._tries = 0
        self._ask()

    def cancel(self) -> None:
        """Call it off."""
        self.again = False
        self._job.cancel()

    def _ask(self) -> None:
        self._tries += 1
        self._rows: list[Row] = []
        self._shown = 0
        self._shown_at = 0.0
        self._generation: int | None = None
        self._is_first = not self.branch.rows
        self._outdated = False
        self._complete = False
        node = self.branch.node
        title = "" if node is None else f"Listing {node.detname}"
        self._job = self._jobs.ask(_request(self.branch), title=title)
        self._job.answered.connect(self._on_answered)
        self._job.failed.connect(self._on_failed)
        self._job.finished.connect(self._on_finished)

    @pyqtSlot(object)
    def _on_answered(self, answer: Any) -> None:
        branch = self.branch
        if not self._model.knows(branch):
            return
        match answer:
            case PlaceContents():
                self._take_place(answer)
            case DetectorContents():
                self._model.set_facts(branch, answer)
                self._model.merge(branch, answer.types)
            case RangePage():
                self._take_page(answer, list(answer.rows))
            case VersionPage():
                self._take_page(answer, version_lines(answer.rows))

    def _take_place(self, contents: PlaceContents) -> None:
        self._model.set_facts(self.branch, contents)
        if contents.problem and not contents.files:
            path = contents.place.path
            self._model.fail(self.branch, Failure("NotAvailable", contents.problem, "", path))
        else:
            self._model.merge(self.branch, dettype_rows(contents))

    def _take_page(self, page: RangePage | VersionPage, rows: list[Row]) -> None:
        if self._generation is None:
            self._generation = page.generation
        if self._outdated or (page.generation, page.first) != (self._generation, len(self._rows)):
            self._outdated = True
            self._job.cancel()
            return
        self._rows += rows
        self._complete = len(self._rows) == page.total
        if self._is_first and (page.first == 0 or time.monotonic() - self._shown_at > _PATIENCE):
            self._show()

    def _show(self) -> None:
        """Show the rows that are not shown yet."""
        self._model.append(self.branch, self._rows[self._shown :])
        self._shown = len(self._rows)
        self._shown_at = time.monotonic()

    @pyqtSlot(object)
    def _on_failed(self, failure: Failure) -> None:
        if not self._model.knows(self.branch):
            return
        lost = failure.kind == "WorkerLost" and failure.subject not in self._jobs.marked
        if lost and self._tries < _TRIES:
            self._outdated = True  # the worker died of something else, in the middle of this
        else:
            self._model.fail(self.branch, failure, keep=failure.kind in PASSING)

    @pyqtSlot()
    def _on_finished(self) -> None:
        known = self._model.knows(self.branch)
        if known and self._outdated and self._tries < _TRIES:
            self._ask()
            return
        if known and self._outdated:
            self._model.fail(self.branch, _restless(self.branch), keep=True)
        elif known and self._complete:
            self._hand_in()
        self.over.emit(self)

    def _hand_in(self) -> None:
        if self._is_first and self.branch.state is State.ASKED:
            self._show()
            self._model.complete(self.branch)
        else:
            self._model.merge(self.branch, self._rows)


def _request(branch: Branch) -> Request[Any]:
    """Return what to ask for the rows of a branch."""
    if branch.kind is Kind.PLACE:
        place: Place = branch.entry[1]
        return ListPlace(place)
    node = branch.node if branch.node is not None else NodeId(branch.key)
    if branch.kind is Kind.FILE:
        return OpenDetector(node.file)
    return ListRanges(node) if branch.kind is Kind.CTYPE else ListVersions(node)


def _restless(branch: Branch) -> Failure:
    name = branch.node.detname if branch.node is not None else branch.key
    return Failure(BUSY, f"{name} changed again and again while it was read. Try again.")
