"""What is different in a plan that was made anew, because the destination moved on."""

from __future__ import annotations

from dcsgui.core.actions.answers.plans import Item, Plan
from dcsgui.gui.transfer.plan_words import Standing, what

__all__ = ["difference_words"]

_TOLD = 4
"""So many things are said one by one."""


def difference_words(before: Plan, after: Plan, *, utc: bool) -> str:
    """Say what is different, in sentences; "" if nothing is.

    Parameters
    ----------
    before, after : Plan
        Of the same wish, with the same decisions.
    """
    old = {(item.kind, item.path): item for item in before.items}
    new = {(item.kind, item.path): item for item in after.items}
    said = [
        f"{_named(item, utc=utc)} is {_state(item)}, and was {_state(old[key])}."
        for key, item in new.items()
        if key in old and old[key].state is not item.state
    ]
    said += [
        f"{_named(item, utc=utc)} is new in the plan ({_state(item)})."
        for key, item in new.items()
        if key not in old
    ]
    said += [
        f"{_named(item, utc=utc)} is in the plan no longer."
        for key, item in old.items()
        if key not in new
    ]
    if before.changes != after.changes and not said:
        said.append("Other answers change than before.")
    more = len(said) - _TOLD
    return " ".join([*said[:_TOLD], *([f"And {more} more."] if more > 0 else [])])


def _named(item: Item, *, utc: bool) -> str:
    where = f"{item.path[0]}: " if len(item.path) > 1 else ""
    return f"{where}{what(item, utc=utc)}"


def _state(item: Item) -> str:
    return Standing.of(item.state).word
