"""Which items of a plan may be carried out by whoever makes it."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path as FilePath

from dcsgui.core.actions.access import access_of_directory, access_of_file
from dcsgui.core.actions.answers.plans import Item, ItemKind, Refusal, Resolution, State
from dcsgui.core.files.records import Level, Path
from dcsgui.core.objects.permissions import refusal
from dcsgui.core.values.roles import Need, Role

__all__ = ["permitted"]


def permitted(items: Sequence[Item], file: str) -> list[Item]:
    """Refuse the items that may not be carried out; the whole if the system forbids changes.

    Parameters
    ----------
    file : str
        The destination, which need not exist.
    """
    if not any(item.todo for item in items):
        return list(items)
    why = _closed(file)
    if why:
        head = Item(
            ItemKind.HEAD, (), (), State.REFUSED, reason=_sentence(why), refusal=Refusal.ACCESS
        )
        return [head, *(item for item in items if item.kind is not ItemKind.HEAD)]
    born = {item.target for item in items if item.resolution in _MAKING}
    reasons: dict[Need, str] = {}
    judged = [_permitted(item, born, file, reasons) for item in items]
    closed = {
        item.path: item.reason
        for item in judged
        if item.kind is ItemKind.RANGE and item.refusal is Refusal.ACCESS
    }
    return [_with_range(item, closed) for item in judged]


def _with_range(item: Item, closed: Mapping[Path, str]) -> Item:
    """Refuse what would be done in a range that does not become what it would have to be."""
    why = closed.get(item.path[: Level.RANGE], "")
    return _refused(item, why) if why and item.todo else item


_MAKING = (Resolution.ADD, Resolution.BOTH, Resolution.RESTORE)


def _permitted(
    item: Item, born: set[tuple[str, ...]], file: str, reasons: dict[Need, str]
) -> Item:
    if not item.todo:
        return item
    need = _need(item, born)
    if need not in reasons:
        reasons[need] = refusal(file, [need])
    if not reasons[need]:
        return item
    return _refused(item, _sentence(reasons[need]))


def _refused(item: Item, reason: str) -> Item:
    return replace(
        item,
        state=State.REFUSED,
        resolution=Resolution.NOTHING,
        conflict=None,
        refusal=Refusal.ACCESS,
        reason=reason,
        nbytes=0,
        keys=(),
    )


def _need(item: Item, born: set[tuple[str, ...]]) -> Need:
    """Say which role an item asks for; a new range comes with its default."""
    if item.kind is ItemKind.HEAD:
        return Need(Role.CONTRIBUTOR)
    adds = item.resolution in _MAKING or item.target[:2] in born
    return Need(Role.CONTRIBUTOR if adds else Role.CURATOR, item.path[0] if item.path else "")


def _closed(file: str) -> str:
    """Say why the system lets nobody, or not us, change a file, or make it; "" if it does."""
    path = FilePath(os.path.realpath(file))
    directory = path.parent
    if path.exists():
        access = access_of_file(str(path), access_of_directory(str(directory)), path.stat())
        return access.reason
    while not os.path.lexists(directory):
        directory = directory.parent
    return access_of_directory(str(directory)).reason


def _sentence(words: str) -> str:
    """Make a sentence of words that end another one."""
    text = words[:1].upper() + words[1:]
    return text if text.endswith(".") else f"{text}."
