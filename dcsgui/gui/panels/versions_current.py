"""Which version of the table is current: chosen by a person, kept, or found."""

from __future__ import annotations

from PyQt5.QtCore import QObject, pyqtSignal, pyqtSlot

from dcsgui.core.actions.answers.nodes import NodeId
from dcsgui.gui.models.versions import VersionsModel
from dcsgui.gui.panels.versions_listing import VersionsListing
from dcsgui.gui.panels.versions_view import VersionsView

__all__ = ["CurrentVersion"]


class CurrentVersion(QObject):
    """Keeps the same version current while rows come, go and move; finds one if it is gone.

    Then, once all are listed, it is the version that answers for the range with the latest begin:
    mostly the one that is valid now. Where several types are listed it is that of the first type;
    where nothing answers, the first row.

    Attributes
    ----------
    version : NodeId or None
        The version that is current.

    Signals
    -------
    changed(NodeId or None)
        Another version is.
    """

    changed = pyqtSignal(object)

    def __init__(self, model: VersionsModel, view: VersionsView, listing: VersionsListing) -> None:
        super().__init__(view)
        self.version: NodeId | None = None
        self._wanted: NodeId | None = None  # becomes current when it is listed
        self._model, self._view, self._listing = model, view, listing
        self._arranging = False
        view.currentRowChanged.connect(self._on_current_row_changed)
        model.aboutToArrange.connect(self._on_about_to_arrange)
        model.arranged.connect(self._on_arranged)
        model.settled.connect(self._on_rows_changed)
        listing.emptied.connect(self._on_emptied)
        listing.pageShown.connect(self._on_rows_changed)
        listing.ended.connect(self._on_rows_changed)

    def want(self, version: NodeId | None) -> None:
        """Make a version current as soon as it is listed; None keeps the one that is."""
        self._wanted = version or self.version
        row = -1 if version is None else self._model.row_of(version)
        if row >= 0:
            self._view.go_to(row)

    def _choose(self) -> None:
        """Make a version current if none is."""
        if self._arranging or self._view.current_row >= 0:
            return
        row = self._row_to_choose()
        if row >= 0:
            self._view.go_to(row)
        elif not (self._listing.busy or self._model.busy):
            self._tell(None)

    def _row_to_choose(self) -> int:
        model, wanted = self._model, self._wanted
        if wanted is not None:
            row = model.row_of(wanted)
            if row >= 0 or self._listing.may_bring(wanted):
                return row
        if not model.order or self._listing.busy or model.busy:
            return -1
        answering = [number for number in model.order if model.rows[number].is_default]
        if not answering:
            return 0
        ctype = model.rows[min(answering)].ctype
        of_type = [number for number in answering if model.rows[number].ctype == ctype]
        return model.place(max(of_type, key=lambda number: (model.rows[number].begin_ns, number)))

    def _tell(self, version: NodeId | None) -> None:
        if version != self.version:
            self.version = version
            self.changed.emit(version)

    @pyqtSlot(int)
    def _on_current_row_changed(self, row: int) -> None:
        """Take note of another row; while rows are rearranged Qt may pass through others."""
        if not self._arranging and row >= 0:
            self._wanted = self._model.node(row)
            self._tell(self._wanted)

    @pyqtSlot()
    def _on_about_to_arrange(self) -> None:
        self._arranging = True

    @pyqtSlot()
    def _on_arranged(self) -> None:
        self._arranging = False
        current = self._view.current_row
        if current >= 0 and self._model.node(current) != self.version:
            self._view.go_to(-1)  # Qt took a neighbour of the row that is gone

    @pyqtSlot()
    def _on_rows_changed(self) -> None:
        self._choose()

    @pyqtSlot()
    def _on_emptied(self) -> None:
        self._wanted = self._wanted or self.version
        self._tell(None)
