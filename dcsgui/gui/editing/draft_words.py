"""What there is to say about a draft, and what can be done about it."""

from __future__ import annotations

import re
from typing import NamedTuple

from dcsgui.core.actions.answers.details import NodeDetails
from dcsgui.core.actions.answers.parameters import ABSENT
from dcsgui.gui.editing.wording import SHORT, short_value
from dcsgui.gui.models.columns import one_line
from dcsgui.gui.models.drafts import Draft, Of, State

__all__ = ["Offer", "draft_words", "offers", "who_changed"]


class Offer(NamedTuple):
    """What the two buttons beside a draft say: to have it written, and to forget it."""

    write: str
    forget: str
    edits: bool = False


def draft_words(draft: Draft) -> str:
    """Return what has become of a draft, in a sentence."""
    if draft.state in (State.WAITING, State.WRITTEN):
        return f"{draft.key} is being written…"
    if draft.overtaken:
        return f"{_theirs(draft)}; yours is {_yours(draft)}."
    if draft.sentence:
        return draft.sentence
    if not draft.key:
        return f"{_yours(draft)} is typed for the name of a new parameter."
    if draft.of is Of.NAME:
        return f"{_yours(draft)} is typed for the name of {draft.key}, and not set yet."
    return f"{_yours(draft)} is typed for {draft.key}, and not set yet."


def offers(draft: Draft) -> Offer | None:
    """Return what can be done about a draft; None while it is being written."""
    if draft.state in (State.WAITING, State.WRITTEN):
        return None
    if draft.overtaken:
        return Offer("Set mine", "Keep theirs")
    if draft.state is State.REFUSED:
        return Offer("Try again", "Discard")
    if draft.sentence:
        return Offer("Edit", "Discard", edits=True)
    return Offer("Set", "Discard")


def who_changed(details: NodeDetails, key: str) -> str:
    """Return who has changed a parameter last, as the history has it; "" if it does not say."""
    wanted = re.compile(rf"(?<!\w){re.escape(key)}(?!\w)")
    records = (row for row in reversed(details.history) if wanted.search(row.action))
    return next((row.user for row in records), "")


def _theirs(draft: Draft) -> str:
    who = draft.who or "Somebody"
    if draft.theirs is ABSENT:
        return f"{who} removed {draft.key} meanwhile"
    verb, to = ("added", "with") if draft.seen is ABSENT else ("set", "to")
    return f"{who} {verb} {draft.key} {to} {short_value(draft.theirs)} meanwhile"


def _yours(draft: Draft) -> str:
    text = one_line(draft.text)
    return f"“{text[:SHORT]}…”" if len(text) > SHORT else f"“{text}”"
