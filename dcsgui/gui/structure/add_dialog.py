"""The dialog that adds constants from files: for each file what it is and what becomes of it."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Sequence
from functools import partial

from PyQt5.QtCore import QEvent, QObject, QSize, Qt, QTimer, pyqtSlot
from PyQt5.QtGui import QIcon
from PyQt5.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from dcsgui.core.actions.answers.nodes import NodeId, Place
from dcsgui.core.actions.answers.source_facts import SourceFacts
from dcsgui.core.values.amounts import counted
from dcsgui.gui.icons import icon
from dcsgui.gui.jobs.job import Failure
from dcsgui.gui.jobs.jobs import Jobs
from dcsgui.gui.structure.around import NOWHERE, Around
from dcsgui.gui.structure.detector_choice import NONE_THERE, DetectorChoice
from dcsgui.gui.structure.edit_dialog import EditDialog
from dcsgui.gui.structure.known import KnownDetector
from dcsgui.gui.structure.source_form import SourceForm
from dcsgui.gui.undo.changes import Changes
from dcsgui.gui.undo.parts import Part
from dcsgui.gui.undo.steps import Step
from dcsgui.gui.window.ticks import TickDelegate

__all__ = ["AddDialog"]

_LIST_WIDTH = 200
_FORM_WIDTH, _FORM_HEIGHT = 480, 330


class AddDialog(EditDialog):
    """Asks what is to become of files from the desktop.

    Attributes
    ----------
    detector : DetectorChoice
        Which one gets them.
    known : KnownDetector
        What is in it.
    files : QListWidget
        The files, if there are several; those that are ticked are added.
    same : QPushButton
        Gives all files the range and the origin of the current one.
    forms : list of SourceForm
        One for each file.
    """

    def __init__(self, parent: QWidget, jobs: Jobs, changes: Changes, *, carrier: Jobs) -> None:
        super().__init__(parent, changes, title="Add constants from a file", verb="Add")
        self._jobs, self._carrier = jobs, carrier
        self._target: NodeId | Place | None = None
        self._asked: list[tuple[Part, SourceForm]] = []
        self._chores: deque[Callable[[], None]] = deque()  # one a turn: people may be typing
        self._places: dict[SourceForm, _Scrolled] = {}
        self._gone: list[_Scrolled] = []
        self._around = NOWHERE
        self._turn, self._soon = QTimer(self), QTimer(self)
        for timer, slot in ((self._turn, self._on_turn), (self._soon, self.judge)):
            timer.setSingleShot(True)
            timer.setInterval(0)
            timer.timeout.connect(slot)
        self.forms: list[SourceForm] = []
        self.known = KnownDetector(jobs, self)
        self.known.changed.connect(self._on_known)
        self.detector = DetectorChoice(jobs, self)
        self.detector.changed.connect(self._on_detector_chosen)
        self.files = QListWidget(self)
        self.files.setItemDelegate(TickDelegate(self.files))
        self.files.setAccessibleName("Files")
        self.files.setToolTip("Files that are ticked are added.")
        self.files.setFixedWidth(_LIST_WIDTH)
        self.files.currentRowChanged.connect(self._on_row_chosen)
        self.files.itemChanged.connect(self._on_ticked)
        self.same = QPushButton("Same range for &all", self)
        self.same.setToolTip("Give all files the range and the origin of this one.")
        self.same.setAutoDefault(False)
        self.same.clicked.connect(self._on_same)
        self._stack = QStackedWidget(self)
        self.add_row("De&tector", self.detector)
        self.lay_out(growing=self._middle())

    def ask_for(
        self, target: NodeId | Place, sources: Sequence[SourceFacts], around: Around
    ) -> None:
        """Ask what is to become of these files, in a detector or a place."""
        if target != self._target:
            self.forget()
        self._target, self._around = target, around
        self.detector.offer(target, around.place)
        self.known.look_at(self.detector.file)
        self._take_forms(sources)
        several = len(sources) > 1
        self.files.setVisible(several)
        self.same.setVisible(several)
        what = f"Add constants from {'these files' if several else 'a file'}, as new versions"
        first = self.files if several else self.forms[0].first_field()
        self.ask(what, first=first, recent=around.recent)

    def wanted(self) -> list[SourceForm]:
        """Return the forms of the files that are to be added."""
        return [
            form
            for number, form in enumerate(self.forms)
            if not form.facts.problem and self._is_ticked(number)
        ]

    def missing(self) -> str:
        """Return what is missing, or why it would be refused."""
        if self._chores:
            return "The files are being looked at."
        if not self.detector.file:
            return self.detector.problem or NONE_THERE
        if self.known.problem:
            return self.known.problem
        wanted, comment = self.wanted(), self.comment.text()
        if not wanted:
            problems = (form.facts.problem for form in self.forms)
            return next(filter(None, problems), "Tick the files that are to be added.")
        for form in wanted:
            if missing := form.missing(comment):
                return missing if len(self.forms) == 1 else f"{form.name}: {missing}"
        return ""

    def waiting(self) -> bool:
        """Tell whether it is still to be found out which times are meant."""
        return bool(self._chores) or any(form.waiting for form in self.wanted())

    def look_ahead(self) -> None:
        """Say what OK does, and which files are all right."""
        count = len(self.wanted())
        self.ok.setText("Add" if not count else f"Add {counted(count, 'version')}")
        comment = self.comment.text()
        self.files.blockSignals(True)
        for number, form in enumerate(self.forms):
            item = self.files.item(number)
            if item is not None:
                ticked = self._is_ticked(number)
                missing = form.missing(comment) if ticked else form.facts.problem
                item.setIcon(icon("warning") if missing else icon("valid") if ticked else QIcon())
                item.setToolTip(missing or form.facts.source)
        self.files.blockSignals(False)

    @pyqtSlot()
    def judge(self) -> None:
        """Enable OK, or say why not."""
        self.look_ahead()
        super().judge()

    def step(self) -> Step | None:
        """Return what is to be done: a part for each file."""
        comment, wanted = self.comment.text(), self.wanted()
        made = [(form.part(comment), form) for form in wanted]
        self._asked = [(part, form) for part, form in made if part is not None]
        parts: list[Part] = [part for part, _ in self._asked]
        if not parts:
            return None
        detname = NodeId(self.known.file).detname
        if len(parts) > 1:
            return Step(f"Add {counted(len(parts), 'version')} to {detname}", parts, long=True)
        return Step(
            f"Add {wanted[0].name} to {wanted[0].type.text()} of {detname}", parts, long=True
        )

    def done(self, result: int) -> None:
        """Close it, and ask for nothing more."""
        for form in self.forms:
            form.stop()
        super().done(result)

    def overtaken(self, failure: Failure) -> None:
        """Look again at what is there."""
        del failure
        self.known.look_again()

    def partly_done(self, step: Step) -> None:
        """Keep only what was typed for the files that were not added."""
        done = [form for part, form in self._asked if part in step.parts]
        self._drop([form for form in done if form in self.forms])

    def forget(self) -> None:
        """Forget what was typed, and all files."""
        super().forget()
        self._drop(list(self.forms))

    def _take_forms(self, sources: Sequence[SourceFacts]) -> None:
        """Make a form for each file, one a turn; those that were asked for before are kept."""
        self._drop([form for form in self.forms if form.facts not in sources])
        kept = [form.facts for form in self.forms]
        for form in self.forms:
            self._begin(form)
        new = [facts for facts in sources if facts not in kept]
        if not self.forms and new:
            self._add_form(new.pop(0))
        self._do_later(partial(self._add_form, facts) for facts in new)

    def _do_later(self, chores: Iterable[Callable[[], None]]) -> None:
        """Do things one a turn."""
        self._chores.extend(chores)
        self._turn.start()

    @pyqtSlot()
    def _on_turn(self) -> None:
        if self._chores:
            self._chores.popleft()()
            self._turn.start()
        elif self._gone:
            place = self._gone.pop()
            self._stack.removeWidget(place)
            place.deleteLater()
            self._turn.start()
        else:
            self.renew()

    def _begin(self, form: SourceForm) -> None:
        target = self._target
        form.begin(target if isinstance(target, NodeId) else None, self._around)

    def _add_form(self, facts: SourceFacts) -> None:
        form = SourceForm(facts, self.known, self._jobs, carrier=self._carrier)
        self._begin(form)
        form.typed.connect(self.hesitate)
        form.changed.connect(self.renew)
        form.judged.connect(self._soon.start)
        self.forms.append(form)
        self._places[form] = _Scrolled(form)
        self._stack.addWidget(self._places[form])
        item = QListWidgetItem(form.name)
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
        item.setCheckState(Qt.CheckState.Unchecked if facts.problem else Qt.CheckState.Checked)
        self.files.addItem(item)
        if self.files.currentRow() < 0:
            self.files.setCurrentRow(0)

    def _drop(self, forms: Sequence[SourceForm]) -> None:
        self._chores.clear()
        for form in forms:
            number = self.forms.index(form)
            form.stop()
            form.changed.disconnect(self.renew)
            form.judged.disconnect(self._soon.start)
            del self.forms[number]
            self.files.takeItem(number)
            self._gone.append(self._places.pop(form))
        self._turn.start()

    def _is_ticked(self, number: int) -> bool:
        item = self.files.item(number)
        return item is not None and item.checkState() == Qt.CheckState.Checked

    def _middle(self) -> QWidget:
        side = QVBoxLayout()
        side.addWidget(self.files)
        side.addWidget(self.same)
        middle = QWidget(self)
        layout = QHBoxLayout(middle)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(side)
        layout.addWidget(self._stack, 1)
        return middle

    @pyqtSlot()
    def _on_known(self) -> None:
        if self.isVisible():
            self._do_later(form.look_again for form in self.forms)
            self.judge()

    @pyqtSlot()
    def _on_detector_chosen(self) -> None:
        self.known.look_at(self.detector.file)
        self._do_later(form.renew for form in self.forms)
        self.renew()

    @pyqtSlot(int)
    def _on_row_chosen(self, row: int) -> None:
        if 0 <= row < len(self.forms):
            self._stack.setCurrentWidget(self._places[self.forms[row]])

    @pyqtSlot(QListWidgetItem)
    def _on_ticked(self, item: QListWidgetItem) -> None:
        del item
        self.renew()

    @pyqtSlot()
    def _on_same(self) -> None:
        """Give all files the range and the origin of the current one."""
        row = self.files.currentRow()
        if not 0 <= row < len(self.forms):
            return
        like = self.forms[row]
        self._do_later(partial(form.take, like) for form in self.forms if form is not like)
        self.renew()


class _Scrolled(QScrollArea):
    """A form that can be scrolled where the screen is small; it asks for all the room it needs."""

    def __init__(self, form: SourceForm) -> None:
        super().__init__()
        self._form = form
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(form)

    def eventFilter(self, watched: QObject | None, event: QEvent | None) -> bool:
        """Ask for more room when the form needs it."""
        if event is not None and event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)

    def sizeHint(self) -> QSize:
        """Return the size of the form."""
        bar = self.verticalScrollBar()
        width = 0 if bar is None else bar.sizeHint().width()
        least = self._form.minimumSizeHint()
        return QSize(max(least.width() + width, _FORM_WIDTH), least.height() + 2)

    def minimumSizeHint(self) -> QSize:
        """Return its width, and a height that small screens have, too."""
        hint = self.sizeHint()
        return QSize(hint.width(), min(hint.height(), _FORM_HEIGHT))
