"""Items about which version of a range is the default."""

from __future__ import annotations

from collections.abc import Iterator

from dcsgui.core.actions.answers.plans import (
    ConflictKind,
    Item,
    ItemKind,
    Policy,
    Resolution,
    State,
)
from dcsgui.core.actions.planning.compared import RangeFacts
from dcsgui.core.actions.planning.situation import Situation
from dcsgui.core.actions.planning.version_items import VersionWork

__all__ = ["default_items"]


def default_items(
    facts: RangeFacts, versions: VersionWork, situation: Situation
) -> Iterator[Item]:
    """Go through the items, at most one, of the default of a range."""
    source = facts.pair.source
    if facts.into is None:
        if source.pinned in versions.targets:
            yield _item(versions, source.pinned, State.ADD, Resolution.SET)
        return
    wanted = source.answer if situation.default else ""
    if wanted in versions.targets:
        item = _moved(facts, versions, situation, wanted)
    else:
        item = _following(facts, versions)
    if item is not None:
        yield item


def _moved(
    facts: RangeFacts, versions: VersionWork, situation: Situation, wanted: str
) -> Item | None:
    """Say what becomes of the default of a range that is there, if it may be moved."""
    target, pinned = versions.targets[wanted], facts.into.pinned if facts.into else ""
    if not pinned:
        answer = versions.model.answer(situation.layout)
        same = answer is not None and answer.name == target and not versions.model.pinned
        if same and not facts.pair.source.pinned:
            return _item(versions, wanted, State.IDENTICAL, Resolution.NOTHING)
        return _item(versions, wanted, State.ADD, Resolution.SET)
    if pinned == target:
        return _item(versions, wanted, State.IDENTICAL, Resolution.NOTHING)
    if versions.replaced.get(pinned) == wanted:
        return _item(versions, wanted, State.ADD, Resolution.SET)
    ours = situation.policy is Policy.OURS
    resolution = Resolution.SET if ours else Resolution.NOTHING
    return _item(versions, wanted, State.CONFLICT, resolution, pinned)


def _following(facts: RangeFacts, versions: VersionWork) -> Item | None:
    """Let a default follow the version that takes the place of the one it was."""
    replacing = versions.replaced.get(facts.into.pinned if facts.into else "")
    if replacing is None:
        return None
    return _item(versions, replacing, State.ADD, Resolution.SET)


def _item(
    versions: VersionWork, wanted: str, state: State, resolution: Resolution, pinned: str = ""
) -> Item:
    into = versions.facts.into
    theirs = into.by_name.get(pinned) if into is not None else None
    conflict = state is State.CONFLICT
    reason = ""
    if conflict and theirs is not None:
        reason = f"v{theirs.versind} is set as the default there."
    return Item(
        ItemKind.DEFAULT,
        (*versions.range_item.path, wanted),
        (*versions.range_item.target, versions.targets[wanted]),
        state,
        resolution,
        reason=reason,
        conflict=ConflictKind.DEFAULT if conflict else None,
        replaces=(versions.range_item.path[0], into.name, pinned) if into and pinned else (),
    )
