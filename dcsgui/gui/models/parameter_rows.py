"""The rows of a table of parameters: facts, parameters, and what is typed for them."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Sequence
from enum import Enum
from operator import attrgetter
from typing import Any, NamedTuple

from dcsgui.core.actions.answers.details import NodeDetails
from dcsgui.core.actions.answers.parameters import ABSENT
from dcsgui.core.values.arrays import is_array
from dcsgui.core.values.fields import find_field
from dcsgui.core.values.parameter_texts import (
    MOST_ELEMENTS,
    ValueKind,
    kind_of_value,
    same_value,
)
from dcsgui.gui.models.columns import Column, Text
from dcsgui.gui.models.drafts import Draft, Of, State

__all__ = [
    "ADD_WORDS",
    "LONGEST_CELL",
    "NAME",
    "PARAMETER_COLUMNS",
    "TYPE",
    "VALUE",
    "Held",
    "Mark",
    "Parameter",
    "parameter_rows",
    "row_to_add",
]

FACT = "from the file"
"""Stands for the type of what is no parameter, but known of every node of this kind."""

LONGEST_CELL = 300
"""Characters of a value that a cell shows; an array may have millions."""

ADD_WORDS = "Add a parameter…"
"""Stands in the row at the end, in which a name can be typed."""


class Mark(Enum):
    """What there is to say about a row."""

    NONE = "as it is in the file"
    ADD = "a name can be typed here"
    WAITING = "is being written"
    TROUBLE = "was typed, and is not in the file"


class Held:
    """A value of a parameter that is compared exactly: 1 is not 1.0, and NaN is NaN.

    Attributes
    ----------
    value : object
    """

    __slots__ = ("value",)

    def __init__(self, value: object) -> None:
        self.value = value

    def __eq__(self, other: object) -> bool:
        """Tell whether the other one is just the same."""
        return isinstance(other, Held) and same_value(self.value, other.value)

    def __hash__(self) -> int:
        """Return a number that equal ones share."""
        return hash(type(self.value))


class Parameter(NamedTuple):
    """A fact or a parameter; `number` tells apart those of the same name.

    `key` is its name in the file, and `name` the one to be shown: they differ while it is being
    renamed. `held` has its value in the file, `ABSENT` if it is not there yet.
    """

    key: str
    text: str
    type_name: str
    meaning: str
    is_fact: bool
    number: int
    name: str
    held: Held
    mark: Mark = Mark.NONE
    note: str = ""

    @property
    def kind(self) -> ValueKind:
        """What its value in the file is."""
        return ValueKind.GUESSED if self.held.value is ABSENT else kind_of_value(self.held.value)

    @property
    def is_typed(self) -> bool:
        """Whether its value is something to be typed: not too long, and known to all."""
        value = self.held.value
        small = not is_array(value) or value.size <= MOST_ELEMENTS
        return small and self.kind is not ValueKind.OTHERS


class _Value(Text):
    """Values of parameters: may be very long; numbers come before words, by size."""

    def text(self, value: str, *, utc: bool) -> str:
        cut = f"{value[:LONGEST_CELL]}…" if len(value) > LONGEST_CELL else value
        return super().text(cut, utc=utc)

    def key(self, value: str) -> Any:
        try:
            number = float(value[:LONGEST_CELL])
        except ValueError:
            return (True, 0.0, value[:LONGEST_CELL].casefold())
        return (False, number, "") if number == number else (True, 0.0, "")  # noqa: PLR0124 - NaN


NAME, VALUE, TYPE = range(3)
"""Numbers of the columns that can be edited."""

PARAMETER_COLUMNS: tuple[Column[Parameter], ...] = (
    Column("name", "Name", "Name of the parameter", attrgetter("name"), Text(), 18),
    Column("value", "Value", "Its value", attrgetter("text"), _Value(), 36),
    Column("type", "Type", "Its type", attrgetter("type_name"), Text(), 20),
    Column(
        "meaning",
        "Meaning",
        "What the design document says that it is",
        attrgetter("meaning"),
        Text(),
        40,
    ),
)


def parameter_rows(details: NodeDetails, drafts: Sequence[Draft]) -> list[Parameter]:
    """Return facts, parameters with what was typed for them, and those that are only typed."""
    rows = [_typed(row, drafts) for row in _numbered(_rows(details))]
    there = {row.key for row in rows if not row.is_fact}
    new = (draft for draft in drafts if draft.of is Of.VALUE and draft.key)
    return [*rows, *(_added(draft) for draft in new if draft.key not in there)]


def row_to_add(drafts: Sequence[Draft]) -> Parameter:
    """Return the row at the end, with the name that is typed there."""
    typed = next((draft.text for draft in drafts if not draft.key), ADD_WORDS)
    return _ADD._replace(name=typed)


def _typed(row: Parameter, drafts: Sequence[Draft]) -> Parameter:
    """Return a row with what was typed for it."""
    if row.is_fact or row.number:
        return row
    for draft in drafts:
        if draft.key == row.key and draft.of is Of.NAME:
            row = row._replace(name=draft.text, mark=_mark(draft), note=draft.sentence)
        elif draft.key == row.key:
            row = row._replace(
                text=draft.text,
                type_name=draft.kind.value if draft.kind is not row.kind else row.type_name,
                mark=_mark(draft),
                note=draft.sentence,
            )
    return row


_ADD = Parameter("", "", "", "", False, 0, ADD_WORDS, Held(ABSENT), Mark.ADD)


def _mark(draft: Draft) -> Mark:
    waits = draft.state in (State.WAITING, State.WRITTEN)
    return Mark.WAITING if waits else Mark.TROUBLE


def _added(draft: Draft) -> Parameter:
    field = find_field(draft.key)
    return Parameter(
        draft.key,
        draft.text,
        draft.kind.value,
        "" if field is None else field.meaning,
        is_fact=False,
        number=0,
        name=draft.key,
        held=Held(ABSENT),
        mark=_mark(draft),
        note=draft.sentence,
    )


def _rows(details: NodeDetails) -> Iterator[Parameter]:
    for key, text in details.facts:
        yield Parameter(key, text, FACT, "", is_fact=True, number=0, name=key, held=Held(text))
    for par in details.pars:
        yield Parameter(*par[:4], is_fact=False, number=0, name=par.key, held=Held(par.value))


def _numbered(rows: Iterable[Parameter]) -> Iterator[Parameter]:
    """Count rows among those of the same name: a damaged file may have two."""
    counts: dict[Hashable, int] = {}
    for row in rows:
        name = (row.key, row.is_fact)
        counts[name] = counts.get(name, -1) + 1
        yield row._replace(number=counts[name])
