"""Where a node of some time ago is now: it may have got another name, or have been deleted."""

from __future__ import annotations

from dataclasses import dataclass

from dcsgui.core.files.records import Path
from dcsgui.core.objects.changes.inverses import (
    Inverse,
    PutEnds,
    PutTime,
    RemoveNode,
    RestoreNode,
)

LOST = -1
"""In the place of the number of a deletion: nobody knows where the node is."""


@dataclass(slots=True)
class Whereabouts:
    """Where a node is.

    Attributes
    ----------
    path : Path
        Its place, or the last one that it had.
    gone : int
        The number of the deletion that took it; 0 if it is there, `LOST` if nobody knows.
    """

    path: Path
    gone: int = 0
    _below: Path = ()  # its place in what was deleted

    def follow(self, step: Inverse) -> None:
        """Go with the node through a change, of which `step` says how that is taken back."""
        if isinstance(step, RestoreNode):
            if not self.gone and self._is_in(step.path):
                self.gone, self._below = step.number, self.path[len(step.path) :]
        elif isinstance(step, RemoveNode):
            if step.number and step.number == self.gone:
                self.path, self.gone = (*step.path, *self._below), 0
        elif isinstance(step, PutEnds | PutTime) and not self.gone:
            self._rename(step.path, step.was)

    def _rename(self, path: Path, was: str) -> None:
        if not was:
            if len(self.path) >= len(path) and self._is_in(path[:-1]):
                self.gone = LOST
        elif self._is_in((*path[:-1], was)):
            self.path = (*path, *self.path[len(path) :])

    def _is_in(self, path: Path) -> bool:
        return self.path[: len(path)] == path


def moves(step: Inverse) -> bool:
    """Whether a change of this kind can let a node be elsewhere than before."""
    return isinstance(step, RestoreNode | PutEnds | PutTime) or (
        isinstance(step, RemoveNode) and step.number > 0
    )


def was_at(step: Inverse) -> Path:
    """Return where the node of a step was before the change that left it."""
    if isinstance(step, PutEnds | PutTime) and step.was:
        return (*step.path[:-1], step.was)
    return step.path


def starts_at(step: Inverse) -> Path:
    """Return the node to be followed for a step: for what was deleted that is where it was in."""
    return step.path[:-1] if isinstance(step, RestoreNode) else step.path


def arrives_at(step: Inverse, path: Path) -> Path:
    """Return where a step is to be carried out, from where its node is by now."""
    return (*path, step.path[-1]) if isinstance(step, RestoreNode) else path
