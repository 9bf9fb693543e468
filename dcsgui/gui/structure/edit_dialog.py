"""What all dialogs share that change something: a form, a preview, a comment, and what OK does."""

from __future__ import annotations

from collections.abc import Sequence

from PyQt5.QtCore import QSize, Qt, pyqtSignal, pyqtSlot
from PyQt5.QtGui import QKeyEvent
from PyQt5.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from dcsgui.gui.jobs.job import Failure
from dcsgui.gui.structure.comment_field import CommentField
from dcsgui.gui.structure.field_note import FieldNote
from dcsgui.gui.structure.wrapped import Wrapped
from dcsgui.gui.undo.changes import Changes, Way
from dcsgui.gui.undo.steps import Step

__all__ = ["EditDialog"]

_WIDTH = 560
DOING = "It is being done."


class EditDialog(QDialog):
    """A dialog that makes up one step, and stays until that is done.

    What was typed is kept if it is cancelled, or if the step is refused: then it says why.
    Subclasses say why something is missing (`missing`), what would be done (`look_ahead`), and
    what is to be done (`step`).

    Attributes
    ----------
    form : QFormLayout
        For the fields.
    comment : CommentField
    ok : QPushButton
        Its text says what it does.

    Signals
    -------
    carriedOut(Step, str)
        It was done, with this comment.
    """

    carriedOut = pyqtSignal(object, str)

    def __init__(self, parent: QWidget, changes: Changes, *, title: str, verb: str) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self._changes = changes
        self._step: Step | None = None
        self._parts = 0  # of the step, before it was begun
        self._refused = ""
        self._eager = False
        self._what = Wrapped(parent=self)
        font = self._what.font()
        font.setBold(True)
        self._what.setFont(font)
        self.form = QFormLayout()
        self.form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self.comment = CommentField(self)
        self.comment.changed.connect(self.hesitate)
        self.comment.changed.connect(self.renew)
        self.comment.submitted.connect(self.accept)
        self.ok = QPushButton(verb, self)
        self.ok.setDefault(True)
        self._why_not = FieldNote(self.ok, self)
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, self)
        self._buttons.addButton(self.ok, QDialogButtonBox.ButtonRole.AcceptRole)
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)
        changes.changed.connect(self._on_changed)
        changes.refused.connect(self._on_refused)
        changes.stopped.connect(self._on_stopped)

    # --- what subclasses say ---

    def missing(self) -> str:
        """Return why nothing can be done yet, in a sentence; "" if it can."""
        raise NotImplementedError

    def waiting(self) -> bool:
        """Tell whether something is still to be found out before it can be done."""
        return False

    def look_ahead(self) -> None:
        """Say in the dialog what would be done, as far as that is known."""

    def step(self) -> Step | None:
        """Return what is to be done."""
        raise NotImplementedError

    # --- what they have for it ---

    def lay_out(self, *more: QWidget, growing: QWidget | None = None) -> None:
        """Put all in its place: the form, more below it, the comment, the buttons.

        What is `growing` gets the room that is left over.
        """
        label = QLabel("Co&mment", self)
        label.setBuddy(self.comment)
        layout = QVBoxLayout(self)
        layout.addWidget(self._what)
        layout.addLayout(self.form)
        for widget in more:
            layout.addWidget(widget)
        if growing is not None:
            layout.addWidget(growing, 1)
        layout.addWidget(label)
        layout.addWidget(self.comment)
        if growing is None:
            layout.addStretch(1)
        layout.addWidget(self._why_not)
        layout.addWidget(self._buttons)

    def add_row(self, name: str, field: QWidget) -> None:
        """Add a field to the form; ``&`` in its name marks the letter for Alt."""
        label = QLabel(name, self)
        label.setBuddy(field)
        self.form.addRow(label, field)

    def ask(self, what: str, *, first: QWidget, recent: Sequence[str] = ()) -> None:
        """Open it, with the keyboard in the `first` field; returns at once."""
        self._what.say(what)
        self.comment.set_recent(recent)
        refused, self._eager = self._refused, False
        self.renew()
        self._refused = refused
        self.judge()
        self.open()
        cancel = self._buttons.button(QDialogButtonBox.StandardButton.Cancel)
        (first if first.isEnabled() or cancel is None else cancel).setFocus()

    def sizeHint(self) -> QSize:
        """Return a width in which sentences can be read."""
        return super().sizeHint().expandedTo(QSize(_WIDTH, 0))

    @pyqtSlot()
    def renew(self) -> None:
        """Find out again whether it can be done, and what would be: something was typed."""
        self._refused = ""
        self.look_ahead()
        self.judge()

    @pyqtSlot()
    def hesitate(self) -> None:
        """Do nothing by itself any more: a person typed on after Enter."""
        self._eager = False

    @pyqtSlot()
    def judge(self) -> None:
        """Enable OK, or say why not; do it, if Enter was pressed while that was not known."""
        missing = DOING if self._step is not None else self.missing()
        self.ok.setEnabled(not missing)
        self.ok.setToolTip(missing)
        if self._refused and not missing:
            self._why_not.tell_problem(self._refused)
        else:
            self._why_not.tell(missing)
        if not missing and self._eager:
            self.accept()

    # --- what a person does ---

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        """Do it with Enter; also if it is only known in a moment whether it can be done."""
        enter = event is not None and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if enter and not self.ok.isEnabled():
            self._eager = self._step is None and self.waiting()
            return
        super().keyPressEvent(event)

    def accept(self) -> None:
        """Do it, if it can be done; the dialog goes when it is done."""
        if self._step is not None:
            return
        if self.missing():
            self._eager = self.waiting()
            return
        self._eager = False
        step = self.step()
        if step is None:
            return
        self._step, self._refused, self._parts = step, "", len(step.parts)
        self.judge()
        if step.long:
            super().accept()  # out of the way of what takes long
        self._changes.do(step)

    # --- what becomes of it ---

    @pyqtSlot(object, object, str)
    def _on_changed(self, step: Step, way: Way, _words: str) -> None:
        if step is not self._step or way is not Way.DO:
            return
        self._step = None
        self.carriedOut.emit(step, self.comment.text())
        if len(step.parts) < self._parts:
            self._step = step  # why the rest was not is still to be told
            self.partly_done(step)
            return
        self.forget()
        if self.isVisible():
            super().accept()

    @pyqtSlot(object, object, object)
    def _on_refused(self, step: Step, _way: Way, failure: Failure) -> None:
        if step is self._step:
            self._step = None
            self._refused = failure.sentence
            self.overtaken(failure)
            self.judge()

    @pyqtSlot(object, object)
    def _on_stopped(self, step: Step, _way: Way) -> None:
        if step is self._step:
            self._step = None
            self.judge()

    def partly_done(self, step: Step) -> None:
        """Forget what was typed for the parts that were done; the others were not."""

    def overtaken(self, failure: Failure) -> None:
        """Look again at what is there: the step was refused, and what was typed is kept."""

    def forget(self) -> None:
        """Forget what was typed: it is done."""
        self.comment.set_text("")
