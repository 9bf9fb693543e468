"""A table model of rows that are sorted, filtered and kept up to date without long pauses."""

from __future__ import annotations

from collections.abc import Generator, Hashable, Iterable, Sequence
from dataclasses import replace
from typing import Any, Generic, TypeVar

from PyQt5.QtCore import QModelIndex, QObject, Qt, pyqtSignal, pyqtSlot

from dcsgui.gui.models.columns import Column
from dcsgui.gui.models.filters import RowFilter
from dcsgui.gui.models.ordering import Listing, Look, in_order, matched
from dcsgui.gui.models.permuted import PermutedModel
from dcsgui.gui.models.slices import Slices

__all__ = ["ArrangedModel"]

Row = TypeVar("Row")

STEP = 200
"""Rows that are turned into text between other things."""

PAD = "\N{EN SPACE}"
"""After what lines up at the right: else it touches what is at the left of the next column."""

_ROOT = QModelIndex()
_MIDDLE = Qt.AlignmentFlag.AlignVCenter
_RIGHT, _LEFT = (
    int(_MIDDLE | Qt.AlignmentFlag.AlignRight),
    int(_MIDDLE | Qt.AlignmentFlag.AlignLeft),
)
_DISPLAY = Qt.ItemDataRole.DisplayRole
_TIP = Qt.ItemDataRole.ToolTipRole
_ALIGNMENT = Qt.ItemDataRole.TextAlignmentRole


class ArrangedModel(PermutedModel, Generic[Row]):
    """Shows rows by columns.

    New rows are shown at once, at the end; `settle` (and any change of sorting or filter, and
    `replace`) puts all in order, within a few milliseconds if there are some thousands of rows,
    in slices if there are more.

    Signals
    -------
    aboutToArrange()
        Rows are going to be moved, inserted or removed by what was asked for earlier.
    arranged()
        That is done.
    settled()
        All that was asked for is done.
    """

    aboutToArrange = pyqtSignal()
    arranged = pyqtSignal()
    settled = pyqtSignal()

    def __init__(self, columns: Sequence[Column[Row]], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._listing: Listing[Row] = Listing()
        self._next: Listing[Row] | None = None  # is to take its place
        self._look: Look[Row] = Look(searched=self.columns)
        self._slices = Slices(self)
        self._slices.finished.connect(self.settled)

    # --- looking -----------------------------------------------------------------------------

    @property
    def rows(self) -> Sequence[Row]:
        """All rows, as they were listed, whether the filter wants them or not."""
        return self._listing.rows

    @property
    def look(self) -> Look[Row]:
        """How it is sorted and filtered."""
        return self._look

    @property
    def busy(self) -> bool:
        """Whether rows are still to be put in order."""
        return self._slices.busy

    @property
    def replacing(self) -> bool:
        """Whether another listing is to take the place of this one."""
        return self._next is not None

    def row(self, number: int) -> Row:
        """Return what is in a row of the table."""
        return self._listing.rows[self._order[number]]

    def place(self, number: int) -> int:
        """Return in which row of the table row `number` of the listing is, -1 if in none."""
        try:
            return self._order.index(number)
        except ValueError:
            return -1

    def identity(self, row: Row) -> Hashable:
        """Return what makes a row the same as one of an earlier listing."""
        raise NotImplementedError

    def columnCount(self, parent: QModelIndex = _ROOT) -> int:
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: QModelIndex, role: int = _DISPLAY) -> Any:
        """Look up what a cell shows."""
        if not index.isValid():
            return None
        if role == _DISPLAY:
            column = self.columns[index.column()]
            text = column.text(self.row(index.row()), utc=self._look.utc)
            return f"{text}{PAD}" if column.kind.numeric else text
        if role == _ALIGNMENT:
            return _RIGHT if self.columns[index.column()].kind.numeric else _LEFT
        if role == _TIP:
            return self.columns[index.column()].details(self.row(index.row())) or None
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:
        """Look up what a header shows."""
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        column = self.columns[section]
        if role == _ALIGNMENT:
            return _RIGHT if column.kind.numeric else _LEFT
        if role == _DISPLAY:
            return f"{column.heading}{PAD}" if column.kind.numeric else column.heading
        return column.tip if role == _TIP else None

    def texts(self, rows: Iterable[Row], columns: Iterable[int]) -> Generator[None, None, str]:
        """Return rows in full as text: tabs between cells, with a header; yield between steps."""
        chosen = [self.columns[column] for column in columns]
        lines = ["\t".join(column.title for column in chosen)]
        for row in rows:
            if not len(lines) % STEP:
                yield
            lines.append("\t".join(column.full(row, utc=self._look.utc) for column in chosen))
        return "\n".join(lines)

    # --- changing ----------------------------------------------------------------------------

    def clear(self) -> None:
        """Forget all rows."""
        self._slices.stop()
        self.beginResetModel()
        self._listing, self._next, self._order = Listing(), None, []
        self.endResetModel()

    def append(self, rows: Iterable[Row]) -> None:
        """Show more rows."""
        listing = self._next or self._listing
        first = len(listing.rows)
        listing.rows.extend(rows)
        if listing is self._listing:
            added = range(first, len(listing.rows))
            self.show_also(listing.accepted(added, self._look))
        if self.busy:
            self.settle()

    def replace(self, rows: Iterable[Row]) -> None:
        """Show these rows instead; those that are in both listings stay."""
        self._next = Listing(rows)
        self.settle()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column; -1 is the order of the listing."""
        by = self.columns[column] if 0 <= column < len(self.columns) else None
        descending = order == Qt.SortOrder.DescendingOrder
        if (by, descending) != (self._look.sorted_by, self._look.descending):
            self._look = replace(self._look, sorted_by=by, descending=descending)
            self.settle()

    def set_filter(self, wanted: RowFilter[Row]) -> None:
        """Show only some rows."""
        if wanted or self._look.wanted:
            self._look = replace(self._look, wanted=wanted)
            self.settle()

    def set_searched(self, columns: Iterable[int]) -> None:
        """Look for the words of the filter in these columns only."""
        searched = tuple(self.columns[column] for column in columns)
        if searched != self._look.searched:
            self._look = replace(self._look, searched=searched)
            if self._look.wanted.words:
                self.settle()

    def set_utc(self, *, utc: bool) -> None:
        """Show times in UTC, or in local time."""
        if utc != self._look.utc:
            self._look = replace(self._look, utc=utc)
            self.tell_changed(range(len(self._order)))
            if self._look.wanted.words:
                self.settle()

    @pyqtSlot()
    def settle(self) -> None:
        """Put all rows in order."""
        self._slices.run(self._settling())

    def _settling(self) -> Generator[None, None, None]:
        listing = self._next or self._listing
        match = None
        if self._next is not None:
            match = yield from matched(self._listing.rows, listing.rows, self.identity)
        order = yield from in_order(listing, self._look)
        yield
        self.aboutToArrange.emit()
        if match is not None:
            self.renumber(match.numbers)
            self._listing, self._next = listing, None
            self.tell_changed(
                [row for row, number in enumerate(self._order) if number in match.changed]
            )
        self.show_order(order, len(listing.rows))
        self.arranged.emit()
