"""The tree of plans: what stands how, what is done with it, and what a person decides there."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum
from typing import Any

from PyQt5.QtCore import QAbstractItemModel, QModelIndex, QObject, Qt, pyqtSignal
from PyQt5.QtGui import QFont, QGuiApplication

from dcsgui.core.actions.answers.plans import ItemKind, Path
from dcsgui.gui.icons import Tint, icon
from dcsgui.gui.transfer.plan_faces import LIGHTS, Face
from dcsgui.gui.transfer.plan_rows import Row, RowKey, rows_of
from dcsgui.gui.transfer.proposal import Proposal

__all__ = ["Column", "PlanModel"]

_NOWHERE = QModelIndex()


class Column(IntEnum):
    """The columns of the tree."""

    WHAT = 0
    DEFAULT = 1
    STATE = 2
    DOES = 3
    SANITY = 4
    SIZE = 5
    WHY = 6

    @property
    def heading(self) -> str:
        """What stands above it."""
        return _HEADINGS[self][0]

    @property
    def meaning(self) -> str:
        """A sentence about it."""
        return _HEADINGS[self][1]


_HEADINGS = {
    Column.WHAT: ("What", "What is transferred. Without a check mark it is left out."),
    Column.DEFAULT: ("\N{BLACK STAR}", "The default of its range at the destination; click."),
    Column.STATE: ("State", "How it stands to the destination."),
    Column.DOES: ("Outcome", "What is done with it."),
    Column.SANITY: ("Sanity", "How the constants look against those that answer there now."),
    Column.SIZE: ("Size", "Bytes that are written."),
    Column.WHY: ("Why", "Why it is in conflict, refused or left out."),
}


class PlanModel(QAbstractItemModel):
    """Shows proposals; a row stays the same row from plan to plan.

    Attributes
    ----------
    proposals : tuple of Proposal
    hide_identical : bool
        Leave out what is there already.

    Signals
    -------
    decided(Proposal)
        A person left something out, took it, or made it the default: a new plan is due.
    """

    decided = pyqtSignal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.proposals: tuple[Proposal, ...] = ()
        self.hide_identical = False
        self._utc = False
        self._roots: list[Row] = []
        self._keys: dict[RowKey, Row] = {}
        self._bold = QFont()
        self._bold.setBold(True)

    # --- what is shown

    def show_proposals(self, proposals: Sequence[Proposal]) -> None:
        """Show these, as they are now."""
        self.proposals = tuple(proposals)
        roots = rows_of(proposals, hide_identical=self.hide_identical)
        keys = {row.key: row for root in roots for row in root.all()}
        if list(keys) == list(self._keys):
            self._swap(keys)
            return
        self.beginResetModel()
        self._roots, self._keys = roots, keys
        self.endResetModel()

    def set_utc(self, *, utc: bool) -> None:
        """Show times in UTC, or in local time."""
        if utc != self._utc:
            self._utc = utc
            self._tell_all()

    def refresh(self, proposal: Proposal) -> None:
        """Show what else is known of a proposal, or was decided about it."""
        for root in self._roots:
            if root.proposal is proposal:
                root.renew()
                self._tell_below(root)
                self._tell(root, root)

    def refresh_node(self, proposal: Proposal, path: Path) -> None:
        """Show what else is known of a version, and so of what it is in."""
        number = self.proposals.index(proposal) if proposal in self.proposals else -1
        row = self._keys.get((number, ItemKind.VERSION, path))
        while row is not None:
            self._tell(row, row)
            row = row.parent

    def _swap(self, keys: dict[RowKey, Row]) -> None:
        """Take what newer rows say; they are the same ones."""
        for key, row in keys.items():
            self._keys[key].item, self._keys[key].proposal = row.item, row.proposal
        self._tell_all()

    def _tell_all(self) -> None:
        for root in self._roots:
            root.renew()
        if self._roots:
            self._tell(self._roots[0], self._roots[-1])
        for root in self._roots:
            self._tell_below(root)

    def _tell_below(self, row: Row) -> None:
        if row.children:
            self._tell(row.children[0], row.children[-1])
        for child in row.children:
            self._tell_below(child)

    def _tell(self, first: Row, last: Row) -> None:
        self.dataChanged.emit(
            self.createIndex(first.number, 0, first),
            self.createIndex(last.number, len(Column) - 1, last),
        )

    # --- rows

    def row_at(self, index: QModelIndex) -> Row | None:
        """Return the row of an index."""
        found = index.internalPointer() if index.isValid() else None
        return found if isinstance(found, Row) else None

    def index_of(self, key: RowKey, column: Column = Column.WHAT) -> QModelIndex:
        """Return where a row is; invalid if it is not there."""
        row = self._keys.get(key)
        return QModelIndex() if row is None else self.createIndex(row.number, column, row)

    def keys(self) -> list[RowKey]:
        """Return all rows that there are."""
        return list(self._keys)

    # --- what Qt asks for

    def index(
        self,
        row: int,
        column: int,
        parent: QModelIndex = _NOWHERE,
    ) -> QModelIndex:
        """Return the index of a cell."""
        if not self.hasIndex(row, column, parent):
            return QModelIndex()
        above = self.row_at(parent)
        children = self._roots if above is None else above.children
        return self.createIndex(row, column, children[row])

    def parent(self, index: QModelIndex = _NOWHERE) -> QModelIndex:
        """Return the index of the row above."""
        row = self.row_at(index)
        if row is None or row.parent is None:
            return QModelIndex()
        return self.createIndex(row.parent.number, 0, row.parent)

    def rowCount(self, parent: QModelIndex = _NOWHERE) -> int:
        """Return how many rows are below a row."""
        if parent.column() > 0:
            return 0
        row = self.row_at(parent)
        return len(self._roots if row is None else row.children)

    def columnCount(self, _parent: QModelIndex = _NOWHERE) -> int:
        """Return how many columns there are."""
        return len(Column)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return what stands above a column."""
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(Column):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return Column(section).heading
        return Column(section).meaning if role == Qt.ItemDataRole.ToolTipRole else None

    def flags(self, index: QModelIndex) -> Qt.ItemFlags:
        """Return what can be done with a cell."""
        row = self.row_at(index)
        flags = super().flags(index)
        if row is not None and index.column() == Column.WHAT and row.is_node:
            flags |= Qt.ItemFlag.ItemIsUserCheckable
        return flags

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return something of what is known of a row."""
        row = self.row_at(index)
        return None if row is None else self._cell(Face(row, utc=self._utc), index.column(), role)

    def setData(
        self, index: QModelIndex, value: Any, role: int = Qt.ItemDataRole.EditRole
    ) -> bool:
        """Leave something out, or take it."""
        row = self.row_at(index)
        checks = role == Qt.ItemDataRole.CheckStateRole and index.column() == Column.WHAT
        if row is None or not checks or not row.is_node:
            return False
        taken = value != Qt.CheckState.Unchecked
        row.proposal.set_taken(row.path, taken=taken)
        self.refresh(row.proposal)
        self.decided.emit(row.proposal)
        return True

    def toggle_default(self, index: QModelIndex) -> bool:
        """Make a version the default of its range, or no longer; False if that makes no sense."""
        row = self.row_at(index)
        if row is None or row.kind is not ItemKind.VERSION or row.left_out:
            return False
        decisions = row.proposal.decisions
        decisions.make_default(row.path, on=not decisions.makes_default(row.path))
        self.refresh(row.proposal)
        self.decided.emit(row.proposal)
        return True

    # --- cells

    def _cell(self, face: Face, column: int, role: int) -> Any:
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return face.text(column)
            case Qt.ItemDataRole.DecorationRole:
                return _icon(face, column)
            case Qt.ItemDataRole.CheckStateRole if column == Column.WHAT:
                return face.check_state
            case Qt.ItemDataRole.ToolTipRole:
                return face.tooltip(column)
            case Qt.ItemDataRole.ForegroundRole:
                return self._colour(face, column)
            case Qt.ItemDataRole.FontRole if face.row.parent is None:
                return self._bold
            case Qt.ItemDataRole.TextAlignmentRole if column == Column.SIZE:
                return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return None

    @staticmethod
    def _colour(face: Face, column: int) -> Any:
        palette = QGuiApplication.palette()
        if face.is_quiet:
            return Tint.QUIET.colour(palette)
        standing = face.row.standing
        if column == Column.STATE and standing is not None:
            return standing.tint.colour(palette)
        if column == Column.DOES and face.is_blocking:
            return Tint.WARNING.colour(palette)
        return None


def _icon(face: Face, column: int) -> Any:
    name = face.icon(column)
    if column == Column.SANITY and name:
        return icon(name, LIGHTS[name])
    return icon(name) if name else None
