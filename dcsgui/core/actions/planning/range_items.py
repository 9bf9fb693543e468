"""Items about a range, and about what is in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from dcsgui.core.actions.answers.plans import (
    ConflictKind,
    Item,
    ItemKind,
    Path,
    Policy,
    Refusal,
    Resolution,
    State,
)
from dcsgui.core.actions.planning.arrivals import Arrivals
from dcsgui.core.actions.planning.default_items import default_items, left_out_default
from dcsgui.core.actions.planning.digests import Checked
from dcsgui.core.actions.planning.facts import Facts, RangeFacts, TypeFacts
from dcsgui.core.actions.planning.parameter_items import parameters_item
from dcsgui.core.actions.planning.range_model import RangeModel
from dcsgui.core.actions.planning.situation import (
    Situation,
    deleted_words,
    end_words,
    returns_words,
)
from dcsgui.core.actions.planning.version_items import VersionWork
from dcsgui.core.files.records import OPEN_NS, LayoutName
from dcsgui.core.objects.exchange.returning import Returning
from dcsgui.core.objects.exchange.snapshot import RangeSnapshot
from dcsgui.core.values.timestamps import Timestamp
from dcsgui.core.values.validity import Validity

__all__ = ["RangeWork"]


@dataclass
class RangeWork:
    """Makes the items of a range.

    Attributes
    ----------
    names : set of str
        Of the ranges that the destination has or is going to have; of all ranges of a type.
    """

    type_facts: TypeFacts
    facts: RangeFacts
    all_facts: Facts
    situation: Situation
    checked: Mapping[Path, Checked]
    names: set[str]

    def items(self) -> Iterator[Item]:
        """Go through the items: of the range, its parameters, its versions, its default."""
        item = self._range_item()
        yield item
        if item.state is State.REFUSED:
            return
        self.names.discard(item.replaces[-1] if item.resolution is Resolution.REPLACE else "")
        self.names.add(item.target[-1])
        pars = self.all_facts.pars.get(item.path)
        found = parameters_item(pars, item.path, item.target, self.situation.policies)
        made = [] if found is None else [found]
        versions = self._versions(item)
        made += versions.items()
        if item.state is State.CONFLICT and self._policy is Policy.SKIP:
            yield from (_not_done(one) for one in made)
            yield from left_out_default(versions, self.situation)
        else:
            yield from made
            yield from default_items(versions, self.situation)

    def _versions(self, item: Item) -> VersionWork:
        arrivals = Arrivals.of(self._begun(item), [self.facts], self.situation)
        return VersionWork(
            item, self.facts, self.all_facts, self.situation, self.checked, arrivals
        )

    @property
    def _policy(self) -> Policy:
        path = self.type_facts.ctype, self.facts.pair.source.name
        return self.situation.policies.of(path, ItemKind.RANGE)

    def _begun(self, item: Item) -> RangeModel:
        source, into = self.facts.pair.source, self.facts.into
        if into is not None:
            return RangeModel.of(into)
        return RangeModel(item.target[-1], source.begin_ns, source.end_ns)

    def _range_item(self) -> Item:
        pair, ctype = self.facts.pair, self.type_facts.ctype
        source = pair.source
        plain = Item(
            ItemKind.RANGE,
            (ctype, source.name),
            (ctype, self.facts.name),
            State.ADD,
            Resolution.ADD,
            begin_ns=source.begin_ns,
            end_ns=None if source.end_ns == OPEN_NS else source.end_ns,
        )
        if pair.target is not None and not pair.same:
            return self._conflict(plain, pair.target)
        if pair.target is not None and self.facts.back is not None:
            return self._returning(plain, pair.target.name, self.facts.back)
        if pair.target is not None:
            there = (ctype, pair.target.name)
            return replace(
                plain, target=there, state=State.IDENTICAL, resolution=Resolution.NOTHING
            )
        return self._checked(plain)

    def _returning(self, plain: Item, name: str, back: Returning) -> Item:
        """Let a range return, or do so with its type."""
        target = (plain.path[0], name)
        return replace(
            plain,
            target=target,
            resolution=Resolution.RESTORE,
            reason=returns_words(back.gone),
            deletion=back.gone.number if back.gone.path == target else 0,
        )

    def _conflict(self, plain: Item, other: RangeSnapshot) -> Item:
        there = (self.type_facts.ctype, other.name)
        mine, theirs = (end_words(_validity(one)) for one in (self.facts.pair.source, other))
        item = replace(
            plain,
            state=State.CONFLICT,
            resolution=_RESOLVED.get(self._policy, Resolution.NOTHING),
            conflict=ConflictKind.RANGE_END,
            reason=f"The range {other.name} there has the same begin, and ends {theirs}, not "
            f"{mine}.",
            replaces=there,
        )
        if not item.todo:
            return replace(item, target=there)
        return self._checked(item, freed=other.name)

    def _checked(self, item: Item, freed: str = "") -> Item:
        """Refuse a range that can't be made, or can't get that name."""
        begin, end = item.begin_ns or 0, item.end_ns
        if end is not None and end < begin:
            why = "It ends before it begins and never answers; nothing such is made anew."
            return _refused(item, Refusal.LAYOUT, why)
        name = item.target[-1]
        taken = self.names - {freed} if item.resolution is Resolution.REPLACE else self.names
        if name in taken:
            what = "The layout of the older code" if self._older else "Its file"
            why = (
                f"{what} can't hold it beside the range {name} that is there: it has the same "
                f"name. Convert the file ('dcs convert'), or give the range other ends."
            )
            return _refused(item, Refusal.LAYOUT, why)
        for gone in self.type_facts.target.deleted:
            if gone.path == item.target and not gone.purged:
                why = deleted_words(f"The range {name}", gone)
                return _refused(item, Refusal.DELETED, why)
        return item

    @property
    def _older(self) -> bool:
        return self.situation.layout is LayoutName.PSCALIB


_RESOLVED = {Policy.OURS: Resolution.REPLACE, Policy.BOTH: Resolution.BOTH}


def _refused(item: Item, refusal: Refusal, why: str) -> Item:
    return replace(
        item,
        state=State.REFUSED,
        resolution=Resolution.NOTHING,
        conflict=None,
        refusal=refusal,
        reason=why,
    )


def _not_done(item: Item) -> Item:
    if not item.todo:
        return item
    why = item.reason or "Left out, as its range is in conflict."
    return replace(item, resolution=Resolution.NOTHING, nbytes=0, keys=(), reason=why)


def _validity(one: RangeSnapshot) -> Validity:
    end = None if one.end_ns == OPEN_NS else Timestamp(one.end_ns)
    return Validity.unchecked(Timestamp(one.begin_ns), end)
