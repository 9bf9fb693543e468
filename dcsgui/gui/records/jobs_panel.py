"""The dock of what goes on in both workers of a window, with progress and a way to stop each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PyQt5.QtCore import QModelIndex, Qt, pyqtSlot
from PyQt5.QtGui import QPainter
from PyQt5.QtWidgets import (
    QAction,
    QApplication,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionProgressBar,
    QStyleOptionViewItem,
)

from dcsgui.gui.records.jobs_model import (
    PROGRESS,
    PROGRESS_ROLE,
    JobsModel,
)
from dcsgui.gui.records.list_panel import ListPanel, Things
from dcsgui.gui.records.running_jobs import STOPPING, JobRow, RunningJobs

if TYPE_CHECKING:
    from dcsgui.gui.window.main import MainWindow

__all__ = ["JobsPanel"]

_THINGS = Things("job", "jobs", "Nothing is going on.")
_MARGIN = 2


class JobsPanel(ListPanel[JobRow]):
    """Lists the jobs that go on, or wait; see `ListPanel`.

    Attributes
    ----------
    cancel_action : QAction
        Calls off those that are selected.
    """

    def __init__(self, window: MainWindow, running: RunningJobs) -> None:
        super().__init__(JobsModel(), _THINGS)
        self._changes = window.changes
        self._running = running
        self.view.setItemDelegateForColumn(PROGRESS, _ProgressDelegate(self.view))
        self.cancel_action = QAction("&Cancel", self)
        self.cancel_action.setToolTip(
            "Call off what is selected; what has begun is whole or not at all (Del)."
        )
        self.set_actions((self.cancel_action,))
        self.cancel_action.triggered.connect(self._on_cancel)
        running.changed.connect(self._on_changed)
        self._on_changed()

    def enable_actions(self) -> None:
        """Enable calling off what is selected."""
        self.cancel_action.setEnabled(any(row.state != STOPPING for row in self.selected()))

    def delete_pressed(self) -> None:
        """Call off what is selected."""
        self.cancel_action.trigger()

    @pyqtSlot()
    def _on_changed(self) -> None:
        self.show_rows(self._running.rows())

    @pyqtSlot()
    def _on_cancel(self) -> None:
        """Call off jobs; with that of a step all that is left of it."""
        for row in self.selected():
            steps = [step for step in self._changes.running if step.text == row.title]
            for step in steps:
                self._changes.cancel(step)
            if not steps:
                self._running.cancel(row)
            self._running.note_stopping(row)


class _ProgressDelegate(QStyledItemDelegate):
    """Paints how far a job is, as a bar with its words."""

    def paint(
        self, painter: QPainter | None, option: QStyleOptionViewItem, index: QModelIndex
    ) -> None:
        progress = index.data(PROGRESS_ROLE)
        style = QApplication.style()
        if painter is None or progress is None or style is None:
            super().paint(painter, option, index)
            return
        done, total = progress
        bar = QStyleOptionProgressBar()
        bar.rect = option.rect.adjusted(_MARGIN, _MARGIN, -_MARGIN, -_MARGIN)
        bar.palette = option.palette
        bar.fontMetrics = option.fontMetrics
        bar.state = option.state
        bar.orientation = Qt.Orientation.Horizontal
        bar.minimum, bar.maximum, bar.progress = 0, max(total, 1), done
        bar.text = str(index.data())
        bar.textVisible = True
        bar.textAlignment = Qt.AlignmentFlag.AlignCenter
        style.drawControl(QStyle.ControlElement.CE_ProgressBar, bar, painter)
