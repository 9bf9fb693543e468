"""A field for a time, in any form of a time, that shows what it was taken for."""

from __future__ import annotations

from itertools import count

from PyQt5.QtCore import QTimer, pyqtSignal, pyqtSlot
from PyQt5.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from dcsgui.core.actions.answers.moments import Moment
from dcsgui.core.values.isotext import iso_text_of_ns
from dcsgui.core.values.unixtext import number_text_of_ns
from dcsgui.gui.jobs.job import Failure
from dcsgui.gui.jobs.jobs import Jobs
from dcsgui.gui.jobs.requests import ReadMoment
from dcsgui.gui.panels.asking import Asking
from dcsgui.gui.structure.field_note import FieldNote

__all__ = ["TimeField", "exact"]

TYPING_MS = 300
"""How long nothing is typed before it is asked what the text means."""

EXAMPLES = "2016-10-27 10:00, 1477526400, xpptut15:260, now"
TIP = (
    "A date and time (local if no zone is given), seconds since 1970, a run as in xpptut15:260,"
    " or now."
)
_lanes = count()


def exact(ns: int | None) -> str | None:
    """Return a time as a text that actions and ``dcs`` read exactly: Unix seconds; None is open.

    Examples
    --------
    >>> exact(1477526400_500_000_000), exact(None)
    ('1477526400.5', None)
    """
    return None if ns is None else number_text_of_ns(ns)


class TimeField(QWidget):
    """A line for a time, and below it what it was taken for, or why it means none.

    Parameters
    ----------
    jobs : Jobs
        Which is asked what a text means.
    name : str
        What the time is, for people: "Begin".
    empty : str
        What an empty line means: "open: valid for ever". "" if a time has to be given.

    Attributes
    ----------
    edit : QLineEdit

    Signals
    -------
    changed()
        It means another time now, or none, or it is not known yet.
    typed()
        A person has typed.
    """

    changed = pyqtSignal()
    typed = pyqtSignal()

    def __init__(
        self, jobs: Jobs, name: str, *, empty: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._name, self._empty = name, empty
        self._experiment, self._utc = "", False
        self._read: Moment | None = None
        self._failure: Failure | None = None
        self._asking = Asking(jobs, f"time field {next(_lanes)}", self)
        self._asking.answered.connect(self._on_answered)
        self._asking.failed.connect(self._on_failed)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(TYPING_MS)
        self._timer.timeout.connect(self._ask)
        self.edit = QLineEdit(self)
        self._note = FieldNote(self.edit, self)
        self._lay_out()
        self._tell()

    # --- what it means ---

    @property
    def moment(self) -> Moment | None:
        """The time; None if there is none (yet)."""
        return self._read

    @property
    def ns(self) -> int | None:
        """The time in ns since 1970, UTC; None if there is none (yet), or it is left empty."""
        return None if self._read is None else self._read.ns

    @property
    def waiting(self) -> bool:
        """Whether it is not known yet what the text means."""
        return bool(self.text()) and self._read is None and self._failure is None

    @property
    def problem(self) -> str:
        """Why it can't be used (yet), in a sentence; "" if it can."""
        if self._failure is not None:
            return self._failure.sentence
        if self.waiting:
            return f"{self._name}: it is not known yet which time is meant."
        if not self.text() and not self._empty:
            return f"{self._name}: give a time."
        return ""

    @property
    def told(self) -> str:
        """What stands below the line."""
        return self._note.text()

    def text(self) -> str:
        """Return what is written."""
        return self.edit.text().strip()

    # --- what others tell it ---

    def set_text(self, text: str) -> None:
        """Write a time in any form; "" for none."""
        if text != self.edit.text():
            self.edit.setText(text)
            self.ask_now()

    def set_ns(self, ns: int | None) -> None:
        """Write a time that is known, exactly; None leaves the line empty."""
        self._timer.stop()
        self._asking.stop()
        self.edit.blockSignals(True)
        self.edit.setText("" if ns is None else iso_text_of_ns(ns, utc=self._utc))
        self.edit.blockSignals(False)
        self._take(None if ns is None else _moment(self.text(), ns), None)

    def set_experiment(self, experiment: str) -> None:
        """Say whose runs are meant by ``r260``."""
        if experiment != self._experiment:
            self._experiment = experiment
            if self._failure is not None:
                self._take(None, None)
                self._ask()

    def set_utc(self, *, utc: bool) -> None:
        """Tell times in UTC, or in the local zone."""
        self._utc = utc
        self._tell()

    def tell_problem(self, sentence: str) -> None:
        """Say below the line what is wrong with this time; "" says again what it means."""
        if sentence:
            self._note.tell_problem(sentence)
        else:
            self._tell()

    @pyqtSlot()
    def ask_now(self) -> None:
        """Find out what the text means without waiting for more of it."""
        if self._timer.isActive() or (self.waiting and not self._asking.busy):
            self._ask()

    # --- finding out ---

    @pyqtSlot()
    def _ask(self) -> None:
        self._timer.stop()
        if self.text():
            self._asking.ask(ReadMoment(self.text(), self._experiment))

    @pyqtSlot()
    def _on_text_changed(self) -> None:
        self._asking.stop()
        self._timer.stop()
        if self.text():
            self._timer.start()
        self._take(None, None)

    @pyqtSlot(object)
    def _on_answered(self, moment: Moment) -> None:
        self._take(moment, None)

    @pyqtSlot(object)
    def _on_failed(self, failure: Failure) -> None:
        self._take(None, failure)

    def _take(self, read: Moment | None, failure: Failure | None) -> None:
        self._read, self._failure = read, failure
        self._tell()
        self.changed.emit()

    def _tell(self) -> None:
        """Say what it was taken for."""
        if self._failure is not None:
            self._note.tell_problem(self._failure.sentence)
        elif self._read is not None:
            shown = self._read.iso_utc if self._utc else self._read.iso
            seconds = number_text_of_ns(self._read.ns)
            tip = f"{self._read.iso_utc}\n{seconds} seconds since 1970"
            self._note.tell(shown, tip=tip)
        else:
            self._note.tell("…" if self.text() else self._empty)

    def _lay_out(self) -> None:
        self.edit.setPlaceholderText(EXAMPLES)
        self.edit.setAccessibleName(self._name)
        self.edit.setToolTip(TIP)
        self.edit.setClearButtonEnabled(bool(self._empty))
        self.edit.textEdited.connect(self.typed)
        self.edit.textChanged.connect(self._on_text_changed)
        self.edit.editingFinished.connect(self.ask_now)
        self.setFocusProxy(self.edit)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(1)
        layout.addWidget(self.edit)
        layout.addWidget(self._note)


def _moment(text: str, ns: int) -> Moment:
    return Moment(text, ns, iso_text_of_ns(ns), iso_text_of_ns(ns, utc=True))
