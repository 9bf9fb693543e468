"""Setting the default by a click: who may, why, and what was seen before."""

from __future__ import annotations

from PyQt5.QtCore import QObject, pyqtSignal, pyqtSlot
from PyQt5.QtWidgets import QWidget

from dcsgui.core.actions.answers.defaults import DefaultChange
from dcsgui.core.actions.answers.listings import DetectorContents
from dcsgui.core.actions.answers.nodes import NodeId
from dcsgui.gui.jobs.job import Failure
from dcsgui.gui.jobs.jobs import Jobs
from dcsgui.gui.jobs.requests import OpenDetector
from dcsgui.gui.undo.changes import Changes
from dcsgui.gui.undo.steps import DefaultStep
from dcsgui.gui.window.parts import Parts
from dcsgui.gui.window.reason import ReasonDialog


class Defaulting(QObject):
    """Turns a click on a star into a step of the undo stack.

    Attributes
    ----------
    dialog : ReasonDialog
        Asks for a reason where one is due.

    Signals
    -------
    refused(str)
        Why nothing is done, in a sentence.
    """

    refused = pyqtSignal(str)

    def __init__(self, window: QWidget, jobs: Jobs, *, parts: Parts, changes: Changes) -> None:
        super().__init__(window)
        self._jobs = jobs
        self._parts = parts
        self._changes = changes
        self._step: DefaultStep | None = None
        self._left: dict[NodeId, DefaultChange] = {}
        self.dialog = ReasonDialog(window)
        self.dialog.reasonGiven.connect(self._on_reason)
        parts.versions.defaultAsked.connect(self.make_default)

    @pyqtSlot(object)
    def make_default(self, version: NodeId | None) -> None:
        """Make a version the default of its range, after asking for a reason where one is due."""
        row = None if version is None else self._parts.versions.row_of(version)
        if version is None or row is None:
            self.refused.emit("Select the version that is to be the default first.")
        elif len(self._parts.versions.selected()) > 1:
            self.refused.emit("Several versions are selected; select the one for the default.")
        elif row.pinned:
            self.refused.emit(
                f"v{row.versind} is the default of {self._range_text(version.parent)} already."
            )
        else:
            text = f"Make v{row.versind} the default of {self._range_text(version.parent)}"
            self._ask(DefaultStep(text, version.parent, version.version_name))

    @pyqtSlot(object)
    def release_default(self, node: NodeId | None) -> None:
        """Return a range to auto: the version added last answers."""
        seen = None if node is None else self._parts.versions.default_state(node)
        if node is None or seen is None:
            self.refused.emit("Select the range whose default is to be released first.")
        elif seen.pinned is None:
            self.refused.emit(
                f"No default is set for {self._range_text(node)}: the version added last answers."
            )
        else:
            self._ask(DefaultStep(f"Release the default of {self._range_text(node)}", node, None))

    def _ask(self, step: DefaultStep) -> None:
        contents = self._parts.places.contents(step.node.file)
        step.left = self._left
        step.expected = self._parts.versions.default_state(step.node)
        self._step = step
        if contents is not None:
            self._go_on(contents)
            return
        job = self._jobs.ask(OpenDetector(step.node.file), lane="default")
        job.answered.connect(self._go_on)
        job.failed.connect(self._on_failed)

    @pyqtSlot(object)
    def _go_on(self, contents: DetectorContents) -> None:
        """Do it, or ask for the reason first, now that it is known what the file is."""
        step, self._step = self._step, None
        if step is None or step.node.file != contents.node.file:
            return
        if not contents.access.writable:
            self.refused.emit(contents.access.reason)
        elif contents.in_repository:
            self._step = step
            verb = "Release default" if step.version is None else "Make default"
            self.dialog.ask(f"{step.text}, in the repository", verb=verb)
        else:
            self._changes.do(step)

    @pyqtSlot(object)
    def _on_failed(self, failure: Failure) -> None:
        self._step = None
        self.refused.emit(failure.sentence)

    @pyqtSlot(str)
    def _on_reason(self, reason: str) -> None:
        step, self._step = self._step, None
        if step is not None:
            step.comment = reason
            self._changes.do(step)

    def _range_text(self, node: NodeId) -> str:
        return f"{node.ctype} of {node.detname}, {self._parts.versions.range_text(node)}"
