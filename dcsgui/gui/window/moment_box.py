"""The box "Valid at": any form of time, and what it was taken for."""

from __future__ import annotations

from collections.abc import Mapping

from PyQt5.QtCore import QEvent, QSize, QStringListModel, Qt, QTimer, pyqtSignal
from PyQt5.QtGui import QKeyEvent, QPalette
from PyQt5.QtWidgets import QCompleter, QHBoxLayout, QLabel, QLineEdit, QWidget

from dcsgui.core.actions.answers.moments import Moment
from dcsgui.gui.jobs.job import Failure, Job
from dcsgui.gui.jobs.jobs import Jobs
from dcsgui.gui.jobs.requests import ReadMoment
from dcsgui.gui.window.severity import Severity
from dcsgui.gui.window.texts import ElidedLabel

__all__ = ["MomentBox"]

TYPING_MS = 400
"""How long nothing is typed before it is asked what the text means."""

_KEPT = 20
_EDIT_WIDTH, _BUTTON_WIDTH = 160, 44
_TAKEN_WIDTH = 560
_NS = 10**9
_TIP = (
    "See which constants are valid at a time: now, a date and time (local if no zone is given),"
    " seconds since 1970, or a run, as in xpptut15:260. Enter shows them."
)


class MomentBox(QWidget):
    """A line for a time, and beside it what it was taken for.

    While typing it only tells what the text means; Enter, choosing from the list, or going
    elsewhere makes it the time that is shown. Escape goes back to the time that is shown.

    Signals
    -------
    momentChosen(Moment)
        This time is to be shown.
    cleared()
        No time is to be shown any more.
    misunderstood(str)
        What was chosen is no time, and why; no time is shown any more.
    """

    momentChosen = pyqtSignal(object)
    cleared = pyqtSignal()
    misunderstood = pyqtSignal(str)

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._experiment = ""
        self._utc = False
        self._job: Job | None = None
        self._choosing = False
        self._lost = False  # what was chosen after `_chosen` is no time
        self._severity: Severity | None = None
        self._read: Moment | None = None
        self._chosen: Moment | None = None
        self._recent: list[str] = []
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(TYPING_MS)
        self._timer.timeout.connect(self._on_typing_paused)
        self._build()

    def _build(self) -> None:
        self._edit = _MomentEdit(self)
        self._edit.setPlaceholderText("now, 2016-10-27 10:00, 1477526400, xpptut15:260")
        self._edit.setClearButtonEnabled(True)
        self._edit.setAccessibleName("Valid at")
        self._edit.setToolTip(_TIP)
        self._edit.setMinimumWidth(_EDIT_WIDTH)
        self._edit.textChanged.connect(self._on_text_changed)
        self._edit.editingFinished.connect(self._on_editing_finished)
        self._edit.returnPressed.connect(self.choose)
        self._edit.escaped.connect(self._on_escaped)
        self._model = QStringListModel(self)
        completer = QCompleter(self._model, self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.activated[str].connect(self._on_completed)
        self._edit.setCompleter(completer)
        label = QLabel("Valid &at", self)
        label.setBuddy(self._edit)
        label.setToolTip(_TIP)
        self._taken = ElidedLabel(self, most=_TAKEN_WIDTH, mode=Qt.TextElideMode.ElideRight)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(label)
        layout.addWidget(self._edit, 1)
        layout.addWidget(self._taken)
        self.setFocusProxy(self._edit)
        self._taken.hide()

    @property
    def chosen(self) -> Moment | None:
        """The time that is shown, or was before what is `misunderstood`."""
        return self._chosen

    def text(self) -> str:
        """Return what stands in the line."""
        return self._edit.text()

    def set_text(self, text: str) -> None:
        """Write a time into the line, and choose it."""
        self._edit.setText(text)
        self.choose()

    def choose(self) -> None:
        """Make what is written the time that is shown, once it is known what it means."""
        if self._edit.text().strip():
            self._ask(choosing=True)
        else:
            self._forget()

    def clear(self) -> None:
        """Show no time any more."""
        self._edit.clear()

    def set_experiment(self, experiment: str) -> None:
        """Say whose runs are meant by ``r260``; a time that is shown stays as it is."""
        if experiment == self._experiment:
            return
        self._experiment = experiment
        if self._read is None and self._edit.text().strip():
            self._ask(choosing=self._choosing)

    def set_utc(self, *, utc: bool) -> None:
        """Tell times in UTC, or in the local zone."""
        self._utc = utc
        self._show_read()

    def state(self) -> dict[str, object]:
        """Return the text and the last ones, as JSON values."""
        chosen = "" if self._chosen is None else self._chosen.text
        return {"text": chosen, "recent": list(self._recent)}

    def restore(self, state: Mapping[str, object]) -> None:
        """Take up a `state`; what cannot be understood is left out."""
        text, recent = state.get("text"), state.get("recent")
        if isinstance(recent, list | tuple):
            self._set_recent([one for one in recent if isinstance(one, str)])
        if isinstance(text, str) and text:
            self.set_text(text)

    def _ask(self, *, choosing: bool) -> None:
        self._timer.stop()
        self._stop_asking()
        self._choosing = choosing
        request = ReadMoment(self._edit.text().strip(), self._experiment)
        job = self._jobs.ask(request, lane="moment")
        job.answered.connect(self._on_answered)
        job.failed.connect(self._on_failed)
        self._job = job

    def _stop_asking(self) -> None:
        """Call off what was asked before: it answers no more."""
        self._choosing = False
        if self._job is not None:
            self._job.cancel()
            self._job = None

    def _forget(self) -> None:
        """Show no time."""
        self._timer.stop()
        self._stop_asking()
        self._read, self._lost = None, False
        self._tell("", tip="", severity=None)
        if self._chosen is not None:
            self._chosen = None
            self.cleared.emit()

    def _set_recent(self, texts: list[str]) -> None:
        self._recent = texts[:_KEPT]
        self._model.setStringList(self._recent)

    def _show_read(self) -> None:
        """Tell what the text was taken for."""
        if self._read is None:
            return
        moment = self._read
        time = moment.iso_utc if self._utc else moment.iso
        is_shown = self._chosen == moment and not self._lost
        waiting = "" if is_shown else " (Enter shows it)"
        tip = f"{moment.iso_utc}\n{_seconds(moment.ns)} seconds since 1970"
        self._tell(time + waiting, tip=tip, severity=None)

    def _tell(self, text: str, *, tip: str, severity: Severity | None) -> None:
        self._severity = severity
        self._colour()
        self._taken.setText(text)
        self._taken.setToolTip(tip)
        self._edit.setAccessibleDescription(tip or text)
        self._taken.setVisible(bool(text))

    def changeEvent(self, event: QEvent | None) -> None:
        """Keep an error readable when the window turns dark or light."""
        super().changeEvent(event)
        if event is not None and event.type() == QEvent.Type.PaletteChange:
            self._colour()

    def _colour(self) -> None:
        palette = QPalette()
        if self._severity is not None:
            palette.setColor(QPalette.ColorRole.WindowText, self._severity.colour(self.palette()))
        self._taken.setPalette(palette)

    def _on_text_changed(self, text: str) -> None:
        self._stop_asking()
        self._read = None
        if text.strip():
            self._tell("…", tip="", severity=None)
            self._timer.start()
        else:
            self._forget()

    def _on_typing_paused(self) -> None:
        self._ask(choosing=False)

    def _on_editing_finished(self) -> None:
        chosen = "" if self._chosen is None else self._chosen.text
        if not self._choosing and (self._lost or self._edit.text().strip() != chosen):
            self.choose()

    def _on_completed(self, text: str) -> None:
        self.set_text(text)

    def _on_escaped(self) -> None:
        self.set_text("" if self._chosen is None else self._chosen.text)

    def _on_answered(self, moment: Moment) -> None:
        self._job = None
        self._read = moment
        if self._choosing:
            self._choosing = self._lost = False
            self._chosen = moment
            text = self._edit.text().strip()
            self._set_recent([text, *(one for one in self._recent if one != text)])
        self._show_read()
        if self._chosen is moment:
            self.momentChosen.emit(moment)

    def _on_failed(self, failure: Failure) -> None:
        self._job = None
        chosen, self._choosing = self._choosing, False
        self._tell("Not understood", tip=failure.sentence, severity=Severity.ERROR)
        if chosen:
            self._lost = True
            self.misunderstood.emit(failure.sentence)


class _MomentEdit(QLineEdit):
    """A line that tells of Escape.

    Signals
    -------
    escaped()
        Escape was pressed.
    """

    escaped = pyqtSignal()

    def sizeHint(self) -> QSize:
        """Return a width in which the examples can be read."""
        hint = super().sizeHint()
        width = self.fontMetrics().horizontalAdvance(self.placeholderText())
        return QSize(max(hint.width(), width + _BUTTON_WIDTH), hint.height())

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        """Tell of Escape."""
        if event is not None and event.key() == Qt.Key.Key_Escape:
            self.escaped.emit()
        else:
            super().keyPressEvent(event)


def _seconds(ns: int) -> str:
    """Return whole nanoseconds as seconds, exactly."""
    whole, part = divmod(abs(ns), _NS)
    decimals = f".{part:09d}".rstrip("0").rstrip(".")
    return f"{'-' if ns < 0 else ''}{whole}{decimals}"
