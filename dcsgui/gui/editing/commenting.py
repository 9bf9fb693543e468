"""Adds what is typed below a history to it, as a step."""

from __future__ import annotations

from PyQt5.QtCore import QObject, pyqtSlot

from dcsgui.core.actions.answers.nodes import NodeId
from dcsgui.gui.editing.comments import CommentLine
from dcsgui.gui.editing.wording import Naming
from dcsgui.gui.jobs.job import Failure
from dcsgui.gui.undo.changes import Changes
from dcsgui.gui.undo.dcs_lines import dcs_line, node_text
from dcsgui.gui.undo.parts import FilePart, Way
from dcsgui.gui.undo.steps import Step

__all__ = ["Commenting"]


class Commenting(QObject):
    """Turns comments into steps, and keeps those that are not taken."""

    def __init__(self, line: CommentLine, changes: Changes, naming: Naming) -> None:
        super().__init__(line)
        self._line = line
        self._changes = changes
        self._naming = naming
        self._running: dict[Step, tuple[NodeId, str]] = {}
        line.commentGiven.connect(self._on_comment)
        changes.changed.connect(self._on_changed)
        changes.refused.connect(self._on_refused)
        changes.stopped.connect(self._on_stopped)

    @pyqtSlot(object, str)
    def _on_comment(self, node: NodeId, comment: str) -> None:
        from dcsgui.gui.jobs.edit_requests import AddComment

        part = FilePart(
            node.file,
            AddComment(node, comment),
            words=f"Comment added to {self._naming(node)}.",
            line=dcs_line("history", node_text(node), "--add", comment),
        )
        step = Step(f"Add a comment to {self._naming(node)}", [part])
        self._running[step] = node, comment
        self._changes.do(step)

    @pyqtSlot(object, object, str)
    def _on_changed(self, step: Step, way: Way, words: str) -> None:
        del words
        if way is Way.DO and step in self._running:
            self._line.sent(*self._running.pop(step))

    @pyqtSlot(object, object, object)
    def _on_refused(self, step: Step, way: Way, failure: Failure) -> None:
        if way is Way.DO and step in self._running:
            node, _ = self._running.pop(step)
            self._line.refused(node, failure.sentence)

    @pyqtSlot(object, object)
    def _on_stopped(self, step: Step, way: Way) -> None:
        if way is Way.DO and step in self._running:
            node, _ = self._running.pop(step)
            self._line.refused(node, "it was called off.")
