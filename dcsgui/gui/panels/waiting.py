"""A thin bar that says that something takes its time."""

from __future__ import annotations

from PyQt5.QtCore import QTimer, pyqtSlot
from PyQt5.QtWidgets import QProgressBar, QSizePolicy, QWidget

__all__ = ["WaitingBar"]

PATIENCE_MS = 300
"""What takes less is not worth a word."""

_HEIGHT = 3


class WaitingBar(QProgressBar):
    """Appears when something takes long, and is gone when it is over; its place is kept."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Waiting")
        self.setTextVisible(False)
        self.setFixedHeight(_HEIGHT)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setRetainSizeWhenHidden(True)
        self.setSizePolicy(policy)
        self.hide()
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(PATIENCE_MS)
        self._patience.timeout.connect(self.show)

    def begin(self) -> None:
        """Begin to wait."""
        self.setRange(0, 0)
        if self.isHidden():
            self._patience.start()

    @pyqtSlot()
    def end(self) -> None:
        """Wait no more."""
        self._patience.stop()
        self.hide()

    @pyqtSlot(int, int, str)
    def tell(self, done: int, total: int, what: str = "") -> None:
        """Tell how much is done."""
        self.setRange(0, max(total, 0))
        self.setValue(done)
        self.setToolTip(f"{done:,} of {total:,} {what}".rstrip() if total else "")
