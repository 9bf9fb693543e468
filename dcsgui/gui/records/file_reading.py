"""Asking for something about the file that is shown, as long as a panel of it can be seen."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PyQt5.QtCore import QObject, QTimer, pyqtSignal, pyqtSlot
from PyQt5.QtWidgets import QWidget

from dcsgui.core.actions.answers.nodes import NodeId
from dcsgui.gui.jobs.job import AGAIN_MS, BUSY, Failure
from dcsgui.gui.jobs.requests import Request
from dcsgui.gui.panels.asking import Asking

if TYPE_CHECKING:
    from dcsgui.gui.window.late_dock import LateDock
    from dcsgui.gui.window.main import MainWindow

__all__ = ["FileReading"]


class FileReading(QObject):
    """Asks anew whenever another file is shown, or the file has changed.

    What can't be seen is not asked for; a file that another process holds is asked again.

    Attributes
    ----------
    file : str
        The file that is shown; "" if none is.

    Signals
    -------
    begun()
        Something was asked for.
    answered(object)
        The answer.
    failed(Failure)
        It can't be read.
    emptied()
        Another file is shown, or none.
    """

    begun = pyqtSignal()
    answered = pyqtSignal(object)
    failed = pyqtSignal(object)
    emptied = pyqtSignal()

    def __init__(
        self,
        window: MainWindow,
        panel: QWidget,
        *,
        lane: str,
        request: Callable[[str], Request[Any]],
    ) -> None:
        super().__init__(panel)
        self._request = request
        self.file = _file_of(window.showing.node)
        self._in_sight = False
        self._stale = True
        self._asking = Asking(window.jobs, lane, self)
        self._asking.answered.connect(self.answered)
        self._asking.failed.connect(self._on_failed)
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.setInterval(AGAIN_MS)
        self._again.timeout.connect(self.refresh)
        window.showing.nodeChanged.connect(self._on_node_changed)
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

    @pyqtSlot()
    def try_again(self) -> None:
        """Ask again after a failure, even if the file is to be left alone."""
        self._asking.forgive()
        self.refresh()

    @pyqtSlot(bool)
    def _on_visibility_changed(self, in_sight: bool) -> None:  # noqa: FBT001 - of a signal
        self._in_sight = in_sight
        self._ask()

    def _ask(self) -> None:
        if self._stale and self.file and self._in_sight:
            self._stale = False
            self._again.stop()
            self._asking.ask(self._request(self.file))
            self.begun.emit()

    @pyqtSlot(object)
    def _on_node_changed(self, node: NodeId | None) -> None:
        file = _file_of(node)
        if file != self.file:
            self.file = file
            self._asking.stop()
            self._again.stop()
            self.emptied.emit()
            self.refresh()

    @pyqtSlot(tuple)
    def _on_paths_changed(self, paths: tuple[str, ...]) -> None:
        if self.file in paths:
            self.refresh()

    @pyqtSlot(object)
    def _on_failed(self, failure: Failure) -> None:
        if failure.kind == BUSY:
            self._again.start()
        self.failed.emit(failure)


def _file_of(node: NodeId | None) -> str:
    return "" if node is None else node.file
