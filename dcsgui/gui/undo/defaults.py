"""Setting and releasing the default of a range, as something that can be taken back."""

from __future__ import annotations

from dataclasses import replace

from dcsgui.core.actions.answers.defaults import DefaultChange, DefaultState
from dcsgui.core.actions.answers.nodes import NodeId
from dcsgui.gui.jobs.requests import Request, SetDefault, TakeBackDefault
from dcsgui.gui.undo.dcs_lines import dcs_line
from dcsgui.gui.undo.parts import Part, Way

__all__ = ["DefaultPart"]


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

    def request(self, way: Way) -> Request[DefaultChange]:
        """Ask for it, if the range is as it was seen; or for its way back."""
        if way is not Way.UNDO:
            return SetDefault(self.node, self.version, self.comment, self._expected())
        if self._change is None:
            raise RuntimeError("A default was to be taken back that was never set.")  # a mistake
        return TakeBackDefault(self.node, replace(self._change, after=self.left[self.node].after))

    def done(self, way: Way, answer: DefaultChange) -> str:
        """Keep what was changed first, and how the range was left."""
        del way
        self.left[self.node] = answer
        if self._change is None:
            self._change = answer
        return answer.words

    def line(self, way: Way) -> str:
        """Return the command for it."""
        version = self.version
        comment = self.comment
        if way is Way.UNDO and self._change is not None:
            version, comment = self._change.before.pinned, ""
        which = "--auto" if version is None else version
        return dcs_line(
            "default", self.file, self.node.ctype, self.node.range_name, which, "-m", comment
        )

    def _expected(self) -> DefaultState | None:
        """Return how the range has to answer, else somebody else changed it.

        What was looked at may be older than the window's own last change.
        """
        last = self.left.get(self.node)
        if last is None:
            return self.expected
        is_older = self.expected is not None and _shown(self.expected) == _shown(last.before)
        return last.after if self._change is not None or is_older else self.expected


def _shown(state: DefaultState) -> tuple[str | None, str]:
    return state.pinned, state.answer
