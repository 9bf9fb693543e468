"""What is open in the tree, which row is current, how far it is scrolled: taken and put back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeAlias

from PyQt5.QtCore import QModelIndex, QObject, QTimer, pyqtSlot

from dcsgui.gui.models.tree import TreeModel
from dcsgui.gui.models.tree_rows import Branch, State
from dcsgui.gui.panels.places_view import PlacesView

__all__ = ["PlacesMemory"]

Keys: TypeAlias = tuple[str, ...]


class PlacesMemory(QObject):
    """Opens rows again that were open before, as they come to be known.

    It does so after a restart, and where something was gone for a while, or could not be read.
    What a person does meanwhile counts more: then the current row and the scroll bar are left
    alone.
    """

    def __init__(self, model: TreeModel, view: PlacesView) -> None:
        super().__init__(view)
        self._model = model
        self._view = view
        self._open: dict[Keys, set[str]] = {}
        self._current: Keys = ()
        self._scroll: int | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._on_settled)
        model.branchFilled.connect(self.put_back)
        model.rowsAboutToBeRemoved.connect(self._on_rows_going)
        view.touched.connect(self.let_go)

    def state(self) -> dict[str, object]:
        """Return what is open now, as JSON values."""
        bar = self._view.verticalScrollBar()
        opened = [list(branch.keys) for branch in self._model.branches() if branch.is_open]
        known = {one.keys for one in self._model.branches() if one.state is State.FILLED}
        coming = ((keys, some) for keys, some in self._open.items() if keys not in known)
        opened += [[*keys, key] for keys, some in coming for key in sorted(some)]
        return {
            "expanded": opened,
            "current": list(self._current or self._keys_of(self._view.currentIndex())),
            "scroll": 0 if bar is None else bar.value(),
        }

    def restore(self, state: Mapping[str, object]) -> None:
        """Open what was open, as soon as it is there; what can't be understood is left out."""
        for keys in filter(None, map(_keys, _list(state.get("expanded")))):
            self._want(keys)
        self._current = _keys(state.get("current"))
        scroll = state.get("scroll")
        self._scroll = scroll if isinstance(scroll, int) else None
        root = self._model.root
        for row, (path, _) in enumerate(root.rows):
            if path not in self._open.get((), ()):
                self._view.collapse(self._model.row_index(root, row))
        for branch in self._model.branches():
            self.put_back(branch)

    @pyqtSlot(object)
    def put_back(self, branch: Branch) -> None:
        """Open what was open of the rows of a branch."""
        if branch.state is not State.FILLED:
            return
        wanted = self._open.get(branch.keys, set())
        for key in tuple(wanted):
            row = branch.find(key)
            if row is not None:
                wanted.discard(key)
                self._view.expand(self._model.row_index(branch, row))
        if self._current and branch.keys == self._current[:-1]:
            row = branch.find(self._current[-1])
            if row is not None:
                self._current = ()
                self._view.setCurrentIndex(self._model.row_index(branch, row))
        if self._scroll is not None:
            self._timer.start()

    def _want(self, keys: Keys) -> None:
        self._open.setdefault(keys[:-1], set()).add(keys[-1])

    def _keys_of(self, index: QModelIndex) -> Keys:
        owner = self._model.owner_of(index)
        if owner is None:
            return ()
        row = index.row()
        return (*owner.keys, str(owner.rows[row][0])) if row < len(owner.rows) else owner.keys

    @pyqtSlot(QModelIndex, int, int)
    def _on_rows_going(self, parent: QModelIndex, first: int, last: int) -> None:
        """Remember what goes, unless a person closes its place: it may come back."""
        going = self._model.branch_at(parent)
        if going is None or not parent.isValid() or first >= len(going.rows):
            return
        for child in going.branches.values():
            if first <= child.row <= last:
                for branch in child.below():
                    if branch.is_open:
                        self._want(branch.keys)
        keys = self._keys_of(self._view.currentIndex())
        gone = {(*going.keys, str(row[0])) for row in going.rows[first : last + 1]}
        if keys[: len(going.keys) + 1] in gone:
            self._current = keys

    @pyqtSlot()
    def let_go(self) -> None:
        """Leave the current row and the scroll bar alone from here on."""
        self._current = ()
        self._scroll = None

    @pyqtSlot()
    def _on_settled(self) -> None:
        waiting = any(branch.state is State.ASKED for branch in self._model.branches())
        bar = self._view.verticalScrollBar()
        if self._scroll is not None and bar is not None and not waiting:
            bar.setValue(self._scroll)
            self._scroll = None


def _list(value: object) -> Iterable[object]:
    return value if isinstance(value, list) else ()


def _keys(value: object) -> Keys:
    keys = tuple(_list(value))
    return tuple(str(key) for key in keys) if all(isinstance(key, str) for key in keys) else ()
