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
from dcsgui.core.actions.planning.arrivals import Arrivals
from dcsgui.core.actions.planning.digests import Checked
from dcsgui.core.actions.planning.facts import Facts, RangeFacts
from dcsgui.core.actions.planning.matching import Found, Match
from dcsgui.core.actions.planning.parameter_items import parameters_item
from dcsgui.core.actions.planning.situation import Situation, deleted_words, returns_words
from dcsgui.core.files.pscalib.nodes import version_name
from dcsgui.core.files.records import Deleted, VersionInfo
from dcsgui.core.objects.exchange.returning import Returning
from dcsgui.core.values.timestamps import Timestamp

__all__ = ["VersionWork"]


@dataclass
class VersionWork:
    """Makes the items of the versions of a range.

    Attributes
    ----------
    range_item : Item
        That of the range.
    arrivals : Arrivals
        The range of the destination.
    targets : dict of str to str
        What versions of the source are called at the destination.
    made : dict of str to Item
        The items of versions, by their names in the source.
    """

    range_item: Item
    facts: RangeFacts
    all_facts: Facts
    situation: Situation
    checked: Mapping[Path, Checked]
    arrivals: Arrivals
    targets: dict[str, str] = field(default_factory=dict)
    made: dict[str, Item] = field(default_factory=dict)

    def items(self) -> Iterator[Item]:
        """Go through the items: each version, and the parameters of one that is there."""
        for found in self.facts.found:
            item = self._item(found)
            back = found.match is Match.TAKEN_BACK and item.resolution is Resolution.RESTORE
            self._note(item, found.target if back else None)
            yield item
            if item.state is State.IDENTICAL or item.resolution is Resolution.RESTORE:
                pars = self.all_facts.pars.get(item.path)
                differing = parameters_item(pars, item.path, item.target, self.situation.policies)
                if differing is not None:
                    yield differing

    def _item(self, found: Found) -> Item:
        plain = self._plain(found.source)
        there = found.target
        if there is not None and found.match in (Match.SAME, Match.TAKEN_BACK):
            back = self._back(found.match, there)
            return (
                self._identical(plain, there) if back is None else self._again(plain, there, back)
            )
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
        arrived = self.arrivals.arrived
        if found.twin in arrived:
            return _beside(plain, arrived[found.twin])
        if found.match is Match.OTHER and found.target is not None:
            return self._conflict(plain, found.target)
        rival = next((arrived[path] for path in found.beside if path in arrived), None)
        if rival is not None:
            return self._rival(plain, rival)
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

    def _back(self, match: Match, twin: VersionInfo) -> Returning | None:
        """Find what returns with a version, if that is not there: it, its range, or its type."""
        if match is Match.SAME or twin.name in self.arrivals.returned:
            return None if twin.name in self.arrivals.returned else self.facts.back
        into = self.facts.into
        path = (self.range_item.path[0], into.name if into else "", twin.name)
        types = (one for one in self.all_facts.types if one.ctype == path[0])
        return next(one for inner in types for one in inner.gone if one.gone.path == path)

    def _again(self, plain: Item, twin: VersionInfo, back: Returning) -> Item:
        return replace(
            self._identical(plain, twin),
            state=State.ADD,
            resolution=Resolution.RESTORE,
            reason=returns_words(back.gone),
            replaces=(),
            deletion=back.gone.number if back.version is not None else 0,
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
        policy = self.situation.policies.of(plain.path, ItemKind.VERSION)
        free = other.name not in self.arrivals.replaced and other.name not in self.arrivals.kept
        if policy is Policy.OURS and free:
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

    def _rival(self, plain: Item, other: Item) -> Item:
        """Judge one where another range of the source brings another one of its time."""
        reason = (
            f"{'/'.join(other.path)} was produced at the same time, holds other constants, and "
            f"goes into the same range."
        )
        policy = self.situation.policies.of(plain.path, ItemKind.VERSION)
        comes = policy in (Policy.OURS, Policy.BOTH)
        return replace(
            self._placed(plain, Resolution.BOTH) if comes else _beside(plain, other),
            state=State.CONFLICT,
            conflict=ConflictKind.SAME_TIME,
            reason=reason,
        )

    def _placed(self, item: Item, resolution: Resolution) -> Item:
        """Give a version the time, the number and the name that it gets."""
        tsvers_ns = self.arrivals.times.take(item.tsvers_ns or 0)
        versind = self.arrivals.numbers.take(item.versind)
        name = version_name(versind) if self.situation.rising else Timestamp(tsvers_ns).text
        return replace(
            item,
            target=(*self.range_item.target, name),
            resolution=resolution,
            tsvers_ns=tsvers_ns,
            versind=versind,
        )

    def _note(self, item: Item, returning: VersionInfo | None) -> None:
        name = item.path[-1]
        self.made[name] = item
        self.arrivals.note(item, self.situation, returning)
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


def _beside(plain: Item, other: Item) -> Item:
    """Let one version of the source, which goes into the same range, stand for another."""
    return replace(
        plain,
        target=other.target,
        state=State.IDENTICAL,
        nbytes=0,
        tsvers_ns=other.tsvers_ns,
        versind=other.versind,
    )


def _refused(plain: Item, refusal: Refusal, why: str) -> Item:
    return replace(plain, state=State.REFUSED, refusal=refusal, reason=why, nbytes=0)
