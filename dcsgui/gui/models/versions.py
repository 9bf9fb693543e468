"""The model of the version table."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from typing import Any

from PyQt5.QtCore import QModelIndex, QObject, Qt
from PyQt5.QtGui import QFont

from dcsgui.core.actions.answers.listings import VersionRow
from dcsgui.core.actions.answers.moments import ValidAt
from dcsgui.core.actions.answers.nodes import Level, NodeId
from dcsgui.gui.icons import tinted_ground
from dcsgui.gui.models.arranged import ArrangedModel
from dcsgui.gui.models.columns import wrapped
from dcsgui.gui.models.marks import NO_MARKS, Marks
from dcsgui.gui.models.versions_columns import COLUMNS, Star, column_number

__all__ = ["STAR_ROLE", "VALID_ROLE", "VersionsModel"]

STAR_ROLE = Qt.ItemDataRole.UserRole + 1
"""Of any cell: the `Star` of its row."""

VALID_ROLE = Qt.ItemDataRole.UserRole + 2
"""Of any cell: why its row is valid at the time asked about, a sentence; "" if it is not."""

_STAR = column_number("default")
_OF_STAR = {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}
_OF_VALID = {Qt.ItemDataRole.FontRole, Qt.ItemDataRole.ToolTipRole}
_OF_CHANGED = {*_OF_VALID, Qt.ItemDataRole.BackgroundRole}
_MEANINGS = {Star.PINNED: "default, set", Star.AUTO: "default, auto", Star.NONE: "not the default"}

_FLAGS = (
    Qt.ItemFlags(Qt.ItemFlag.ItemIsSelectable)
    | Qt.ItemFlag.ItemIsEnabled
    | Qt.ItemFlag.ItemNeverHasChildren
    | Qt.ItemFlag.ItemIsDragEnabled
)

Key = tuple[str, ...]


class VersionsModel(ArrangedModel[VersionRow]):
    """Shows the versions below a node of a detector file, see `ArrangedModel`.

    Attributes
    ----------
    file : str
        The file that the versions are in, "" if none is shown.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(COLUMNS, parent)
        self.file = ""
        self._valid_at: ValidAt | None = None
        self._valid: dict[Key, str] = {}  # path of a version: why
        self._changed = NO_MARKS
        self._bold = QFont()
        self._bold.setBold(True)

    def flags(self, index: QModelIndex) -> Qt.ItemFlags:
        """Return what can be done with a cell: each row can be dragged."""
        return _FLAGS if index.isValid() else Qt.ItemFlags()

    # --- looking -----------------------------------------------------------------------------

    def identity(self, row: VersionRow) -> Hashable:
        """Return what makes a row the same version as one of an earlier listing."""
        return _path(row)

    def node(self, number: int) -> NodeId:
        """Return the version that is in a row of the table."""
        return NodeId(self.file, _path(self.row(number)))

    def listed(self, node: NodeId) -> int:
        """Return the number of a version in the listing, -1 if it is not in it."""
        if node.file != self.file or node.level is not Level.VERSION:
            return -1
        ctype, range_name, name = node.path
        for number, row in enumerate(self.rows):
            if row.name == name and row.range_name == range_name and row.ctype == ctype:
                return number
        return -1

    def row_of(self, node: NodeId) -> int:
        """Return the row of the table that a version is in, -1 if in none."""
        number = self.listed(node)
        return number if number < 0 else self.place(number)

    def versions_of(self, node: NodeId) -> list[VersionRow]:
        """Return all that is listed of a range, whether the filter wants it or not."""
        if node.file != self.file or node.level is not Level.RANGE:
            return []
        ctype, name = node.path
        return [row for row in self.rows if row.range_name == name and row.ctype == ctype]

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Look up what a cell shows."""
        if not index.isValid():
            return None
        if index.column() == _STAR and role in _OF_STAR:
            star = Star.of(self.row(index.row()))
            return _MEANINGS[star] if role == Qt.ItemDataRole.AccessibleTextRole else None
        if role == STAR_ROLE:
            return Star.of(self.row(index.row()))
        if role == VALID_ROLE:
            return self._why(index)
        if self._changed and role in _OF_CHANGED and (by := self._changed_by(index)):
            if role == Qt.ItemDataRole.BackgroundRole:
                return tinted_ground()
            why = "\n".join(filter(None, (by, self._why(index))))
            return self._bold if role == Qt.ItemDataRole.FontRole else self._tip(index, why)
        if self._valid and role in _OF_VALID and (why := self._why(index)):
            return self._bold if role == Qt.ItemDataRole.FontRole else self._tip(index, why)
        return super().data(index, role)

    def _tip(self, index: QModelIndex, why: str) -> str:
        tip = str(super().data(index, Qt.ItemDataRole.ToolTipRole) or "")
        return tip + wrapped(why) if tip.startswith("<") else wrapped(f"{tip}\n{why}".strip())

    def _why(self, index: QModelIndex) -> str:
        return self._valid.get(_path(self.row(index.row())), "") if self._valid else ""

    def _changed_by(self, index: QModelIndex) -> str:
        """Return what others have changed of a version, or of the default that it is."""
        row, utc = self.row(index.row()), self.look.utc
        node = NodeId(self.file, _path(row))
        of_range = self._changed.own.get(node.parent) if row.is_default else None
        lines = [self._changed.tip(node, utc=utc), of_range.words(utc=utc) if of_range else ""]
        return "\n".join(filter(None, lines))

    # --- changing ----------------------------------------------------------------------------

    def show_file(self, file: str) -> None:
        """Forget all versions, and get ready for those of a file."""
        self.clear()
        self.file = file
        self._mark()

    def show_valid(self, valid: ValidAt | None) -> None:
        """Mark the versions that are valid at a time, or none."""
        before = self._valid
        self._valid_at = valid
        self._mark()
        changed = before.items() ^ self._valid.items()
        self._tell_marked(path for path, _ in changed)

    def show_changed(self, changed: Marks) -> None:
        """Mark what others have changed."""
        before, self._changed = self._changed, changed
        differing = before.own.items() ^ changed.own.items()
        paths = {node.path for node, _ in differing if node.file == self.file}
        if paths:
            numbers = {
                n for n, row in enumerate(self.rows) if not paths.isdisjoint(_paths_around(row))
            }
            self.tell_changed(row for row, n in enumerate(self.order) if n in numbers)

    def _mark(self) -> None:
        valid = self._valid_at
        answers = valid.answers if valid is not None and valid.file == self.file else ()
        self._valid = {
            (answer.ctype, answer.range_name, answer.version_name): answer.why
            for answer in answers
            if answer.version_name
        }

    def _tell_marked(self, paths: Iterable[Key]) -> None:
        wanted = set(paths)
        if wanted:
            numbers = {n for n, row in enumerate(self.rows) if _path(row) in wanted}
            self.tell_changed(row for row, n in enumerate(self.order) if n in numbers)


def _path(row: VersionRow) -> Key:
    return (row.ctype, row.range_name, row.name)


def _paths_around(row: VersionRow) -> tuple[Key, Key]:
    """Return the paths of a version and of its range."""
    return _path(row), (row.ctype, row.range_name)
