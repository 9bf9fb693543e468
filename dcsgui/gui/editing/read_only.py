"""The line that says why nothing can be changed, and leads to who says so."""

from __future__ import annotations

from PyQt5.QtCore import Qt, pyqtSignal
from PyQt5.QtWidgets import QHBoxLayout, QLabel, QWidget

from dcsgui.gui.icons import icon
from dcsgui.gui.models.columns import wrapped
from dcsgui.gui.window.texts import ElidedLabel

__all__ = ["ReadOnlyLine"]

_SIGN, _WIDEST = 16, 4000
_LINK = '<a href="why">Why can\'t I write here?</a>'


class ReadOnlyLine(QWidget):
    """Says why something is to be read only; hidden where it is not.

    Attributes
    ----------
    link : QLabel
        "Why can't I write here?"

    Signals
    -------
    whyAsked()
        The link was chosen.
    """

    whyAsked = pyqtSignal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        sign = QLabel(self)
        sign.setPixmap(icon("lock").pixmap(_SIGN))
        self._words = ElidedLabel(self, most=_WIDEST, mode=Qt.TextElideMode.ElideRight)
        self.link = QLabel(_LINK, self)
        self.link.setTextInteractionFlags(Qt.TextInteractionFlag.TextBrowserInteraction)
        self.link.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.link.linkActivated.connect(self._on_link)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(2, 0, 2, 2)
        layout.addWidget(sign)
        layout.addWidget(self._words, 1)
        layout.addWidget(self.link)
        self.hide()

    @property
    def text(self) -> str:
        """What it says."""
        return self._words.text()

    def show_reason(self, reason: str) -> None:
        """Say a reason; "" hides the line."""
        self._words.setText(reason)
        self._words.setToolTip(wrapped(reason))
        self.setVisible(bool(reason))

    def _on_link(self, link: str) -> None:
        del link
        self.whyAsked.emit()
