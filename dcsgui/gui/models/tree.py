"""The tree of places: detector types, detectors, calibration types, ranges, versions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import IntEnum
from pathlib import PurePath
from typing import Any

from PyQt5.QtCore import QModelIndex, QObject, Qt
from PyQt5.QtGui import QFont, QGuiApplication

from dcsgui.core.actions.answers.moments import ValidAt
from dcsgui.core.actions.answers.nodes import NodeId, Place
from dcsgui.gui.icons import Tint, icon, tinted_ground
from dcsgui.gui.models.marks import Marks
from dcsgui.gui.models.tree_faces import Cell, Look, cell_of
from dcsgui.gui.models.tree_kinds import face_of
from dcsgui.gui.models.tree_rows import Branch, Kind, PlaceRow, Tail
from dcsgui.gui.models.tree_shape import SHOWN_AT_ONCE, TreeShape

__all__ = ["Role", "TreeModel"]


class Role(IntEnum):
    """What can be asked of a row beside what Qt asks.

    NODE: the `NodeId`, or None. KIND: the `Kind`, None for a row that tells about others.
    SUMMARY: a few words that are shown where there is room. BADGES: names of icons for its end.
    FAILURE: why it could not be looked into, a sentence or "". PLACE: the `Place` it is in.
    """

    NODE = Qt.ItemDataRole.UserRole + 1
    KIND = Qt.ItemDataRole.UserRole + 2
    SUMMARY = Qt.ItemDataRole.UserRole + 3
    BADGES = Qt.ItemDataRole.UserRole + 4
    FAILURE = Qt.ItemDataRole.UserRole + 5
    PLACE = Qt.ItemDataRole.UserRole + 6


class TreeModel(TreeShape):
    """What is in the places that are opened, as far as it was asked for.

    Signals
    -------
    fetchNeeded(Branch), branchFilled(Branch)
        See `TreeShape`.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._look = Look()
        self._bold = QFont()
        self._bold.setBold(True)

    # --- what is shown ---

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return something of what is known of a row."""
        owner = self.owner_of(index)
        if owner is None:
            return None
        row = index.row()
        if row >= len(owner.rows):
            return _tail_data(owner, role) if row < owner.count else None
        return self._cell_data(cell_of(owner, row, self._look), role)

    def flags(self, index: QModelIndex) -> Qt.ItemFlags:
        """Return what can be done with a row: what is in a place can be dragged."""
        owner = self.owner_of(index)
        if owner is None:
            return Qt.ItemFlags()
        is_thing = index.row() < len(owner.rows)
        draggable = is_thing and owner.kind_of(index.row()) is not Kind.PLACE
        return _DRAGGABLE if draggable else _FLAGS

    def _cell_data(self, cell: Cell, role: int) -> Any:  # noqa: C901, PLR0911, PLR0912 - a look-up
        face = face_of(cell.owner, cell.row)
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return face.text(cell)
            case Qt.ItemDataRole.DecorationRole:
                return icon(face.icon(cell))
            case Qt.ItemDataRole.FontRole:
                return self._bold if face.is_bold(cell) or cell.is_changed else None
            case Qt.ItemDataRole.BackgroundRole:
                return tinted_ground() if cell.is_changed else None
            case Qt.ItemDataRole.ForegroundRole:
                if face.problem(cell):
                    return _colour(Tint.WARNING)
                return _colour(Tint.QUIET) if face.is_quiet(cell) else None
            case Qt.ItemDataRole.ToolTipRole:
                return face.tooltip(cell)
            case Role.SUMMARY:
                return face.summary(cell)
            case Role.BADGES:
                return face.badges(cell)
            case Role.FAILURE:
                return face.problem(cell)
            case Role.NODE:
                return cell.owner.node_of(cell.row)
            case Role.KIND:
                return cell.owner.kind_of(cell.row)
            case Role.PLACE:
                return cell.entry.place if cell.owner.kind is Kind.ROOT else cell.owner.place
        return None

    # --- the places ---

    def places(self) -> tuple[Place, ...]:
        """Return the places that are opened, in their order."""
        return tuple(row[1] for row in self.root.rows)

    def add_place(self, place: Place) -> QModelIndex:
        """Add a place after the others, unless it is there; return where it is."""
        at = self.root.find(place.path)
        if at is None:
            at = len(self.root.rows)
            self._insert(self.root, at, [PlaceRow(place.path, place)])
        return self.row_index(self.root, at)

    def remove_place(self, path: str) -> None:
        """Take a place out; nothing happens to its files."""
        at = self.root.find(path)
        if at is not None:
            self._remove(self.root, at, at)

    def branches_of(self, file: str) -> list[Branch]:
        """Return the branches below a file that are known: it can be in two places."""
        return [branch for branch in self.branches() if branch.node == NodeId(file)]

    # --- how it is looked at ---

    def set_utc(self, *, utc: bool) -> None:
        """Show times in UTC, or in local time."""
        self._look.utc = utc
        self._rows_changed(b for b in self.branches() if b.kind in (Kind.CTYPE, Kind.RANGE))

    def set_valid(self, valid: ValidAt | None) -> None:
        """Mark what answers at a time, and why; or nothing."""
        files = {shown.file for shown in (self._look.valid, valid) if shown is not None}
        self._look.valid = valid
        self._rows_changed(b for b in self.branches() if b.node and b.node.file in files)

    def set_changed(self, changed: Marks) -> None:
        """Mark what others have changed."""
        files = self._look.changed.files | changed.files
        self._look.changed = changed
        self._rows_changed(b for b in self.branches() if b.node and b.node.file in files)
        self._rows_changed(self._parents_of_files())

    def set_marks(self, marks: Mapping[str, str]) -> None:
        """Show which files are not opened any more, and why."""
        self._look.marks = dict(marks)
        self._rows_changed(self._parents_of_files())

    def _parents_of_files(self) -> Iterable[Branch]:
        return (b for b in self.branches() if b.kind in (Kind.ROOT, Kind.DETTYPE))


_FLAGS = Qt.ItemFlags(Qt.ItemFlag.ItemIsSelectable) | Qt.ItemFlag.ItemIsEnabled
_DRAGGABLE = _FLAGS | Qt.ItemFlag.ItemIsDragEnabled

_NOTHING = {
    Kind.PLACE: "no detectors yet",
    Kind.DETTYPE: "no detectors",
    Kind.FILE: "no calibration types yet",
    Kind.CTYPE: "no ranges",
    Kind.RANGE: "no versions",
}
_TAIL_ICONS = {Tail.LOADING: "loading", Tail.MORE: "more", Tail.PROBLEM: "warning"}


def _tail_data(branch: Branch, role: int) -> Any:
    match role:
        case Qt.ItemDataRole.DisplayRole:
            return _tail_text(branch)
        case Qt.ItemDataRole.DecorationRole:
            return icon(_TAIL_ICONS[branch.tail]) if branch.tail in _TAIL_ICONS else None
        case Qt.ItemDataRole.ForegroundRole:
            return _colour(Tint.WARNING if branch.tail is Tail.PROBLEM else Tint.QUIET)
        case Qt.ItemDataRole.ToolTipRole:
            return _tail_tooltip(branch)
        case Role.FAILURE:
            return branch.failure.sentence if branch.failure is not None else ""
        case Role.NODE:
            return branch.node
        case Role.PLACE:
            return branch.place
    return None


def _tail_text(branch: Branch) -> str:
    match branch.tail:
        case Tail.LOADING:
            done = branch.tail_number
            return f"loading … {done:,} so far" if done else "loading …"
        case Tail.MORE:
            return f"{branch.tail_number:,} more … press Enter"
        case Tail.PROBLEM:
            return _without_path(branch)
    return _NOTHING[branch.kind]


def _without_path(branch: Branch) -> str:
    """Return why the rows of a branch are not known; the row above says of which file."""
    path = branch.key if branch.node is None else branch.node.file
    sentence = "" if branch.failure is None else branch.failure.sentence
    return sentence.replace(path, PurePath(path).name)


def _tail_tooltip(branch: Branch) -> str | None:
    if branch.tail is Tail.MORE:
        return (
            f"Press Enter or double-click to show {min(branch.tail_number, SHOWN_AT_ONCE):,} more."
        )
    failure = branch.failure
    if branch.tail is not Tail.PROBLEM or failure is None:
        return None
    again = "Press Enter or double-click to try again."
    return "\n".join(part for part in (failure.sentence, again, failure.details) if part)


def _colour(tint: Tint) -> Any:
    return tint.colour(QGuiApplication.palette())
