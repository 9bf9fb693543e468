"""The shape of the tree of places: which rows there are, and how they come and go."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import count

from PyQt5.QtCore import (
    QAbstractItemModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    pyqtSignal,
)

from dcsgui.gui.jobs.job import Failure
from dcsgui.gui.models.tree_merging import merge_of
from dcsgui.gui.models.tree_rows import Branch, Facts, Kind, Row, State, Tail

__all__ = ["SHOWN_AT_ONCE", "TreeShape"]

SHOWN_AT_ONCE = 10_000
"""Rows of one branch: a view asks for each row that it shows, 2 us, whenever rows come or go."""

_NOWHERE = QModelIndex()
_HINT = QAbstractItemModel.LayoutChangeHint.VerticalSortHint


class TreeShape(QAbstractItemModel):
    """Rows in branches, without what is shown of them.

    It asks for nothing itself: whoever listens to `fetchNeeded` hands in what is known.

    Signals
    -------
    fetchNeeded(Branch)
        Somebody wants to see the rows of a branch, and they are not known, or not any more.
    branchFilled(Branch)
        The rows of a branch are known now, or it is known why they are not.
    """

    fetchNeeded = pyqtSignal(object)
    branchFilled = pyqtSignal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._idents = count(1)  # an index that is nowhere has 0
        self.root = Branch(next(self._idents), None, 0)
        self.root.state = State.FILLED
        self._branches = {self.root.ident: self.root}

    # --- what a view asks ---

    def index(self, row: int, column: int, parent: QModelIndex = _NOWHERE) -> QModelIndex:
        """Return the index of a row below another one."""
        branch = self.branch_at(parent)
        if branch is None or column or not 0 <= row < branch.count:
            return _NOWHERE
        return self.createIndex(row, 0, branch.ident)

    def parent(self, index: QModelIndex) -> QModelIndex:  # type: ignore[override]
        """Return the index of the row that a row is below."""
        branch = self._branches.get(index.internalId())
        return QModelIndex() if branch is None else self.index_of(branch)

    def rowCount(self, parent: QModelIndex = _NOWHERE) -> int:
        """Return how many rows are shown below a row, with one that tells about them."""
        branch = self.branch_at(parent)
        return 0 if branch is None or parent.column() > 0 else branch.count

    def columnCount(self, _parent: QModelIndex = _NOWHERE) -> int:
        """Return 1."""
        return 1

    def hasChildren(self, parent: QModelIndex = _NOWHERE) -> bool:
        """Return whether there is something below a row, as far as is known without asking."""
        owner = self._branches.get(parent.internalId())
        if owner is None:
            return not parent.isValid() and bool(self.root.rows)
        row = parent.row()
        if row >= len(owner.rows):
            return False
        entry = owner.rows[row]
        if owner.branches:
            branch = owner.branches.get(entry[0])
            if branch is not None and branch.state is not State.NEW:
                return branch.count > 0
        return owner.may_have_rows(entry)

    def canFetchMore(self, parent: QModelIndex) -> bool:
        """Return whether the rows below a row were never asked for."""
        branch = self.branch_at(parent)
        if branch is not None:
            return branch.state is State.NEW
        return self.hasChildren(parent)

    def fetchMore(self, parent: QModelIndex) -> None:
        """Ask for the rows below a row, and say there that they are coming."""
        branch = self.branch_made(parent)
        if branch is not None and branch.state is State.NEW:
            self.begin(branch)
            self.fetchNeeded.emit(branch)

    # --- where things are ---

    def branch_at(self, index: QModelIndex) -> Branch | None:
        """Return the branch below a row, None if it has none (yet)."""
        owner = self._branches.get(index.internalId())
        if owner is None:
            return None if index.isValid() else self.root
        row = index.row()
        return owner.branches.get(owner.rows[row][0]) if row < len(owner.rows) else None

    def branch_made(self, index: QModelIndex) -> Branch | None:
        """Return the branch below a row, made if need be; None below what can have no rows."""
        found = self.branch_at(index)
        if found is not None:
            return found
        owner, row = self.owner_of(index), index.row()
        if owner is None or row >= len(owner.rows) or owner.kind_of(row) is Kind.VERSION:
            return None
        branch = Branch(next(self._idents), owner, row)
        owner.branches[branch.key] = branch
        self._branches[branch.ident] = branch
        return branch

    def owner_of(self, index: QModelIndex) -> Branch | None:
        """Return the branch that a row belongs to."""
        return self._branches.get(index.internalId())

    def index_of(self, branch: Branch) -> QModelIndex:
        """Return the index of the row that a branch is below; invalid for the root."""
        if branch.parent is None:
            return QModelIndex()
        return self.createIndex(branch.row, 0, branch.parent.ident)

    def row_index(self, branch: Branch, row: int) -> QModelIndex:
        """Return the index of a row of a branch."""
        return self.createIndex(row, 0, branch.ident) if row < branch.count else QModelIndex()

    def knows(self, branch: Branch) -> bool:
        """Return whether a branch is still part of the tree."""
        return branch.ident in self._branches

    def branches(self) -> Iterator[Branch]:
        """Iterate over all branches that were made."""
        return iter(tuple(self._branches.values()))

    # --- what whoever asks hands in ---

    def begin(self, branch: Branch) -> None:
        """Say that the rows of a branch were asked for."""
        if branch.state in (State.NEW, State.FAILED):
            branch.state = State.ASKED
            self._set_tail(branch, Tail.LOADING)

    def append(self, branch: Branch, rows: Sequence[Row]) -> None:
        """Add rows that came; more may come."""
        room = max(SHOWN_AT_ONCE - len(branch.rows), 0)
        self._insert(branch, len(branch.rows), rows[:room])
        branch.rest.extend(rows[room:])
        if branch.tail is Tail.LOADING:
            self._set_tail(branch, Tail.LOADING, len(branch.rows) + len(branch.rest))

    def complete(self, branch: Branch) -> None:
        """Say that all rows of a branch came."""
        branch.state = State.FILLED
        branch.stale = False
        branch.failure = None
        self._set_tail(branch, _tail_of(branch), len(branch.rest))
        self._row_changed(branch)
        self.branchFilled.emit(branch)

    def merge(self, branch: Branch, rows: Sequence[Row]) -> None:
        """Make the rows of a branch those, and say that these are all; what stays is kept."""
        cut = max(len(branch.rows), SHOWN_AT_ONCE)
        if branch.state is State.FILLED and not branch.rest and cut > SHOWN_AT_ONCE:
            cut = len(rows)  # all of very many are shown, and all are to be
        shown, branch.rest = list(rows[:cut]), list(rows[cut:])
        if shown != branch.rows:
            self._merge(branch, shown)
        self.complete(branch)

    def fail(self, branch: Branch, failure: Failure, *, keep: bool = False) -> None:
        """Say why the rows of a branch are not known; `keep` those that were."""
        branch.failure = failure
        branch.stale = False
        if not (keep and branch.state is State.FILLED):
            branch.state = State.FAILED
            branch.rest = []
            self._set_tail(branch, Tail.PROBLEM)  # first: what is current can go there
            self._remove(branch, 0, len(branch.rows) - 1)
        self._row_changed(branch)
        self.branchFilled.emit(branch)

    def set_facts(self, branch: Branch, facts: Facts) -> None:
        """Keep what is known of the thing that a branch is below."""
        branch.facts = facts
        self._row_changed(branch)

    # --- what a person does ---

    def set_open(self, index: QModelIndex, *, is_open: bool) -> None:
        """Take down whether somebody looks at the rows of a branch: if so they are kept fresh."""
        branch = self.branch_made(index)
        if branch is None:
            return
        branch.is_open = is_open
        if is_open and branch.stale:
            branch.stale = False
            self.fetchNeeded.emit(branch)

    def show_more(self, branch: Branch) -> None:
        """Show more of the rows of a branch that has very many."""
        more, branch.rest = branch.rest[:SHOWN_AT_ONCE], branch.rest[SHOWN_AT_ONCE:]
        self._insert(branch, len(branch.rows), more)
        self._set_tail(branch, _tail_of(branch), len(branch.rest))

    # --- exact changes ---

    def _insert(self, branch: Branch, at: int, rows: Sequence[Row]) -> None:
        if not rows:
            return
        self.beginInsertRows(self.index_of(branch), at, at + len(rows) - 1)
        branch.rows[at:at] = rows
        for child in branch.branches.values():
            child.row += len(rows) if child.row >= at else 0
        self.endInsertRows()

    def _remove(self, branch: Branch, first: int, last: int) -> None:
        if last < first:
            return
        self.beginRemoveRows(self.index_of(branch), first, last)
        for row in branch.rows[first : last + 1]:
            self._forget(branch.branches.pop(row[0], None))
        del branch.rows[first : last + 1]
        for child in branch.branches.values():
            child.row -= last - first + 1 if child.row > last else 0
        self.endRemoveRows()

    def _forget(self, branch: Branch | None) -> None:
        for gone in branch.below() if branch is not None else ():
            del self._branches[gone.ident]

    def _merge(self, branch: Branch, rows: Sequence[Row]) -> None:
        merge = merge_of(branch.rows, rows)
        for first, last in merge.removed:
            self._remove(branch, first, last)
        if merge.order:
            self._reorder(branch, merge.order)
        for first, last in merge.inserted:
            self._insert(branch, first, rows[first : last + 1])
        branch.rows[:] = rows
        for first, last in merge.changed:
            self.dataChanged.emit(self.row_index(branch, first), self.row_index(branch, last))

    def _reorder(self, branch: Branch, order: Sequence[int]) -> None:
        parents = [QPersistentModelIndex(self.index_of(branch))]
        self.layoutAboutToBeChanged.emit(parents, _HINT)
        before = [at for at in self.persistentIndexList() if self.owner_of(at) is branch]
        before = [at for at in before if at.row() < len(order)]
        rows = list(branch.rows)
        for old, new in enumerate(order):
            branch.rows[new] = rows[old]
        for child in branch.branches.values():
            child.row = order[child.row]
        after = [self.createIndex(order[at.row()], 0, branch.ident) for at in before]
        self.changePersistentIndexList(before, after)
        self.layoutChanged.emit(parents, _HINT)

    def _set_tail(self, branch: Branch, tail: Tail | None, number: int = 0) -> None:
        at = len(branch.rows)
        if branch.tail is None and tail is not None:
            self.beginInsertRows(self.index_of(branch), at, at)
            branch.tail, branch.tail_number = tail, number
            self.endInsertRows()
        elif branch.tail is not None and tail is None:
            self.beginRemoveRows(self.index_of(branch), at, at)
            branch.tail = None
            self.endRemoveRows()
        elif tail is not None:
            branch.tail, branch.tail_number = tail, number
            self.dataChanged.emit(self.row_index(branch, at), self.row_index(branch, at))

    def _row_changed(self, branch: Branch) -> None:
        index = self.index_of(branch)
        if index.isValid():
            self.dataChanged.emit(index, index)

    def _rows_changed(self, branches: Iterable[Branch]) -> None:
        for branch in branches:
            if branch.count:
                last = self.row_index(branch, branch.count - 1)
                self.dataChanged.emit(self.row_index(branch, 0), last)


def _tail_of(branch: Branch) -> Tail | None:
    if branch.rest:
        return Tail.MORE
    return None if branch.rows or branch.kind is Kind.ROOT else Tail.NOTHING
