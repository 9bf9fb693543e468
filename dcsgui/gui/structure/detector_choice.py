"""The choice of the detector that gets something: one of those in a place."""

from __future__ import annotations

from PyQt5.QtCore import Qt, pyqtSignal, pyqtSlot
from PyQt5.QtGui import QPaintEvent
from PyQt5.QtWidgets import (
    QComboBox,
    QStyle,
    QStyleOptionComboBox,
    QVBoxLayout,
    QWidget,
)

from dcsgui.core.actions.answers.listings import PlaceContents
from dcsgui.core.actions.answers.nodes import NodeId, Place, PlaceKind
from dcsgui.gui.jobs.job import Failure
from dcsgui.gui.jobs.jobs import Jobs
from dcsgui.gui.jobs.requests import ListPlace
from dcsgui.gui.painting import painting
from dcsgui.gui.panels.asking import Asking
from dcsgui.gui.structure.field_note import FieldNote

__all__ = ["DetectorChoice"]

NONE_THERE = "There is no detector in this place. Make one first: Constants, New detector."
_LEAST_LETTERS, _BESIDE = 24, 4


class DetectorChoice(QWidget):
    """A list of the detectors of a place.

    Attributes
    ----------
    box : QComboBox
    problem : str
        Why the place can't be listed; "" if it can.

    Signals
    -------
    changed()
        Another one is chosen, or there is none.
    """

    changed = pyqtSignal()

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._files: list[str] = []
        self._listed = False
        self.problem = ""
        self.box: QComboBox = _NarrowBox(self)
        self.box.setAccessibleName("Detector")
        self.box.currentIndexChanged.connect(self._on_chosen)
        self._note = FieldNote(self.box, self)
        self._asking = Asking(jobs, f"detector choice {id(self)}", self)
        self._asking.answered.connect(self._on_listed)
        self._asking.failed.connect(self._on_failed)
        self.setFocusProxy(self.box)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(1)
        layout.addWidget(self.box)
        layout.addWidget(self._note)

    @property
    def file(self) -> str:
        """The file of the detector that is chosen, "" if none is."""
        at = self.box.currentIndex()
        return self._files[at] if 0 <= at < len(self._files) else ""

    def offer(self, target: NodeId | Place, place: Place | None) -> None:
        """Offer the detectors of a place; that of a node is chosen at once."""
        if isinstance(target, NodeId):
            self._fill([target.file], target.file)
            wanted = place
        else:
            self._fill([self.file] if self.file.startswith(f"{target.path}/") else [], self.file)
            wanted = target
        self._listed = wanted is None or wanted.kind is PlaceKind.FILE
        if wanted is not None and not self._listed:
            self._asking.ask(ListPlace(wanted))

    def _fill(self, files: list[str], chosen: str) -> None:
        before = self.file
        self.box.blockSignals(True)
        self._files = files
        self.box.clear()
        self.box.addItems([NodeId(file).detname for file in files])
        self.box.setCurrentIndex(files.index(chosen) if chosen in files else 0)
        self.box.blockSignals(False)
        self._tell()
        if self.file != before:
            self.changed.emit()

    @pyqtSlot(object)
    def _on_listed(self, contents: PlaceContents) -> None:
        self._listed = True
        chosen = self.file
        files = [entry.path for entry in contents.files]
        if chosen and chosen not in files:
            files.insert(0, chosen)
        self.problem = contents.problem
        self._fill(files, chosen)

    @pyqtSlot(object)
    def _on_failed(self, failure: Failure) -> None:
        self._listed, self.problem = True, failure.sentence
        self._tell()

    @pyqtSlot()
    def _on_chosen(self) -> None:
        self._tell()
        self.changed.emit()

    def _tell(self) -> None:
        if not self.file:
            self._note.tell_problem(self.problem or (NONE_THERE if self._listed else "…"))
        else:
            self._note.tell(self.file)


class _NarrowBox(QComboBox):
    """A list of long names, which are cut in the middle where there is no room for them."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(_LEAST_LETTERS)
        view = self.view()
        if view is not None:
            view.setTextElideMode(Qt.TextElideMode.ElideMiddle)

    def paintEvent(self, _event: QPaintEvent | None) -> None:
        """Paint as much of the name as fits."""
        style, option = self.style(), QStyleOptionComboBox()
        if style is None:
            return
        self.initStyleOption(option)
        part = QStyle.SubControl.SC_ComboBoxEditField
        place = style.subControlRect(QStyle.ComplexControl.CC_ComboBox, option, part, self)
        option.currentText = self.fontMetrics().elidedText(
            option.currentText, Qt.TextElideMode.ElideMiddle, place.width() - _BESIDE
        )
        with painting(self) as painter:
            style.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option, painter, self)
            style.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option, painter, self)
