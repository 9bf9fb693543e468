"""The model of the history of a node."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from operator import attrgetter
from typing import NamedTuple

from PyQt5.QtCore import QObject

from dcsgui.core.actions.answers.details import NodeDetails
from dcsgui.gui.models.arranged import ArrangedModel
from dcsgui.gui.models.columns import Column, Text, Time
from dcsgui.gui.models.times import shown

__all__ = ["HistoryModel", "Record", "history_text"]


class Record(NamedTuple):
    """A record of a history, and its number: the history only grows."""

    number: int
    tstamp_ns: int
    user: str
    host: str
    action: str
    comment: str


HISTORY_COLUMNS: tuple[Column[Record], ...] = (
    Column("time", "Time", "When it was done", attrgetter("tstamp_ns"), Time(), 31),
    Column("user", "User", "Who did it", attrgetter("user"), Text(), 10),
    Column("host", "Host", "On which machine", attrgetter("host"), Text(), 12),
    Column("action", "Action", "What was done", attrgetter("action"), Text(), 40),
    Column("comment", "Comment", "Why", attrgetter("comment"), Text(), 40),
)


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
