"""Getting the versions below a node: first, again, and not."""

from __future__ import annotations

from enum import Enum

from PyQt5.QtCore import QObject, QTimer, pyqtSignal, pyqtSlot

from dcsgui.core.actions.answers.listings import VersionPage, VersionRow
from dcsgui.core.actions.answers.nodes import NodeId
from dcsgui.gui.jobs.job import AGAIN_MS, BUSY, Failure
from dcsgui.gui.jobs.jobs import Jobs
from dcsgui.gui.jobs.requests import ListVersions
from dcsgui.gui.models.versions import VersionsModel
from dcsgui.gui.panels.asking import Asking

__all__ = ["VersionsListing"]

STALE_MS = 150
"""So long the versions of the node before stay in sight, if those of the new one do not come."""


class _Coming(Enum):
    """What the listing that comes in is for."""

    NOTHING = 0
    """None comes."""
    FIRST = 1
    """It is to be shown; no page has come, and what was shown before may still be in sight."""
    MORE = 2
    """It is shown, page by page."""
    AGAIN = 3
    """It takes the place of what is shown when it is complete."""


class VersionsListing(QObject):
    """Fills a `VersionsModel` with the versions below a node, and keeps them up to date.

    A file that another process holds is asked again and again, as long as its node is shown.

    Attributes
    ----------
    node : NodeId or None
        Whose versions are listed.

    Signals
    -------
    begun()
        A listing was asked for.
    progressed(int, int, str)
        How many are done, of how many, of what.
    emptied()
        What was shown is gone, and nothing has come in its place.
    pageShown()
        More versions are shown.
    ended()
        The listing is complete, or there is a `failure`.
    """

    begun = pyqtSignal()
    progressed = pyqtSignal(int, int, str)
    emptied = pyqtSignal()
    pageShown = pyqtSignal()
    ended = pyqtSignal()

    def __init__(self, jobs: Jobs, model: VersionsModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.node: NodeId | None = None
        self._model = model
        self._coming = _Coming.NOTHING
        self._gathered: list[VersionRow] = []
        self._asking = Asking(jobs, "versions", self)
        self._asking.answered.connect(self._on_page)
        self._asking.completed.connect(self._on_completed)
        self._asking.failed.connect(self._on_failed)
        self._asking.progressed.connect(self.progressed)
        self._stale = QTimer(self)
        self._stale.setSingleShot(True)
        self._stale.setInterval(STALE_MS)
        self._stale.timeout.connect(self._on_stale)
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.setInterval(AGAIN_MS)
        self._again.timeout.connect(self.refresh)

    @property
    def busy(self) -> bool:
        """Whether versions are still to come."""
        return self._coming is not _Coming.NOTHING

    @property
    def failure(self) -> Failure | None:
        """Why there are no versions."""
        return self._asking.failure

    def may_bring(self, version: NodeId) -> bool:
        """Tell whether a version that is not listed yet may still come."""
        node = self.node
        return (
            self.busy
            and node is not None
            and version.file == node.file
            and version.path[: len(node.path)] == node.path
            and (self._coming is _Coming.FIRST or self._model.listed(version) < 0)
        )

    def show(self, node: NodeId | None) -> None:
        """Show the versions below a node instead of what is shown."""
        self.node = node
        if node is not None:
            self._ask(_Coming.FIRST)
            return
        self._again.stop()
        self._asking.stop()
        self._coming = _Coming.NOTHING
        self._empty()
        self.ended.emit()

    def refresh(self) -> None:
        """List the versions again, and show what has changed."""
        if self.node is not None:
            has_come = bool(self._model.rows) and self._coming is not _Coming.FIRST
            self._ask(_Coming.AGAIN if has_come else _Coming.FIRST)

    def try_again(self) -> None:
        """List the versions again after a failure, even if the file is to be left alone."""
        self._asking.forgive()
        self.refresh()

    def _ask(self, coming: _Coming) -> None:
        assert self.node is not None  # noqa: S101 - for the type checker
        self._again.stop()
        self._coming, self._gathered = coming, []
        if coming is _Coming.FIRST:
            self._stale.start()
        name = "/".join((self.node.detname, *self.node.path))
        self._asking.ask(ListVersions(self.node), title=f"Listing versions of {name}")
        self.begun.emit()

    def _empty(self, file: str = "") -> None:
        self._stale.stop()
        self._model.show_file(file)
        self.emptied.emit()

    @pyqtSlot()
    def _on_stale(self) -> None:
        if self._coming is _Coming.FIRST and self.node is not None:
            self._empty(self.node.file)

    @pyqtSlot(object)
    def _on_page(self, page: VersionPage) -> None:
        self.progressed.emit(page.first + len(page.rows), page.total, "versions")
        if self._coming is _Coming.AGAIN:
            self._gathered.extend(page.rows)
            return
        if self._coming is _Coming.FIRST:
            self._stale.stop()
            self._coming = _Coming.MORE
            self._model.show_file(page.node.file)
        self._model.append(page.rows)
        self.pageShown.emit()

    @pyqtSlot()
    def _on_completed(self) -> None:
        coming, self._coming = self._coming, _Coming.NOTHING
        gathered, self._gathered = self._gathered, []
        if coming is _Coming.AGAIN:
            self._model.replace(gathered)
        else:
            self._model.settle()
        self.ended.emit()

    @pyqtSlot(object)
    def _on_failed(self, failure: Failure) -> None:
        if failure.kind == BUSY:
            self._again.start()
        self._coming, self._gathered = _Coming.NOTHING, []
        self._empty()
        self.ended.emit()
