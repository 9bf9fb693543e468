"""The known fields of the design document, offered where a name is typed."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from PyQt5.QtCore import QModelIndex, QObject, Qt
from PyQt5.QtGui import QStandardItem, QStandardItemModel
from PyQt5.QtWidgets import QCompleter

from dcsgui.core.actions.answers.nodes import Level as NodeLevel
from dcsgui.core.actions.answers.nodes import NodeId
from dcsgui.core.values.fields import FIELDS, Field, Level

__all__ = ["FieldCompleter", "offered_fields"]

_NAME = Qt.ItemDataRole.UserRole
_LINES, _WIDTH = 10, 76


def offered_fields(node: NodeId | None, there: Collection[str]) -> list[Field]:
    """Return the known fields that a node may get; of numbered ones the next number.

    Parameters
    ----------
    node : NodeId or None
        A detector has other fields than constants.
    there : collection of str
        The names of the parameters that it has.
    """
    detector = node is not None and node.level is NodeLevel.STORE
    level = Level.DETECTOR if detector else Level.CONSTANTS
    fields = (_next(field, there) for field in FIELDS if field.level is level)
    return [field for field in fields if field.name not in there]


def _next(field: Field, there: Collection[str]) -> Field:
    """Return a field by its next free number, if it is numbered."""
    if not field.numbered:
        return field
    stem, _, digits = field.name.rpartition(":")
    numbers = [int(key.rpartition(":")[2]) for key in there if field.matches(key)]
    return replace(field, name=f"{stem}:{max(numbers, default=0) + 1:0{len(digits)}d}")


class FieldCompleter(QCompleter):
    """Offers fields with their meaning; found by either, and it is the name that is taken."""

    def __init__(self, fields: Collection[Field], parent: QObject | None = None) -> None:
        super().__init__(parent)
        items = QStandardItemModel(self)
        for field in fields:
            example = f" ({field.example})" if field.example else ""
            item = QStandardItem(f"{field.name}  \N{EN DASH}  {field.meaning}{example}")
            item.setData(field.name, _NAME)
            items.appendRow(item)
        self.setModel(items)
        self.setFilterMode(Qt.MatchFlag.MatchContains)
        self.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setMaxVisibleItems(_LINES)
        popup = self.popup()
        if popup is not None:  # wider than a cell
            popup.setMinimumWidth(popup.fontMetrics().averageCharWidth() * _WIDTH)

    def pathFromIndex(self, index: QModelIndex) -> str:
        """Return the name of the field."""
        return str(index.data(_NAME) or "")
