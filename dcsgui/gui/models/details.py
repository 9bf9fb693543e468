"""The models of the parameters and of the history of a node."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from operator import attrgetter
from typing import Any, NamedTuple

from PyQt5.QtCore import QModelIndex, QObject, Qt
from PyQt5.QtGui import QFont

from dcsgui.core.actions.answers.details import NodeDetails
from dcsgui.gui.models.arranged import ArrangedModel
from dcsgui.gui.models.columns import Column, Text, Time
from dcsgui.gui.models.times import shown

__all__ = ["HistoryModel", "Parameter", "ParametersModel", "Record", "history_text"]

FACT = "fact"
"""Stands for the type of what is no parameter, but known of every node of this kind."""

LONGEST_CELL = 300
"""Characters of a value that a cell shows; an array may have millions."""


class Parameter(NamedTuple):
    """A fact or a parameter; `number` tells apart those of the same name."""

    key: str
    text: str
    type_name: str
    meaning: str
    is_fact: bool
    number: int


class Record(NamedTuple):
    """A record of a history, and its number: the history only grows."""

    number: int
    tstamp_ns: int
    user: str
    host: str
    action: str
    comment: str


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


PARAMETER_COLUMNS: tuple[Column[Parameter], ...] = (
    Column("name", "Name", "Name of the parameter", attrgetter("key"), Text(), 18),
    Column("value", "Value", "Its value", attrgetter("text"), _Value(), 36),
    Column("type", "Type", "Its type", attrgetter("type_name"), Text(), 8),
    Column(
        "meaning",
        "Meaning",
        "What the design document says that it is",
        attrgetter("meaning"),
        Text(),
        40,
    ),
)

HISTORY_COLUMNS: tuple[Column[Record], ...] = (
    Column("time", "Time", "When it was done", attrgetter("tstamp_ns"), Time(), 31),
    Column("user", "User", "Who did it", attrgetter("user"), Text(), 10),
    Column("host", "Host", "On which machine", attrgetter("host"), Text(), 12),
    Column("action", "Action", "What was done", attrgetter("action"), Text(), 40),
    Column("comment", "Comment", "Why", attrgetter("comment"), Text(), 40),
)


class ParametersModel(ArrangedModel[Parameter]):
    """Shows what is known of a node: facts in italics, then its parameters."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(PARAMETER_COLUMNS, parent)
        self._italic = QFont()
        self._italic.setItalic(True)

    def identity(self, row: Parameter) -> Hashable:
        """Return what makes a row the same parameter as an earlier one."""
        return (row.is_fact, row.key, row.number)

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Look up what a cell shows."""
        if role == Qt.ItemDataRole.FontRole and index.isValid():
            return self._italic if self.row(index.row()).is_fact else None
        return super().data(index, role)

    def show_details(self, details: NodeDetails) -> None:
        """Show these instead; what was there before stays."""
        rows = [(key, text, FACT, "", True) for key, text in details.facts]
        rows += [(par.key, par.text, par.type_name, par.meaning, False) for par in details.pars]
        self.replace(Parameter._make((*row, number)) for number, row in _numbered(rows))


class HistoryModel(ArrangedModel[Record]):
    """Shows the records of a history."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(HISTORY_COLUMNS, parent)

    def identity(self, row: Record) -> Hashable:
        """Return what makes a row the same record as an earlier one."""
        return row.number

    def show_details(self, details: NodeDetails) -> None:
        """Show these instead; what was there before stays."""
        # The newest first also where several have the same time: sorting keeps their order.
        numbered = list(enumerate(details.history))
        self.replace(Record(number, *row) for number, row in reversed(numbered))


def history_text(records: Iterable[Record], *, utc: bool) -> str:
    """Return records as text for people: a line for what was done, and lines for why."""
    lines = []
    for record in records:
        who = f"{record.user}@{record.host}" if record.host else record.user
        lines.append(f"{shown(record.tstamp_ns, utc=utc)}  {who}  {record.action}")
        lines.extend(f"    {line}" for line in record.comment.splitlines())
    return "".join(f"{line}\n" for line in lines)


def _numbered(rows: list[tuple[Any, ...]]) -> Iterable[tuple[int, tuple[Any, ...]]]:
    """Count rows among those of the same name: a damaged file may have two."""
    counts: dict[Hashable, int] = {}
    for row in rows:
        name = (row[0], row[-1])
        counts[name] = counts.get(name, -1) + 1
        yield counts[name], row
