"""A table model that shows things in an order of its own, and changes the order exactly."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from PyQt5.QtCore import QAbstractItemModel, QAbstractTableModel, QModelIndex, QObject

__all__ = ["PermutedModel"]

FEW = 24
"""Up to so many stretches of rows come and go at their own places; more of them by way of the end
of the table, in one call."""

_ROOT = QModelIndex()
_SORTED = QAbstractItemModel.LayoutChangeHint.VerticalSortHint


class PermutedModel(QAbstractTableModel):
    """Shows things that are known by number; `order` has the number of each row.

    From one order to another it goes by removing, moving and inserting rows, so that views keep
    what is selected and current. QSortFilterProxyModel does the same, but asks Python for each
    pair of rows that it compares.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._order: list[int] = []

    @property
    def order(self) -> Sequence[int]:
        """The number of what each row shows."""
        return self._order

    def rowCount(self, parent: QModelIndex = _ROOT) -> int:
        """Return how many rows are shown."""
        return 0 if parent.isValid() else len(self._order)

    def show_order(self, order: list[int], total: int) -> None:
        """Show the things of these numbers, out of `total`, in this order."""
        if order == self._order:
            return
        shown, known = _flags(order, total), _flags(self._order, total)
        self._take_out([row for row, number in enumerate(self._order) if not shown[number]])
        added = [row for row, number in enumerate(order) if not known[number]]
        stretches = list(_stretches(added))
        if len(stretches) > FEW:
            self._put_in(len(self._order), [order[row] for row in added])
            self._move(order)
            return
        self._move([number for number in order if known[number]])
        for first, last in stretches:
            self._put_in(first, order[first : last + 1])

    def show_also(self, numbers: Iterable[int]) -> None:
        """Show more things, in rows at the end."""
        self._put_in(len(self._order), list(numbers))

    def renumber(self, numbers: Sequence[int]) -> None:
        """Take note that each thing has another number: `numbers[old]`; -1 is no longer there."""
        self._take_out([row for row, old in enumerate(self._order) if numbers[old] < 0])
        self._order = [numbers[old] for old in self._order]

    def tell_changed(self, rows: Iterable[int]) -> None:
        """Tell the views that what these rows show has changed."""
        stretches = list(_stretches(rows))
        if len(stretches) > FEW:
            stretches = [(stretches[0][0], stretches[-1][1])]
        for first, last in stretches:
            self.dataChanged.emit(
                self.index(first, 0), self.index(last, self.columnCount() - 1), []
            )

    def _take_out(self, rows: list[int]) -> None:
        stretches = list(_stretches(rows))
        if len(stretches) > FEW:
            gone = _flags(rows, len(self._order))
            kept = [number for row, number in enumerate(self._order) if not gone[row]]
            self._move(kept + [self._order[row] for row in rows])
            stretches = [(len(kept), len(self._order) - 1)]
        for first, last in reversed(stretches):
            self.beginRemoveRows(_ROOT, first, last)
            del self._order[first : last + 1]
            self.endRemoveRows()

    def _put_in(self, first: int, numbers: list[int]) -> None:
        if numbers:
            self.beginInsertRows(_ROOT, first, first + len(numbers) - 1)
            self._order[first:first] = numbers
            self.endInsertRows()

    def _move(self, order: list[int]) -> None:
        """Show the same things in another order."""
        if order == self._order:
            return
        self.layoutAboutToBeChanged.emit([], _SORTED)
        before = self.persistentIndexList()
        places = _places(order, {self._order[index.row()] for index in before})
        after = [self.index(places[self._order[index.row()]], index.column()) for index in before]
        self._order = list(order)
        self.changePersistentIndexList(before, after)
        self.layoutChanged.emit([], _SORTED)


def _flags(numbers: Iterable[int], total: int) -> bytearray:
    flags = bytearray(total)
    for number in numbers:
        flags[number] = 1
    return flags


def _stretches(rows: Iterable[int]) -> Iterable[tuple[int, int]]:
    """Return first and last of each stretch of consecutive rows; `rows` ascend."""
    rows = list(rows)
    if not rows:
        return []
    breaks = [at for at, (row, after) in enumerate(pairwise(rows), 1) if after != row + 1]
    return [(rows[first], rows[last - 1]) for first, last in pairwise([0, *breaks, len(rows)])]


def _places(order: list[int], numbers: set[int]) -> dict[int, int]:
    """Return the row of each of these numbers."""
    if len(numbers) <= FEW:
        return {number: order.index(number) for number in numbers}
    return {number: row for row, number in enumerate(order) if number in numbers}
