"""The rules and roles of an access report as tables to read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PyQt5.QtGui import QFont
from PyQt5.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from dcsgui.core.actions.answers.access_reports import (
    AccessReport,
    AccessRule,
    PathRights,
    RoleFor,
)

__all__ = ["FactTable", "rights_table", "roles_table", "rules_table"]

LEAST_ROWS, MOST_ROWS = 1, 8
_AIR = 4  # pixels


class FactTable(QTreeWidget):
    """Rows of texts below titles; bold ones count most.

    Tab goes on to the next widget.
    """

    def __init__(self, name: str, titles: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setColumnCount(len(titles))
        self.setHeaderLabels(list(titles))
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setTabKeyNavigation(False)
        self.setAlternatingRowColors(True)
        header = self.header()
        if header is not None:
            header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
            header.setStretchLastSection(True)

    def fill(self, rows: Iterable[tuple[Sequence[str], bool]]) -> None:
        """Show rows of texts, each with whether it is bold, and take the height for them."""
        self.clear()
        bold = QFont(self.font())
        bold.setBold(True)
        for texts, stands_out in rows:
            item = QTreeWidgetItem(list(texts))
            for column, text in enumerate(texts):
                item.setToolTip(column, text)
                if stands_out:
                    item.setFont(column, bold)
            self.addTopLevelItem(item)
        self._take_height()

    def texts(self) -> list[list[str]]:
        """Return what the rows say."""
        items = (self.topLevelItem(row) for row in range(self.topLevelItemCount()))
        columns = range(self.columnCount())
        return [[item.text(column) for column in columns] for item in items if item is not None]

    def _take_height(self) -> None:
        rows = min(max(self.topLevelItemCount(), LEAST_ROWS), MOST_ROWS)
        header = self.header()
        above = 0 if header is None else header.sizeHint().height()
        row = self.sizeHintForRow(0) if self.topLevelItemCount() else self.fontMetrics().height()
        height = above + rows * row + 2 * self.frameWidth() + _AIR
        self.setMinimumHeight(height)
        self.setMaximumHeight(height)


def rights_table(report: AccessReport) -> FactTable:
    """Say what the system allows."""
    titles = ("What", "You may", "Owner", "Group", "Mode", "Path")
    table = FactTable("What the system allows", titles)
    table.fill((_right(one), not one.writable) for one in report.rights)
    return table


def rules_table(rules: Iterable[AccessRule]) -> FactTable:
    """Say what an access file says; the rules that give you something are bold."""
    titles = ("Rule", "Role", "For", "Detector type", "Detector", "Type", "For you")
    table = FactTable("Rules", titles)
    table.fill((_rule(one), one.counts) for one in rules)
    return table


def roles_table(report: AccessReport) -> FactTable:
    """Say what you may do with each type."""
    table = FactTable("Your roles", ("Type", "Your role", "So you may"))
    table.fill((_role(one), False) for one in report.roles)
    return table


def _right(one: PathRights) -> tuple[str, ...]:
    may = "write" if one.writable else "not write"
    return one.what, may, one.owner, one.group, one.mode, one.path


def _rule(one: AccessRule) -> tuple[str, ...]:
    groups = (f"group {group}" for group in one.groups)
    people = ", ".join((*one.users, *groups)) or "everybody"
    about = (
        "any" if pattern == "*" else pattern for pattern in (one.dettype, one.detid, one.ctype)
    )
    return f"{one.number}", one.role, people, *about, _yours(one)


def _yours(one: AccessRule) -> str:
    if one.counts:
        return "yes"
    return "yes, but not about this" if one.yours else "no"


def _role(one: RoleFor) -> tuple[str, ...]:
    return one.ctype or "(the detector itself)", one.role, "; ".join(one.may)
