"""The history of a node, to be read, copied and added to."""

from __future__ import annotations

from itertools import pairwise

from PyQt5.QtCore import Qt, pyqtSlot
from PyQt5.QtWidgets import QWidget

from dcsgui.core.actions.answers.details import NodeDetails
from dcsgui.gui.editing.comments import CommentLine
from dcsgui.gui.models.details import HistoryModel, history_text
from dcsgui.gui.panels.details_panel import DetailsPanel
from dcsgui.gui.panels.details_source import DetailsSource
from dcsgui.gui.panels.parameters import ParametersPanel

__all__ = ["DetailsSource", "HistoryPanel", "ParametersPanel"]

_FOR_EVER = "Records can't be edited: they say what was done. Add a comment instead."


class HistoryPanel(DetailsPanel):
    """Shows the history of a node, newest first; see `DetailsPanel`.

    Attributes
    ----------
    comments : CommentLine
        Below the records: what a person wants to add.
    """

    def __init__(self, source: DetailsSource, parent: QWidget | None = None) -> None:
        self._records = HistoryModel()
        super().__init__(source, self._records, things=("record", "records"), parent=parent)
        self._records.setParent(self)
        self.view.sort_by(0, Qt.SortOrder.DescendingOrder)
        self.comments = CommentLine(self)
        self.lines.addWidget(self.comments)
        order = (self.filter, self.view, self.value, self.comments.edit, self.comments.button)
        for before, after in pairwise(order):
            self.setTabOrder(before, after)
        self.view.rowActivated.connect(self._on_row_activated)

    def state(self) -> dict[str, object]:
        """Return what a person chose, and the comments that are not added yet."""
        return {**super().state(), "comments": self.comments.state()}

    def restore(self, state: dict[str, object]) -> None:
        """Choose what was chosen in an earlier `state`, and put back what was typed."""
        super().restore(state)
        comments = state.get("comments")
        if isinstance(comments, dict):
            self.comments.restore(comments)

    def text(self) -> str:
        """Return the records that are shown, in the order shown, as text for people."""
        model = self._records
        rows = map(model.row, range(model.rowCount()))
        return history_text(rows, utc=model.look.utc)

    @pyqtSlot(int)
    def _on_row_activated(self, row: int) -> None:
        """Say that records stay as they are."""
        del row
        self.comments.begin(_FOR_EVER)

    def show_details(self, details: NodeDetails) -> None:
        """Show the history."""
        self._records.show_details(details)

    def long_text(self, row: int) -> str:
        """Return what was done in a row, and why."""
        record = self._records.row(row)
        return "\n".join(filter(None, (record.action, record.comment)))
