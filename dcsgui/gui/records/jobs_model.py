"""The model of what goes on in the workers of a window."""

from __future__ import annotations

from collections.abc import Hashable
from operator import attrgetter
from typing import Any

from PyQt5.QtCore import QModelIndex, QObject, Qt

from dcsgui.gui.models.arranged import ArrangedModel
from dcsgui.gui.models.columns import Column, Text
from dcsgui.gui.records.running_jobs import WAITING, JobRow

__all__ = ["PROGRESS", "PROGRESS_ROLE", "JobsModel", "progress_text"]

PROGRESS_ROLE = Qt.ItemDataRole.UserRole + 1
"""How many are done and of how many, for who paints it."""


def progress_text(row: JobRow) -> str:
    """Return how far a job is, in words.

    Examples
    --------
    >>> progress_text(JobRow("window", 1, "Transfer", "running", 40, 100, "cspad-0001"))
    '40 % of cspad-0001'
    """
    if row.state == WAITING:
        return ""
    if not row.total:
        return row.what
    share = f"{100 * row.done // row.total} %"
    return f"{share} of {row.what}" if row.what else share


JOB_COLUMNS: tuple[Column[JobRow], ...] = (
    Column("what", "What", "What is being done", attrgetter("title"), Text(), 50),
    Column("state", "State", "Whether it has begun", attrgetter("state"), Text(), 16),
    Column("progress", "Progress", "How far it is", progress_text, Text(), 30),
)
PROGRESS = 2


class JobsModel(ArrangedModel[JobRow]):
    """Shows jobs, in the order in which they were asked for."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(JOB_COLUMNS, parent)

    def identity(self, row: JobRow) -> Hashable:
        """Return what makes a row the same job as an earlier one."""
        return (row.worker, row.number)

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Look up what a cell shows, and how far a job is."""
        if role == PROGRESS_ROLE and index.isValid():
            row = self.row(index.row())
            return (row.done, row.total) if row.state != WAITING else None
        return super().data(index, role)
