"""The dialog "Why can't I write here?": who may change what, and who says so."""

from __future__ import annotations

from PyQt5.QtCore import Qt, pyqtSlot
from PyQt5.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from dcsgui.core.actions.answers.access_reports import AccessFile, AccessReport
from dcsgui.gui.jobs.job import Failure
from dcsgui.gui.jobs.jobs import Jobs
from dcsgui.gui.jobs.place_requests import ReadAccess
from dcsgui.gui.window.access_tables import FactTable, rights_table, roles_table, rules_table
from dcsgui.gui.window.texts import ReadOnlyText, copy_text, large_words, words

__all__ = ["AccessDialog"]

SIZE = (760, 640)

TEXT_LINES = 10
"""So many lines of an access file are seen at once."""


class AccessDialog(QDialog):
    """Says why somebody may, or may not, change a detector file or a place, and who may.

    Attributes
    ----------
    path : str
        What it is about.
    """

    def __init__(self, jobs: Jobs, path: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.path = path
        self.setWindowTitle("Why can't I write here?")
        self._report: AccessReport | None = None
        self._why = large_words("It is being looked up …", self)
        self._who = words(parent=self)
        self._facts = QVBoxLayout()
        for label in (self._why, self._who):
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextBrowserInteraction)
        self._lay_out()
        self.resize(*SIZE)
        job = jobs.ask(ReadAccess(path), title="Looking up who may write")
        job.answered.connect(self._on_answered)
        job.failed.connect(self._on_failed)

    @property
    def sentences(self) -> tuple[str, str]:
        """Why, and who may; as they are shown."""
        return self._why.text(), self._who.text()

    def tables(self) -> list[FactTable]:
        """Return the tables, from top to bottom."""
        return self.findChildren(FactTable)

    def as_text(self) -> str:
        """Return all of it as lines, for a mail to who may."""
        lines = [self.path, *filter(None, self.sentences)]
        if self._report is not None:
            lines.append(f"You are {_identity(self._report)}.")
        for table in self.tables():
            lines += ["", f"{table.accessibleName()}:"]
            lines += ["  ".join(texts) for texts in table.texts()]
        return "\n".join(lines)

    def _lay_out(self) -> None:
        inside = QWidget()
        inside.setLayout(self._facts)
        area = QScrollArea(self)
        area.setWidget(inside)
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setAccessibleName("What it rests on")
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        copy = buttons.addButton("C&opy", QDialogButtonBox.ButtonRole.ActionRole)
        if copy is not None:
            copy.setToolTip("Copy all of it, to ask somebody who may.")
            copy.setAutoDefault(False)
            copy.clicked.connect(self._on_copy_clicked)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(self._why)
        layout.addWidget(self._who)
        layout.addWidget(words(self.path, self, quiet=True))
        layout.addWidget(area, 1)
        layout.addWidget(buttons)

    def _add(self, title: str, widget: QWidget) -> None:
        heading = QLabel(title, self)
        heading.setBuddy(widget)
        self._facts.addWidget(heading)
        self._facts.addWidget(widget)

    def _add_file(self, file: AccessFile) -> None:
        if file.problem:
            problem = words(f"Nobody can go by {file.path}: {file.problem}.", self)
            self._facts.addWidget(problem)
        else:
            self._add(
                f"Rules of {file.path}, those that count for you bold:", rules_table(file.rules)
            )
        text = ReadOnlyText(f"Text of {file.path}", file.text, self)
        text.setMinimumHeight(text.fontMetrics().lineSpacing() * TEXT_LINES)
        self._add("As it is written:", text)

    @pyqtSlot(object)
    def _on_answered(self, report: AccessReport) -> None:
        self._report = report
        self._why.setText(report.why)
        self._who.setText(report.who)
        self._who.setVisible(bool(report.who))
        self._facts.addWidget(words(f"You are {_identity(report)}.", self))
        self._add("What the system allows:", rights_table(report))
        for file in report.files:
            self._add_file(file)
        if not report.files:
            none = "There is no access file here: the system alone decides."
            self._facts.addWidget(words(none, self))
        self._add("Your role for each type:", roles_table(report))
        self._facts.addStretch(1)

    @pyqtSlot(object)
    def _on_failed(self, failure: Failure) -> None:
        self._why.setText("It could not be looked up.")
        self._who.setText(failure.sentence)

    @pyqtSlot()
    def _on_copy_clicked(self) -> None:
        copy_text(self.as_text())


def _identity(report: AccessReport) -> str:
    groups = ", ".join(report.groups)
    return f"{report.user}, in the groups {groups}" if groups else report.user
