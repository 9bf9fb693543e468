"""The two fields for a range: its begin, and its end, which may be open."""

from __future__ import annotations

from PyQt5.QtCore import QObject, pyqtSignal, pyqtSlot

from dcsgui.gui.jobs.jobs import Jobs
from dcsgui.gui.structure.time_field import TimeField

__all__ = ["OPEN_WORDS", "EndsFields"]

OPEN_WORDS = "Left empty it is open: valid for ever."


class EndsFields(QObject):
    """A begin and an end, that fit together.

    Attributes
    ----------
    begin, end : TimeField

    Signals
    -------
    changed()
        They mean another range now, or none.
    typed()
        A person has typed.
    """

    changed = pyqtSignal()
    typed = pyqtSignal()

    def __init__(self, jobs: Jobs, parent: QObject) -> None:
        super().__init__(parent)
        self.begin = TimeField(jobs, "Begin")
        self.end = TimeField(jobs, "End", empty=OPEN_WORDS)
        for field in (self.begin, self.end):
            field.changed.connect(self._on_changed)
            field.typed.connect(self.typed)

    @property
    def waiting(self) -> bool:
        """Whether it is not known yet what a text means."""
        return self.begin.waiting or self.end.waiting

    @property
    def problem(self) -> str:
        """Why they are no range (yet), in a sentence; "" if they are."""
        return self.begin.problem or self.end.problem or self._turned()

    @property
    def value(self) -> tuple[int, int | None] | None:
        """Begin and end in ns; None if they are no range (yet)."""
        begin = self.begin.ns
        return None if begin is None or self.problem else (begin, self.end.ns)

    def set_value(self, begin_ns: int | None, end_ns: int | None) -> None:
        """Write a range that is known."""
        self.begin.set_ns(begin_ns)
        self.end.set_ns(end_ns)

    def set_surroundings(self, experiment: str, *, utc: bool) -> None:
        """Say whose runs are meant by ``r260``, and how times are shown."""
        for field in (self.begin, self.end):
            field.set_experiment(experiment)
            field.set_utc(utc=utc)

    def _turned(self) -> str:
        begin, end = self.begin.ns, self.end.ns
        if begin is None or end is None or begin <= end:
            return ""
        return "The range would end before it begins; give an end that is not before the begin."

    @pyqtSlot()
    def _on_changed(self) -> None:
        self.end.tell_problem(self._turned())
        self.changed.emit()
