"""The model of the changes that a file remembers."""

from __future__ import annotations

from collections.abc import Hashable
from operator import attrgetter
from typing import Any

from PyQt5.QtCore import QModelIndex, QObject, Qt
from PyQt5.QtGui import QGuiApplication, QPalette

from dcsgui.core.actions.answers.changes import ChangeRow
from dcsgui.gui.models.arranged import ArrangedModel
from dcsgui.gui.models.columns import Column, Kind, Number, Text, Time, wrapped
from dcsgui.gui.window.others_words import deed_words

__all__ = ["ChangesModel", "did", "standing"]


def did(row: ChangeRow, *, utc: bool) -> tuple[str, ...]:
    """Return what a change did, in words, each thing for itself."""
    return tuple(deed_words(one, utc=utc) for one in row.did)


class _Deeds(Kind):
    """What was done, as files remember it: that is in the tool tip, the cell says it in words."""

    def text(self, value: tuple[str, ...], *, utc: bool) -> str:
        """Return it on one line."""
        return "; ".join(deed_words(one, utc=utc) for one in value)

    def key(self, value: tuple[str, ...]) -> str:
        """Return it without regard to case."""
        return self.text(value, utc=True).casefold()

    def tip(self, value: tuple[str, ...]) -> str:
        """Return it as the file has it, with its lines."""
        return wrapped("\n".join(value))


def standing(row: ChangeRow) -> str:
    """Return whether a change stands, in few words."""
    if row.undone_by:
        return f"taken back by {row.undone_by}"
    return "stays: can't be taken back" if row.refusal else "stands"


def _undid(row: ChangeRow) -> str:
    return str(row.undoes) if row.undoes else ""


CHANGE_COLUMNS: tuple[Column[ChangeRow], ...] = (
    Column("number", "No.", "Its number in the file", attrgetter("number"), Number(), 6),
    Column("when", "Time", "When it was made", attrgetter("when_ns"), Time(), 31),
    Column("who", "By", "Who made it", attrgetter("who"), Text(), 11),
    Column("what", "What", "What was done", attrgetter("did"), _Deeds(), 40),
    Column("state", "State", "Whether it stands, or was taken back", standing, Text(), 18),
    Column("undoes", "Takes back", "Which change it took back", _undid, Text(), 10),
    Column("why", "Why", "Why it was made", attrgetter("comment"), Text(), 30),
)


class ChangesModel(ArrangedModel[ChangeRow]):
    """Shows changes, those that do not stand any more pale."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(CHANGE_COLUMNS, parent)

    def identity(self, row: ChangeRow) -> Hashable:
        """Return what makes a row the same change as an earlier one."""
        return (row.number, row.when_ns)

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Look up what a cell shows, and how."""
        if role == Qt.ItemDataRole.ForegroundRole and index.isValid():
            pale = not self.row(index.row()).stands
            return QGuiApplication.palette().brush(QPalette.PlaceholderText) if pale else None
        if role == Qt.ItemDataRole.ToolTipRole and index.isValid():
            return self.row(index.row()).refusal or super().data(index, role)
        return super().data(index, role)
