"""Running one job: its action is found, called, and taken piece by piece."""

from __future__ import annotations

import importlib
import inspect
import pickle
import re
import time
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from dcsgui.core.values.progress import Cancelled, Progress
from dcsgui.gui.worker.memory import Memory
from dcsgui.gui.worker.messages import Alive, Ask, Message, Progressed

__all__ = ["Job", "JobProgress", "Piece", "find_action"]

_NAME = re.compile(r"([a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)?)\.([a-z][a-z0-9_]*)")

_OFTEN = 0.05
"""Seconds between reports of progress to the window."""

_ALIVE = 1.0
"""Seconds between signs of life."""


def find_action(package: str, name: str) -> Callable[..., Any]:
    """Return the function ``"module.function"`` of a package of actions; nothing outside of it.

    The module may be in a package of its own: ``"package.module.function"``.

    Raises
    ------
    LookupError
        There is none.
    """
    match = _NAME.fullmatch(name)
    if match is None:
        raise LookupError(f"{name!r} is not the name of an action")
    module, function = match.groups()
    found = getattr(importlib.import_module(f"{package}.{module}"), function, None)
    if not inspect.isfunction(found) or not found.__module__.startswith(f"{package}."):
        raise LookupError(f"{package} has no action {name!r}")
    return found


class JobProgress(Progress):
    """Progress of a job, told to the window; called off when that says so."""

    def __init__(self, job: int, *, tell: Callable[[Message], None], called_off: set[int]) -> None:
        self._job = job
        self._tell = tell
        self._called_off = called_off
        self._told = 0.0
        self._alive = time.monotonic()

    def report(self, done: int, total: int, what: str = "") -> None:
        """Tell that `done` of `total` are; `Cancelled` if called off."""
        self.check()
        now = time.monotonic()
        if now - self._told >= _OFTEN or done == total:
            self._told = self._alive = now
            self._tell(Progressed(self._job, done, total, what))

    def check(self) -> None:
        """Raise `Cancelled` if the work was called off."""
        if self._job in self._called_off:
            raise Cancelled("This was called off.")
        now = time.monotonic()
        if now - self._alive >= _ALIVE:
            self._alive = now
            self._tell(Alive(self._job))


class Piece(NamedTuple):
    """An answer, or a piece of it; nothing comes after the `last`."""

    answer: object
    last: bool


class Job:
    """What was asked for: not begun, or between two pieces of its answer.

    Parameters
    ----------
    ask : Ask
    package : str
        Where actions are looked up.
    progress : Progress
    memory : Memory
    """

    def __init__(self, ask: Ask, *, package: str, progress: Progress, memory: Memory) -> None:
        self.number = ask.job
        self.changes = ask.changes
        self._ask = ask
        self._package = package
        self._extras = {"progress": progress, "allocate": memory.allocate}
        self._pieces: Iterator[object] | None = None

    def advance(self) -> Piece | None:
        """Return the whole answer, or the next piece of it; None if there are no more."""
        if self._pieces is None:
            answer = self._call()
            if not isinstance(answer, Iterator):
                return Piece(answer, last=True)
            self._pieces = answer
        for piece in self._pieces:
            return Piece(piece, last=False)
        return None

    def _call(self) -> object:
        """Call the action, with the extra arguments it takes."""
        function = find_action(self._package, self._ask.action)
        takes = inspect.signature(function).parameters
        extras = {name: value for name, value in self._extras.items() if name in takes}
        arguments = pickle.loads(self._ask.arguments)  # noqa: S301 - by our own window
        return function(**arguments, **extras)

    def close(self) -> None:
        """Let the action clean up, if it is between two pieces."""
        if (close := getattr(self._pieces, "close", None)) is not None:
            close()
