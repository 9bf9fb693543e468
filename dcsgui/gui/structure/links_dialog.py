"""The dialog for predecessor and successor of a detector."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import PurePath

from PyQt5.QtCore import pyqtSlot
from PyQt5.QtWidgets import QComboBox, QWidget

from dcsgui.core.actions.answers.links import Links
from dcsgui.core.actions.answers.listings import PlaceContents
from dcsgui.core.actions.answers.nodes import NodeId, Place, PlaceKind
from dcsgui.gui.jobs.job import Failure
from dcsgui.gui.jobs.jobs import Jobs
from dcsgui.gui.jobs.place_requests import KEEP, ReadLinks
from dcsgui.gui.jobs.preview_requests import PreviewLinks
from dcsgui.gui.jobs.requests import ListPlace
from dcsgui.gui.panels.asking import Asking
from dcsgui.gui.structure.around import Around
from dcsgui.gui.structure.edit_dialog import EditDialog
from dcsgui.gui.structure.field_note import FieldNote
from dcsgui.gui.structure.links_part import links_step
from dcsgui.gui.structure.preview import Preview
from dcsgui.gui.structure.wrapped import Wrapped
from dcsgui.gui.undo.changes import Changes
from dcsgui.gui.undo.steps import Step
from dcsgui.gui.window.severity import Severity

__all__ = ["LinksDialog"]

NONE = "none"
ALONE = "no predecessor, no successor"
SO_ALREADY = "These are the links that it has."


class LinksDialog(EditDialog):
    """Asks which detector was there before, and which came after.

    Attributes
    ----------
    file : str
        Of the detector.
    predecessor, successor : QComboBox
        Offer the detectors of the same place.
    chain : Wrapped
        Which follows on which now.
    preview : Preview
    """

    def __init__(self, parent: QWidget, jobs: Jobs, changes: Changes) -> None:
        super().__init__(parent, changes, title="Predecessor and successor", verb="Set links")
        self.file = ""
        self._links: Links | None = None
        self._problem = ""
        self._jobs = jobs
        self._reading = Asking(jobs, f"links {id(self)}", self)
        self._reading.answered.connect(self._on_links)
        self._reading.failed.connect(self._on_failed)
        self._listing = Asking(jobs, f"detectors {id(self)}", self)
        self._listing.answered.connect(self._on_listed)
        jobs.pathsChanged.connect(self._on_paths_changed)
        self.chain = Wrapped(parent=self)
        self.predecessor = self._box("Predecessor")
        self.successor = self._box("Successor")
        self._problems = FieldNote(self.chain, self)
        self.preview = Preview(jobs, "Which links are set", words=_said, parent=self)
        self.preview.settled.connect(self.judge)
        self.add_row("Now", self.chain)
        self.add_row("&Predecessor", self.predecessor)
        self.add_row("&Successor", self.successor)
        self.lay_out(self._problems, self.preview)

    def ask_for(self, node: NodeId, around: Around) -> None:
        """Ask for the links of the detector that a node is in."""
        if node.file != self.file:
            self.file = node.file
            self.forget()
        place = around.place
        if place is None or place.kind is PlaceKind.FILE:
            place = Place(PlaceKind.LOCAL, str(PurePath(node.file).parent.parent))
        self._reading.ask(ReadLinks(node.file))
        self._listing.ask(ListPlace(place))
        what = f"Which detectors were there before and after {node.detname}?"
        self.ask(what, first=self.predecessor, recent=around.recent)

    def missing(self) -> str:
        """Return what is missing, or why it would be refused."""
        if self._links is None:
            return self._problem or "It is not known yet which links it has."
        if self._wanted() == (KEEP, KEEP):
            return SO_ALREADY
        failure = self.preview.failure
        return "" if failure is None else failure.sentence

    def look_ahead(self) -> None:
        """Try it."""
        predecessor, successor = self._wanted()
        if self._links is None or (predecessor, successor) == (KEEP, KEEP):
            self.preview.want(None, instead="The links back are set in the other files, too.")
        else:
            self.preview.want(PreviewLinks(self.file, predecessor, successor))

    def step(self) -> Step | None:
        """Return what is to be done."""
        if self._links is None:
            return None
        predecessor, successor = self._wanted()
        return links_step(
            self.file,
            self._links.detname,
            predecessor=predecessor,
            successor=successor,
            comment=self.comment.text(),
        )

    def done(self, result: int) -> None:
        """Close it, and ask for nothing more."""
        self.preview.stop()
        super().done(result)

    def overtaken(self, failure: Failure) -> None:
        """Look again at the links that there are."""
        del failure
        self._reading.ask(ReadLinks(self.file))

    def forget(self) -> None:
        """Forget what was chosen."""
        super().forget()
        self._links, self._problem = None, ""
        self.chain.say("")
        for box in (self.predecessor, self.successor):
            box.setEditText("")

    def _wanted(self) -> tuple[str | None, str | None]:
        """Return what the links are to be: a name, None for none, `KEEP` where it stays."""
        links = self._links
        if links is None:
            return KEEP, KEEP
        return (
            _wanted(self.predecessor, links.predecessor),
            _wanted(self.successor, links.successor),
        )

    def _box(self, name: str) -> QComboBox:
        box = QComboBox(self)
        box.setEditable(True)
        box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        box.setAccessibleName(name)
        box.addItem(NONE)
        box.editTextChanged.connect(self._on_text_changed)
        return box

    @pyqtSlot()
    def _on_text_changed(self) -> None:
        self.renew()

    @pyqtSlot(object)
    def _on_links(self, links: Links) -> None:
        """Show the chain; what a person has chosen stays."""
        chosen = self._wanted()
        self._links, self._problem = links, ""
        names = (one.detname if one.step else f"{one.detname} (this)" for one in links.chain)
        linked = " \N{RIGHTWARDS ARROW} ".join(names)
        self.chain.say(linked if len(links.chain) > 1 else ALONE)
        self._problems.tell("\n".join(links.problems), severity=Severity.WARNING)
        there = (links.predecessor, links.successor)
        for box, name, one in zip((self.predecessor, self.successor), there, chosen, strict=True):
            if one == KEEP:
                box.setEditText(name or NONE)
        self.preview.ask_again()
        self.renew()

    @pyqtSlot(object)
    def _on_failed(self, failure: Failure) -> None:
        self._links, self._problem = None, failure.sentence
        self.renew()

    @pyqtSlot(object)
    def _on_listed(self, contents: PlaceContents) -> None:
        own = PurePath(self.file).stem
        dettype = own.partition("-")[0]
        names = [one.detname for one in contents.files if one.detname not in {"", own}]
        names.sort(key=lambda name: (name.partition("-")[0] != dettype, name))
        for box in (self.predecessor, self.successor):
            _offer(box, names)

    @pyqtSlot(tuple)
    def _on_paths_changed(self, paths: tuple[str, ...]) -> None:
        if self.isVisible() and self.file in paths:
            self._reading.ask(ReadLinks(self.file))


def _offer(box: QComboBox, names: Iterable[str]) -> None:
    text = box.currentText()
    box.blockSignals(True)
    box.clear()
    box.addItems([NONE, *names])
    box.setEditText(text)
    box.blockSignals(False)


def _wanted(box: QComboBox, there: str) -> str | None:
    text = box.currentText().strip()
    name = "" if text == NONE else text
    return KEEP if name == there else name or None


def _said(links: Links) -> str:
    return "\n".join(edit.words for edit in links.edits) or SO_ALREADY
