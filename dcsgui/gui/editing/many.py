"""The dialog for the parameters of many nodes at once."""

from __future__ import annotations

from PyQt5.QtCore import QSize, pyqtSignal, pyqtSlot
from PyQt5.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from dcsgui.core.actions.answers.details import NodeParameters
from dcsgui.core.actions.answers.nodes import NodeId
from dcsgui.core.values.amounts import counted
from dcsgui.gui.editing.many_model import ManyModel
from dcsgui.gui.editing.many_rows import ManyRow, rows_of
from dcsgui.gui.editing.many_table import ManyTable
from dcsgui.gui.editing.read_only import ReadOnlyLine
from dcsgui.gui.editing.steps import FileEdit, edit_step
from dcsgui.gui.editing.wording import Naming, counted_nodes, nodes_words
from dcsgui.gui.jobs.edit_requests import ReadManyParameters
from dcsgui.gui.jobs.job import Failure
from dcsgui.gui.jobs.jobs import Jobs
from dcsgui.gui.panels.asking import Asking
from dcsgui.gui.undo.parts import Way
from dcsgui.gui.undo.steps import Step
from dcsgui.gui.window.texts import words

__all__ = ["ManyDialog"]

_MOST_LINES = 4
_MEANWHILE = "Somebody has changed some of this meanwhile; look at it again before you apply."


