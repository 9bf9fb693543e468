"""The edit that a draft is meant to be, or why it is none."""

from __future__ import annotations

from collections.abc import Collection, Hashable
from typing import NamedTuple

from dcsgui.core.actions.answers.parameters import ABSENT, ParameterEdit
from dcsgui.core.values.errors import BadValue
from dcsgui.core.values.parameter_texts import ValueKind, read_value, same_value
from dcsgui.gui.editing.wording import Naming, short_value
from dcsgui.gui.models.drafts import Draft, Of

__all__ = ["Planned", "checked_name", "planned_edit"]


class Planned(NamedTuple):
    """An edit, the text of its step, and the key by which steps are one; None for none."""

    text: str
    edit: ParameterEdit
    key: Hashable = None


def planned_edit(draft: Draft, names: Collection[str], naming: Naming) -> Planned | None:
    """Return the edit of a draft; None if it is what is in the file.

    Raises
    ------
    BadValue
        If what was typed can't be; the sentence says why.
    """
    return _renamed(draft, names, naming) if draft.of is Of.NAME else _set(draft, naming)


def checked_name(draft: Draft, names: Collection[str]) -> str:
    """Return the name that was typed; `BadValue` if there is none, or one of that name."""
    name = draft.text.strip()
    if not name:
        raise BadValue("A parameter needs a name.")
    if name != draft.key and name in names:
        raise BadValue(
            f"There is a parameter {name} already; choose another name, or edit that one."
        )
    return name


def _renamed(draft: Draft, names: Collection[str], naming: Naming) -> Planned | None:
    new = draft.text = checked_name(draft, names)
    if new == draft.key:
        return None
    edit = ParameterEdit(draft.node.path, draft.key, new_key=new, expected=draft.seen)
    return Planned(f"Rename {draft.key} of {naming(draft.node)} to {new}", edit)


def _set(draft: Draft, naming: Naming) -> Planned | None:
    if draft.kind is ValueKind.GUESSED and not draft.text.strip():
        raise BadValue(f'{draft.key} has no value yet; type one, or "" for an empty text.')
    value = read_value(draft.text, draft.kind, draft.seen)
    if same_value(value, draft.seen):
        return None
    verb, to = ("Add", "with") if draft.seen is ABSENT else ("Set", "to")
    text = f"{verb} {draft.key} of {naming(draft.node)} {to} {short_value(value)}"
    edit = ParameterEdit(draft.node.path, draft.key, value, expected=draft.seen)
    return Planned(text, edit, ("parameter", draft.node, draft.key))
