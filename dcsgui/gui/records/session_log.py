"""What was done in this session, as it was told, and as ``dcs`` commands."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

from PyQt5.QtCore import QObject, pyqtSignal, pyqtSlot

from dcsgui.core.values.isotext import iso_text_of_ns
from dcsgui.gui.jobs.job import Failure
from dcsgui.gui.undo.changes import Changes
from dcsgui.gui.undo.parts import Part, Way
from dcsgui.gui.undo.steps import Step

__all__ = ["LogEntry", "Outcome", "SessionLog", "script"]


class Outcome(Enum):
    """What became of something that was asked for."""

    DONE = "done"
    UNDONE = "taken back"
    REDONE = "done again"
    REFUSED = "refused"
    STOPPED = "called off"


_OUTCOMES = {Way.DO: Outcome.DONE, Way.UNDO: Outcome.UNDONE, Way.REDO: Outcome.REDONE}


@dataclass(frozen=True, slots=True)
class LogEntry:
    """Something that was done, or was not.

    Attributes
    ----------
    number : int
        From 1 in this session.
    when_ns : int
        When it was over (ns since 1970, UTC).
    text : str
        What it is called in the undo list.
    outcome : Outcome
    words : str
        What is different now; or why it was not done.
    lines : tuple of str
        The ``dcs`` commands that have done the same.
    """

    number: int
    when_ns: int
    text: str
    outcome: Outcome
    words: str
    lines: tuple[str, ...] = ()

    @property
    def command(self) -> str:
        """The commands, a line each."""
        return "\n".join(self.lines)


class SessionLog(QObject):
    """Listens to the changes of a window, and keeps what they tell.

    Attributes
    ----------
    entries : list of LogEntry
        The oldest first.

    Signals
    -------
    entryAdded(LogEntry)
    """

    entryAdded = pyqtSignal(object)

    def __init__(self, changes: Changes, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.entries: list[LogEntry] = []
        self._lines: dict[int, list[str]] = {}  # of steps that go on
        changes.partDone.connect(self._on_part_done)
        changes.changed.connect(self._on_changed)
        changes.refused.connect(self._on_refused)
        changes.stopped.connect(self._on_stopped)

    @pyqtSlot(object, object, object, object)
    def _on_part_done(self, step: Step, way: Way, part: Part, answer: Any) -> None:
        del answer
        if line := part.line(way):
            self._lines.setdefault(id(step), []).append(line)

    @pyqtSlot(object, object, str)
    def _on_changed(self, step: Step, way: Way, words: str) -> None:
        lines = self._lines.pop(id(step), [])
        self._add(step, _OUTCOMES[way], words, lines=tuple(lines))

    @pyqtSlot(object, object, object)
    def _on_refused(self, step: Step, way: Way, failure: Failure) -> None:
        what = "" if way is Way.DO else f"Not {way.value}. "
        self._add(step, Outcome.REFUSED, f"{what}{failure.sentence}")

    @pyqtSlot(object, object)
    def _on_stopped(self, step: Step, way: Way) -> None:
        del way
        self._add(step, Outcome.STOPPED, "What had begun is whole, the rest was not begun.")

    def _add(
        self, step: Step, outcome: Outcome, words: str, *, lines: tuple[str, ...] = ()
    ) -> None:
        number = len(self.entries) + 1
        when_ns = int(time.time()) * 10**9  # to the second: it is to be read
        entry = LogEntry(number, when_ns, step.text, outcome, words, lines)
        self.entries.append(entry)
        self.entryAdded.emit(entry)


def script(entries: Sequence[LogEntry]) -> str:
    """Return a shell script that does the same again, with what was said as comments."""
    lines = ["#!/bin/sh", "set -e"]
    for entry in entries:
        when = iso_text_of_ns(entry.when_ns)
        lines += ["", *_comment(f"{when}  {entry.text} ({entry.outcome.value})")]
        lines += [*_comment(entry.words), *entry.lines]
    return "\n".join(lines) + "\n"


def _comment(text: str) -> list[str]:
    return [f"# {line}" for line in text.splitlines()]
