"""Edits of single parameters, each only if it finds what was seen when it was begun."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np

from dcsgui.core.files import parameters
from dcsgui.core.files.records import ParValue
from dcsgui.core.objects.changes.base import Change, Commit
from dcsgui.core.objects.changes.editing import note_parameters
from dcsgui.core.objects.changes.wording import changed_since_seen
from dcsgui.core.values.errors import AlreadyExists, NotFound
from dcsgui.core.values.parameter_edits import (
    ABSENT,
    KEPT,
    REMOVED,
    UNSEEN,
    NoValue,
    ParameterEdit,
)
from dcsgui.core.values.roles import Role

_MOST_SHOWN = 40


@dataclass(frozen=True, slots=True)
class EditPars(Change):
    """Set, remove and rename parameters of a node, all or none.

    Attributes
    ----------
    edits : tuple of ParameterEdit
        All of this node, checked by `check_edits`; carried out in their order.
    """

    role: ClassVar[Role] = Role.CURATOR

    edits: tuple[ParameterEdit, ...]
    comment: str = ""

    def carry_out(self, commit: Commit) -> None:
        """Change the file."""
        present = commit.writer.pars(self.path)
        for edit in self.edits:
            self._check_seen(commit, present, edit)
        wanted = dict(present)
        for edit in self.edits:
            self._apply(wanted, edit)
        pars = {key: v for key, v in wanted.items() if not _same(v, present.get(key, ABSENT))}
        gone = [key for key in present if key not in wanted]
        if pars or gone:
            commit.writer.set_pars(self.path, pars, gone)
            self._tell(commit, set(pars), set(gone))
        note_parameters(commit, self.path, present, pars, gone)

    def _check_seen(
        self, commit: Commit, present: Mapping[str, ParValue], edit: ParameterEdit
    ) -> None:
        """Raise `Conflict` if a parameter is not what it was when the edit was begun."""
        now = present.get(edit.key, ABSENT)
        if edit.expected is UNSEEN or _same(now, edit.expected):
            return
        what = f"has no parameter '{edit.key}' any more, other"
        if now is not ABSENT:
            what = f"has another value of '{edit.key}', {_shown(now)},"
        raise changed_since_seen(commit.writer, self.path, what)

    def _apply(self, wanted: dict[str, ParValue], edit: ParameterEdit) -> None:
        where = "/".join(self.path) or "The detector"
        if isinstance(edit.value, NoValue) and edit.key not in wanted:
            raise NotFound(f"{where} has no parameter '{edit.key}'. Nothing was done.")
        value = wanted.pop(edit.key) if edit.value is KEPT else edit.value
        key = edit.new_key or edit.key
        if key != edit.key:
            wanted.pop(edit.key, None)
            if key in wanted:
                raise AlreadyExists(
                    f"{where} has a parameter '{key}' already; give '{edit.key}' another name, "
                    f"or remove that one first. Nothing was done."
                )
        if edit.value is REMOVED:
            wanted.pop(edit.key, None)
        else:
            wanted[key] = parameters.check_value(key, value)

    def _tell(self, commit: Commit, changed: set[str], gone: set[str]) -> None:
        """Write in the history what was done: set, named otherwise, removed."""
        for edit in self.edits:
            if edit.new_key and edit.key in gone and edit.new_key in changed:
                action = f"rename parameter {edit.key} to {edit.new_key}"
                commit.note(self.path, action, self.comment)
                gone.discard(edit.key)
                if edit.value is KEPT:
                    changed.discard(edit.new_key)
        for words, keys in (("set", changed), ("delete", gone)):
            if keys:
                commit.note(
                    self.path, f"{words} parameters {', '.join(sorted(keys))}", self.comment
                )


def check_edits(edits: tuple[ParameterEdit, ...]) -> None:
    """Raise `BadValue` for keys and values that can't be kept, before anything is done."""
    for edit in edits:
        for key in filter(None, (edit.key, edit.new_key)) if edit.key else ("",):
            parameters.check_key(key)
        if not isinstance(edit.value, NoValue):
            parameters.check_value(edit.new_key or edit.key, edit.value)


def _same(one: object, other: object) -> bool:
    """Whether two values are the same, in type, too; an array is the same as a list of it."""
    return repr(_plain(one)) == repr(_plain(other))


def _plain(value: Any) -> Any:
    if isinstance(value, np.ndarray | np.generic):
        return value.tolist()
    return [_plain(item) for item in value] if isinstance(value, list | tuple) else value


def _shown(value: object) -> str:
    shown = repr(_plain(value))
    return shown if len(shown) <= _MOST_SHOWN else f"{shown[:_MOST_SHOWN]}..."
