"""What the window shows while nothing is open: what to do first."""

from __future__ import annotations

from PyQt5.QtCore import QSize, pyqtSignal
from PyQt5.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from dcsgui.gui.icons import icon
from dcsgui.gui.window.texts import large_words, words

__all__ = ["EmptyState"]

_ICON = 20
_BUTTONS = (  # text, what it is for, icon; no letters for Alt, those belong to the menus
    ("Open directory…", "A calibration directory, with all detectors in it", "folder"),
    ("Open file…", "The file of one detector, or several", "open"),
    ("Open experiment…", "The calibrations of an experiment, by its name", "experiment"),
    ("Demonstration", "Detectors that look like real ones, made in a temporary place", "dcsgui"),
)


class EmptyState(QWidget):
    """What to do first.

    Signals
    -------
    directoryAsked()
    fileAsked()
    experimentAsked()
    demonstrationAsked()
        The button for it was chosen.
    """

    directoryAsked = pyqtSignal()
    fileAsked = pyqtSignal()
    experimentAsked = pyqtSignal()
    demonstrationAsked = pyqtSignal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Nothing is open")
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(14)
        self._grid.setVerticalSpacing(8)
        signals = (
            self.directoryAsked,
            self.fileAsked,
            self.experimentAsked,
            self.demonstrationAsked,
        )
        for (text, what, drawing), signal in zip(_BUTTONS, signals, strict=True):
            button = QPushButton(icon(drawing), f"  {text}", self)
            button.setIconSize(QSize(_ICON, _ICON))
            button.setAutoDefault(True)  # so that Enter presses it, as Space does
            button.setToolTip(f"{what}.")
            button.clicked.connect(signal)
            if self.focusProxy() is None:
                self.setFocusProxy(button)
            row = self._grid.rowCount()
            self._grid.addWidget(button, row, 0)
            self._grid.addWidget(_one_line(what), row, 1)
        self._lay_out()

    def _lay_out(self) -> None:
        block = QVBoxLayout()
        block.setSpacing(8)
        block.addStretch(2)
        block.addWidget(large_words("Nothing is open yet"))
        block.addWidget(words("Open calibration constants to see which are valid when."))
        block.addSpacing(8)
        block.addLayout(self._grid)
        block.addSpacing(8)
        block.addWidget(words("Files and directories can be dropped here, too.", quiet=True))
        block.addStretch(3)
        layout = QHBoxLayout(self)
        layout.addStretch()
        layout.addLayout(block)
        layout.addStretch()


def _one_line(text: str) -> QLabel:
    label = words(text, quiet=True)
    label.setWordWrap(False)
    return label
