"""Which paths are watched for whom, and how they were when last looked at."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from dcsgui.gui.worker.messages import FileState, Watch

__all__ = ["Watches"]


class Watches:
    """The paths that are watched, for several owners."""

    def __init__(self) -> None:
        self._wanted: dict[str, frozenset[str]] = {}
        self._known: dict[str, FileState] = {}

    def replace(self, owner: str, paths: Iterable[str]) -> bool:
        """Replace the paths of an owner; return whether that makes a difference."""
        before = self._paths()
        if new := frozenset(paths):
            self._wanted[owner] = new
        else:
            self._wanted.pop(owner, None)
        after = self._paths()
        self._known = {path: state for path, state in self._known.items() if path in after}
        return before != after

    def _paths(self) -> frozenset[str]:
        """Return all paths."""
        return frozenset().union(*self._wanted.values())

    def message(self) -> Watch:
        """Return what a worker is to be told."""
        return Watch(tuple(sorted(self._paths())), dict(self._known))

    def changed(self, states: Mapping[str, FileState]) -> tuple[str, ...]:
        """Take what a worker found; return the paths that were known to be different."""
        paths = self._paths()
        found = {path: state for path, state in states.items() if path in paths}
        changed = tuple(
            path
            for path, state in found.items()
            if path in self._known and self._known[path] != state
        )
        self._known.update(found)
        return changed
