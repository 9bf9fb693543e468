"""The dialog for a new calibration type of a detector."""

from __future__ import annotations

from PyQt5.QtWidgets import QWidget

from dcsgui.core.actions.answers.edits import Edited
from dcsgui.core.actions.answers.nodes import NodeId
from dcsgui.gui.jobs.edit_requests import AddType
from dcsgui.gui.jobs.job import Failure
from dcsgui.gui.jobs.jobs import Jobs
from dcsgui.gui.jobs.preview_requests import PreviewType
from dcsgui.gui.structure.around import NOWHERE, Around
from dcsgui.gui.structure.edit_dialog import EditDialog
from dcsgui.gui.structure.known import KnownDetector
from dcsgui.gui.structure.preview import Preview
from dcsgui.gui.structure.type_field import TypeField
from dcsgui.gui.undo.changes import Changes
from dcsgui.gui.undo.dcs_lines import dcs_line, node_text
from dcsgui.gui.undo.parts import FilePart
from dcsgui.gui.undo.steps import Step

__all__ = ["NewTypeDialog"]


class NewTypeDialog(EditDialog):
    """Asks for the name of a new type.

    Attributes
    ----------
    node : NodeId
        The detector.
    preview : Preview
    """

    def __init__(self, parent: QWidget, jobs: Jobs, changes: Changes) -> None:
        super().__init__(parent, changes, title="New type", verb="Add type")
        self.node = NodeId("")
        self._around = NOWHERE
        self._known = KnownDetector(jobs, self)
        self._known.changed.connect(self._on_known)
        self.type = TypeField(self)
        self.type.changed.connect(self.renew)
        self.preview = Preview(jobs, "What would change", words=self._said, parent=self)
        self.preview.settled.connect(self.judge)
        self.add_row("&Type", self.type)
        self.lay_out(self.preview)

    def ask_for(self, node: NodeId, around: Around) -> None:
        """Ask for a type of the detector that a node is in."""
        if node.file != self.node.file:
            self.forget()
        self.node, self._around = NodeId(node.file), around
        self._known.look_at(node.file)
        what = f"Add a calibration type to {node.detname}"
        self.ask(what, first=self.type, recent=around.recent)

    def missing(self) -> str:
        """Return what is missing, or why it would be refused."""
        failure = self.preview.failure
        refusal = "" if failure is None else failure.sentence
        return self._known.problem or self.type.problem or refusal

    def look_ahead(self) -> None:
        """Try it."""
        self.type.offer_new(self._known.ctypes, self._around.ctypes)
        if self.type.problem:
            self.preview.want(None, instead="It gets its ranges and versions afterwards.")
        else:
            self.preview.want(PreviewType(self._node()))

    def step(self) -> Step | None:
        """Return what is to be done."""
        node, comment = self._node(), self.comment.text()
        part = FilePart(
            node.file,
            AddType(node, comment),
            words=f"New type {node.ctype} of {node.detname}",
            line=dcs_line("create", node_text(node), "-m", comment),
            comment=comment,
        )
        return Step(f"Add the type {node.ctype} to {node.detname}", [part])

    def done(self, result: int) -> None:
        """Close it, and ask for nothing more."""
        self.preview.stop()
        super().done(result)

    def overtaken(self, failure: Failure) -> None:
        """Look again which types there are."""
        del failure
        self._known.look_again()

    def forget(self) -> None:
        """Forget what was typed."""
        super().forget()
        self.type.set_text("")

    def _node(self) -> NodeId:
        return self.node.child(self.type.text())

    def _said(self, edited: Edited) -> str:
        return (
            f"{edited.node.detname} gets the type {self.type.text()}. No answer changes before it "
            f"has versions."
        )

    def _on_known(self) -> None:
        self.preview.ask_again()
        self.renew()
