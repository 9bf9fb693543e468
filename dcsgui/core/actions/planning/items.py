"""The items of a plan: what is to be done with each thing that was compared, by the policy."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from dcsgui.core.actions.answers.plans import (
    Item,
    ItemKind,
    Path,
    Refusal,
    Resolution,
    State,
)
from dcsgui.core.actions.planning.digests import Checked
from dcsgui.core.actions.planning.facts import Facts, ParFacts, TypeFacts
from dcsgui.core.actions.planning.into_items import into_items
from dcsgui.core.actions.planning.parameter_items import parameters_item
from dcsgui.core.actions.planning.range_items import RangeWork
from dcsgui.core.actions.planning.situation import Situation, deleted_words, returns_words
from dcsgui.core.files.layouts import layout_class
from dcsgui.core.objects.exchange.returning import Returning
from dcsgui.core.values.errors import BadValue

__all__ = ["items_of"]


def items_of(facts: Facts, situation: Situation, checked: Mapping[Path, Checked]) -> list[Item]:
    """Make the items, in the order in which they are carried out.

    Parameters
    ----------
    checked : mapping
        What was found of the constants that may have to be added, by path in the source.
    """
    items = []
    if facts.target is None:
        items.append(Item(ItemKind.HEAD, (), (), State.ADD, Resolution.ADD))
    items += _parameters(facts.pars, (), (), situation)
    for one in facts.types:
        items += _type_items(one, facts, situation, checked)
    return items


def _type_items(
    one: TypeFacts, facts: Facts, situation: Situation, checked: Mapping[Path, Checked]
) -> Iterator[Item]:
    path = (one.ctype,)
    refused = _refused(one, situation)
    if refused is not None:
        yield refused
        return
    state = State.IDENTICAL if one.target.exists else State.ADD
    resolution = Resolution.NOTHING if one.target.exists else Resolution.ADD
    item = Item(ItemKind.CTYPE, path, path, state, resolution)
    yield item if one.back is None else _returning(item, one.back)
    yield from _parameters(facts.pars, path, path, situation)
    if situation.into:
        yield from into_items(one, facts, situation, checked)
        return
    there = one.target.ranges if one.back is None else one.back.ranges
    names = {inner.name for inner in there}
    for inner in one.ranges:
        work = RangeWork(one, inner, facts, situation, checked, names)
        yield from work.items()


def _refused(one: TypeFacts, situation: Situation) -> Item | None:
    path = (one.ctype,)
    why, refusal = one.problem, Refusal.DAMAGED
    if not why and not one.target.exists and one.back is None:
        gone = next((gone for gone in one.target.deleted if gone.path == path), None)
        if gone is not None and not gone.purged:
            why, refusal = deleted_words(f"The type {one.ctype}", gone), Refusal.DELETED
        else:
            why, refusal = _not_held(one.ctype, situation), Refusal.LAYOUT
    if not why:
        return None
    return Item(ItemKind.CTYPE, path, path, State.REFUSED, reason=why, refusal=refusal)


def _returning(item: Item, back: Returning) -> Item:
    return replace(
        item,
        resolution=Resolution.RESTORE,
        reason=returns_words(back.gone),
        deletion=back.gone.number,
    )


def _not_held(ctype: str, situation: Situation) -> str:
    try:
        layout_class(situation.layout).check_ctype(ctype)
    except BadValue as error:
        return str(error)
    return ""


def _parameters(
    pars: Mapping[Path, ParFacts], path: Path, target: Path, situation: Situation
) -> list[Item]:
    item = parameters_item(pars.get(path), path, target, situation.policies)
    return [] if item is None else [item]
