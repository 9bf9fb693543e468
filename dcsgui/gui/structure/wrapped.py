"""Words that wrap, and always have the room for all their lines."""

from __future__ import annotations

import re

from PyQt5.QtCore import QEvent, QSize, Qt
from PyQt5.QtGui import QResizeEvent
from PyQt5.QtWidgets import QLabel, QSizePolicy, QWidget

__all__ = ["Wrapped"]

_TALLEST = 10_000
_WIDEST = 90
"""Letters for which the longest word gets the room."""


class Wrapped(QLabel):
    """Plain words, wrapped where the line ends; nothing is there if there are none.

    Layouts give a label that wraps less height than it needs, once it is in a form. This one asks
    for what its width needs, so that a dialog grows with its words; and it is never narrower than
    its longest word, as names of detectors can be.
    """

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.say(text)

    def say(self, text: str) -> None:
        """Say something else."""
        if text != self.text():
            self.setText(text)
            self._widen()
        self.setVisible(bool(text))
        self._fit()

    def sizeHint(self) -> QSize:
        """Return the height that its width needs."""
        return QSize(0, self.minimumHeight())

    def minimumSizeHint(self) -> QSize:
        """Return the same."""
        return self.sizeHint()

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        """Ask for the height that the new width needs."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent | None) -> None:
        """Ask for another height if letters are larger now."""
        super().changeEvent(event)
        if event is not None and event.type() == QEvent.Type.FontChange:
            self._widen()
            self._fit()

    def _widen(self) -> None:
        """Ask for the width of the longest word."""
        metrics = self.fontMetrics()
        longest = max(map(metrics.horizontalAdvance, re.split(r"[\s/]", self.text())), default=0)
        self.setMinimumWidth(min(longest + 2, _WIDEST * metrics.averageCharWidth()))

    def _fit(self) -> None:
        """Ask for the height that its words need; before it has its place that of a line."""
        needed = 0
        if self.text():
            metrics, place = self.fontMetrics(), self.contentsRect()
            needed = metrics.lineSpacing()
            if self.testAttribute(Qt.WidgetAttribute.WA_Resized):
                place.setHeight(_TALLEST)
                flags = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignTop
                needed = metrics.boundingRect(place, int(flags), self.text()).height()
        if needed != self.minimumHeight():
            self.setMinimumHeight(needed)
            self.updateGeometry()
