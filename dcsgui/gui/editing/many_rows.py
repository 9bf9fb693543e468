"""The parameters of many nodes together, and what is to become of them in all of these nodes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from dcsgui.core.actions.answers.details import NodeParameters
from dcsgui.core.actions.answers.nodes import NodeId
from dcsgui.core.actions.answers.parameters import ABSENT, REMOVED, ParameterEdit
from dcsgui.core.values.errors import BadValue
from dcsgui.core.values.parameter_texts import (
    ValueKind,
    kind_of_value,
    read_value,
    same_value,
    typed_text,
)
from dcsgui.gui.editing.steps import FileEdit
from dcsgui.gui.editing.wording import counted_nodes, short_value

__all__ = ["DIFFERS", "ManyRow", "rows_of"]

DIFFERS = "(differs)"
"""Stands for the value, or the type, where nodes do not agree."""

_NOTHING = object()


@dataclass(eq=False)
class ManyRow:
    """A parameter that some of the nodes have, and what is wished of it.

    Attributes
    ----------
    key : str
        Its name.
    values : dict of NodeId to object
        Its value in each node that has it.
    new_key : str
        The name that it is to get; "" if it keeps its own.
    text : str or None
        What was typed for its value in all nodes; None if nothing was.
    kind : ValueKind or None
        What its value is to be; None if nobody chose.
    removed : bool
        It is to be removed.
    overtaken : bool
        Somebody else has changed it since it was wished.
    pasted : object
        The value itself, if it was not typed; `ABSENT` if it was.
    """

    key: str
    values: dict[NodeId, object] = field(default_factory=dict)
    new_key: str = ""
    text: str | None = None
    kind: ValueKind | None = None
    removed: bool = False
    overtaken: bool = False
    pasted: object = ABSENT

    @property
    def is_wished(self) -> bool:
        """Whether anything is to become of it."""
        return self.removed or bool(self.new_key) or self.text is not None

    @cached_property
    def common(self) -> object:
        """The value that all have that have it; `ABSENT` if they differ, or none has it."""
        values = iter(self.values.values())
        first = next(values, ABSENT)
        return first if all(same_value(first, value) for value in values) else ABSENT

    @cached_property
    def kind_now(self) -> ValueKind | None:
        """What its values are; None if they differ, or there is none."""
        kinds = {kind_of_value(value) for value in self.values.values()}
        return kinds.pop() if len(kinds) == 1 else None

    @property
    def kind_wished(self) -> ValueKind:
        """What a value that is typed is taken for."""
        return self.kind or self.kind_now or ValueKind.GUESSED

    @property
    def problem(self) -> str:
        """Why what was typed can't be, in a sentence."""
        try:
            self._wished()
        except BadValue as error:
            return str(error)
        return ""

    def shown_text(self) -> str:
        """Return what stands for the value."""
        if self.text is not None:
            return self.text
        if self.common is not ABSENT:
            return typed_text(self.common)
        return DIFFERS if self.values else ""

    def forget(self) -> None:
        """Wish nothing of it any more."""
        self.new_key, self.text, self.kind, self.pasted = "", None, None, ABSENT
        self.removed = self.overtaken = False

    def edits(self, nodes: Sequence[NodeId]) -> Iterator[FileEdit]:
        """Return the edits that it takes, in all nodes; raises `BadValue` for a wrong value."""
        value = self._wished()
        for node in nodes:
            now = self.values.get(node, ABSENT)
            if now is not ABSENT and self.removed:
                yield FileEdit(
                    node.file, ParameterEdit(node.path, self.key, REMOVED, expected=now)
                )
                continue
            if now is not ABSENT and self.new_key:
                yield FileEdit(
                    node.file,
                    ParameterEdit(node.path, self.key, new_key=self.new_key, expected=now),
                )
            if value is not _NOTHING and not same_value(value, now):
                key = self.new_key or self.key
                seen = ABSENT if self.new_key else now
                yield FileEdit(node.file, ParameterEdit(node.path, key, value, expected=seen))

    def words(self, nodes: Sequence[NodeId]) -> str:
        """Return what becomes of it, in words; "" if nothing does."""
        if not self.is_wished or self.problem:
            return ""
        have = [node for node in nodes if node in self.values]
        changed = list(dict.fromkeys(one.node for one in self.edits(nodes)))
        said = []
        if self.removed:
            return f"{self.key}: removed from {counted_nodes(have)}"
        if self.new_key:
            said.append(f"renamed to {self.new_key} in {counted_nodes(have)}")
        if self.text is not None:
            added = sum(node not in self.values for node in changed)
            also = f" ({added:,} of them had none)" if added and have else ""
            to = short_value(self._wished())
            said.append(f"set to {to} in {counted_nodes(changed)}{also}")
        return f"{self.key}: {', '.join(said)}"

    def step_text(self, where: str) -> str:
        """Return what it does, as the text of a step."""
        if self.removed:
            return f"Remove {self.key} of {where}"
        if self.new_key:
            return f"Rename {self.key} of {where} to {self.new_key}"
        verb, to = ("Set", "to") if self.values else ("Add", "with")
        return f"{verb} {self.key} of {where} {to} {short_value(self._wished())}"

    def _wished(self) -> object:
        """Return the value that is wished, `_NOTHING` if none is."""
        if self.removed or self.text is None:
            return _NOTHING
        if self.pasted is not ABSENT:
            return self.pasted
        if self.kind_wished is ValueKind.GUESSED and not self.text.strip():
            raise BadValue(f'{self.key} has no value yet; type one, or "" for an empty text.')
        return read_value(self.text, self.kind_wished, self.common)


def rows_of(
    read: Iterable[NodeParameters], before: Iterable[ManyRow] = ()
) -> tuple[list[ManyRow], bool]:
    """Return a row for each key that any node has, by name, with what was wished before.

    The second tells whether somebody has changed what something is wished of.
    """
    rows: dict[str, ManyRow] = {}
    for of_node in read:
        for par in of_node.pars:
            rows.setdefault(par.key, ManyRow(par.key)).values[of_node.node] = par.value
    overtaken = False
    for old in before:
        if not old.is_wished:
            continue
        new = rows.setdefault(old.key, ManyRow(old.key))
        new.new_key, new.removed = old.new_key, old.removed
        new.text, new.kind, new.pasted = old.text, old.kind, old.pasted
        new.overtaken = old.overtaken or not _same_values(old.values, new.values)
        overtaken = overtaken or new.overtaken
    return sorted(rows.values(), key=lambda row: row.key.casefold()), overtaken


def _same_values(one: dict[NodeId, object], other: dict[NodeId, object]) -> bool:
    return one.keys() == other.keys() and all(
        same_value(value, other[node]) for node, value in one.items()
    )
