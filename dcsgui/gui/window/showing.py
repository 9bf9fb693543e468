"""What is shown: the node of the tree, the version of the table, and all panels after them."""

from __future__ import annotations

from PyQt5.QtCore import QObject, pyqtSignal, pyqtSlot

from dcsgui.core.actions.answers.nodes import Level, NodeId
from dcsgui.gui.jobs.jobs import Jobs
from dcsgui.gui.window.parts import Parts


class Showing(QObject):
    """Keeps table, details and picture on what a person selects, and up to date.

    Signals
    -------
    nodeChanged(NodeId or None)
        Another node of the tree is current.
    versionChanged(NodeId or None)
        Another version is current.
    """

    nodeChanged = pyqtSignal(object)
    versionChanged = pyqtSignal(object)

    def __init__(self, parts: Parts, jobs: Jobs, parent: QObject) -> None:
        super().__init__(parent)
        self._parts = parts
        self._jobs = jobs
        self.node: NodeId | None = None
        self.version: NodeId | None = None
        parts.places.nodeSelected.connect(self._on_node)
        parts.versions.versionSelected.connect(self._on_version)
        jobs.pathsChanged.connect(self._on_paths_changed)

    @property
    def range(self) -> NodeId | None:
        """The range that is current: of the version, or of the tree."""
        for node in (self.version, self.node):
            if node is not None and node.level in (Level.RANGE, Level.VERSION):
                return node if node.level is Level.RANGE else node.parent
        return None

    @pyqtSlot()
    def refresh(self) -> None:
        """Look at all files again."""
        self._parts.places.refresh()
        self._parts.versions.refresh()
        self._parts.details.refresh()

    @pyqtSlot()
    def try_again(self) -> None:
        """Open what could not be read again."""
        self._parts.places.try_again()
        self._parts.versions.refresh()

    @pyqtSlot(object)
    def _on_node(self, node: NodeId | None) -> None:
        if node == self.node:
            return
        self.node = node
        self._jobs.watch("shown", [node.file] if node is not None else [])
        self._parts.versions.show_node(node)
        self._parts.details.show_node(node)
        self.nodeChanged.emit(node)

    @pyqtSlot(object)
    def _on_version(self, version: NodeId | None) -> None:
        self.version = version
        if version is not None and self._parts.versions.view.hasFocus():
            self._parts.details.show_node(version)
        self.versionChanged.emit(version)

    @pyqtSlot(tuple)
    def _on_paths_changed(self, paths: tuple[str, ...]) -> None:
        if self.node is not None and self.node.file in paths:
            self._parts.versions.refresh()
            self._parts.details.refresh()
