"""The dialog for a new detector: its place, and its name."""

from __future__ import annotations

from PyQt5.QtCore import pyqtSlot
from PyQt5.QtWidgets import QComboBox, QLineEdit, QVBoxLayout, QWidget

from dcsgui.core.actions.answers.edits import Created
from dcsgui.core.actions.answers.nodes import Place, PlaceKind
from dcsgui.core.values.errors import BadValue
from dcsgui.core.values.names import DetName
from dcsgui.gui.jobs.jobs import Jobs
from dcsgui.gui.jobs.preview_requests import PreviewDetector
from dcsgui.gui.structure.around import Around
from dcsgui.gui.structure.create_part import CreatePart
from dcsgui.gui.structure.edit_dialog import EditDialog
from dcsgui.gui.structure.field_note import FieldNote
from dcsgui.gui.structure.preview import Preview
from dcsgui.gui.undo.changes import Changes
from dcsgui.gui.undo.steps import Step

__all__ = ["NewDetectorDialog"]

RULES = "<dettype>-<detid> in lower case letters, digits, '_', '.' and '-', as in cspad-0001."
NO_PLACE = "Open the place first that the detector is to be in: the repository, or a directory."


class NewDetectorDialog(EditDialog):
    """Asks for the place and the name of a new detector.

    Attributes
    ----------
    preview : Preview
    """

    def __init__(self, parent: QWidget, jobs: Jobs, changes: Changes) -> None:
        super().__init__(parent, changes, title="New detector", verb="Make detector")
        self._places: tuple[Place, ...] = ()
        self.place = QComboBox(self)
        self.place.setAccessibleName("Place")
        self.place.currentIndexChanged.connect(self._on_place_chosen)
        self.name = QLineEdit(self)
        self.name.setAccessibleName("Name of the detector")
        self.name.setPlaceholderText("cspad-0001")
        self.name.textChanged.connect(self._on_text_changed)
        self._note = FieldNote(self.name, self)
        self.preview = Preview(jobs, "Which file is made", words=_said, parent=self)
        self.preview.settled.connect(self.judge)
        self.add_row("&Place", self.place)
        self.add_row("&Name", self._name_and_note())
        self.lay_out(self.preview)

    def ask_for(self, around: Around) -> None:
        """Ask for a detector of one of the places that are open."""
        current = self._chosen() or around.place
        self._places = tuple(one for one in around.places if one.kind is not PlaceKind.FILE)
        self.place.blockSignals(True)
        self.place.clear()
        for place in self._places:
            self.place.addItem(f"{place.title} ({place.path})")
        wanted = around.place if around.place in self._places else current
        self.place.setCurrentIndex(self._places.index(wanted) if wanted in self._places else 0)
        self.place.blockSignals(False)
        self.ask("Make the file of a new detector", first=self.name, recent=around.recent)

    def missing(self) -> str:
        """Return what is missing, or why it would be refused."""
        if self._chosen() is None:
            return NO_PLACE
        if not self.name.text().strip():
            return "How is the detector called? Give its name."
        failure = self.preview.failure
        return self._problem() or ("" if failure is None else failure.sentence)

    def look_ahead(self) -> None:
        """Try it, and say what is wrong with the name."""
        problem, place, name = self._problem(), self._chosen(), self.name.text().strip()
        if problem and name:
            self._note.tell_problem(problem)
        else:
            self._note.tell(RULES)
        if problem or place is None:
            self.preview.want(None)
        else:
            self.preview.want(PreviewDetector(place, name))

    def step(self) -> Step | None:
        """Return what is to be done."""
        place, name = self._chosen(), self.name.text().strip()
        if place is None:
            return None
        part = CreatePart(place, name, file=place.path, comment=self.comment.text())
        return Step(f"Make the detector {name} in {place.title}", [part])

    def done(self, result: int) -> None:
        """Close it, and ask for nothing more."""
        self.preview.stop()
        super().done(result)

    def forget(self) -> None:
        """Forget what was typed."""
        super().forget()
        self.name.clear()

    def _problem(self) -> str:
        """Return what is wrong with the name."""
        try:
            DetName.new(self.name.text().strip())
        except BadValue as error:
            return str(error)
        return ""

    def _chosen(self) -> Place | None:
        at = self.place.currentIndex()
        return self._places[at] if 0 <= at < len(self._places) else None

    def _name_and_note(self) -> QWidget:
        both = QWidget(self)
        both.setFocusProxy(self.name)
        layout = QVBoxLayout(both)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(1)
        layout.addWidget(self.name)
        layout.addWidget(self._note)
        return both

    @pyqtSlot()
    def _on_place_chosen(self) -> None:
        self.renew()

    @pyqtSlot()
    def _on_text_changed(self) -> None:
        self.renew()


def _said(created: Created) -> str:
    return f"This file is made: {created.node.file}"
