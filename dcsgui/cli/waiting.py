"""Showing how far long work is: on a terminal, once it takes more than a second."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from dcsgui.core.values.progress import QUIET, Progress

if TYPE_CHECKING:
    from rich.progress import Progress as Bar
    from rich.progress import TaskID

__all__ = ["progress_shown"]

PATIENCE = 1.0
"""Seconds before anything is shown."""


class _Shown(Progress):
    """Draws a bar on stderr, when the work has lasted a while."""

    def __init__(self) -> None:
        self._begin = time.monotonic()
        self._bar: Bar | None = None
        self._tasks: dict[str, TaskID] = {}

    def report(self, done: int, total: int, what: str = "") -> None:
        """Show it."""
        if self._bar is None:
            if time.monotonic() - self._begin < PATIENCE:
                return
            self._bar = _new_bar()
            self._bar.start()
        task = self._tasks.get(what)
        if task is None:
            task = self._tasks[what] = self._bar.add_task(what, total=total, far="")
        self._bar.update(task, completed=done, total=total, far=_far(done, total, what))

    def close(self) -> None:
        """Take the bar away."""
        if self._bar is not None:
            self._bar.stop()


@contextmanager
def progress_shown() -> Iterator[Progress]:
    """Give what an action reports its progress to; it is shown on a terminal only.

    Ctrl+C calls the work off: actions leave nothing half done.
    """
    if not sys.stderr.isatty():
        yield QUIET
        return
    shown = _Shown()
    try:
        yield shown
    finally:
        shown.close()


def _far(done: int, total: int, what: str) -> str:
    if what != "bytes":
        return f"{done:,}/{total:,} {what}"
    from dcsgui.core.values.amounts import size_text

    return f"{size_text(done)} of {size_text(total)}"


def _new_bar() -> Bar:
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        TextColumn,
        TimeRemainingColumn,
    )
    from rich.progress import Progress as NewBar

    columns = BarColumn(), TextColumn("{task.fields[far]}")
    return NewBar(*columns, TimeRemainingColumn(), console=Console(stderr=True), transient=True)
