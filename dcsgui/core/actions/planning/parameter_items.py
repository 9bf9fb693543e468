"""Items about parameters of nodes that both sides have."""

from __future__ import annotations

from dcsgui.core.actions.answers.plan_items import (
    ConflictKind,
    Item,
    ItemKind,
    Policies,
    Policy,
    Resolution,
    State,
)
from dcsgui.core.actions.answers.selections import Path
from dcsgui.core.actions.planning.facts import ParFacts

__all__ = ["parameters_item"]

LISTED = 5
"""So many keys are named in a sentence."""


def parameters_item(
    facts: ParFacts | None, path: Path, target: Path, policies: Policies
) -> Item | None:
    """Make the item for the parameters of a node; None if the destination has them all."""
    if facts is None or facts.same:
        return None
    policy = policies.of(path, ItemKind.PARAMETERS)
    keys: tuple[str, ...] = ()
    if policy is Policy.OURS:
        keys = tuple(sorted((*facts.missing, *facts.other)))
    elif policy is Policy.BOTH:
        keys = facts.missing
    return Item(
        ItemKind.PARAMETERS,
        path,
        target,
        State.CONFLICT,
        Resolution.SET if keys else Resolution.NOTHING,
        reason=_words(facts),
        conflict=ConflictKind.PARAMETERS,
        keys=keys,
    )


def _words(facts: ParFacts) -> str:
    said = []
    if facts.other:
        said.append(f"{_listed(facts.other)} have another value there")
    if facts.missing:
        said.append(f"{_listed(facts.missing)} are missing there")
    return f"Parameters differ: {', and '.join(said)}."


def _listed(keys: tuple[str, ...]) -> str:
    named = ", ".join(f"'{key}'" for key in keys[:LISTED])
    return named if len(keys) <= LISTED else f"{named} and {len(keys) - LISTED} more"
