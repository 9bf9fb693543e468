"""The model of what was deleted in a file and can be restored."""

from __future__ import annotations

from collections.abc import Hashable
from operator import attrgetter
from typing import Any

from PyQt5.QtCore import QObject

from dcsgui.core.actions.answers.edits import DeletionRow
from dcsgui.core.actions.answers.nodes import Level
from dcsgui.gui.models.arranged import ArrangedModel
from dcsgui.gui.models.columns import Column, Kind, Number, Text, Time
from dcsgui.gui.models.times import end_shown, shown, span

__all__ = ["DeletedModel", "what"]

_LEVELS = {Level.CTYPE: "type", Level.RANGE: "range"}


class _Ends(Kind):
    """From when to when a range is valid; types have none, and come first."""

    def text(self, value: DeletionRow, *, utc: bool) -> str:
        if value.begin_ns is None:
            return value.node.range_name
        return span(value.begin_ns, value.end_ns, utc=utc)

    def full(self, value: DeletionRow, *, utc: bool) -> str:
        if value.begin_ns is None:
            return value.node.range_name
        return f"{shown(value.begin_ns, utc=utc)} to {end_shown(value.end_ns, utc=utc)}"

    def key(self, value: DeletionRow) -> Any:
        return (value.begin_ns is not None, value.begin_ns or 0, value.node.range_name)


def what(row: DeletionRow) -> str:
    """Return what was deleted: a type, a range, or which version."""
    return _LEVELS.get(row.node.level) or f"version v{row.versind}"


def _ctype(row: DeletionRow) -> str:
    return row.node.ctype


def _whole(row: DeletionRow) -> DeletionRow:
    return row


DELETED_COLUMNS: tuple[Column[DeletionRow], ...] = (
    Column("what", "What", "What was deleted", what, Text(), 12),
    Column("type", "Type", "Of which calibration type", _ctype, Text(), 14),
    Column("range", "Range", "Where it was: valid from when to when", _whole, _Ends(), 36),
    Column("versions", "Versions", "How many went with it", attrgetter("nversions"), Number(), 9),
    Column("when", "Deleted", "When it was deleted", attrgetter("when_ns"), Time(), 31),
    Column("who", "By", "Who deleted it", attrgetter("who"), Text(), 11),
    Column("why", "Why", "Why it was deleted", attrgetter("comment"), Text(), 30),
)


class DeletedModel(ArrangedModel[DeletionRow]):
    """Shows deletions, the newest first as long as nobody sorts them."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(DELETED_COLUMNS, parent)

    def identity(self, row: DeletionRow) -> Hashable:
        """Return what makes a row the same deletion as an earlier one."""
        return (row.node.file, row.number)
