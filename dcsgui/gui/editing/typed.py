"""Turns what is typed into drafts, and drafts into steps; keeps those that are not taken."""

from __future__ import annotations

from collections.abc import Hashable, Sequence

from PyQt5.QtCore import QObject, pyqtSignal, pyqtSlot

from dcsgui.core.actions.answers.details import NodeDetails
from dcsgui.core.actions.answers.nodes import NodeId
from dcsgui.core.actions.answers.parameters import ABSENT, REMOVED, ParameterEdit
from dcsgui.core.values.amounts import counted
from dcsgui.core.values.errors import BadValue
from dcsgui.core.values.parameter_texts import (
    ValueKind,
    kind_of_value,
    same_value,
    typed_text,
)
from dcsgui.gui.editing.clips import Clip
from dcsgui.gui.editing.delegate import Cell, ParameterDelegate
from dcsgui.gui.editing.draft_edits import checked_name, planned_edit
from dcsgui.gui.editing.draft_words import who_changed
from dcsgui.gui.editing.steps import FileEdit, edit_step
from dcsgui.gui.editing.wording import Naming
from dcsgui.gui.jobs.job import Failure
from dcsgui.gui.models.drafts import Draft, Drafts, Of, State
from dcsgui.gui.models.parameter_rows import NAME, TYPE, VALUE, Parameter
from dcsgui.gui.models.parameters import ParametersModel
from dcsgui.gui.undo.parts import Way
from dcsgui.gui.undo.steps import Step

__all__ = ["Typed"]


