"""The page of the plan: tree, choices, what answers over time, comment and command line."""

from __future__ import annotations

from collections.abc import Sequence

from PyQt5.QtCore import QSignalBlocker, Qt, pyqtSignal, pyqtSlot
from PyQt5.QtGui import QFontMetrics
from PyQt5.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from dcsgui.core.actions.answers.plans import Path, Policy, State
from dcsgui.core.actions.answers.timelines import NO_ANSWER_CHANGES
from dcsgui.gui.icons import icon
from dcsgui.gui.transfer.answer_lines import AnswerLines, TypeLines
from dcsgui.gui.transfer.parts import command_lines
from dcsgui.gui.transfer.plan_rows import Row
from dcsgui.gui.transfer.plan_tree import PlanTree
from dcsgui.gui.transfer.plan_words import FOR_ALL, change_words
from dcsgui.gui.transfer.proposal import Proposal
from dcsgui.gui.transfer.row_details import RowDetails
from dcsgui.gui.transfer.stretches import stretches
from dcsgui.gui.window.reason_edit import ReasonEdit
from dcsgui.gui.window.texts import ReadOnlyText, copy_text, words

__all__ = ["PlanPage"]

_MANY = 12
"""If so many things are there already, they are hidden at first."""

_SAID = 200
"""So many changes of answers are said one by one."""

_TREE_LEAST = 140
_LINES, _COMMENT_LINES, _COMMAND_LINES = 116, 3, 3


