"""The model of the aliases of a place."""

from __future__ import annotations

from collections.abc import Hashable
from operator import attrgetter
from pathlib import PurePath

from PyQt5.QtCore import QObject

from dcsgui.core.actions.answers.aliases import AliasEntry
from dcsgui.gui.models.arranged import ArrangedModel
from dcsgui.gui.models.columns import Column, EndTime, Number, Text, Time

__all__ = ["AliasesModel"]

ALWAYS = "always"


class _Begin(Time):
    """Begins: None is from always on."""

    def text(self, value: int | None, *, utc: bool) -> str:
        return ALWAYS if value is None else super().text(value, utc=utc)

    def tip(self, value: int | None) -> str:
        return "It was valid from the beginning on." if value is None else super().tip(value)


def _file(entry: AliasEntry) -> str:
    return "/".join(PurePath(entry.file).parts[-2:])


ALIAS_COLUMNS: tuple[Column[AliasEntry], ...] = (
    Column("alias", "Alias", "What people say", attrgetter("alias"), Text(), 14),
    Column("target", "Stands for", "A detector, or an alias", attrgetter("target"), Text(), 18),
    Column("begin", "Begin", "Valid from when on", attrgetter("begin_ns"), _Begin(), 26),
    Column("end", "End", "Valid to when", attrgetter("end_ns"), EndTime(), 26),
    Column("file", "File", "The alias file that says so", _file, Text(), 18),
    Column("line", "Line", "Its line", attrgetter("line"), Number(), 6, hidden=True),
)


class AliasesModel(ArrangedModel[AliasEntry]):
    """Shows aliases, by file and line as long as nobody sorts them."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(ALIAS_COLUMNS, parent)

    def identity(self, row: AliasEntry) -> Hashable:
        """Return what makes a row the same alias as an earlier one: not its line."""
        return (row.file, row.alias, row.target, row.begin_ns, row.end_ns)
