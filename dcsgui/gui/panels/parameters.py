"""Facts and parameters of a node: the facts to be read, the parameters to be edited."""

from __future__ import annotations

from itertools import pairwise

from PyQt5.QtCore import Qt, QTimer, pyqtSignal, pyqtSlot
from PyQt5.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QToolButton, QWidget

from dcsgui.core.actions.answers.details import NodeDetails
from dcsgui.core.actions.answers.listings import WRITABLE, Access
from dcsgui.core.actions.answers.nodes import NodeId
from dcsgui.gui.editing.clips import Clip
from dcsgui.gui.editing.draft_bar import DraftBar
from dcsgui.gui.editing.read_only import ReadOnlyLine
from dcsgui.gui.editing.table import ParametersTable
from dcsgui.gui.editing.typed import Typed
from dcsgui.gui.models.drafts import Draft, Of
from dcsgui.gui.models.parameter_rows import NAME, VALUE, Mark
from dcsgui.gui.models.parameters import ParametersModel
from dcsgui.gui.panels.details_panel import DetailsPanel
from dcsgui.gui.panels.details_source import DetailsSource

__all__ = ["ParametersPanel"]


class ParametersPanel(DetailsPanel):
    """Shows the facts and edits the parameters of a node; see `DetailsPanel`.

    Attributes
    ----------
    table : ParametersTable
        Same as `view`.
    typed : Typed
        Makes steps of what is typed, and keeps what is not taken.
    bar : DraftBar
        Says what has become of what was typed.
    read_only : ReadOnlyLine
        Says why nothing can be changed.
    add_button : QToolButton
    comment : QLineEdit
        Why, for the next edit; shown where `ask_comment` says so.

    Signals
    -------
    refused(str)
        Why nothing is done, in a sentence.
    """

    refused = pyqtSignal(str)

    def __init__(self, source: DetailsSource, parent: QWidget | None = None) -> None:
        self._parameters = ParametersModel()
        self.typed = Typed(self._parameters)
        self.table = ParametersTable(self._parameters, self.typed.drafts)
        super().__init__(
            source, self._parameters, things=("entry", "entries"), view=self.table, parent=parent
        )
        self._parameters.setParent(self)
        self.typed.setParent(self)
        self._access = WRITABLE
        self.bar = DraftBar(self)
        self.read_only = ReadOnlyLine(self)
        self.comment = QLineEdit(self)
        self._comment_row = QWidget(self)
        self._wanted = ("", NAME)
        self._later = QTimer(self)  # after the editor that is open has been closed
        self._later.setSingleShot(True)
        self._add_lines()
        self._order_tabs()
        self._listen()

    def counts(self) -> tuple[int, int]:
        """Return how many facts and parameters are shown, and how many there are."""
        last = self.model.rowCount() - 1
        extra = last >= 0 and self._parameters.row(last).mark is Mark.ADD
        return self.model.rowCount() - extra, self._parameters.known

    def show_details(self, details: NodeDetails) -> None:
        """Show facts and parameters, and what was typed."""
        self._parameters.show_details(details)
        self.typed.on_details(details)

    def long_text(self, row: int) -> str:
        """Return the value of a row."""
        return self._parameters.row(row).text

    def set_access(self, access: Access) -> None:
        """Let parameters be changed, or say why they can't be."""
        self._access = access
        self._parameters.set_writable(writable=access.writable)
        self.read_only.show_reason("" if access.writable else access.reason)
        self.table.enable()
        self.add_button.setEnabled(access.writable)

    def ask_comment(self, *, wanted: bool) -> None:
        """Have a line for why the next edit is made, or not."""
        self._comment_row.setVisible(wanted)

    # --- slots -------------------------------------------------------------------------------

    @pyqtSlot(list)
    def _on_paste(self, clips: list[Clip]) -> None:
        if problem := self.typed.paste(clips):
            self.refused.emit(problem)

    @pyqtSlot(object)
    def _on_edit_asked(self, draft: Draft) -> None:
        self.table.edit_cell(draft.key, NAME if draft.of is Of.NAME else VALUE)

    @pyqtSlot(str, int)
    def _on_edit_wanted(self, key: str, column: int) -> None:
        self._wanted = (key, column)
        self._later.start(0)

    @pyqtSlot()
    def _on_later(self) -> None:
        self.table.edit_cell(*self._wanted)

    @pyqtSlot(str)
    def _on_comment_edited(self, text: str) -> None:
        self.typed.comment = text

    @pyqtSlot()
    def _on_comment_used(self) -> None:
        self.typed.comment = ""
        self.comment.clear()

    @pyqtSlot(object)
    def _on_drafts_changed(self, node: NodeId) -> None:
        del node
        self._show_draft()

    @pyqtSlot(int)
    def _on_row_changed(self, row: int) -> None:
        del row
        self.table.enable()
        self._show_draft()

    def _show_draft(self) -> None:
        """Tell of the draft of the current row; else of another one of the node."""
        row = self.table.current_row
        key = self._parameters.row(row).key if 0 <= row < self.model.rowCount() else None
        drafts = self.typed.drafts.of_node(self._parameters.node)
        told = [draft for draft in drafts if not self._is_edited(draft) or draft.overtaken]
        told.sort(key=lambda draft: draft.key != key)
        self.bar.show_draft(told[0] if told else None)

    def _is_edited(self, draft: Draft) -> bool:
        cell = self.table.delegate.cell
        if cell is None:
            return False
        return cell.key == draft.key and (cell.column == NAME) == (draft.of is Of.NAME)

    # --- making ------------------------------------------------------------------------------

    def _add_lines(self) -> None:
        self.add_button = QToolButton(self)
        self.add_button.setText("Add")
        self.add_button.setIcon(self.table.add_action.icon())
        self.add_button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.add_button.setToolTip("Add a parameter (Ins).")
        self.add_button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.add_button.setAutoRaise(True)
        self.add_button.setEnabled(False)
        self.top.addWidget(self.add_button)
        self.lines.insertWidget(0, self.read_only)
        self.lines.addWidget(self.bar)
        self.comment.setPlaceholderText(
            "Why the next edit? Written into the history; may be left empty"
        )
        label = QLabel("&Comment:", self)
        label.setBuddy(self.comment)
        row = QHBoxLayout(self._comment_row)
        row.setContentsMargins(0, 0, 0, 2)
        row.addWidget(label)
        row.addWidget(self.comment, 1)
        self.lines.addWidget(self._comment_row)
        self._comment_row.hide()

    def _order_tabs(self) -> None:
        """Let Tab go from top to bottom."""
        bar = self.bar
        order = (
            self.read_only.link,
            self.filter,
            self.add_button,
            self.table,
            self.value,
            bar.write_button,
            bar.forget_button,
            self.comment,
        )
        for before, after in pairwise(order):
            QWidget.setTabOrder(before, after)

    def _listen(self) -> None:
        typed, table, bar = self.typed, self.table, self.bar
        typed.listen(table.delegate)
        typed.editAsked.connect(self._on_edit_wanted)
        self._later.timeout.connect(self._on_later)
        typed.commentUsed.connect(self._on_comment_used)
        typed.staleFound.connect(self._source.refresh)
        typed.drafts.changed.connect(self._on_drafts_changed)
        table.removeAsked.connect(typed.remove)
        table.pasteAsked.connect(self._on_paste)
        table.currentRowChanged.connect(self._on_row_changed)
        self._parameters.settled.connect(self._show_draft)
        table.delegate.editorChanged.connect(self._show_draft)
        self.add_button.clicked.connect(table.add)
        self.comment.textEdited.connect(self._on_comment_edited)
        bar.writeAsked.connect(typed.write)
        bar.forgetAsked.connect(typed.forget)
        bar.editAsked.connect(self._on_edit_asked)
