"""Edits of parameters as steps: a part for each file, and the commands that do the same."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from dcsgui.core.actions.answers.nodes import NodeId
from dcsgui.core.actions.answers.parameters import REMOVED, ParameterEdit
from dcsgui.core.values.errors import BadValue
from dcsgui.core.values.parameter_texts import as_command, command_dtype
from dcsgui.gui.jobs.edit_requests import EditParameters
from dcsgui.gui.undo.dcs_lines import dcs_line, node_text
from dcsgui.gui.undo.parts import FilePart
from dcsgui.gui.undo.steps import Step

__all__ = ["FileEdit", "edit_lines", "edit_step"]


class FileEdit(NamedTuple):
    """An edit of a parameter, and the file that it is in."""

    file: str
    edit: ParameterEdit

    @property
    def node(self) -> NodeId:
        """The node whose parameter it is."""
        return NodeId(self.file, self.edit.path)


def edit_step(
    text: str, edits: Sequence[FileEdit], *, comment: str = "", key: Hashable = None
) -> Step:
    """Return the step that makes edits: one transaction for each file."""
    by_file = sorted(edits, key=attrgetter("file"))
    parts = []
    for file, group in groupby(by_file, attrgetter("file")):
        of_file = list(group)
        parts.append(
            FilePart(
                file,
                EditParameters(file, tuple(one.edit for one in of_file), comment),
                words=text,
                line="\n".join(edit_lines(of_file, comment)),
                comment=comment,
            )
        )
    return Step(text, parts, key=key)


def edit_lines(edits: Sequence[FileEdit], comment: str = "") -> list[str]:
    """Return the commands that do the same: those of one kind and node together in one.

    There are none if one of the edits can't be said as a command.
    """
    try:
        return [
            _line(command, list(group), comment) for command, group in groupby(edits, _Command.of)
        ]
    except BadValue:
        return []


class _Command(NamedTuple):
    """What edits have to share to be made by one command; `alone` tells apart renamed ones."""

    node: NodeId
    verb: str
    dtype: str = ""
    alone: str = ""

    @classmethod
    def of(cls, one: FileEdit) -> _Command:
        edit = one.edit
        if edit.value is REMOVED:
            return cls(one.node, "unset")
        if edit.new_key:
            return cls(one.node, "rename", alone=edit.key)
        return cls(one.node, "set", command_dtype(edit.value))


def _line(command: _Command, edits: list[FileEdit], comment: str) -> str:
    words = [word for one in edits for word in _words(command.verb, one.edit)]
    options = ["-m", comment]
    options += ["--dtype", command.dtype] if command.dtype else []
    options += ["--"] if any(word.startswith("-") for word in words) else []
    return dcs_line(f"meta {command.verb}", *options, node_text(command.node), *words)


def _words(verb: str, edit: ParameterEdit) -> list[str]:
    if verb == "unset":
        return [edit.key]
    if verb == "rename":
        return [edit.key, edit.new_key]
    if "=" in edit.key:
        raise BadValue("A command line takes no key with an equals sign.")
    return [f"{edit.key}={as_command(edit.value)}"]
