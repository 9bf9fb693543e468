"""Closing a window while something is being changed, or typed: not before it is agreed to."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from PyQt5.QtCore import QObject, QTimer, pyqtSlot

from dcsgui.gui.undo.steps import Step
from dcsgui.gui.window import dialogs

if TYPE_CHECKING:
    from dcsgui.gui.window.main import MainWindow

__all__ = ["Closing"]

PATIENCE_MS = 700
"""A change that takes longer than this is not waited for without a question."""

_LOST = "What is typed there is in no file, because it was not taken or not set yet."
_CLOSE = "Close the window all the same?"
_WHOLE = "What has begun is whole or not at all: no file is left in between."


class _State(Enum):
    OPEN = "nobody wants to close it"
    ASKING = "it is asked what is to be done"
    WAITING = "closes when the change is made"


class Closing(QObject):
    """Decides whether a window may close now.

    What takes a moment is waited for; of what takes longer a person says whether to wait, to call
    it off, or to stay. If it is refused in the end the window stays, and tells why. Values of
    parameters that were typed and are in no file go only if a person says so.

    Attributes
    ----------
    dialog : Choice or None
        The question, while it is open.
    """

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._changes = window.changes
        self._state = _State.OPEN
        self._leaves_typed = False
        self._progress: dict[int, str] = {}  # of each step that is carried out
        self.dialog: dialogs.Choice | None = None
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(PATIENCE_MS)
        self._patience.timeout.connect(self._on_waited)
        self._changes.busyChanged.connect(self._on_busy_changed)
        self._changes.progressed.connect(self._on_progressed)
        self._changes.refused.connect(self._on_refused)

    def may_close(self) -> bool:
        """Tell whether the window may close now; if not, see that it does when it may."""
        if self.dialog is not None:
            self.dialog.raise_()
        elif not self._changes.busy:
            typed = [] if self._leaves_typed else self._window.parameter_editing.unsaved()
            if not typed:
                return True
            self._ask_about(typed)
        elif any(step.long for step in self._changes.running):
            self._ask()
        elif self._state is _State.OPEN:
            self._state = _State.WAITING
            self._patience.start()
        return False

    def _ask(self) -> None:
        self._state = _State.ASKING
        self.dialog = dialogs.choose(
            self._window,
            self._question(),
            more=_WHOLE,
            answers=(
                dialogs.Answer("&Wait, then close", self._on_wait),
                dialogs.Answer("&Cancel it and close", self._on_cancel, dialogs.DESTRUCTIVE),
                dialogs.Answer("&Stay", self._on_stay),
            ),
        )

    def _ask_about(self, typed: list[str]) -> None:
        """Ask whether what was typed is to go."""
        self.dialog = dialogs.choose(
            self._window,
            "\n".join([*(f"{one}: typed, and in no file." for one in typed), _CLOSE]),
            more=_LOST,
            answers=(
                dialogs.Answer("&Look at it", self._on_look),
                dialogs.Answer("&Close, and lose it", self._on_lose, dialogs.DESTRUCTIVE),
                dialogs.Answer("&Stay", self._on_stay),
            ),
        )

    def _question(self) -> str:
        """Return what goes on, and how far it is."""
        texts = [self._text(step) for step in self._changes.running]
        return "\n".join([*texts, _CLOSE])

    def _text(self, step: Step) -> str:
        progress = self._progress.get(id(step), "")
        return f"“{step.text}” is going on{progress}."

    @pyqtSlot()
    def _on_waited(self) -> None:
        """Ask: what was thought to take a moment takes longer."""
        if self._state is _State.WAITING and self._changes.busy:
            self._ask()

    def _on_wait(self) -> None:
        self.dialog = None
        self._wait("The window closes as soon as this is done.")

    def _on_cancel(self) -> None:
        self.dialog = None
        for step in self._changes.running:
            self._changes.cancel(step)
        self._wait("The window closes as soon as what has begun is whole.")

    def _on_look(self) -> None:
        self._on_stay()
        self._window.parameter_editing.show_unsaved()

    def _on_lose(self) -> None:
        self.dialog = None
        self._leaves_typed = True
        self._state = _State.WAITING
        QTimer.singleShot(0, self._close)

    def _on_stay(self) -> None:
        self.dialog = None
        self._state = _State.OPEN

    def _wait(self, words: str) -> None:
        self._state = _State.WAITING
        if self._changes.busy:
            self._window.telling.note(words)
        else:
            QTimer.singleShot(0, self._close)

    @pyqtSlot()
    def _close(self) -> None:
        if self._state is not _State.OPEN:
            self._state = _State.OPEN
            self._window.close()

    @pyqtSlot(bool)
    def _on_busy_changed(self, busy: bool) -> None:  # noqa: FBT001 - of a signal
        if busy:
            return
        self._progress.clear()
        self._patience.stop()
        self._put_away()
        if self._state is not _State.OPEN:
            QTimer.singleShot(0, self._close)

    @pyqtSlot(object, int, int, int)
    def _on_progressed(self, step: Step, part: int, done: int, total: int) -> None:
        count = len(step.parts)
        where = f", {part + 1} of {count}" if count > 1 else ""
        share = f": {100 * done // total} %" if total else ""
        self._progress[id(step)] = f"{where}{share}"
        if self.dialog is not None:
            self.dialog.setText(self._question())

    @pyqtSlot(object, object, object)
    def _on_refused(self, step: Step) -> None:
        """Stay, so that it can be read why something was not done."""
        del step
        self._patience.stop()
        self._state = _State.OPEN
        self._put_away()

    def _put_away(self) -> None:
        dialog, self.dialog = self.dialog, None
        if dialog is not None:
            dialog.put_away()
