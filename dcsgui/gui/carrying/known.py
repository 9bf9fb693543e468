"""What the tree and the table know of what is carried, and of where it may go."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from PyQt5.QtCore import QModelIndex

from dcsgui.core.actions.answers.listings import (
    Access,
    DetectorContents,
    FileEntry,
    PlaceContents,
)
from dcsgui.core.actions.answers.nodes import Level, NodeId, Place, PlaceKind
from dcsgui.gui.carrying.load import Carried, topmost
from dcsgui.gui.carrying.target import Target
from dcsgui.gui.models.tree import Role, TreeModel
from dcsgui.gui.models.tree_rows import Branch, DettypeRow, Kind
from dcsgui.gui.panels.places import PlacesPanel
from dcsgui.gui.panels.versions import VersionsPanel

__all__ = ["MOST", "Known"]

MOST = 1000
"""So many nodes are carried one by one at most: more would take the window 50 ms and longer."""


class Known:
    """Looks up in tree and table what they show; asks for nothing.

    Parameters
    ----------
    places : PlacesPanel
    versions : VersionsPanel
    """

    def __init__(self, places: PlacesPanel, versions: VersionsPanel) -> None:
        self._places = places
        self._versions = versions

    @property
    def _model(self) -> TreeModel:
        return self._places.model

    # --- what is carried ---

    def of_tree(self, indexes: Sequence[QModelIndex]) -> tuple[Carried, ...]:
        """Return the nodes that rows of the tree stand for; of a detector type its detectors."""
        return topmost(one for index in indexes for one in self._carried_at(index))

    def of_table(self, rows: Sequence[int]) -> tuple[Carried, ...]:
        """Return the versions in rows of the table."""
        model = self._versions.model
        access = self.access_of(model.file)
        return tuple(
            Carried(model.node(row), f"v{model.row(row).versind}", 1, access) for row in rows
        )

    def of_node(self, node: NodeId) -> Carried:
        """Return a detector, type or range, with as much as is known of it."""
        return Carried(node, self._name_of(node), access=self.access_of(node.file))

    def _carried_at(self, index: QModelIndex) -> Iterator[Carried]:
        owner, row = self._model.owner_of(index), index.row()
        if owner is None or row >= len(owner.rows):
            return
        node, entry = owner.node_of(row), owner.entry_at(row)
        if isinstance(entry, DettypeRow):
            for file in entry.files:
                yield Carried(NodeId(file.path), file.detname, access=file.access)
        elif node is not None:
            name = self._row_name(index, entry)
            count = self._count(owner, row)
            yield Carried(node, name, count, self.access_of(node.file))

    @staticmethod
    def _row_name(index: QModelIndex, entry: object) -> str:
        versind = getattr(entry, "versind", None)
        return str(index.data()) if versind is None else f"v{versind}"

    @staticmethod
    def _count(owner: Branch, row: int) -> int | None:
        entry = owner.entry_at(row)
        match owner.kind_of(row):
            case Kind.VERSION:
                return 1
            case Kind.RANGE | Kind.CTYPE:
                return int(entry.nversions)
        branch = owner.branches.get(str(entry[0]))
        facts = None if branch is None else branch.facts
        if isinstance(facts, DetectorContents):
            return sum(one.nversions for one in facts.types)
        return None

    # --- where it may go ---

    def target_at(self, index: QModelIndex) -> Target | None:
        """Return what a row of the tree stands for, as something that takes what is carried."""
        owner = self._model.owner_of(index)
        if owner is not None and index.row() >= len(owner.rows):  # it tells of the row above
            return self.target_at(self._model.index_of(owner))
        place: Place | None = index.data(Role.PLACE)
        if place is None:
            return None
        if index.data(Role.KIND) in (Kind.PLACE, Kind.DETTYPE):
            return self.target_of_place(place)
        node: NodeId | None = index.data(Role.NODE)
        if node is None:
            return None
        at_range = index.parent() if node.level is Level.VERSION else index
        target = self._in_file(node if node.level is not Level.VERSION else node.parent, place)
        return target if not target.into else _named(target, str(at_range.data()))

    def target_of(self, node: NodeId) -> Target | None:
        """Return a node as something that takes what is carried; of a version its range."""
        below = node.parent if node.level is Level.VERSION else node
        branch = next(iter(self._model.branches_of(node.file)), None)
        place = self._place_around(node.file) if branch is None else branch.place
        if place is None:
            place = Place(PlaceKind.FILE, node.file)
        target = self._in_file(below, place)
        return target if not target.into else _named(target, self._name_of(below))

    def target_of_place(self, place: Place) -> Target:
        """Return a place as something that takes what is carried."""
        listing = self.listing_of(place)
        if listing is not None:
            return Target.of_listing(listing)
        branch = self._model.root.branches.get(place.path)
        failure = None if branch is None else branch.failure
        return Target(place, problem="" if failure is None else failure.sentence)

    def listing_of(self, place: Place) -> PlaceContents | None:
        """Return what is in a place, if that is known."""
        branch = self._model.root.branches.get(place.path)
        facts = None if branch is None else branch.facts
        return facts if isinstance(facts, PlaceContents) else None

    def _in_file(self, node: NodeId, place: Place) -> Target:
        contents = self._places.contents(node.file)
        branches = self._model.branches_of(node.file)
        failures = [branch.failure for branch in branches if branch.failure is not None]
        return Target(
            place,
            node,
            detname=node.detname if contents is None else contents.detname,
            access=self.access_of(node.file),
            listing=self.listing_of(place),
            problem=failures[0].sentence if failures else "",
        )

    # --- what is known of files ---

    def access_of(self, file: str) -> Access | None:
        """Return whether a file can be changed, None if that is not known."""
        contents = self._places.contents(file)
        if contents is not None:
            return contents.access
        entry = self._entry_of(file)
        return None if entry is None else entry.access

    def _entry_of(self, file: str) -> FileEntry | None:
        for place in self._places.places():
            listing = self.listing_of(place)
            for entry in () if listing is None else listing.files:
                if entry.path == file:
                    return entry
        return None

    def _place_around(self, file: str) -> Place | None:
        targets = (
            Target(place, listing=self.listing_of(place)) for place in self._places.places()
        )
        return next((target.place for target in targets if target.holds(file)), None)

    def _name_of(self, node: NodeId) -> str:
        match node.level:
            case Level.STORE:
                contents = self._places.contents(node.file)
                return node.detname if contents is None else contents.detname
            case Level.CTYPE:
                return node.ctype
            case Level.RANGE:
                return self._versions.range_text(node)
        return f"version {node.version_name}"


def _named(target: Target, name: str) -> Target:
    return replace(target, name=name)
