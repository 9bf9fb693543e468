"""What is going on, in the status bar: only while somebody really waits."""

from __future__ import annotations

from PyQt5.QtCore import Qt, QTimer, pyqtSignal, pyqtSlot
from PyQt5.QtWidgets import QHBoxLayout, QProgressBar, QToolButton, QWidget

from dcsgui.gui.jobs.jobs import Jobs
from dcsgui.gui.window.texts import ElidedLabel

__all__ = ["ActivityIndicator"]

PATIENCE_MS = 300
"""How long something may go on before it is shown."""

_TEXT_WIDTH, _BAR_WIDTH, _BAR_HEIGHT = 360, 70, 10


class ActivityIndicator(QWidget):
    """Tells which jobs are going on, of one worker or of several, once that takes a while.

    Signals
    -------
    cancelAsked()
        All of it is to be called off. The button for it is there if this is connected.
    """

    cancelAsked = pyqtSignal()

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("What is going on")
        self._titles: tuple[str, ...] = ()
        self._of: dict[int, tuple[str, ...]] = {}  # by worker, in the order they were added
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PATIENCE_MS)
        self._timer.timeout.connect(self._on_waited)
        self._label = ElidedLabel(self, most=_TEXT_WIDTH)
        self._bar = QProgressBar(self)
        self._bar.setTextVisible(False)
        self._bar.setRange(0, 0)
        self._bar.setFixedSize(_BAR_WIDTH, _BAR_HEIGHT)
        self._cancel = QToolButton(self)
        self._cancel.setText("\N{MULTIPLICATION SIGN}")
        self._cancel.setAutoRaise(True)
        self._cancel.setToolTip("Cancel what is going on.")
        self._cancel.setAccessibleName("Cancel what is going on")
        self._cancel.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._cancel.clicked.connect(self.cancelAsked)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        for widget in (self._label, self._bar, self._cancel):
            layout.addWidget(widget)
        self._set_parts_visible(visible=False)
        self.add_jobs(jobs)

    def add_jobs(self, jobs: Jobs) -> None:
        """Tell of the jobs of another worker too."""
        self._of[id(jobs)] = ()
        jobs.activityChanged.connect(self._on_activity_changed)

    @property
    def text(self) -> str:
        """What it tells now, "" if nothing."""
        return self._label.text() if self._bar.isVisibleTo(self) else ""

    @pyqtSlot(tuple)
    def _on_activity_changed(self, titles: tuple[str, ...]) -> None:
        self._of[id(self.sender())] = titles
        self._titles = tuple(title for some in self._of.values() for title in some if title)
        if not self._titles:
            self._timer.stop()
            self._set_parts_visible(visible=False)
        elif self._bar.isVisibleTo(self):
            self._tell()
        elif not self._timer.isActive():
            self._timer.start()

    def _on_waited(self) -> None:
        self._tell()
        self._set_parts_visible(visible=True)

    def _tell(self) -> None:
        first, others = self._titles[0], len(self._titles) - 1
        more = f" (and {others} more)" if others else ""
        self._label.setText(first + more)
        self.setToolTip("\n".join(self._titles))

    def _set_parts_visible(self, *, visible: bool) -> None:
        self._label.setVisible(visible)
        self._bar.setVisible(visible)
        self._cancel.setVisible(visible and self.receivers(self.cancelAsked) > 0)
        if not visible:
            self._label.clear()
            self.setToolTip("")
