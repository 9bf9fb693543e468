"""Asking the worker process: interface, to be filled in."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from PyQt5.QtCore import QObject, pyqtSignal

from dcsgui.gui.jobs.job import Job
from dcsgui.gui.jobs.requests import Request


class Jobs(QObject):
    """Asks the worker process."""

    fileMarked = pyqtSignal(str, str)
    pathsChanged = pyqtSignal(tuple)
    activityChanged = pyqtSignal(tuple)
    workerReplaced = pyqtSignal(str)

    marked: dict[str, str]

    def start(self) -> None:
        """Start the worker process, without waiting for it."""

    def ask(self, request: Request[Any], *, lane: str = "", title: str = "") -> Job:
        """Ask for an action."""
        raise NotImplementedError

    def watch(self, owner: str, paths: Iterable[str]) -> None:
        """Replace the paths watched for `owner`."""

    def forgive(self, path: str) -> None:
        """Take the mark off a file."""

    def close(self) -> None:
        """End the worker process."""
