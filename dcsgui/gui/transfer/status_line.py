"""The line at the bottom of the plan dialog: what would be done, or how far the planning is."""

from __future__ import annotations

from PyQt5.QtCore import pyqtSignal, pyqtSlot
from PyQt5.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QWidget

from dcsgui.core.values.amounts import size_text
from dcsgui.gui.picture.timers import ringing_once
from dcsgui.gui.window.texts import words

__all__ = ["StatusLine"]

_PATIENCE_MS = 400
_WIDE, _PARTS = 160, 1000
_BYTES = "bytes"


class StatusLine(QWidget):
    """A sentence; while something takes long a bar, and a button that stops it.

    Attributes
    ----------
    stop : QPushButton

    Signals
    -------
    stopAsked()
    """

    stopAsked = pyqtSignal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words(parent=self)
        self._words.setAccessibleName("What would be done")
        self._bar = QProgressBar(self)
        self._bar.setFixedWidth(_WIDE)
        self._bar.setAccessibleName("How much of the plan is made")
        self.stop = QPushButton("&Stop planning", self)
        self.stop.setAutoDefault(False)
        self.stop.clicked.connect(self.stopAsked)
        self._patience = ringing_once(self, _PATIENCE_MS)
        self._patience.timeout.connect(self._on_patience_over)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._words, 1)
        layout.addWidget(self._bar)
        layout.addWidget(self.stop)
        self._bar.hide()
        self.stop.hide()

    @property
    def text(self) -> str:
        """What it says."""
        return self._words.text()

    def say(self, text: str, *, waiting: bool) -> None:
        """Say something; with a bar, if it is that something is waited for and takes long."""
        self._words.setText(text)
        if waiting and self._bar.isHidden():
            self._bar.setRange(0, 0)
            if not self._patience.isActive():
                self._patience.start()
        elif not waiting:
            self._patience.stop()
            self._bar.hide()
            self.stop.hide()

    @pyqtSlot(object, int, int, str)
    def tell_progress(self, proposal: object, done: int, total: int, what: str) -> None:
        """Say how far it is."""
        del proposal
        self._bar.setRange(0, _PARTS if total else 0)
        self._bar.setValue(round(done / total * _PARTS) if total else 0)
        if what == _BYTES:
            self._bar.setFormat(f"{size_text(done)} of {size_text(total)}")
        else:
            self._bar.setFormat(f"{done:,} of {total:,} {what}".rstrip())

    @pyqtSlot()
    def _on_patience_over(self) -> None:
        self._bar.show()
        self.stop.show()
