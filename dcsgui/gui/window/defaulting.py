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
from dcsgui.gui.undo.defaults import DefaultPart
from dcsgui.gui.undo.steps import Step
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
        self._asked: tuple[str, DefaultPart] | None = None
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
            self._ask(text, version.parent, version.version_name)

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
            self._ask(f"Release the default of {self._range_text(node)}", node, None)

    def _ask(self, text: str, node: NodeId, version: str | None) -> None:
        expected = self._parts.versions.default_state(node)
        part = DefaultPart(node, version, expected=expected, left=self._left)
        self._asked = text, part
        contents = self._parts.places.contents(node.file)
        if contents is not None:
            self._go_on(contents)
            return
        job = self._jobs.ask(OpenDetector(node.file), lane="default")
        job.answered.connect(self._go_on)
        job.failed.connect(self._on_failed)

    @pyqtSlot(object)
    def _go_on(self, contents: DetectorContents) -> None:
        """Do it, or ask for the reason first, now that it is known what the file is."""
        asked, self._asked = self._asked, None
        if asked is None or asked[1].file != contents.node.file:
            return
        text, part = asked
        if not contents.access.writable:
            self.refused.emit(contents.access.reason)
        elif contents.in_repository:
            self._asked = asked
            verb = "Release default" if part.version is None else "Make default"
            self.dialog.ask(f"{text}, in the repository", verb=verb)
        else:
            self._changes.do(Step(text, [part]))

    @pyqtSlot(object)
    def _on_failed(self, failure: Failure) -> None:
        self._asked = None
        self.refused.emit(failure.sentence)

    @pyqtSlot(str)
    def _on_reason(self, reason: str) -> None:
        asked, self._asked = self._asked, None
        if asked is not None:
            text, part = asked
            part.comment = reason
            self._changes.do(Step(text, [part]))

    def _range_text(self, node: NodeId) -> str:
        return f"{node.ctype} of {node.detname}, {self._parts.versions.range_text(node)}"
