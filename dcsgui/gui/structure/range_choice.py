"""The choice of a range for new constants: one that is there, or a new one."""

from __future__ import annotations

from collections.abc import Sequence

from PyQt5.QtCore import pyqtSignal, pyqtSlot
from PyQt5.QtWidgets import QComboBox, QFormLayout, QLabel, QVBoxLayout, QWidget

from dcsgui.core.actions.answers.listings import RangeEntry
from dcsgui.core.values.amounts import counted
from dcsgui.gui.jobs.jobs import Jobs
from dcsgui.gui.models import times
from dcsgui.gui.structure.around import Around
from dcsgui.gui.structure.ends_fields import EndsFields

__all__ = ["RangeChoice"]

NEW = "A new range, with its own begin and end"


class RangeChoice(QWidget):
    """A list of the ranges of a type, and below it the ends of a new one if that is wanted.

    Attributes
    ----------
    box : QComboBox
    ends : EndsFields

    Signals
    -------
    changed()
        Another range is wanted, or none is known.
    """

    changed = pyqtSignal()

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ranges: tuple[RangeEntry, ...] = ()
        self._preferred = ""
        self._utc = False
        self.ends = EndsFields(jobs, self)
        self.ends.changed.connect(self.changed)
        self.box = QComboBox(self)
        self.box.setAccessibleName("Range")
        self.box.addItem(NEW)
        self.box.currentIndexChanged.connect(self._on_chosen)
        self._new = QWidget(self)
        form = QFormLayout(self._new)
        form.setContentsMargins(0, 4, 0, 0)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for name, field in (("&Begin", self.ends.begin), ("&End", self.ends.end)):
            label = QLabel(name, self)
            label.setBuddy(field)
            form.addRow(label, field)
        self.setFocusProxy(self.box)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.box)
        layout.addWidget(self._new)

    def prefer(self, range_name: str) -> None:
        """Choose this range as soon as it is offered, unless a person chooses another."""
        self._preferred = range_name

    def set_around(self, around: Around) -> None:
        """Say whose runs are meant by ``r260``, and how times are shown."""
        self._utc = around.utc
        self.ends.set_surroundings(around.experiment, utc=around.utc)

    def offer(self, ranges: Sequence[RangeEntry]) -> None:
        """Offer these; the one that is chosen stays so, if it is among them."""
        if tuple(ranges) == self._ranges and self.box.count() == len(ranges) + 1:
            return
        wanted = self._preferred or self._chosen_name()
        self._ranges = tuple(ranges)
        self.box.blockSignals(True)
        self.box.clear()
        self.box.addItem(NEW)
        for one in self._ranges:
            span = times.span(one.begin_ns, one.end_ns, utc=self._utc)
            self.box.addItem(f"{span} ({counted(one.nversions, 'version')})")
        names = [one.name for one in self._ranges]
        self.box.setCurrentIndex(names.index(wanted) + 1 if wanted in names else 0)
        self.box.blockSignals(False)
        if wanted in names:
            self._preferred = ""
        self._show()

    @property
    def is_new(self) -> bool:
        """Whether a new range is wanted."""
        return self.box.currentIndex() <= 0

    @property
    def waiting(self) -> bool:
        """Whether it is not known yet which time is meant."""
        return self.is_new and self.ends.waiting

    @property
    def problem(self) -> str:
        """Why there is no range (yet), in a sentence; "" if there is."""
        return self.ends.problem if self.is_new else ""

    @property
    def value(self) -> tuple[int, int | None] | None:
        """Begin and end in ns; None if there is no range (yet)."""
        chosen = self._chosen()
        return self.ends.value if chosen is None else (chosen.begin_ns, chosen.end_ns)

    def take(self, other: RangeChoice) -> None:
        """Choose what is chosen in another one."""
        chosen = other._chosen()
        names = [one.name for one in self._ranges]
        if chosen is None or chosen.name not in names:
            value = other.value
            if value is not None:
                self.ends.set_value(*value)
            self.box.setCurrentIndex(0)
        else:
            self.box.setCurrentIndex(names.index(chosen.name) + 1)

    def _chosen(self) -> RangeEntry | None:
        at = self.box.currentIndex() - 1
        return self._ranges[at] if 0 <= at < len(self._ranges) else None

    def _chosen_name(self) -> str:
        chosen = self._chosen()
        return "" if chosen is None else chosen.name

    @pyqtSlot()
    def _on_chosen(self) -> None:
        self._preferred = ""
        self._show()
        self.changed.emit()

    def _show(self) -> None:
        self._new.setVisible(self.is_new)
