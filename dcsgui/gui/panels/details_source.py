"""Asking for the parameters and the history of a node."""

from __future__ import annotations

from PyQt5.QtCore import QObject, QTimer, pyqtSignal, pyqtSlot

from dcsgui.core.actions.answers.details import NodeDetails
from dcsgui.core.actions.answers.nodes import NodeId
from dcsgui.gui.jobs.job import AGAIN_MS, BUSY, Failure
from dcsgui.gui.jobs.jobs import Jobs
from dcsgui.gui.jobs.requests import ReadDetails
from dcsgui.gui.panels.asking import Asking

__all__ = ["DetailsSource"]

STALE_MS = 150
"""So long the details of the node before stay in sight, if those of the new one do not come."""


class DetailsSource(QObject):
    """Asks for the parameters and the history of a node, once for both panels.

    A file that another process holds is asked again and again, as long as its node is shown.

    Attributes
    ----------
    node : NodeId or None
        What they are asked of.

    Signals
    -------
    begun()
        They were asked for.
    detailsRead(NodeDetails)
        They are there.
    emptied()
        There is no node any more, or another one whose details are not there soon.
    failed(Failure)
        They can't be read.
    """

    begun = pyqtSignal()
    detailsRead = pyqtSignal(object)
    emptied = pyqtSignal()
    failed = pyqtSignal(object)

    def __init__(self, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.node: NodeId | None = None
        self._asking = Asking(jobs, "details", self)
        self._asking.answered.connect(self._on_answered)
        self._asking.failed.connect(self._on_failed)
        self._stale = QTimer(self)
        self._stale.setSingleShot(True)
        self._stale.setInterval(STALE_MS)
        self._stale.timeout.connect(self.emptied)
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.setInterval(AGAIN_MS)
        self._again.timeout.connect(self.refresh)

    def show_node(self, node: NodeId | None) -> None:
        """Ask what is known of a node; None for nothing."""
        if node == self.node and self._asking.failure is None:
            return
        self.node = node
        if node is None:
            self._asking.stop()
            self._stale.stop()
            self._again.stop()
            self.emptied.emit()
        else:
            self._stale.start()
            self._ask()

    @pyqtSlot()
    def refresh(self) -> None:
        """Ask again."""
        if self.node is not None:
            self._ask()

    def try_again(self) -> None:
        """Ask again after a failure, even if the file is to be left alone."""
        self._asking.forgive()
        self.refresh()

    def _ask(self) -> None:
        if self.node is not None:
            self._again.stop()
            self._asking.ask(ReadDetails(self.node))
            self.begun.emit()

    @pyqtSlot(object)
    def _on_answered(self, details: NodeDetails) -> None:
        self._stale.stop()
        self.detailsRead.emit(details)

    @pyqtSlot(object)
    def _on_failed(self, failure: Failure) -> None:
        self._stale.stop()
        if failure.kind == BUSY:
            self._again.start()
        self.failed.emit(failure)
