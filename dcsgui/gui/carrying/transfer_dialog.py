"""Asks where constants are to go: by name, for those who don't drag."""

from __future__ import annotations

from collections.abc import Sequence

from PyQt5.QtCore import QEvent, QObject, Qt, pyqtSignal, pyqtSlot
from PyQt5.QtGui import QKeyEvent
from PyQt5.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from dcsgui.core.actions.answers.listings import PlaceContents
from dcsgui.core.actions.answers.nodes import Place, PlaceKind
from dcsgui.gui.carrying.load import Carried
from dcsgui.gui.carrying.phrases import in_words
from dcsgui.gui.carrying.target import Target
from dcsgui.gui.carrying.verdicts import Verdict, judge_nodes
from dcsgui.gui.icons import icon
from dcsgui.gui.jobs.job import Failure
from dcsgui.gui.jobs.jobs import Jobs
from dcsgui.gui.jobs.requests import FindExperiment, FindPlace, ListPlace, Request
from dcsgui.gui.window.texts import words

__all__ = ["TransferDialog"]

_SIZE = (560, 420)
_UP_AND_DOWN = {Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown}
_WANTED = Qt.ItemDataRole.UserRole
_LANE = "transfer to"
_SIGNS = {PlaceKind.REPOSITORY: "repository", PlaceKind.EXPERIMENT: "experiment"}


class TransferDialog(QDialog):
    """Offers the places that are opened and their detectors; an experiment or directory by name.

    The line above the list filters it; Up and Down go through the list from there.

    Parameters
    ----------
    carried : sequence of Carried
        What is to be transferred.
    targets : sequence of Target
        What is offered.
    jobs : Jobs
        Which is asked for places that are not opened.
    parent : QWidget

    Attributes
    ----------
    line : QLineEdit
    offers : QListWidget
    verdict : QLabel
        Says what would happen.
    moves : QCheckBox
    ok : QPushButton

    Signals
    -------
    chosen(Verdict)
        Where it is to go, and what that means; the dialog is closed.
    """

    chosen = pyqtSignal(object)

    def __init__(
        self,
        carried: Sequence[Carried],
        targets: Sequence[Target],
        *,
        jobs: Jobs,
        parent: QWidget | None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Transfer to")
        self._carried, self._targets, self._jobs = tuple(carried), tuple(targets), jobs
        self.line = QLineEdit()
        self.line.setPlaceholderText("Filter; or an experiment, or the path of a directory")
        self.line.setAccessibleName("Filter, experiment or directory")
        self.offers = QListWidget()
        self.offers.setAccessibleName("Where to")
        self.offers.setUniformItemSizes(True)
        self.verdict = words()
        self.verdict.setAccessibleName("What would happen")
        self.moves = QCheckBox("&Move: delete here what has arrived there")
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.ok = QPushButton("Show the &plan\N{HORIZONTAL ELLIPSIS}")
        self._buttons.addButton(self.ok, QDialogButtonBox.ButtonRole.AcceptRole)
        self._lay_out()
        self._connect()
        self._fill()

    def eventFilter(self, _watched: QObject | None, event: QEvent | None) -> bool:
        """Let the arrow keys go through the list while the keyboard is in the line."""
        if not isinstance(event, QKeyEvent) or event.key() not in _UP_AND_DOWN:
            return False
        if event.type() == QEvent.Type.KeyPress:
            self.offers.keyPressEvent(event)
        return True

    def accept(self) -> None:
        """Go on with what is current; a place that is not opened is looked at first."""
        wanted = self._wanted()
        if isinstance(wanted, Target):
            verdict = self._judge(wanted)
            if verdict.deeds:
                super().accept()
                self.chosen.emit(verdict)
        elif wanted is not None:
            self._look_for(wanted)

    # --- places that are not opened ---

    def _look_for(self, request: Request[Place]) -> None:
        self._say("Looking for it \N{HORIZONTAL ELLIPSIS}", can=False)
        job = self._jobs.ask(request, lane=_LANE)
        job.answered.connect(self._on_place)
        job.failed.connect(self._on_failed)

    @pyqtSlot(object)
    def _on_place(self, place: Place) -> None:
        job = self._jobs.ask(ListPlace(place), lane=_LANE)
        job.answered.connect(self._on_listed)
        job.failed.connect(self._on_failed)

    @pyqtSlot(object)
    def _on_listed(self, contents: PlaceContents) -> None:
        """Show what would happen there, to be agreed to."""
        target = Target.of_listing(contents)
        self._targets = (*self._targets, target)
        self.line.clear()
        self.offers.setCurrentRow(self.offers.count() - 1)
        self.ok.setFocus(Qt.FocusReason.OtherFocusReason)

    @pyqtSlot(object)
    def _on_failed(self, failure: Failure) -> None:
        self._say(failure.sentence, can=False)

    # --- what is offered ---

    @pyqtSlot()
    def _fill(self) -> None:
        """Offer what the filter leaves; and what it may be the name of."""
        text = self.line.text().strip()
        terms = text.lower().split()
        self.offers.clear()
        for target in self._targets:
            label = target.in_words()
            if all(term in f"{label} {target.place.path}".lower() for term in terms):
                place_sign = _SIGNS.get(target.place.kind, "folder")
                self._offer(label, place_sign if target.node is None else "detector", target)
        if text and "/" not in text and " " not in text:
            self._offer(f"The experiment {text}", "experiment", FindExperiment(text))
        elif text:
            self._offer(f"The directory or file {text}", "folder", FindPlace(text))
        self.offers.setCurrentRow(0)
        self._show_verdict()

    def _offer(self, label: str, sign: str, wanted: Target | Request[Place]) -> None:
        item = QListWidgetItem(icon(sign), label)
        item.setData(_WANTED, wanted)
        self.offers.addItem(item)

    def _wanted(self) -> Target | Request[Place] | None:
        item = self.offers.currentItem()
        wanted: Target | Request[Place] | None = None if item is None else item.data(_WANTED)
        return wanted

    def _judge(self, target: Target) -> Verdict:
        return judge_nodes(self._carried, target, move=self.moves.isChecked())

    @pyqtSlot()
    def _show_verdict(self) -> None:
        wanted = self._wanted()
        if isinstance(wanted, Target):
            verdict = self._judge(wanted)
            self._say(verdict.words, can=bool(verdict.deeds))
        elif wanted is not None:
            self._say("It is looked for first; then it is said what would happen.", can=True)
        else:
            self._say("Open a place first, or type the name of an experiment.", can=False)

    def _say(self, text: str, *, can: bool) -> None:
        self.verdict.setText(text)
        self.ok.setEnabled(can)

    # --- how it is made ---

    def _lay_out(self) -> None:
        self.resize(*_SIZE)
        what = words(f"Transfer {in_words(self._carried)}")
        bold = what.font()
        bold.setBold(True)
        what.setFont(bold)
        label = QLabel("&Where to:")
        label.setBuddy(self.line)
        layout = QVBoxLayout(self)
        for widget in (what, label, self.line):
            layout.addWidget(widget)
        layout.addWidget(self.offers, 1)
        for widget in (self.moves, self.verdict, self._buttons):
            layout.addWidget(widget)
        self.verdict.setMinimumHeight(3 * self.fontMetrics().lineSpacing())
        self.verdict.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.ok.setDefault(True)
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _connect(self) -> None:
        self.line.installEventFilter(self)
        self.line.textChanged.connect(self._fill)
        self.offers.currentRowChanged.connect(self._show_verdict)
        self.offers.itemDoubleClicked.connect(self.accept)
        self.moves.toggled.connect(self._show_verdict)
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)
