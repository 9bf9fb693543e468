"""What of the tree and of the table is under the pointer, while something is dragged over them."""

from __future__ import annotations

from PyQt5.QtCore import QModelIndex, QPoint, QRect
from PyQt5.QtWidgets import QAbstractItemView

from dcsgui.core.actions.answers.nodes import Level, NodeId
from dcsgui.gui.carrying.known import Known
from dcsgui.gui.carrying.load import Load
from dcsgui.gui.carrying.target import Target
from dcsgui.gui.carrying.zone import Spot
from dcsgui.gui.panels.places_view import PlacesView
from dcsgui.gui.panels.versions import VersionsPanel
from dcsgui.gui.window.showing import Showing

__all__ = ["TableLanding", "TreeLanding"]


class TreeLanding:
    """The rows of the tree; beside them nothing.

    Parameters
    ----------
    view : PlacesView
    known : Known
    """

    def __init__(self, view: PlacesView, known: Known) -> None:
        self._view, self._known = view, known

    def spots(self, at: QPoint, _load: Load) -> tuple[Spot, ...]:
        """Return what the row under the pointer stands for."""
        index = self._view.indexAt(at)
        rect = self._view.visualRect(index)
        place = (
            QRect(0, rect.top(), _width(self._view), rect.height()) if index.isValid() else rect
        )
        return (Spot(self.target(index), place),)

    def target(self, index: QModelIndex) -> Target | None:
        """Return what a row stands for."""
        return self._known.target_at(index)


class TableLanding:
    """What is listed in the table as a whole, or the range of a row.

    Constants from elsewhere are meant for what is listed; those that are there already, and files
    from the desktop, for the range of the row under the pointer.

    Parameters
    ----------
    panel : VersionsPanel
    showing : Showing
        Knows what is listed.
    known : Known
    """

    def __init__(self, panel: VersionsPanel, showing: Showing, known: Known) -> None:
        self._panel, self._showing, self._known = panel, showing, known

    def spots(self, at: QPoint, load: Load) -> tuple[Spot, ...]:
        """Return what is listed, and the range of the row at a point."""
        view = self._panel.view
        rect = view.visualRect(view.indexAt(at))
        row = QRect(0, rect.top(), _width(view), rect.height())
        return self._spots(view.indexAt(at).row(), load, row)

    def targets(self, load: Load) -> tuple[Target | None, ...]:
        """Return where something is meant to go that is pasted: what is listed comes first."""
        spots = self._spots(self._panel.view.current_row, load, QRect())
        return tuple(spot.target for spot in spots)

    def _spots(self, row: int, load: Load, place: QRect) -> tuple[Spot, ...]:
        listed = self._listed()
        if listed is None:
            return (Spot(None, QRect()),)
        viewport = self._panel.view.viewport()
        whole = Spot(self._known.target_of(listed), viewport.rect() if viewport else QRect())
        if row < 0 or listed.level is Level.RANGE:
            return (whole,)
        at_row = Spot(self._known.target_of(self._panel.model.node(row)), place)
        return (at_row, whole) if load.files else (whole, at_row)

    def _listed(self) -> NodeId | None:
        node = self._showing.node
        return node.parent if node is not None and node.level is Level.VERSION else node


def _width(view: QAbstractItemView) -> int:
    viewport = view.viewport()
    return 0 if viewport is None else viewport.width()
