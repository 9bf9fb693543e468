"""Going to a node of the tree that may not be known yet: step by step, as answers come."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePath
from typing import Any

from PyQt5.QtCore import QObject, pyqtSignal, pyqtSlot

from dcsgui.core.actions.answers.listings import PlaceContents
from dcsgui.core.actions.answers.nodes import NodeId
from dcsgui.gui.models.tree import TreeModel
from dcsgui.gui.models.tree_rows import Branch, Kind, State, VersionLine
from dcsgui.gui.panels.places_view import PlacesView

__all__ = ["Seeking"]

_LISTED = 5
_WORDS = {Kind.FILE: "type", Kind.CTYPE: "range", Kind.RANGE: "version"}


class Seeking(QObject):
    """Makes a node of the tree current, and opens the tree down to it.

    Ranges and versions may be named as the file names their groups; a version also by its number,
    ``3`` or ``v3``, or as ``default``.

    Signals
    -------
    missed(str, str)
        There is no such node: what is there instead, or why that is not known; and which file
        could not be read, "" if none.
    """

    missed = pyqtSignal(str, str)

    def __init__(self, model: TreeModel, view: PlacesView) -> None:
        super().__init__(view)
        self._model = model
        self._view = view
        self._wanted: NodeId | None = None
        self._old: set[int] = set()  # branches that may not have it yet, though it is there
        model.branchFilled.connect(self._on_branch_filled)
        view.touched.connect(self.stop)

    def go(self, node: NodeId) -> None:
        """Go to a node, now or when it is known."""
        self._wanted = node
        self._old.clear()
        self._advance()

    def go_to_new(self, node: NodeId) -> None:
        """Go to a node that was just made, as soon as those who ask again know of it."""
        self._wanted = node
        self._old = {branch.ident for branch in self._model.branches()}
        self._advance()

    @pyqtSlot()
    def stop(self) -> None:
        """Stay where the person is now."""
        self._wanted = None

    @pyqtSlot(object)
    def _on_branch_filled(self, branch: Branch) -> None:
        self._old.discard(branch.ident)
        self._advance()

    def _advance(self) -> None:
        wanted = self._wanted
        if wanted is None:
            return
        found = self._find_file(wanted.file)
        if found is None:
            return
        owner, row = found
        for name in wanted.path:
            branch = self._opened(owner, row)
            at = None if branch is None else _row_of(branch, name)
            if branch is None or at is None:
                if branch is None or not self._is_coming(branch):
                    self._miss(owner, row, name)
                return
            while at >= len(branch.rows):
                self._model.show_more(branch)
            owner, row = branch, at
        self._arrive(owner, row)

    def _find_file(self, file: str) -> tuple[Branch, int] | None:
        """Return where a file is; None if that is not known yet, or not at all."""
        root = self._model.root
        at = root.find(file)
        if at is not None:
            return root, at
        around = [self._opened(root, row) for row in _places_around(root, file)]
        places = [place for place in around if place is not None]
        found = next(filter(None, (self._find_in_place(place, file) for place in places)), None)
        if found is None and not any(self._may_come(place) for place in places):
            self._give_up(f"{file} is in none of the places that are open. Open it first.")
        return found

    def _find_in_place(self, place: Branch, file: str) -> tuple[Branch, int] | None:
        contents = place.facts
        files = contents.files if isinstance(contents, PlaceContents) else ()
        entry = next((entry for entry in files if entry.path == file), None)
        dettype = None if entry is None else place.find(entry.dettype)
        branch = None if dettype is None else self._opened(place, dettype)
        at = None if branch is None else branch.find(file)
        return None if branch is None or at is None else (branch, at)

    def _is_coming(self, branch: Branch) -> bool:
        """Return whether rows of a branch are still to come."""
        return branch.state is State.ASKED or branch.ident in self._old

    def _may_come(self, place: Branch) -> bool:
        """Return whether not all files of a place are known yet."""
        return any(map(self._is_coming, (place, *place.branches.values())))

    def _opened(self, owner: Branch, row: int) -> Branch | None:
        """Return the branch below a row, asked for and opened; None if it has no rows."""
        index = self._model.row_index(owner, row)
        if self._model.canFetchMore(index):
            self._model.fetchMore(index)
        self._view.expand(index)
        return self._model.branch_at(index)

    def _arrive(self, owner: Branch, row: int) -> None:
        self._wanted = None
        index = self._model.row_index(owner, row)
        self._view.setCurrentIndex(index)
        self._view.scrollTo(index)

    def _miss(self, owner: Branch, row: int, name: str) -> None:
        """Go as far as there is something, and tell what is there."""
        self._arrive(owner, row)
        branch = self._model.branch_at(self._model.row_index(owner, row))
        if branch is not None and branch.failure is not None:
            self.missed.emit(branch.failure.sentence, branch.failure.subject)
            return
        node = owner.node_of(row)
        place = "/".join((node.detname, *node.path)) if node is not None else ""
        words = f"{place} has no {_WORDS[owner.kind_of(row)]} '{name}'. {_there(branch)}"
        self.missed.emit(words, "")

    def _give_up(self, sentence: str) -> None:
        self._wanted = None
        self.missed.emit(sentence, "")


def _places_around(root: Branch, file: str) -> Iterator[int]:
    """Iterate over the places that a file may be in."""
    path = PurePath(file)
    for row, (place, _) in enumerate(root.rows):
        if path.is_relative_to(place):
            yield row


def _row_of(branch: Branch, name: str) -> int | None:
    """Return which row is called like this, of those that are shown and those that are not."""
    rows: list[Any] = branch.rows + branch.rest if branch.rest else branch.rows
    for at, row in enumerate(rows):
        if row[0] == name:
            return at
    if branch.kind is not Kind.RANGE:
        return None
    lines = map(VersionLine._make, rows)
    if name == "default":
        return next((at for at, line in enumerate(lines) if line.is_default), None)
    number = name.removeprefix("v")
    if not number.isdecimal():
        return None
    return next((at for at, line in enumerate(lines) if line.versind == int(number)), None)


def _there(branch: Branch | None) -> str:
    if branch is None or not branch.rows:
        return "There is nothing in it."
    names = [str(row[0]) for row in branch.rows[:_LISTED]]
    more = len(branch.rows) + len(branch.rest) - len(names)
    return f"It has {', '.join(names)}{f' and {more:,} more' if more else ''}."