class PlanPage(QWidget):
    """Shows plans and takes decisions; asks for nothing itself.

    Attributes
    ----------
    tree : PlanTree
    details : RowDetails
    comment : ReasonEdit
    policy : QComboBox
    hide_there : QCheckBox
    command : ReadOnlyText
    copy : QPushButton
        Copies it.
    lines : AnswerLines

    Signals
    -------
    decided(Proposal)
        Something else is to be planned for it.
    commentChanged()
    submitted()
        Ctrl+Enter was pressed in the comment.
    """

    decided = pyqtSignal(object)
    commentChanged = pyqtSignal()
    submitted = pyqtSignal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._proposals: tuple[Proposal, ...] = ()
        self._utc = False
        self._hide_chosen = False
        self._answers_shown: object = None
        self.tree = PlanTree(self)
        self.details = RowDetails(self)
        self.hide_there = QCheckBox("&Hide what is there already", self)
        self.policy = QComboBox(self)
        self.lines = AnswerLines(self)
        self._answers = ReadOnlyText("Answers that change", parent=self)
        self.comment = ReasonEdit(self)
        self._comment_label = QLabel(self)
        self.command = ReadOnlyText("The same as a command", parent=self)
        self.copy = QPushButton(icon("copy"), "Cop&y", self)
        self._fill()
        self._lay_out()
        self._connect()

    # --- what is shown

    def show_proposals(self, proposals: Sequence[Proposal], *, utc: bool) -> None:
        """Show these as they are now; what a person looks at stays in sight."""
        self._proposals, self._utc = tuple(proposals), utc
        self.tree.plans.set_utc(utc=utc)
        shown = self._hide_chosen or self.hide_there.isChecked()
        if not shown and _there(proposals) >= _MANY:
            with QSignalBlocker(self.hide_there):
                self.hide_there.setChecked(True)
            self.tree.plans.hide_identical = True
        self.tree.show_proposals(proposals)
        self.refresh()

    def refresh(self) -> None:
        """Show what else is known, or was decided."""
        conflicts = sum(len(one.conflicts) for one in self._proposals)
        self.policy.setEnabled(bool(conflicts) or self.policy.currentData() is not Policy.FAIL)
        self._show_answers()
        self.show_command()
        needed = any(one.needs_reason for one in self._proposals)
        self._comment_label.setText(
            "&Comment (needed for the repository)" if needed else "&Comment"
        )

    def learn(self, proposal: Proposal, path: Path = ()) -> None:
        """Show what more is known of a version; or of all of a proposal, if the path is ()."""
        row = self.tree.current_row
        if path:
            self.tree.plans.refresh_node(proposal, path)
        else:
            self.tree.plans.refresh(proposal)
            self._show_answers()
        if row is not None and row.proposal is proposal and path in {(), row.path}:
            self.details.show_row(row, utc=self._utc)

    def show_command(self) -> None:
        """Show the command that does the same, as of now."""
        text = "\n".join(command_lines(self._proposals, self.text))
        if text != self.command.toPlainText():
            self.command.setPlainText(text)
        self.copy.setEnabled(bool(text))

    @property
    def text(self) -> str:
        """The comment, without blanks around it."""
        return self.comment.text()

    # --- making it

    def _fill(self) -> None:
        for option in FOR_ALL:
            self.policy.addItem(f"Conflicts {option.text}", option.policy)
            number = self.policy.count() - 1
            self.policy.setItemData(number, option.meaning, Qt.ItemDataRole.ToolTipRole)
        self.policy.setAccessibleName("What is done about all conflicts")
        self.policy.setToolTip("What is done about all conflicts; each can be decided by itself.")
        self.hide_there.setToolTip("Show only what is to be done, or stands in the way.")
        self.comment.setAccessibleName("Comment")
        self.comment.setPlaceholderText("for example: dark run 260, checked against run 240")
        self._comment_label.setBuddy(self.comment)
        self.copy.setAutoDefault(False)
        self.tree.setMinimumHeight(_TREE_LEAST)
        for text in (self._answers, self.command):
            text.setLineWrapMode(ReadOnlyText.LineWrapMode.WidgetWidth)
        self.copy.setToolTip("Copy the command to the clipboard.")
        self.copy.setAccessibleName("Copy the command")
        for edit, lines in ((self.comment, _COMMENT_LINES), (self.command, _COMMAND_LINES)):
            edit.setFixedHeight(QFontMetrics(edit.font()).lineSpacing() * lines + 14)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self.hide_there)
        top.addStretch(1)
        top.addWidget(self.policy)
        middle = QSplitter(Qt.Orientation.Horizontal, self)
        middle.addWidget(self.tree)
        middle.addWidget(self.details)
        middle.setStretchFactor(0, 5)
        middle.setStretchFactor(1, 2)
        middle.setSizes([820, 330])
        middle.setChildrenCollapsible(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(top)
        layout.addWidget(middle, 1)
        layout.addWidget(self._answers_place())
        layout.addLayout(self._bottom())
        order = (self.hide_there, self.policy, self.tree, self.details.default, self.lines)
        for one, following in zip(order, (*order[1:], self._answers), strict=True):
            QWidget.setTabOrder(one, following)
        QWidget.setTabOrder(self._answers, self.comment)
        QWidget.setTabOrder(self.comment, self.command)
        QWidget.setTabOrder(self.command, self.copy)

    def _answers_place(self) -> QWidget:
        place = QWidget(self)
        scroll = QScrollArea(place)
        scroll.setWidget(self.lines)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setFixedHeight(_LINES)
        self._answers.setFixedHeight(_LINES)
        layout = QGridLayout(place)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(words("Which version is valid when:", self, quiet=True), 0, 0)
        layout.addWidget(words("Which answers change:", self, quiet=True), 0, 1)
        layout.addWidget(scroll, 1, 0)
        layout.addWidget(self._answers, 1, 1)
        layout.setColumnStretch(0, 3)
        layout.setColumnStretch(1, 2)
        return place

    def _bottom(self) -> QGridLayout:
        title = QHBoxLayout()
        title.addWidget(words("The same as a command:", self, quiet=True), 1)
        title.addWidget(self.copy)
        bottom = QGridLayout()
        bottom.addWidget(self._comment_label, 0, 0)
        bottom.addWidget(self.comment, 1, 0)
        bottom.addLayout(title, 0, 1)
        bottom.addWidget(self.command, 1, 1)
        bottom.setColumnStretch(0, 1)
        bottom.setColumnStretch(1, 1)
        return bottom

    def _connect(self) -> None:
        self.tree.rowChanged.connect(self._on_row_changed)
        self.tree.chosen.connect(self._on_chosen)
        self.tree.plans.decided.connect(self._on_decided)
        self.details.choices.chosen.connect(self._on_chosen)
        self.details.defaultToggled.connect(self._on_default_toggled)
        self.details.otherDetectorToggled.connect(self._on_other_detector)
        self.hide_there.toggled.connect(self._on_hide_toggled)
        self.policy.activated.connect(self._on_policy)
        self.comment.textChanged.connect(self._on_comment_changed)
        self.comment.submitted.connect(self.submitted)
        self.copy.clicked.connect(self._on_copy)

    # --- what answers over time

    def _show_answers(self) -> None:
        row = self.tree.current_row
        about = None if row is None else (row.proposal, row.path[:1])
        known = (None, None) if row is None else (row.proposal.plan, row.proposal.timelines)
        if (about, known, self._utc) == self._answers_shown:
            return
        self._answers_shown = (about, known, self._utc)
        if row is None:
            self.lines.show_types([], utc=self._utc)
            self._answers.setPlainText("")
            return
        proposal, wanted = row.proposal, row.path[:1]
        plan = proposal.plan
        changes = [
            one
            for one in (() if plan is None else plan.changes)
            if not wanted or one.ctype == wanted[0]
        ]
        self.lines.show_types(_type_lines(proposal, wanted), utc=self._utc)
        said = [f"{one.ctype}, {change_words(one, utc=self._utc)}" for one in changes[:_SAID]]
        more = len(changes) - _SAID
        said += [f"and {more:,} more"] if more > 0 else []
        self._answers.setPlainText("\n".join(said) or NO_ANSWER_CHANGES)

    @pyqtSlot(object)
    def _on_row_changed(self, row: Row | None) -> None:
        self.details.show_row(row, utc=self._utc)
        self._show_answers()

    # --- what a person decides

    @pyqtSlot(object, object)
    def _on_chosen(self, row: Row, policy: Policy) -> None:
        if row.item is None:
            return
        row.proposal.decisions.choose(row.item.path, row.item.kind, policy)
        self._on_decided(row.proposal)

    @pyqtSlot(object)
    def _on_default_toggled(self, row: Row) -> None:
        self.tree.plans.toggle_default(self.tree.plans.index_of(row.key))

    @pyqtSlot(object)
    def _on_other_detector(self, row: Row) -> None:
        decisions = row.proposal.decisions
        decisions.other_detector = not decisions.other_detector
        self._on_decided(row.proposal)

    @pyqtSlot(object)
    def _on_decided(self, proposal: Proposal) -> None:
        self.tree.plans.refresh(proposal)
        self.details.show_row(self.tree.current_row, utc=self._utc)
        self.show_command()
        self.decided.emit(proposal)

    @pyqtSlot(int)
    def _on_policy(self, number: int) -> None:
        policy = self.policy.itemData(number)
        for proposal in self._proposals:
            proposal.choose_for_all(policy)
            self._on_decided(proposal)

    @pyqtSlot(bool)
    def _on_hide_toggled(self, hide: bool) -> None:  # noqa: FBT001 - a slot
        self._hide_chosen = True
        self.tree.hide_identical(hide=hide)

    @pyqtSlot()
    def _on_comment_changed(self) -> None:
        self.show_command()
        self.commentChanged.emit()

    @pyqtSlot()
    def _on_copy(self) -> None:
        copy_text(self.command.toPlainText())


def _there(proposals: Sequence[Proposal]) -> int:
    """Return how many things are there already."""
    return sum(item.state is State.IDENTICAL for one in proposals for item in one.items)


def _type_lines(proposal: Proposal, wanted: tuple[str, ...]) -> list[TypeLines]:
    """Return the lines of a type, or of all whose answers change."""
    plan = proposal.plan
    if plan is None:
        return []
    known = (
        {}
        if proposal.timelines is None
        else {one.ctype: one.stretches for one in proposal.timelines.types}
    )
    changed = sorted({one.ctype for one in plan.changes})
    ctypes = list(wanted) or changed or [one for one in plan.ctypes if one in known][:1]
    made = (
        TypeLines(
            ctype,
            stretches(known.get(ctype, ()), [one for one in plan.changes if one.ctype == ctype]),
        )
        for ctype in ctypes
    )
    return [one for one in made if one.stretches]
