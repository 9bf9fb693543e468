"""Parameters and history of a node, to be read and copied."""

from __future__ import annotations

from PyQt5.QtCore import Qt
from PyQt5.QtWidgets import QWidget

from dcsgui.core.actions.answers.details import NodeDetails
from dcsgui.gui.models.details import HistoryModel, ParametersModel, history_text
from dcsgui.gui.panels.details_panel import DetailsPanel
from dcsgui.gui.panels.details_source import DetailsSource

__all__ = ["DetailsSource", "HistoryPanel", "ParametersPanel"]


class ParametersPanel(DetailsPanel):
    """Shows the facts and the parameters of a node; see `DetailsPanel`."""

    def __init__(self, source: DetailsSource, parent: QWidget | None = None) -> None:
        self._parameters = ParametersModel()
        super().__init__(source, self._parameters, things=("entry", "entries"), parent=parent)
        self._parameters.setParent(self)

    def show_details(self, details: NodeDetails) -> None:
        """Show facts and parameters."""
        self._parameters.show_details(details)

    def long_text(self, row: int) -> str:
        """Return the value of a row."""
        return self._parameters.row(row).text


class HistoryPanel(DetailsPanel):
    """Shows the history of a node, newest first; see `DetailsPanel`."""

    def __init__(self, source: DetailsSource, parent: QWidget | None = None) -> None:
        self._records = HistoryModel()
        super().__init__(source, self._records, things=("record", "records"), parent=parent)
        self._records.setParent(self)
        self.view.sort_by(0, Qt.SortOrder.DescendingOrder)

    def text(self) -> str:
        """Return the records that are shown, in the order shown, as text for people."""
        model = self._records
        rows = map(model.row, range(model.rowCount()))
        return history_text(rows, utc=model.look.utc)

    def show_details(self, details: NodeDetails) -> None:
        """Show the history."""
        self._records.show_details(details)

    def long_text(self, row: int) -> str:
        """Return what was done in a row, and why."""
        record = self._records.row(row)
        return "\n".join(filter(None, (record.action, record.comment)))
