"""Setting and releasing the default of a range, as something that can be taken back."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dcsgui.core.actions.answers.defaults import DefaultChange, DefaultState
from dcsgui.core.actions.answers.nodes import NodeId
from dcsgui.gui.jobs.requests import Request, SetDefault
from dcsgui.gui.undo.dcs_lines import dcs_line
from dcsgui.gui.undo.parts import Part, Way

if TYPE_CHECKING:
    from dcsgui.core.actions.answers.changes import Undone

__all__ = ["DefaultPart"]

UNKNOWN = -1
"""How often a default was changed, where that was not counted."""


class DefaultPart(Part):
    """Gives a range another default.

    Attributes
    ----------
    node : NodeId
        The range.
    version : str or None
        Name of the version that becomes the default; None returns the range to auto.
    comment : str
        Why.
    expected : DefaultState or None
        How the range answered when it was looked at: else it is somebody else's change.
    left : dict of NodeId to DefaultChange
        How the steps of a window changed each range last; shared by all of them.
    """

    def __init__(
        self,
        node: NodeId,
        version: str | None,
        *,
        comment: str = "",
        expected: DefaultState | None = None,
        left: dict[NodeId, DefaultChange] | None = None,
    ) -> None:
        super().__init__(node.file)
        self.node, self.version, self.comment = node, version, comment
        self.expected = expected
        self.left = {} if left is None else left
        self._change: DefaultChange | None = None
        self._number = self._undone = 0  # of what was done last, and of what that took back

    def request(self, way: Way) -> Request[DefaultChange] | Request[Undone]:
        """Ask for it, if the range is as it was seen; or for what was done last to be undone."""
        if way is Way.DO:
            return SetDefault(self.node, self.version, self.comment, self._expected())
        from dcsgui.gui.jobs.undo_requests import TakeBack

        return TakeBack(self.file, self._number)

    def done(self, way: Way, answer: DefaultChange | Undone) -> str:
        """Keep what was changed, and how the range was left."""
        self._undone, self._number = self._number, answer.change
        if isinstance(answer, DefaultChange):
            self.left[self.node] = self._change = answer
            return answer.words
        change = self._present()
        self.left[self.node] = _reversed(change) if way is Way.UNDO else change
        return f"{' '.join(answer.words)}." if answer.words else "No answer changes by that."

    def line(self, way: Way) -> str:
        """Return the command for it."""
        if way is not Way.DO:
            return dcs_line("undo", self.file, "--change", str(self._undone))
        which = "--auto" if self.version is None else self.version
        node = self.node
        return dcs_line(
            "default", self.file, node.ctype, node.range_name, which, "-m", self.comment
        )

    def _present(self) -> DefaultChange:
        if self._change is None:
            raise RuntimeError("A default was taken back that was never set.")  # our mistake
        return self._change

    def _expected(self) -> DefaultState | None:
        """Return how the range has to answer, else somebody else changed it.

        What was looked at may be older than the window's own last change.
        """
        last = self.left.get(self.node)
        if last is None:
            return self.expected
        is_older = self.expected is not None and _shown(self.expected) == _shown(last.before)
        return last.after if is_older else self.expected


def _reversed(change: DefaultChange) -> DefaultChange:
    """Return how a range was left when a change was taken back."""
    before = replace(change.before, changes=UNKNOWN)
    return replace(change, before=change.after, after=before)


def _shown(state: DefaultState) -> tuple[str | None, str]:
    return state.pinned, state.answer
