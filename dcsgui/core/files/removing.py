"""Removing a detector file for ever, after a look at it while nobody else can change it."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable

from dcsgui.core.files import disk
from dcsgui.core.files.refusals import refusals_reported
from dcsgui.core.files.writer import Turn
from dcsgui.core.values.errors import Conflict


def remove_file(
    path: str | os.PathLike[str], look: Callable[[], None], timeout: float = 10.0
) -> None:
    """Remove a file unless `look` raises something; links are followed.

    Parameters
    ----------
    path : path
        The file.
    look : callable
        Called while the file can be read and nobody can change it.
    timeout : float
        Seconds to wait for those who hold it.

    Raises
    ------
    Busy
        Another program has the file.
    Conflict
        Somebody without locks moved or replaced it meanwhile.
    AccessDenied, StoreNotAvailable
    """
    with Turn(path, timeout, must_exist=True) as turn:
        try:
            turn.announce()
            look()
            turn.exclude()
            if not turn.in_place():
                raise Conflict(
                    f"File {turn.name} was moved, removed or replaced by another program "
                    f"meanwhile; nothing was done to it. Look at it and try again."
                )
            with refusals_reported(turn.name, "removed"):
                disk.DISK.unlink(turn.path)
                disk.DISK.fsync_dir(os.path.dirname(turn.path))
        finally:
            with contextlib.suppress(OSError):
                if turn.journal.in_place():
                    turn.journal.remove()
