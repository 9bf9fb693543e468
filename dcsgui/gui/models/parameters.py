"""The model of the facts and the parameters of a node, with what is typed and not set yet."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from enum import Enum
from operator import attrgetter
from typing import Any, NamedTuple

import numpy as np
from PyQt5.QtCore import QModelIndex, QObject, Qt
from PyQt5.QtGui import QFont, QGuiApplication

from dcsgui.core.actions.answers.details import NodeDetails
from dcsgui.core.actions.answers.nodes import NodeId
from dcsgui.core.actions.answers.parameters import ABSENT
from dcsgui.core.values.fields import find_field
from dcsgui.core.values.parameter_texts import (
    MOST_ELEMENTS,
    ValueKind,
    kind_of_value,
    same_value,
)
from dcsgui.gui.editing.drafts import Draft, Of, State
from dcsgui.gui.icons import Tint, icon
from dcsgui.gui.models.arranged import ArrangedModel
from dcsgui.gui.models.columns import Column, Text, wrapped

__all__ = [
    "ADD_WORDS",
    "NAME",
    "PARAMETER_COLUMNS",
    "TYPE",
    "VALUE",
    "Held",
    "Mark",
    "Parameter",
    "ParametersModel",
]

FACT = "fact"
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
        small = not isinstance(value, np.ndarray) or value.size <= MOST_ELEMENTS
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

_ROLES = {
    Qt.ItemDataRole.FontRole,
    Qt.ItemDataRole.ForegroundRole,
    Qt.ItemDataRole.DecorationRole,
}


class ParametersModel(ArrangedModel[Parameter]):
    """Shows what is known of a node: facts in italics, its parameters, and a row to add one.

    Attributes
    ----------
    writable : bool
        Whether parameters can be changed.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(PARAMETER_COLUMNS, parent)
        self._italic = QFont()
        self._italic.setItalic(True)
        self._details: NodeDetails | None = None
        self._drafts: list[Draft] = []
        self.writable = False

    @property
    def node(self) -> NodeId | None:
        """Whose parameters are shown."""
        return None if self._details is None else self._details.node

    @property
    def details(self) -> NodeDetails | None:
        """What is known of the node."""
        return self._details

    @property
    def known(self) -> int:
        """How many facts and parameters there are."""
        return sum(row.mark is not Mark.ADD for row in self.rows)

    def identity(self, row: Parameter) -> Hashable:
        """Return what makes a row the same parameter as an earlier one."""
        return (row.is_fact, row.key, row.number, row.mark is Mark.ADD)

    def find(self, key: str) -> Parameter | None:
        """Return the parameter of a name, also one that is only typed."""
        of_key = (row for row in self.rows if not row.is_fact and row.mark is not Mark.ADD)
        return next((row for row in of_key if row.key == key), None)

    def row_of(self, key: str) -> int:
        """Return the row of a parameter, -1 if none shows it; "" is the row to add one."""
        for number, row in enumerate(self.rows):
            wanted = row.mark is Mark.ADD if not key else not row.is_fact and row.key == key
            if wanted:
                return self.place(number)
        return -1

    def keys(self) -> list[str]:
        """Return the names of all parameters, also those that are only typed."""
        return [row.key for row in self.rows if not row.is_fact and row.mark is not Mark.ADD]

    def flags(self, index: QModelIndex) -> Qt.ItemFlags:
        """Return what can be done with a cell."""
        flags = super().flags(index)
        if index.isValid() and self._can_edit(self.row(index.row()), index.column()):
            return flags | Qt.ItemFlag.ItemIsEditable
        return flags

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Look up what a cell shows."""
        if not index.isValid() or (role not in _ROLES and role != Qt.ItemDataRole.ToolTipRole):
            return super().data(index, role)
        row = self.row(index.row())
        if role == Qt.ItemDataRole.ToolTipRole:
            return wrapped(row.note) if row.note else super().data(index, role)
        return self._look_of(row, index.column(), role)

    def clear(self) -> None:
        """Forget all rows."""
        self._details, self._drafts = None, []
        super().clear()

    def show_details(self, details: NodeDetails) -> None:
        """Show these instead; what was there before stays."""
        self._details = details
        self._show()

    def show_drafts(self, drafts: Iterable[Draft]) -> None:
        """Show what was typed for the node and is not set yet."""
        self._drafts = list(drafts)
        if self._details is not None:
            self._show()

    def set_writable(self, *, writable: bool) -> None:
        """Let parameters be changed, or not."""
        if writable != self.writable:
            self.writable = writable
            if self._details is not None:
                self._show()

    def show_order(self, order: list[int], total: int) -> None:
        """Show rows in an order; the one to add a parameter is always the last."""
        listed = self.rows
        last = [total - 1] if listed and listed[-1].mark is Mark.ADD else []
        super().show_order([number for number in order if number not in last] + last, total)

    def _can_edit(self, row: Parameter, column: int) -> bool:
        if not self.writable or row.is_fact or row.mark is Mark.WAITING:
            return False
        if row.mark is Mark.ADD or row.held.value is ABSENT:
            return column == NAME if row.mark is Mark.ADD else column in (VALUE, TYPE)
        return column == NAME or (column in (VALUE, TYPE) and row.is_typed)

    def _look_of(self, row: Parameter, column: int, role: int) -> Any:
        palette = QGuiApplication.palette()
        if role == Qt.ItemDataRole.FontRole:
            return self._italic if row.is_fact or row.mark is Mark.ADD else None
        if role == Qt.ItemDataRole.DecorationRole:
            return icon("warning") if row.mark is Mark.TROUBLE and column == NAME else None
        if row.mark in (Mark.ADD, Mark.WAITING):
            return Tint.QUIET.colour(palette)
        trouble = row.mark is Mark.TROUBLE and column in (NAME, VALUE)
        return Tint.WARNING.colour(palette) if trouble else None

    def _show(self) -> None:
        if self._details is None:
            return
        rows = list(_numbered(_rows(self._details)))
        rows = [self._typed(row) for row in rows]
        there = {row.key for row in rows if not row.is_fact}
        rows += [
            _added(draft)
            for draft in self._drafts
            if draft.of is Of.VALUE and draft.key and draft.key not in there
        ]
        if self.writable:
            typed = [draft.text for draft in self._drafts if not draft.key]
            rows.append(_ADD._replace(name=typed[0] if typed else ADD_WORDS))
        self.replace(rows)

    def _typed(self, row: Parameter) -> Parameter:
        """Return a row with what was typed for it."""
        if row.is_fact or row.number:
            return row
        for draft in self._drafts:
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
