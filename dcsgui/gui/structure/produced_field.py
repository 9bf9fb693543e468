"""The choice of a production time: now, when the file was written, or another time."""

from __future__ import annotations

from PyQt5.QtCore import Qt, pyqtSignal, pyqtSlot
from PyQt5.QtWidgets import QComboBox, QVBoxLayout, QWidget

from dcsgui.gui.jobs.jobs import Jobs
from dcsgui.gui.models import times
from dcsgui.gui.models.columns import wrapped
from dcsgui.gui.structure.around import Around
from dcsgui.gui.structure.time_field import TimeField

__all__ = ["ProducedField"]

_NOW, _FILE, _TYPED = range(3)


class ProducedField(QWidget):
    """Says when constants were produced.

    Attributes
    ----------
    box : QComboBox
    time : TimeField
        For a time that is typed.

    Signals
    -------
    changed()
        Another time is wanted, or none is known.
    """

    changed = pyqtSignal()

    def __init__(self, jobs: Jobs, mtime_ns: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._mtime_ns = mtime_ns
        self.box = QComboBox(self)
        self.box.setAccessibleName("Produced")
        self.box.addItems(["now", "", "at another time"])
        self.time = TimeField(jobs, "Produced")
        self.time.hide()
        self.time.changed.connect(self.changed)
        self.box.currentIndexChanged.connect(self._on_chosen)
        self.setFocusProxy(self.box)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.box)
        layout.addWidget(self.time)

    def set_around(self, around: Around) -> None:
        """Say whose runs are meant by ``r260``, and how times are shown."""
        when = times.short(self._mtime_ns, utc=around.utc)
        self.box.setItemText(_FILE, f"when the file was written: {when}")
        full = wrapped(times.tooltip(self._mtime_ns))
        self.box.setItemData(_FILE, full, Qt.ItemDataRole.ToolTipRole)
        self.time.set_experiment(around.experiment)
        self.time.set_utc(utc=around.utc)

    @property
    def waiting(self) -> bool:
        """Whether it is not known yet which time is meant."""
        return self.box.currentIndex() == _TYPED and self.time.waiting

    @property
    def problem(self) -> str:
        """Why there is no time (yet), in a sentence; "" if there is."""
        return self.time.problem if self.box.currentIndex() == _TYPED else ""

    @property
    def ns(self) -> int | None:
        """The time in ns since 1970, UTC; None is now."""
        at = self.box.currentIndex()
        return None if at == _NOW else self._mtime_ns if at == _FILE else self.time.ns

    def take(self, other: ProducedField) -> None:
        """Choose what is chosen in another one."""
        self.time.set_text(other.time.text())
        self.box.setCurrentIndex(other.box.currentIndex())

    @pyqtSlot()
    def _on_chosen(self) -> None:
        self.time.setVisible(self.box.currentIndex() == _TYPED)
        self.changed.emit()
