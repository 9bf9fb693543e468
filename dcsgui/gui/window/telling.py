"""Telling a person what happened, in the place where it belongs."""

from __future__ import annotations

from PyQt5.QtCore import QObject, pyqtSlot
from PyQt5.QtWidgets import QAction

from dcsgui.gui.jobs.job import BUSY, Failure
from dcsgui.gui.undo.changes import Changes, Way
from dcsgui.gui.undo.steps import Step
from dcsgui.gui.window.banner import Banner, Severity
from dcsgui.gui.window.retry import RetryAction

BRIEFLY_MS = 8000
"""How long a message stays that asks for nothing."""


class Telling(QObject):
    """Puts what jobs and changes have to say into the banner.

    Parameters
    ----------
    banner : Banner
    changes : Changes
    undo, redo : QAction
        Offered beside the message of a change.
    """

    def __init__(self, banner: Banner, changes: Changes, *, undo: QAction, redo: QAction) -> None:
        super().__init__(banner)
        self._banner = banner
        self._changes = changes
        self._undo, self._redo = undo, redo
        changes.changed.connect(self._on_changed)
        changes.refused.connect(self._on_refused)
        changes.stopped.connect(self._on_stopped)

    @pyqtSlot(str)
    def note(self, text: str) -> None:
        """Tell something that was done, for a while."""
        self._banner.show_message(text, severity=Severity.INFO, timeout_ms=BRIEFLY_MS)

    @pyqtSlot(str)
    def warn(self, text: str) -> None:
        """Tell why something can't be done."""
        self._banner.show_message(text, severity=Severity.WARNING)

    @pyqtSlot(str, str)
    def warn_about(self, text: str, path: str) -> None:
        """Tell why something can't be done, until the file at a path is read."""
        self._banner.show_message(text, severity=Severity.WARNING, about=path)

    @pyqtSlot(object)
    def fail_to_open(self, failure: Failure) -> None:
        """Tell why something can't be opened, until it is read."""
        self._banner.show_message(
            failure.sentence,
            severity=Severity.ERROR,
            details=failure.details,
            about=failure.subject,
        )

    def forget_about(self, path: str) -> None:
        """Tell no longer why a file can't be read."""
        self._banner.dismiss_about(path)

    @pyqtSlot(object)
    def fail(self, failure: Failure) -> None:
        """Tell what went wrong with a job."""
        self._banner.show_message(
            failure.sentence, severity=Severity.ERROR, details=failure.details
        )

    @pyqtSlot(object)
    def refuse(self, failure: Failure) -> None:
        """Tell why something can't be done, or what went wrong with it."""
        if failure.details:
            self.fail(failure)
        else:
            self.warn(failure.sentence)

    @pyqtSlot(object, object, str)
    def _on_changed(self, step: Step, way: Way, words: str) -> None:
        begin = {Way.DO: "", Way.UNDO: "Taken back. ", Way.REDO: "Done again. "}[way]
        action = self._redo if way is Way.UNDO else self._undo if step.undoable else None
        self._banner.show_message(f"{begin}{words}", severity=Severity.DONE, action=action)

    @pyqtSlot(object, object, object)
    def _on_refused(self, step: Step, way: Way, failure: Failure) -> None:
        text = f"“{step.text}” was not {way.value}: {failure.sentence}"
        again = RetryAction(self._changes, step, way, self) if failure.kind == BUSY else None
        message = self._banner.show_message(
            text, severity=Severity.WARNING, details=failure.details, action=again
        )
        if again is not None:
            again.setParent(message)

    @pyqtSlot(object, object)
    def _on_stopped(self, step: Step, way: Way) -> None:
        """Tell what was called off; that is seen nowhere once its dialog is closed."""
        begin = {Way.DO: "", Way.UNDO: "Taking back ", Way.REDO: "Doing again "}[way]
        in_between = step.rest or len({part.stands for part in step.parts}) > 1
        how = " in between: what was done before stays" if in_between else "; nothing was done"
        self.note(f"{begin}“{step.text}” was called off{how}.")
