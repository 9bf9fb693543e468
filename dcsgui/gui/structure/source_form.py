"""What is to become of one file: its type, its range, when and where it was produced."""

from __future__ import annotations

from pathlib import PurePath

from PyQt5.QtCore import pyqtSignal, pyqtSlot
from PyQt5.QtWidgets import (
    QCheckBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from dcsgui.core.actions.answers.additions import NewConstants
from dcsgui.core.actions.answers.edits import Edited
from dcsgui.core.actions.answers.nodes import NodeId
from dcsgui.core.actions.answers.source_facts import SourceFacts
from dcsgui.core.values.isotext import iso_text_of_ns
from dcsgui.gui.jobs.edit_requests import AddConstants
from dcsgui.gui.jobs.jobs import Jobs
from dcsgui.gui.jobs.place_requests import CheckSource
from dcsgui.gui.jobs.preview_requests import PreviewConstants
from dcsgui.gui.models import times
from dcsgui.gui.structure.around import NOWHERE, Around
from dcsgui.gui.structure.edited_words import answers_words
from dcsgui.gui.structure.field_note import FieldNote
from dcsgui.gui.structure.known import KnownDetector
from dcsgui.gui.structure.origin_fields import OriginFields, pair_words
from dcsgui.gui.structure.preview import Preview
from dcsgui.gui.structure.produced_field import ProducedField
from dcsgui.gui.structure.range_choice import RangeChoice
from dcsgui.gui.structure.range_dialog import end_words
from dcsgui.gui.structure.sanity_note import SanityNote
from dcsgui.gui.structure.source_words import source_words
from dcsgui.gui.structure.time_field import exact
from dcsgui.gui.structure.type_field import TypeField
from dcsgui.gui.structure.wrapped import Wrapped
from dcsgui.gui.undo.dcs_lines import dcs_line
from dcsgui.gui.undo.parts import FilePart

__all__ = ["SourceForm"]

UNWRITTEN = "to see what it would do"
"""The comment of a dry run, which writes none."""

_GAP = 16

FIRST = "Choose a type and a range to see which answers change."


class SourceForm(QWidget):
    """Asks what is to become of one file.

    Parameters
    ----------
    facts : SourceFacts
        What the file is.
    known : KnownDetector
        The detector that gets it.
    jobs, carrier : Jobs
        Asked for what is quick; for what reads the whole file.

    Attributes
    ----------
    facts : SourceFacts
    type, range, produced, origin, default
        The fields.
    preview, sanity
        What would change, and whether it looks sane.

    Signals
    -------
    changed()
        Something was typed or chosen.
    typed()
        A person has typed a time.
    judged()
        It is known what would come of it.
    """

    changed = pyqtSignal()
    typed = pyqtSignal()
    judged = pyqtSignal()

    def __init__(
        self,
        facts: SourceFacts,
        known: KnownDetector,
        jobs: Jobs,
        *,
        carrier: Jobs,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.facts = facts
        self._known, self._around = known, NOWHERE
        self.type = TypeField(self)
        self.range = RangeChoice(jobs, self)
        self.produced = ProducedField(jobs, facts.mtime_ns, self)
        self.origin = OriginFields(self)
        self.default = QCheckBox("Make it the &default of its range", self)
        self.preview = Preview(carrier, "What would change", words=self._said, parent=self)
        self.sanity = SanityNote(carrier, self)
        self._lay_out()
        for changed in (
            self.type.changed,
            self.range.changed,
            self.produced.changed,
            self.origin.changed,
            self.default.toggled,
        ):
            changed.connect(self._on_changed)
        self.range.ends.typed.connect(self.typed)
        self.produced.time.typed.connect(self.typed)
        self.preview.settled.connect(self.judged)

    @property
    def name(self) -> str:
        """The name of the file."""
        return PurePath(self.facts.source).name

    @property
    def node(self) -> NodeId:
        """The type that gets it."""
        return NodeId(self._known.file, (self.type.text(),))

    def begin(self, node: NodeId | None, around: Around) -> None:
        """Offer what fits: the type and the range of a node, or what the file says."""
        self._around = around
        self.range.set_around(around)
        self.produced.set_around(around)
        wanted = node.ctype if node is not None and node.ctype else self.facts.ctype
        if not self.type.text():
            self.type.set_text(wanted)
            if node is not None and node.range_name and node.ctype == wanted:
                self.range.prefer(node.range_name)
            self.origin.experiment.setText(around.experiment)
        self.renew()

    def first_field(self) -> QWidget:
        """Return the field that is to be filled in first."""
        if self.type.problem:
            return self.type
        return self.range.ends.begin if self.range.problem else self.range

    def missing(self, comment: str) -> str:
        """Return why it can't be added (yet), in a sentence; "" if it can."""
        contents = self._known.contents
        reason_due = contents is not None and contents.in_repository and self.default.isChecked()
        failure = self.preview.failure
        reasons = (
            self.facts.problem,
            self.type.problem,
            self.range.problem,
            self.produced.problem,
            _REASON if reason_due and not comment else "",
            "" if failure is None else failure.sentence,
        )
        return next(filter(None, reasons), "")

    @property
    def waiting(self) -> bool:
        """Whether it is not known yet which times are meant."""
        return self.range.waiting or self.produced.waiting

    def new(self) -> NewConstants | None:
        """Return what is to be added; None if it is not known yet."""
        value = self.range.value
        if value is None or self.facts.problem or self.type.problem or self.produced.problem:
            return None
        return NewConstants(
            self.facts.source,
            exact(value[0]),
            exact(value[1]),
            produced=exact(self.produced.ns),
            pars=self.origin.pars(),
            default=self.default.isChecked(),
        )

    def part(self, comment: str) -> FilePart | None:
        """Return the change that adds it; None if it is not known yet."""
        new, value, node = self.new(), self.range.value, self.node
        if new is None or value is None:
            return None
        produced = self.produced.ns
        words = [node.file, node.ctype, self.facts.source, *end_words(*value)]
        words += [] if produced is None else ["--produced", iso_text_of_ns(produced)]
        words += ["--default"] if new.default else []
        span = times.span(*value, utc=self._around.utc)
        default = ", as the default" if new.default else ""
        return FilePart(
            node.file,
            AddConstants(node, new, comment),
            words=f"{self.name} added to {node.ctype} of {node.detname}, {span}{default}",
            line=dcs_line("add", *words, *pair_words(new.pars), "-m", comment),
            comment=comment,
        )

    def take(self, other: SourceForm) -> None:
        """Take the range, the production time and the origin of another file."""
        self.range.take(other.range)
        self.produced.take(other.produced)
        self.origin.take(other.origin)

    @pyqtSlot()
    def renew(self) -> None:
        """Offer what is known of the detector by now, and see what would come of it."""
        self.type.offer(self._known.ctypes, self._around.ctypes)
        self.range.offer(self._known.ranges(self.type.text()) or ())
        self.look_ahead()
        self.judged.emit()

    def look_ahead(self) -> None:
        """Try it, and compare it with what answers now."""
        new = self.new()
        if new is None or not self._known.file:
            self.preview.want(None, instead="" if self.facts.problem else FIRST)
            self.sanity.want(None)
            return
        self.preview.want(PreviewConstants(self.node, new, UNWRITTEN))
        there = self.node.ctype in self._known.ctypes
        check = CheckSource(self.node, self.facts.source, new.begin)
        self.sanity.want(check if there else None)

    def look_again(self) -> None:
        """Offer what is known by now, and try it anew: the file of the detector has changed."""
        self.renew()
        self.preview.ask_again()

    def stop(self) -> None:
        """Ask for nothing more."""
        self.preview.stop()
        self.sanity.stop()

    def _said(self, edited: Edited) -> str:
        return answers_words(edited.changes, utc=self._around.utc)

    @pyqtSlot()
    def _on_changed(self) -> None:
        self.renew()
        self.changed.emit()

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow("File", self._file())
        for name, field in (
            ("&Type", self.type),
            ("Ran&ge", self.range),
            ("&Produced", self.produced),
            ("E&xperiment", self.origin),
        ):
            label = QLabel(name, self)
            label.setBuddy(field)
            form.addRow(label, field)
            label.setEnabled(not self.facts.problem)
            field.setEnabled(not self.facts.problem)
        form.addRow("", self.default)
        self.default.setEnabled(not self.facts.problem)
        fields = QVBoxLayout()
        fields.addLayout(form)
        fields.addWidget(self.preview)
        fields.addStretch(1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(_GAP)
        layout.addLayout(fields, 1)
        layout.addWidget(self.sanity)
        self.sanity.setVisible(not self.facts.problem)

    def _file(self) -> QWidget:
        """Return what the file is, in words."""
        file = QWidget(self)
        name = Wrapped(self.name, file)
        name.setToolTip(self.facts.source)
        note = FieldNote(name, file)
        if self.facts.problem:
            note.tell_problem(self.facts.problem)
        else:
            note.tell(source_words(self.facts))
        layout = QVBoxLayout(file)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(1)
        layout.addWidget(name)
        layout.addWidget(note)
        return file


_REASON = "The repository asks for a reason when a default is set; give a comment."
