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
from dcsgui.gui.undo.dcs_lines import dcs_line, node_text
from dcsgui.gui.undo.parts import FilePart
from dcsgui.gui.undo.steps import Step

__all__ = ["FileEdit", "edit_line", "edit_step"]


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
    from dcsgui.gui.jobs.edit_requests import EditParameters

    by_file = sorted(edits, key=attrgetter("file"))
    parts = []
    for file, group in groupby(by_file, attrgetter("file")):
        of_file = list(group)
        parts.append(
            FilePart(
                file,
                EditParameters(file, tuple(one.edit for one in of_file), comment),
                words=text,
                line=edit_line(file, of_file, comment),
                comment=comment,
            )
        )
    return Step(text, parts, key=key)


def edit_line(file: str, edits: Sequence[FileEdit], comment: str = "") -> str:
    """Return the command that does the same to a file; "" if an edit can't be said as one."""
    try:
        return _line(file, edits, comment)
    except BadValue:
        return ""


def _line(file: str, edits: Sequence[FileEdit], comment: str) -> str:
    """Return a command: a plain one, if the edits are alike."""
    first, *others = {_Command.of(one) for one in edits}
    options = ["-m", comment]
    if others or not first.is_plain:
        verb, words = "edit", [file, *(word for one in edits for word in _edit_words(one.edit))]
    else:
        verb = first.verb
        words = [node_text(first.node)]
        words += [word for one in edits for word in _plain_words(verb, one.edit)]
        options += ["--dtype", first.dtype] if first.dtype else []
    options += ["--"] if any(word.startswith("-") for word in words) else []
    return dcs_line(f"meta {verb}", *options, *words)


class _Command(NamedTuple):
    """What edits have to share to be said by a plain command; `key` tells renamed ones apart."""

    node: NodeId
    verb: str
    dtype: str = ""
    key: str = ""

    @classmethod
    def of(cls, one: FileEdit) -> _Command:
        edit = one.edit
        if edit.value is REMOVED:
            return cls(one.node, "unset")
        if edit.new_key:
            return cls(one.node, "rename", key=edit.key)
        alone = edit.key if "=" in edit.key else ""
        return cls(one.node, "set", command_dtype(edit.value), alone)

    @property
    def is_plain(self) -> bool:
        """Whether there is a command for just that; "key=value" takes no key with such a sign."""
        return self.verb == "rename" or not self.key


def _plain_words(verb: str, edit: ParameterEdit) -> list[str]:
    if verb == "unset":
        return [edit.key]
    if verb == "rename":
        return [edit.key, edit.new_key]
    return [f"{edit.key}={as_command(edit.value)}"]


def _edit_words(edit: ParameterEdit) -> list[str]:
    """Return an edit as a part of ``dcs meta edit``."""
    node = "/".join(edit.path) or "."
    if edit.value is REMOVED:
        return ["unset", node, edit.key]
    if edit.new_key:
        return ["rename", node, edit.key, edit.new_key]
    dtype = command_dtype(edit.value)
    return [f"set:{dtype}" if dtype else "set", node, edit.key, as_command(edit.value)]
