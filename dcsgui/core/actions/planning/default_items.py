"""Items about which version of a range is the default."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from dcsgui.core.actions.answers.plan_items import (
    ConflictKind,
    Item,
    ItemKind,
    Policy,
    Resolution,
    State,
)
from dcsgui.core.actions.planning.situation import Situation
from dcsgui.core.actions.planning.version_items import VersionWork

__all__ = ["default_items", "left_out_default"]


def default_items(versions: VersionWork, situation: Situation) -> Iterator[Item]:
    """Go through the items, at most one, of the default of a range."""
    source, into = versions.facts.pair.source, versions.facts.into
    asked = situation.defaults.get(versions.range_item.path, "")
    wanted = source.answer if situation.default else ""
    item = None
    if asked:
        item = _asked(versions, asked)
    elif into is None:
        if source.pinned in versions.targets:
            item = _item(versions, source.pinned, State.ADD, Resolution.SET)
    elif versions.facts.back is not None:
        if source.pinned in versions.targets and versions.targets[source.pinned] != into.pinned:
            item = _item(versions, source.pinned, State.ADD, Resolution.SET)
    elif wanted in versions.targets:
        item = _moved(versions, situation, wanted)
    else:
        item = _following(versions)
    if item is not None:
        yield item


def left_out_default(versions: VersionWork, situation: Situation) -> Iterator[Item]:
    """Go through the items, at most one, of a default that is asked for in a range left out."""
    asked = situation.defaults.get(versions.range_item.path, "")
    if asked:
        why = "Left out, as its range is in conflict."
        yield replace(
            _item(versions, asked, State.CONFLICT, Resolution.NOTHING),
            conflict=ConflictKind.RANGE_END,
            reason=why,
        )


def _asked(versions: VersionWork, asked: str) -> Item:
    """Set the default that is asked for, if that version is at the destination by then."""
    version, into = versions.made[asked], versions.facts.into
    if asked in versions.targets:
        same = into is not None and into.pinned == versions.targets[asked]
        if same:
            return _item(versions, asked, State.IDENTICAL, Resolution.NOTHING)
        return _item(versions, asked, State.ADD, Resolution.SET)
    return replace(
        _item(versions, asked, version.state, Resolution.NOTHING),
        conflict=version.conflict,
        refusal=version.refusal,
        reason="The version itself is not transferred, so it can't become the default.",
    )


def _moved(versions: VersionWork, situation: Situation, wanted: str) -> Item:
    """Say what becomes of the default of a range that is there, if it may be moved."""
    source, into = versions.facts.pair.source, versions.facts.into
    target, model = versions.targets[wanted], versions.arrivals.model
    pinned = into.pinned if into else ""
    if not pinned:
        answer = model.answer(situation.layout)
        same = answer is not None and answer.name == target and not model.pinned
        if same and not source.pinned:
            return _item(versions, wanted, State.IDENTICAL, Resolution.NOTHING)
        return _item(versions, wanted, State.ADD, Resolution.SET)
    if pinned == target:
        return _item(versions, wanted, State.IDENTICAL, Resolution.NOTHING)
    path = (*versions.range_item.path, wanted)
    if versions.arrivals.replaced.get(pinned) == path:
        return _item(versions, wanted, State.ADD, Resolution.SET)
    ours = situation.policies.of(path, ItemKind.DEFAULT) is Policy.OURS
    there = into.by_name.get(pinned) if into is not None else None
    return replace(
        _item(versions, wanted, State.CONFLICT, Resolution.SET if ours else Resolution.NOTHING),
        conflict=ConflictKind.DEFAULT,
        reason="" if there is None else f"v{there.versind} is set as the default there.",
    )


def _following(versions: VersionWork) -> Item | None:
    """Let a default follow the version that takes the place of the one it was."""
    into = versions.facts.into
    replacing = versions.arrivals.replaced.get(into.pinned if into else "")
    if replacing is None or replacing[:-1] != versions.range_item.path:
        return None
    return _item(versions, replacing[-1], State.ADD, Resolution.SET)


def _item(versions: VersionWork, wanted: str, state: State, resolution: Resolution) -> Item:
    into, where = versions.facts.into, versions.range_item
    name = versions.targets.get(wanted, versions.made[wanted].target[-1])
    return Item(
        ItemKind.DEFAULT,
        (*where.path, wanted),
        (*where.target, name),
        state,
        resolution,
        replaces=(where.path[0], into.name, into.pinned) if into and into.pinned else (),
    )
