"""What the window asks for to take changes back, and to know what was changed."""

from __future__ import annotations

from dataclasses import dataclass

from dcsgui.core.actions.answers.changes import FileChanges, Undone
from dcsgui.gui.jobs.requests import Request

__all__ = ["PreviewTakeBack", "ReadChanges", "TakeBack"]


@dataclass(frozen=True)
class ReadChanges(Request[FileChanges]):
    """Ask which changes a file remembers, and which of them can be taken back."""

    action = "undo.changes"
    file: str


@dataclass(frozen=True)
class TakeBack(Request[Undone]):
    """Take back a change of a file by its number, also one that took another back."""

    action = "undo.take_back"
    changes = True
    file: str
    number: int
    comment: str = ""


@dataclass(frozen=True)
class PreviewTakeBack(TakeBack):
    """Ask which answers would change if a change were taken back; nothing is changed."""

    changes = False
    dry_run: bool = True