class Typed(QObject):
    """Edits the parameters of the node that a model shows.

    Attributes
    ----------
    drafts : Drafts
    naming : Naming
        What nodes are called in the texts of steps.
    comment : str
        Why, for the next edit.

    Signals
    -------
    asked(Step)
        A step is to be done.
    editAsked(str, int)
        A parameter is to be edited now, in this column.
    staleFound()
        What is shown is not what is in the file: it has to be read again.
    commentUsed()
        The comment is in the file.
    """

    asked = pyqtSignal(object)
    editAsked = pyqtSignal(str, int)
    staleFound = pyqtSignal()
    commentUsed = pyqtSignal()

    def __init__(self, model: ParametersModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.drafts = Drafts(self)
        self.naming: Naming = _plain_name
        self.comment = ""
        self._model = model
        self._running: dict[Step, Draft | None] = {}
        self.drafts.changed.connect(self._on_drafts_changed)

    def listen(self, delegate: ParameterDelegate) -> None:
        """Take what is typed into the editors that a delegate makes."""
        delegate.typed.connect(self._on_typed)
        delegate.committed.connect(self._on_committed)
        delegate.abandoned.connect(self._on_abandoned)

    # --- what a person does ------------------------------------------------------------------

    def remove(self, rows: Sequence[Parameter]) -> None:
        """Remove parameters; those that are only typed are forgotten."""
        node = self._model.node
        if node is None:
            return
        for draft in self.drafts.of_node(node):
            if any(draft.key == row.key for row in rows) and draft.state is not State.WAITING:
                self.drafts.drop(draft)
        there = [row for row in rows if row.held.value is not ABSENT]
        edits = [
            ParameterEdit(node.path, row.key, REMOVED, expected=row.held.value) for row in there
        ]
        if edits:
            what = there[0].key if len(there) == 1 else counted(len(there), "parameter")
            self._ask(f"Remove {what} of {self.naming(node)}", node, edits)

    def paste(self, clips: Sequence[Clip]) -> str:
        """Set parameters that were copied; return why nothing is done, "" if something is."""
        node = self._model.node
        if node is None or not self._model.writable:
            return "Parameters can't be pasted here: nothing can be changed."
        if not clips:
            return "There are no parameters on the clipboard; copy rows, or lines of key = value."
        edits = [edit for clip in clips if (edit := self._pasted(node, clip)) is not None]
        if not edits:
            return "The parameters of the clipboard are here already, with the same values."
        what = edits[0].key if len(edits) == 1 else counted(len(edits), "parameter")
        self._ask(f"Paste {what} to {self.naming(node)}", node, edits)
        return ""

    def write(self, draft: Draft) -> None:
        """Have a draft written; over what somebody else has set meanwhile, as it is seen now."""
        draft.seen = draft.theirs
        self._commit(draft)

    def forget(self, draft: Draft) -> None:
        """Forget a draft."""
        self.drafts.drop(draft)

    # --- what the files hold -----------------------------------------------------------------

    @pyqtSlot(object)
    def on_details(self, details: NodeDetails) -> None:
        """Compare what was typed with what is in the file now."""
        values = {par.key: par.value for par in details.pars}
        for draft in self.drafts.of_node(details.node):
            if draft.state is State.WRITTEN:
                self.drafts.drop(draft)
            elif draft.key and not same_value(draft.theirs, values.get(draft.key, ABSENT)):
                draft.theirs = values.get(draft.key, ABSENT)
                draft.who = who_changed(details, draft.key)
        self._on_drafts_changed(details.node)

    @pyqtSlot(object, object, str)
    def on_changed(self, step: Step, way: Way, words: str) -> None:
        """Take note that a draft is in the file."""
        del words
        if way is not Way.DO or step not in self._running:
            return
        draft = self._running.pop(step)
        self.commentUsed.emit()
        if draft is None:
            return
        if draft.of is Of.NAME:
            self.drafts.rename(draft.node, draft.key, draft.text)
        if self._model.node == draft.node:
            self.drafts.tell(draft, State.WRITTEN)
        else:
            self.drafts.drop(draft)

    @pyqtSlot(object, object, object)
    def on_refused(self, step: Step, way: Way, failure: Failure) -> None:
        """Keep a draft that was not taken, and say why."""
        if way is Way.DO and step in self._running:
            draft = self._running.pop(step)
            if draft is not None:
                self.drafts.tell(draft, State.REFUSED, failure.sentence)
            self.staleFound.emit()

    @pyqtSlot(object, object)
    def on_stopped(self, step: Step, way: Way) -> None:
        """Keep a draft that was called off."""
        if way is Way.DO and step in self._running:
            draft = self._running.pop(step)
            if draft is not None:
                self.drafts.tell(draft, State.OPEN)

    # --- typing ------------------------------------------------------------------------------

    @pyqtSlot(object, str)
    def _on_typed(self, cell: Cell, text: str) -> None:
        draft = self._draft(cell)
        if draft is not None:
            draft.text, draft.sentence = text, ""
            draft.state = State.OPEN

    @pyqtSlot(object)
    def _on_abandoned(self, cell: Cell) -> None:
        draft = self._found(cell)
        if draft is not None:
            self.drafts.drop(draft)

    @pyqtSlot(object, str)
    def _on_committed(self, cell: Cell, text: str) -> None:
        if not cell.key and not text.strip():
            self._on_abandoned(cell)
            return
        draft = self._draft(cell)
        if draft is None:
            return
        if cell.column == TYPE:
            draft.kind = ValueKind(text)
        else:
            draft.text = text
        self._commit(draft)

    def _commit(self, draft: Draft) -> None:
        draft.state, draft.sentence = State.OPEN, ""
        if draft.key and draft.overtaken:
            self.drafts.tell(draft, State.REFUSED)
            return
        try:
            if draft.key:
                self._write(draft)
            else:
                self._begin(draft)
        except BadValue as error:
            self.drafts.tell(draft, State.OPEN, str(error))

    def _begin(self, draft: Draft) -> None:
        """Begin a new parameter, whose name is typed."""
        key = checked_name(draft, self._model.keys())
        self.drafts.keep(Draft(draft.node, key, Of.VALUE, "", ValueKind.GUESSED, ABSENT))
        self.drafts.drop(draft)
        self.editAsked.emit(key, VALUE)

    def _write(self, draft: Draft) -> None:
        planned = planned_edit(draft, self._model.keys(), self.naming)
        if planned is None:
            self.drafts.drop(draft)
            return
        self.drafts.tell(draft, State.WAITING)
        self._ask(planned.text, draft.node, [planned.edit], draft=draft, key=planned.key)

    def _ask(
        self,
        text: str,
        node: NodeId,
        edits: Sequence[ParameterEdit],
        *,
        draft: Draft | None = None,
        key: Hashable = None,
    ) -> None:
        of_file = [FileEdit(node.file, edit) for edit in edits]
        step = edit_step(text, of_file, comment=self.comment.strip(), key=key)
        self._running[step] = draft
        self.asked.emit(step)

    # --- finding -----------------------------------------------------------------------------

    def _found(self, cell: Cell) -> Draft | None:
        node = self._model.node
        of = Of.NAME if cell.column == NAME else Of.VALUE
        return None if node is None else self.drafts.find(node, cell.key, of)

    def _draft(self, cell: Cell) -> Draft | None:
        """Return the draft of a cell; a new one that begins with what is in the file."""
        found, node = self._found(cell), self._model.node
        if found is not None or node is None:
            return found
        row = self._model.find(cell.key)
        value = ABSENT if row is None else row.held.value
        of = Of.NAME if cell.column == NAME else Of.VALUE
        kind = ValueKind.GUESSED if value is ABSENT else kind_of_value(value)
        text = cell.key if of is Of.NAME else "" if value is ABSENT else typed_text(value)
        draft = Draft(node, cell.key, of, text, kind, value)
        self.drafts.keep(draft)
        return draft

    def _pasted(self, node: NodeId, clip: Clip) -> ParameterEdit | None:
        row = self._model.find(clip.key)
        there = ABSENT if row is None else row.held.value
        if same_value(there, clip.value):
            return None
        return ParameterEdit(node.path, clip.key, clip.value, expected=there)

    def _on_drafts_changed(self, node: NodeId) -> None:
        if node == self._model.node:
            self._model.show_drafts(self.drafts.of_node(node))


def _plain_name(node: NodeId) -> str:
    return "/".join((node.detname, *node.path))
