"""What is shown of a row of the tree of plans: texts, icons, tool tips."""

from __future__ import annotations

from PyQt5.QtCore import Qt

from dcsgui.core.actions.answers.nodes import NodeId
from dcsgui.core.actions.answers.plans import Item, ItemKind, State
from dcsgui.core.actions.answers.sanity import Verdict
from dcsgui.core.values.amounts import size_text
from dcsgui.gui.icons import Tint
from dcsgui.gui.models.times import end_tooltip, tooltip
from dcsgui.gui.transfer.plan_rows import Row
from dcsgui.gui.transfer.plan_words import does, range_name_words, reason, what
from dcsgui.gui.transfer.proposal import Proposal

__all__ = ["LIGHTS", "Face", "light_of", "title_of"]

LIGHTS = {
    "light-green": Tint.SANE,
    "light-amber": Tint.ACCENT,
    "light-red": Tint.WARNING,
}
"""The icons of verdicts, and their colours."""

_WORDS = {Verdict.GREEN: "sane", Verdict.AMBER: "look at it", Verdict.RED: "suspicious"}
_ICONS = {
    ItemKind.HEAD: "detector",
    ItemKind.CTYPE: "ctype",
    ItemKind.RANGE: "range",
    ItemKind.VERSION: "version",
    ItemKind.DEFAULT: "star",
    ItemKind.PARAMETERS: "columns",
}
_DEFAULT, _SANITY = 1, 4
_STAR_TIPS = {
    "star": "It becomes the default of its range.",
    "star-outline": "Click, or press D, to make it the default of its range at the destination.",
}


def light_of(verdict: Verdict) -> str:
    """Return the name of the icon of a verdict."""
    return f"light-{verdict.value}"


class Face:
    """How a row looks.

    Attributes
    ----------
    row : Row
    """

    def __init__(self, row: Row, *, utc: bool) -> None:
        self.row = row
        self._utc = utc

    # --- cells

    def text(self, column: int) -> str:
        """Return the text of a cell."""
        row, item = self.row, self.row.item
        match column:
            case 0:
                return title_of(row, utc=self._utc)
            case 2:
                standing = row.standing
                return "" if standing is None else standing.word
            case 3:
                return self._does()
            case 4:
                return self._sanity()
            case 5:
                return size_text(row.nbytes) if row.nbytes else ""
            case 6:
                return "" if item is None or row.left_out else reason(item)
        return ""

    def icon(self, column: int) -> str:
        """Return the name of the icon of a cell; "" for none."""
        row = self.row
        match column:
            case 0:
                return _ICONS[row.kind]
            case 1:
                return self._star()
            case 2:
                return "" if row.standing is None else row.standing.icon
            case 4:
                return "" if row.verdict is None else light_of(row.verdict)
        return ""

    def tooltip(self, column: int) -> str:
        """Return all that is known of a cell."""
        row, item = self.row, self.row.item
        if column == _DEFAULT:
            return _STAR_TIPS.get(self._star(), "")
        if column == _SANITY and (check := row.check) is not None:
            return "\n".join(finding.words for finding in check.findings) or "Nothing is odd."
        lines = [self._place_words(), *_times(item)]
        if item is not None and not row.left_out:
            lines += [reason(item), self._does_words(item)]
        return "\n".join(line for line in lines if line)

    @property
    def check_state(self) -> Qt.CheckState | None:
        """Whether it is taken; None if that is no question."""
        row = self.row
        if not row.is_node:
            return None
        if row.left_out:
            return Qt.CheckState.Unchecked
        partly = row.proposal.decisions.leaves_out_below(row.path)
        return Qt.CheckState.PartiallyChecked if partly else Qt.CheckState.Checked

    @property
    def is_quiet(self) -> bool:
        """Whether nothing happens with it, and nothing has to."""
        row = self.row
        return row.left_out or (
            row.item is not None and row.item.state is State.IDENTICAL and row.is_there
        )

    @property
    def is_blocking(self) -> bool:
        """Whether something has to be decided about it."""
        item = self.row.item
        return item is not None and self.row.proposal.blocks(item)

    # --- words

    def _does(self) -> str:
        row, item = self.row, self.row.item
        if row.left_out or item is None:
            return ""
        return does(item, row.proposal.policy_of(item))

    def _does_words(self, item: Item) -> str:
        words = does(item, self.row.proposal.policy_of(item))
        return f"What is done: {words}." if words else ""

    def _sanity(self) -> str:
        verdict = self.row.verdict
        if verdict is not None:
            return _WORDS[verdict] if self.row.check is not None else ""
        item = self.row.item
        waits = item is not None and item.kind is ItemKind.VERSION and item.todo
        waits = waits and not self.row.left_out
        return "\N{HORIZONTAL ELLIPSIS}" if waits else ""

    def _star(self) -> str:
        row = self.row
        if row.kind is not ItemKind.VERSION or row.item is None or row.left_out:
            return ""
        asked = row.proposal.decisions.makes_default(row.path)
        if asked or row.proposal.becomes_default(row.item):
            return "star"
        there = row.item.state is State.IDENTICAL or row.item.todo
        return "star-outline" if there else ""

    def _place_words(self) -> str:
        row = self.row
        if row.parent is None:
            return f"From {row.proposal.source}\nto {row.proposal.destination}"
        source = "/".join(NodeId(row.proposal.source, row.path).path)
        target = "" if row.item is None else "/".join(row.item.target)
        return source if target in {"", source} else f"{source}\nthere: {target}"


def title_of(row: Row, *, utc: bool) -> str:
    """Return what people call a row, below those that it is in."""
    if row.parent is None:
        return _file_words(row.proposal)
    if row.item is not None:
        if row.kind is ItemKind.DEFAULT:
            return f"default: {_versind(row)}"
        if row.kind is ItemKind.PARAMETERS and row.item.keys:
            return f"parameters: {', '.join(row.item.keys)}"
        return what(row.item, utc=utc)
    if row.kind is ItemKind.RANGE:
        return range_name_words(row.path[-1], utc=utc)
    return row.path[-1]


def _versind(row: Row) -> str:
    """Return the number of the version that is to be the default."""
    items = row.proposal.items
    found = (one for one in items if one.kind is ItemKind.VERSION and one.path == row.path)
    return next((f"v{one.versind}" for one in found if one.versind), row.path[-1])


def _file_words(proposal: Proposal) -> str:
    plan = proposal.plan
    name = proposal.wish.source.detname if plan is None else plan.destination.detname
    new = "" if plan is None or plan.destination.exists else " (new file)"
    return f"{name} \N{RIGHTWARDS ARROW} {proposal.place_title}{new}"


def _times(item: Item | None) -> list[str]:
    if item is None or item.kind not in (ItemKind.RANGE, ItemKind.VERSION):
        return []
    if item.kind is ItemKind.VERSION:
        return [] if item.tsvers_ns is None else ["Produced:", tooltip(item.tsvers_ns)]
    if item.begin_ns is None:
        return []
    return ["Begin:", tooltip(item.begin_ns), "End:", end_tooltip(item.end_ns)]
