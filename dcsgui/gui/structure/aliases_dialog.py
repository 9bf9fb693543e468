"""The dialog for an alias: what it stands for, and from when to when."""

from __future__ import annotations

from PyQt5.QtCore import pyqtSlot
from PyQt5.QtWidgets import QComboBox, QLineEdit, QWidget

from dcsgui.core.actions.answers.aliases import AliasChange, AliasEntry
from dcsgui.core.actions.answers.listings import PlaceContents
from dcsgui.core.actions.answers.nodes import Place
from dcsgui.gui.jobs.jobs import Jobs
from dcsgui.gui.jobs.place_requests import PreviewAddAlias, PreviewChangeEntry
from dcsgui.gui.jobs.requests import ListPlace
from dcsgui.gui.panels.asking import Asking
from dcsgui.gui.structure.aliases_part import AliasPart
from dcsgui.gui.structure.around import Around
from dcsgui.gui.structure.edit_dialog import EditDialog
from dcsgui.gui.structure.preview import Preview
from dcsgui.gui.structure.time_field import TimeField, exact
from dcsgui.gui.undo.changes import Changes
from dcsgui.gui.undo.steps import Step

__all__ = ["AliasDialog"]

ALWAYS_WORDS = "Left empty it is valid from the beginning of time."
OPEN_WORDS = "Left empty it is open: valid for ever."
NOT_YET = "What the alias stands for, and when, is shown here before it is set."


class AliasDialog(EditDialog):
    """Asks for a new alias, or what an alias is to stand for instead.

    Attributes
    ----------
    alias : QLineEdit
    target : QComboBox
        Offers the detectors of the place.
    begin, end : TimeField
    preview : Preview
        What the alias would stand for, and when.
    """

    def __init__(self, parent: QWidget, jobs: Jobs, changes: Changes) -> None:
        super().__init__(parent, changes, title="Alias", verb="&Set alias")
        self._place: Place | None = None
        self._entry: AliasEntry | None = None
        self._listing = Asking(jobs, f"detectors {id(self)}", self)
        self._listing.answered.connect(self._on_listed)
        self.alias = QLineEdit(self)
        self.alias.setAccessibleName("Alias")
        self.alias.setPlaceholderText("one word, for example: front")
        self.target = QComboBox(self)
        self.target.setEditable(True)
        self.target.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.target.setAccessibleName("Stands for")
        self.begin = TimeField(jobs, "Begin", empty=ALWAYS_WORDS, parent=self)
        self.end = TimeField(jobs, "End", empty=OPEN_WORDS, parent=self)
        self.preview = Preview(jobs, "What it would stand for", words=_said, parent=self)
        self.preview.settled.connect(self.judge)
        self.alias.textChanged.connect(self.renew)
        self.target.editTextChanged.connect(self.renew)
        for field in (self.begin, self.end):
            field.changed.connect(self.renew)
        self.add_row("&Alias", self.alias)
        self.add_row("Stands &for", self.target)
        self.add_row("&Begin", self.begin)
        self.add_row("&End", self.end)
        self.lay_out(self.preview)

    def ask_for_new(self, place: Place, around: Around) -> None:
        """Ask for a new alias; what was typed and cancelled is there again."""
        if self._entry is not None or place != self._place:
            self.forget()
        self._begin(place, None, around)
        what = f"Give a detector in {place.title} another name"
        self.ask(what, first=self.alias, recent=around.recent)

    def ask_for_change(self, place: Place, entry: AliasEntry, around: Around) -> None:
        """Ask what an alias is to stand for instead."""
        if entry != self._entry:
            self.forget()
            self.alias.setText(entry.alias)
            self.target.setEditText(entry.target)
            self.begin.set_ns(entry.begin_ns)
            self.end.set_ns(entry.end_ns)
        self._begin(place, entry, around)
        what = f"What is {entry.alias} to stand for instead of {entry.target}?"
        self.ask(what, first=self.target, recent=around.recent)

    def missing(self) -> str:
        """Return what is missing, or why it would be refused."""
        if not self.alias.text().strip():
            return "Give the alias: one word."
        if not self._target():
            return "Say what it stands for: a detector, a source or another alias."
        if problem := self.begin.problem or self.end.problem:
            return problem
        if self._entry is not None and self._values() == _values(self._entry):
            return "That is what it stands for already."
        failure = self.preview.failure
        return "" if failure is None else failure.sentence

    def waiting(self) -> bool:
        """Tell whether it is not known yet which times are meant."""
        return self.begin.waiting or self.end.waiting

    def look_ahead(self) -> None:
        """Try it."""
        complete = bool(self.alias.text().strip() and self._target())
        if self._place is None or not complete or self.begin.problem or self.end.problem:
            self.preview.want(None, instead=NOT_YET)
            return
        begin, end = exact(self.begin.ns), exact(self.end.ns)
        if self._entry is None:
            alias = self.alias.text().strip()
            self.preview.want(PreviewAddAlias(self._place, alias, self._target(), begin, end))
        elif self._values() != _values(self._entry):
            self.preview.want(
                PreviewChangeEntry(self._place, self._entry, self._target(), begin, end)
            )
        else:
            self.preview.want(None, instead=NOT_YET)

    def step(self) -> Step | None:
        """Return what is to be done."""
        if self._place is None:
            return None
        alias, target = self.alias.text().strip(), self._target()
        after = AliasEntry(alias, target, self.begin.ns, self.end.ns, "", "", 0)
        part = AliasPart(self._place, before=self._entry, after=after, comment=self.comment.text())
        return Step(f"Let {alias} stand for {target}", [part])

    def forget(self) -> None:
        """Forget what was typed."""
        super().forget()
        self._entry = None
        self.alias.clear()
        self.target.setEditText("")
        self.begin.set_ns(None)
        self.end.set_ns(None)

    def done(self, result: int) -> None:
        """Close it, and ask for nothing more."""
        self.preview.stop()
        super().done(result)

    def look_again(self) -> None:
        """Find out anew what it would do: the aliases are others now."""
        if self.isVisible():
            self.preview.ask_again()

    def _begin(self, place: Place, entry: AliasEntry | None, around: Around) -> None:
        self._place, self._entry = place, entry
        self.alias.setReadOnly(entry is not None)
        for field in (self.begin, self.end):
            field.set_experiment(around.experiment)
            field.set_utc(utc=around.utc)
        self._listing.ask(ListPlace(place))

    def _target(self) -> str:
        return self.target.currentText().strip()

    def _values(self) -> tuple[str, int | None, int | None]:
        return self._target(), self.begin.ns, self.end.ns

    @pyqtSlot(object)
    def _on_listed(self, contents: PlaceContents) -> None:
        text = self.target.currentText()
        self.target.blockSignals(True)
        self.target.clear()
        self.target.addItems([one.detname for one in contents.files if one.detname])
        self.target.setEditText(text)
        self.target.blockSignals(False)


def _values(entry: AliasEntry) -> tuple[str, int | None, int | None]:
    return entry.target, entry.begin_ns, entry.end_ns


def _said(change: AliasChange) -> str:
    return "\n".join(change.words)
