"""What becomes of a range of a destination while versions arrive in it, item after item."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from dcsgui.core.actions.answers.plan_items import Item, ItemKind, Resolution
from dcsgui.core.actions.answers.selections import Path
from dcsgui.core.actions.planning.facts import RangeFacts
from dcsgui.core.actions.planning.matching import Match
from dcsgui.core.actions.planning.range_model import Numbers, RangeModel, Times, VersionModel
from dcsgui.core.actions.planning.situation import Situation
from dcsgui.core.files.records import VersionInfo

__all__ = ["Arrivals"]


@dataclass
class Arrivals:
    """A range of the destination, from whichever ranges of the source its versions come.

    Attributes
    ----------
    model : RangeModel
        Becomes what the range is after the items that were made.
    times : Times
    numbers : Numbers
    kept : frozenset of str
        Names of versions there that versions of the source are the same as.
    arrived : dict of Path to Item
        The versions that are added, by their paths in the source.
    returned : dict of str to Path
        Which versions of the source are those that return, by the names of these.
    replaced : dict of str to Path
        Which versions of the source take the place of which ones there, by the names of these.
    """

    model: RangeModel
    times: Times
    numbers: Numbers
    kept: frozenset[str]
    arrived: dict[Path, Item] = field(default_factory=dict)
    returned: dict[str, Path] = field(default_factory=dict)
    replaced: dict[str, Path] = field(default_factory=dict)

    @classmethod
    def of(cls, model: RangeModel, ranges: Iterable[RangeFacts], situation: Situation) -> Arrivals:
        """Begin with a range as it is; all `ranges` of the source, at least one, go into it."""
        facts = list(ranges)
        first = facts[0]
        found = [one for inner in facts for one in inner.found]
        wanted = [one.source.versind for one in found if one.match.comes]
        rising = situation.rising or bool(first.into)
        same = (one.target for one in found if one.match is Match.SAME)
        return cls(
            model,
            Times(first.into, first.used),
            Numbers(max(one.last for one in facts), wanted, rising=rising),
            frozenset(one.name for one in same if one is not None),
        )

    def note(self, item: Item, situation: Situation, returning: VersionInfo | None = None) -> None:
        """Let a version arrive, return, or take the place of another one, if it does."""
        if not item.todo or item.kind is not ItemKind.VERSION:
            return
        self.arrived[item.path] = item
        if item.resolution is Resolution.RESTORE:
            self.returned[item.target[-1]] = item.path
            if not item.deletion or returning is None:
                return
        made = VersionModel(item.target[-1], item.versind, item.digest)
        if returning is not None:
            made = VersionModel.of(returning)
        self.model.add(made, situation.layout, repository=situation.repository)
        if item.resolution is Resolution.REPLACE:
            self.replaced[item.replaces[-1]] = item.path
            self.model.remove(item.replaces[-1])
