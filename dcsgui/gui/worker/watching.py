"""Looking, again and again, whether files and directories are still as they were.

By time, size and inode number: it works on every file system, also where others write over the
network, which notifications of the system do not.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Mapping

from dcsgui.gui.worker.messages import FileState, Watch

__all__ = ["INTERVAL", "Watcher", "state_of"]

INTERVAL = 0.5
"""Seconds between looks."""


def state_of(path: str) -> FileState:
    """Return what tells that a file or directory changed; None: it is not there."""
    try:
        stat = os.stat(path)  # noqa: PTH116 - each path twice a second: without a Path for each
    except (OSError, ValueError):  # ValueError: a path with a zero byte
        return None
    return (stat.st_mtime_ns, stat.st_size, stat.st_ino, stat.st_dev, stat.st_mode)


class Watcher:
    """A thread that tells the states of paths that are new to it or have changed.

    Parameters
    ----------
    tell : callable
        Called in the thread with these states.
    """

    def __init__(self, tell: Callable[[dict[str, FileState]], None]) -> None:
        self._tell = tell
        self._known: dict[str, FileState] = {}
        self._wanted: Watch | None = None
        self._new = threading.Event()

    def start(self) -> None:
        """Start the thread; it ends with the process."""
        threading.Thread(target=self._run, name="watcher", daemon=True).start()

    def watch(self, wanted: Watch) -> None:
        """Watch other paths from here on."""
        self._wanted = wanted
        self._new.set()

    def _run(self) -> None:
        """Look, tell, wait."""
        paths: tuple[str, ...] = ()
        while True:
            self._new.wait(INTERVAL if paths else None)
            if self._new.is_set():
                self._new.clear()
                if (wanted := self._wanted) is not None:
                    paths = wanted.paths
                    self._forget_all_but(paths, wanted.known)
            if states := self._differences(paths):
                self._tell(states)

    def _forget_all_but(self, paths: tuple[str, ...], known: Mapping[str, FileState]) -> None:
        """Keep what is known of these paths; what the window knows comes first to be known."""
        merged = {**known, **self._known}
        self._known = {path: merged[path] for path in paths if path in merged}

    def _differences(self, paths: tuple[str, ...]) -> dict[str, FileState]:
        """Return the states that are not as they were known."""
        found = {}
        for path in paths:
            state = state_of(path)
            if path not in self._known or self._known[path] != state:
                found[path] = self._known[path] = state
        return found
