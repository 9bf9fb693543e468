"""Takes constants along: drag and drop, clipboard, promote."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, TypeVar

from PyQt5.QtCore import QObject, QPoint, Qt, pyqtSlot
from PyQt5.QtGui import QDrag
from PyQt5.QtWidgets import QAbstractItemView, QWidget

from dcsgui.core.actions.answers.nodes import NodeId, Place, PlaceKind
from dcsgui.gui.carrying.chip import chip
from dcsgui.gui.carrying.clips import Clips, ClipsOfWidgets
from dcsgui.gui.carrying.cutting import Cutting
from dcsgui.gui.carrying.known import MOST, Known
from dcsgui.gui.carrying.landings import TableLanding, TreeLanding
from dcsgui.gui.carrying.load import Carried, Load
from dcsgui.gui.carrying.mime import mime_of
from dcsgui.gui.carrying.node_clips import NodeClips, TableClips
from dcsgui.gui.carrying.promoting import Promoting
from dcsgui.gui.carrying.target import Target
from dcsgui.gui.carrying.verdicts import Addition, Opening, Transfer, Verdict
from dcsgui.gui.carrying.zone import DropZone
from dcsgui.gui.jobs.job import Failure

if TYPE_CHECKING:
    from dcsgui.gui.window.main import MainWindow

__all__ = ["Carrying"]

_NOTHING = "Nothing is selected that can be taken along: select a detector, type or range."
_TOO_MUCH = f"More than {MOST:,} rows can't be taken one by one: take what they are in."

Row = TypeVar("Row")

_AWAY = (-14, 4)
"""Of the picture from the pointer: above it, because there are words below."""

_COPY_OR_MOVE = Qt.DropActions(Qt.DropAction.CopyAction) | Qt.DropAction.MoveAction


class Carrying(QObject):
    """Lets a person take constants along, from tree and table to wherever they can go.

    Nothing is done here: transfers are proposed, files from the desktop are handed to whoever
    makes versions of them, and what can't be done is told.

    Attributes
    ----------
    zones : tuple of DropZone
        Of the tree, and of the table.
    """

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        places, versions = window.parts.places, window.parts.versions
        self._known = Known(places, versions)
        tree = TreeLanding(places.view, self._known)
        table = TableLanding(versions, window.showing, self._known)
        self.zones = DropZone(places.view, tree), DropZone(versions.view, table)
        for zone in self.zones:
            zone.dropped.connect(self._carry_out)
            zone.refused.connect(self._note)
        places.view.dragBegun.connect(self._on_tree_dragged)
        versions.view.dragBegun.connect(self._on_table_dragged)
        cutting = Cutting(places.view, versions.view)
        self._tree_clips = NodeClips(cutting, take=self._of_tree, targets=self._current_targets)
        self._table_clips = TableClips(
            cutting, versions.view, take=self._of_table, targets=table.targets
        )
        for clips in (self._tree_clips, self._table_clips):
            clips.pasted.connect(self._carry_out)
            clips.refused.connect(self._note)
        self._clips = ClipsOfWidgets()
        self.register(places, self._tree_clips)
        self.register(versions, self._table_clips)
        self._promoting = Promoting(window.jobs, self)
        self._promoting.judged.connect(self._carry_out)
        self._promoting.refused.connect(self._note)
        self._promoting.failed.connect(self._on_failed)

    # --- the clipboard ---

    def register(self, widget: QWidget, clips: Clips) -> None:
        """Let a panel copy, cut and paste by its own rules while the keyboard is in it."""
        self._clips.register(widget, clips)

    def copy(self) -> None:
        """Put what is selected where the keyboard is on the clipboard."""
        clips = self._clips_here()
        if clips.can_copy():
            clips.copy()
        else:
            self._note("Nothing is selected here that can be copied.")

    def cut(self) -> None:
        """Put what is selected on the clipboard, to be moved."""
        clips = self._clips_here()
        if clips.can_cut():
            clips.cut()
        else:
            self._note("Nothing is selected here that can be cut.")

    def paste(self) -> None:
        """Take what is on the clipboard to where the keyboard is."""
        clips = self._clips_here()
        if clips.can_paste():
            clips.paste()
        else:
            self._note("Nothing can be pasted here.")

    def _clips_here(self) -> Clips:
        found = self._clips.find(self._window.focusWidget())
        if found is not None:
            return found
        return self._table_clips if self._window.parts.versions.selected() else self._tree_clips

    # --- what is selected ---

    def selected(self) -> tuple[Carried, ...]:
        """Return what is selected: in the tree, unless the keyboard is in the table.

        If that is nothing, or too much, that is told.
        """
        in_table = self._clips.find(self._window.focusWidget()) is self._table_clips
        return self._of_table() if in_table else self._of_tree()

    def _of_tree(self) -> tuple[Carried, ...]:
        return self._looked_up(self._window.parts.places.view.selected(), self._known.of_tree)

    def _of_table(self) -> tuple[Carried, ...]:
        panel, listed = self._window.parts.versions, self._window.showing.node
        rows = panel.view.selected_rows()
        if len(rows) > MOST and len(rows) == len(panel.model.rows) and listed is not None:
            return (self._known.of_node(listed),)  # all that is listed
        return self._looked_up(rows, self._known.of_table)

    def _looked_up(
        self, rows: Sequence[Row], look_up: Callable[[Sequence[Row]], tuple[Carried, ...]]
    ) -> tuple[Carried, ...]:
        carried = look_up(rows) if len(rows) <= MOST else ()
        if not carried:
            self._note(_TOO_MUCH if len(rows) > MOST else _NOTHING)
        return carried

    def _current_targets(self, _load: Load) -> tuple[Target | None, ...]:
        return (self._known.target_at(self._window.parts.places.view.currentIndex()),)

    # --- drags ---

    @pyqtSlot()
    def _on_tree_dragged(self) -> None:
        self._drag(self._window.parts.places.view, self._of_tree())

    @pyqtSlot()
    def _on_table_dragged(self) -> None:
        self._drag(self._window.parts.versions.view, self._of_table())

    def _drag(self, view: QAbstractItemView, carried: tuple[Carried, ...]) -> None:
        """Let the pointer take it along, until the button is released or Escape is pressed."""
        if not carried:
            return
        drag = QDrag(view)
        drag.setMimeData(mime_of(Load(carried)))
        picture = chip(carried, view)
        drag.setPixmap(picture)
        drag.setHotSpot(QPoint(*_AWAY) + QPoint(0, picture.height()))
        drag.exec(_COPY_OR_MOVE, Qt.DropAction.CopyAction)

    # --- transfers by name ---

    def promote(self) -> None:
        """Propose to transfer what is selected to the repository."""
        carried = self.selected()
        if carried:
            self._promoting.promote(carried)

    def transfer_to(self) -> None:
        """Ask where what is selected is to go."""
        carried = self.selected()
        if not carried:
            return
        from dcsgui.gui.carrying.transfer_dialog import TransferDialog

        places = self._window.parts.places.places()
        dialog = TransferDialog(
            carried, self._targets_in(places), jobs=self._window.jobs, parent=self._window
        )
        dialog.chosen.connect(self._carry_out)
        dialog.open()

    def _targets_in(self, places: tuple[Place, ...]) -> list[Target]:
        """Return the places that are opened, each with the detectors in it."""
        found: list[Target] = []
        for place in places:
            if place.kind is not PlaceKind.FILE:
                found.append(self._known.target_of_place(place))
            files = [place.path] if place.kind is PlaceKind.FILE else self._files_in(place)
            targets = (self._known.target_of(NodeId(file)) for file in files)
            found.extend(target for target in targets if target is not None)
        return found

    def _files_in(self, place: Place) -> list[str]:
        listing = self._known.listing_of(place)
        return [] if listing is None else [entry.path for entry in listing.files]

    # --- what comes of it ---

    @pyqtSlot(object)
    def _carry_out(self, verdict: Verdict) -> None:
        """Hand on what is to be done; tell why, if nothing is."""
        if not verdict.deeds:
            self._window.telling.warn(verdict.words)
        for deed in verdict.deeds:
            match deed:
                case Transfer():
                    self._window.transferring.propose(deed.wishes)
                case Addition():
                    self._window.structure.add_files(deed.target, deed.files)
                case Opening():
                    self._window.opening.open_paths(deed.files)

    @pyqtSlot(str)
    def _note(self, words: str) -> None:
        self._window.telling.note(words)

    @pyqtSlot(object)
    def _on_failed(self, failure: Failure) -> None:
        self._window.telling.fail(failure)