class ManyDialog(QDialog):
    """Edits the parameters of one or many nodes; nothing is done before Apply.

    Attributes
    ----------
    model : ManyModel
    table : ManyTable
    comment : QLineEdit
    preview : QLabel
        What will change.
    notice : QLabel
        What has happened meanwhile, or why nothing was done.
    apply : QPushButton
    read_only : ReadOnlyLine

    Signals
    -------
    asked(Step)
        A step is to be done.
    whyAsked()
        A person wants to know why nothing can be changed.
    """

    asked = pyqtSignal(object)
    whyAsked = pyqtSignal()

    def __init__(self, parent: QWidget | None, jobs: Jobs) -> None:
        super().__init__(parent)
        self._nodes: tuple[NodeId, ...] = ()
        self._naming: Naming = str
        self._reason = ""
        self._read: list[NodeParameters] = []
        self._step: Step | None = None
        self._asking = Asking(jobs, "parameters of many", self)
        self.model = ManyModel(self)
        self.table = ManyTable(self.model, self)
        self.read_only = ReadOnlyLine(self)
        self.comment = QLineEdit(self)
        self.preview = words(parent=self)
        self.notice = words(parent=self)
        self.apply = QPushButton("&Apply", self)
        self._title = words(parent=self)
        self._progress = QProgressBar(self)
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, self)
        self._lay_out()
        self._connect()

    def sizeHint(self) -> QSize:
        """Return a size with room for a dozen rows."""
        return QSize(720, 480)

    def edit(
        self, nodes: tuple[NodeId, ...], *, naming: Naming, reason: str, in_repository: bool
    ) -> None:
        """Open for these nodes; `reason` says why nothing can be changed, "" if it can.

        What was wished of just these nodes and not applied is there again.
        """
        if nodes != self._nodes:
            self.model.show_rows((), (), writable=False)
        self._nodes, self._naming, self._reason = nodes, naming, reason
        self._title.setText(f"Parameters of {nodes_words(nodes, naming)}")
        self.setWindowTitle(self._title.text())
        self.read_only.show_reason(reason)
        place = "Why? Written into the history"
        self.comment.setPlaceholderText(place if in_repository else f"{place}; may be left empty")
        self.comment.setEnabled(not reason)
        self.notice.hide()
        self._ask()
        self.table.setFocus()
        self.open()

    def rows(self) -> list[ManyRow]:
        """Return the parameters of all nodes."""
        return self.model.rows

    # --- slots -------------------------------------------------------------------------------

    @pyqtSlot(tuple)
    def on_paths_changed(self, paths: tuple[str, ...]) -> None:
        """Read again what somebody has changed."""
        shown = self.isVisible() and self._step is None
        if shown and any(node.file in paths for node in self._nodes):
            self._ask()

    @pyqtSlot(object, object, str)
    def on_changed(self, step: Step, way: Way, told: str) -> None:
        """Close after all that was wished is done."""
        del told
        if way is Way.DO and step is self._step and all(part.stands for part in step.parts):
            self._step = None
            for row in self.model.rows:
                row.forget()
            self.comment.clear()
            self._nodes = ()
            super().accept()

    @pyqtSlot(object, object, object)
    def on_refused(self, step: Step, way: Way, failure: Failure) -> None:
        """Say why not all was done; what was wished stays."""
        if way is Way.DO and step is self._step:
            self._again(failure.sentence)

    @pyqtSlot(object, object)
    def on_stopped(self, step: Step, way: Way) -> None:
        """Say that it was called off; what was wished stays."""
        if way is Way.DO and step is self._step:
            self._again("It was called off.")

    @pyqtSlot()
    def accept(self) -> None:
        """Apply what is wished, in one transaction a file."""
        edits = self._edits()
        if not edits or self._step is not None or not self.apply.isEnabled():
            return
        self._step = edit_step(self._text(edits), edits, comment=self.comment.text().strip())
        self.notice.setText("It is being written…")
        self.notice.show()
        self._update()
        self.asked.emit(self._step)

    def _again(self, sentence: str) -> None:
        self._step = None
        self.notice.setText(sentence)
        self.notice.show()
        self._ask()

    @pyqtSlot(object)
    def _on_read(self, of_node: NodeParameters) -> None:
        self._read.append(of_node)

    @pyqtSlot(int, int, str)
    def _on_progressed(self, done: int, total: int, what: str) -> None:
        del what
        self._progress.setMaximum(total)
        self._progress.setValue(done)

    @pyqtSlot()
    def _on_all_read(self) -> None:
        self._progress.hide()
        self.table.keep_typed()
        rows, overtaken = rows_of(self._read, self.model.rows)
        nodes = tuple(one.node for one in self._read if not one.problem)
        self.model.show_rows(rows, nodes, writable=not self._reason)
        problems = [one.problem for one in self._read if one.problem]
        if problems:
            left_out = counted(len(problems), "node")
            self._note(f"{left_out} can't be read and will be left out: {problems[0]}")
        elif overtaken and self.notice.isHidden():
            self._note(_MEANWHILE)
        self._update()

    @pyqtSlot(object)
    def _on_failed(self, failure: Failure) -> None:
        self._progress.hide()
        self._note(failure.sentence)
        self._update()

    def _note(self, sentence: str) -> None:
        self.notice.setText(sentence)
        self.notice.show()

    @pyqtSlot()
    def _update(self) -> None:
        """Say what will change, and let it be applied if it can be."""
        wished = [row for row in self.model.rows if row.is_wished]
        problems = [f"{row.key}: {row.problem}" for row in wished if row.problem]
        lines = [line for row in wished if (line := row.words(self.model.nodes))]
        edits = [] if problems else self._edits()
        nodes, files = {one.node for one in edits}, {one.file for one in edits}
        if problems:
            said = "\n".join(problems[:_MOST_LINES])
        elif not edits:
            said = "Nothing will change yet."
        else:
            more = f"\nand {len(lines) - _MOST_LINES} more" if len(lines) > _MOST_LINES else ""
            head = f"{counted_nodes(nodes)} in {counted(len(files), 'file')} will change:\n"
            said = head + "\n".join(lines[:_MOST_LINES]) + more
        self.preview.setText(said)
        self.preview.setVisible(not self._reason)
        self.apply.setEnabled(bool(edits) and self._step is None and not self._asking.busy)

    # --- asking ------------------------------------------------------------------------------

    def _ask(self) -> None:
        self._read = []
        self._progress.setMaximum(0)
        self._progress.show()
        self._asking.ask(ReadManyParameters(self._nodes))
        self._update()

    def _edits(self) -> list[FileEdit]:
        wished = [row for row in self.model.rows if row.is_wished and not row.problem]
        return [edit for row in wished for edit in row.edits(self.model.nodes)]

    def _text(self, edits: list[FileEdit]) -> str:
        wished = [row for row in self.model.rows if row.is_wished]
        where = nodes_words({one.node for one in edits}, self._naming)
        if len(wished) > 1:
            return f"Edit {counted(len(wished), 'parameter')} of {where}"
        return wished[0].step_text(where)

    # --- making ------------------------------------------------------------------------------

    def _connect(self) -> None:
        self._asking.answered.connect(self._on_read)
        self._asking.progressed.connect(self._on_progressed)
        self._asking.completed.connect(self._on_all_read)
        self._asking.failed.connect(self._on_failed)
        self.model.dataChanged.connect(self._update)
        self.model.rowsInserted.connect(self._update)
        self.model.rowsRemoved.connect(self._update)
        self.read_only.whyAsked.connect(self.whyAsked)
        self.apply.clicked.connect(self.accept)
        self._buttons.rejected.connect(self.reject)

    def _lay_out(self) -> None:
        font = self._title.font()
        font.setBold(True)
        self._title.setFont(font)
        self._progress.setTextVisible(False)
        self._progress.setFixedHeight(6)
        self.preview.setAccessibleName("What will change")
        self.notice.hide()
        self.apply.setDefault(True)
        self._buttons.addButton(self.apply, QDialogButtonBox.ButtonRole.AcceptRole)
        label = QLabel("&Comment:", self)
        label.setBuddy(self.comment)
        why = QHBoxLayout()
        why.addWidget(label)
        why.addWidget(self.comment, 1)
        layout = QVBoxLayout(self)
        layout.addWidget(self._title)
        layout.addWidget(self.read_only)
        layout.addWidget(self._progress)
        layout.addWidget(self.table, 1)
        layout.addLayout(self._tools())
        layout.addLayout(why)
        layout.addWidget(self.preview)
        layout.addWidget(self.notice)
        layout.addWidget(self._buttons)

    def _tools(self) -> QHBoxLayout:
        tools = QHBoxLayout()
        for text, tip, slot in (
            ("A&dd", "Add a parameter to all (Ins).", self.table.add),
            ("&Remove", "Remove the selected parameters from all (Del).", self.table.remove),
            ("&Put back", "Leave the selected parameters as they are.", self.table.restore),
        ):
            button = QPushButton(text, self)
            button.setToolTip(tip)
            button.setAutoDefault(False)
            button.clicked.connect(slot)
            tools.addWidget(button)
        tools.addStretch(1)
        return tools
