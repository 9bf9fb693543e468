"""Items about versions, and where each of them goes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

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
from dcsgui.core.actions.planning.compared import Facts, RangeFacts
from dcsgui.core.actions.planning.digests import Checked
from dcsgui.core.actions.planning.matching import Found, Match
from dcsgui.core.actions.planning.parameter_items import parameters_item
from dcsgui.core.actions.planning.range_model import Numbers, RangeModel, Times, VersionModel
from dcsgui.core.actions.planning.situation import Situation, deleted_words
from dcsgui.core.files.pscalib.nodes import version_name
from dcsgui.core.files.records import Deleted, VersionInfo
from dcsgui.core.values.timestamps import Timestamp

__all__ = ["VersionWork"]

_NEW = (Match.NEW, Match.OTHER)


@dataclass
class VersionWork:
    """Makes the items of the versions of a range.

    Attributes
    ----------
    range_item : Item
        That of the range.
    model : RangeModel
        The range of the destination; becomes what it is after the items that were made.
    targets : dict of str to str
        What versions of the source are called at the destination.
    replaced : dict of str to str
        Which versions of the source take the place of which ones there, by the names of these.
    """

    range_item: Item
    facts: RangeFacts
    all_facts: Facts
    situation: Situation
    checked: Mapping[Path, Checked]
    model: RangeModel
    targets: dict[str, str] = field(default_factory=dict)
    replaced: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        facts = self.facts
        self._times = Times(facts.into, facts.used)
        wanted = [found.source.versind for found in facts.found if found.match in _NEW]
        rising = self.situation.rising or bool(facts.into)
        self._numbers = Numbers(facts.last, wanted, rising=rising)

    def items(self) -> Iterator[Item]:
        """Go through the items: each version, and the parameters of one that is there."""
        for found in self.facts.found:
            item = self._item(found)
            self._note(item)
            yield item
            if item.state is State.IDENTICAL:
                pars = self.all_facts.pars.get(item.path)
                differing = parameters_item(pars, item.path, item.target, self.situation.policy)
                if differing is not None:
                    yield differing

    def _item(self, found: Found) -> Item:
        plain = self._plain(found.source)
        if found.match is Match.SAME and found.target is not None:
            return self._identical(plain, found.target)
        problem = self.checked.get(plain.path)
        if problem is not None and problem.problem:
            return _refused(plain, Refusal.DAMAGED, problem.problem)
        if found.match is Match.TIMELESS:
            why = (
                "Its production time is not known, by which versions are told apart; set it in "
                "the source first."
            )
            return _refused(plain, Refusal.LAYOUT, why)
        if found.match is Match.DELETED:
            return _refused(plain, Refusal.DELETED, self._deleted(plain))
        if found.match is Match.OTHER and found.target is not None:
            return self._conflict(plain, found.target)
        return self._placed(plain, Resolution.ADD)

    def _plain(self, info: VersionInfo) -> Item:
        path = (*self.range_item.path, info.name)
        digest = info.digest or self.all_facts.digests.get(path, "")
        if not digest and path in self.checked:
            digest = self.checked[path].digest
        return Item(
            ItemKind.VERSION,
            path,
            (*self.range_item.target, info.name),
            State.ADD,
            nbytes=info.nbytes,
            digest=digest,
            tsvers_ns=None if info.tsvers is None else info.tsvers.ns,
            versind=info.versind,
        )

    def _identical(self, plain: Item, twin: VersionInfo) -> Item:
        into = self.facts.into
        before = (plain.path[0], into.name, twin.name) if into is not None else ()
        target = (*self.range_item.target, twin.name)
        return replace(
            plain,
            target=target,
            state=State.IDENTICAL,
            replaces=before if before != target else (),
            nbytes=0,
            tsvers_ns=plain.tsvers_ns if twin.tsvers is None else twin.tsvers.ns,
            versind=twin.versind,
        )

    def _conflict(self, plain: Item, other: VersionInfo) -> Item:
        into = self.facts.into
        item = replace(
            plain,
            state=State.CONFLICT,
            conflict=ConflictKind.SAME_TIME,
            reason=f"v{other.versind} there was produced at the same time, and holds other "
            f"constants.",
            replaces=(plain.path[0], into.name if into else "", other.name),
        )
        policy = self.situation.policy
        if policy is Policy.OURS and other.name not in self.replaced:
            return self._placed(item, Resolution.REPLACE)
        if policy in (Policy.OURS, Policy.BOTH):
            return self._placed(item, Resolution.BOTH)
        return replace(
            item,
            target=(*self.range_item.target, other.name),
            nbytes=0,
            tsvers_ns=None if other.tsvers is None else other.tsvers.ns,
            versind=other.versind,
        )

    def _placed(self, item: Item, resolution: Resolution) -> Item:
        """Give a version the time, the number and the name that it gets."""
        tsvers_ns = self._times.take(item.tsvers_ns or 0)
        versind = self._numbers.take(item.versind)
        name = version_name(versind) if self.situation.rising else Timestamp(tsvers_ns).text
        return replace(
            item,
            target=(*self.range_item.target, name),
            resolution=resolution,
            tsvers_ns=tsvers_ns,
            versind=versind,
        )

    def _note(self, item: Item) -> None:
        name = item.path[-1]
        if item.todo:
            made = VersionModel(item.target[-1], item.versind, item.digest)
            repository = self.situation.repository
            self.model.add(made, self.situation.layout, repository=repository)
        if item.resolution is Resolution.REPLACE:
            self.replaced[item.replaces[-1]] = name
            self.model.remove(item.replaces[-1])
        if item.todo or item.state is State.IDENTICAL:
            self.targets[name] = item.target[-1]

    def _deleted(self, plain: Item) -> str:
        what = f"A version produced at {Timestamp(plain.tsvers_ns or 0)}"
        for gone in self._deletions():
            if any(time.ns == plain.tsvers_ns for time in gone.tsvers):
                return deleted_words(what, gone)
        return f"{what} was deleted there; restore it."

    def _deletions(self) -> Iterator[Deleted]:
        names = ((), (self.facts.into.name if self.facts.into else self.facts.name,))
        for one in self.all_facts.types:
            if one.ctype == self.range_item.path[0]:
                yield from (gone for gone in one.target.deleted if gone.path[1:2] in names)


def _refused(plain: Item, refusal: Refusal, why: str) -> Item:
    return replace(plain, state=State.REFUSED, refusal=refusal, reason=why, nbytes=0)
