"""The lowest line of the plan dialog: what would be done, and the buttons."""

from __future__ import annotations

from enum import IntEnum

from PyQt5.QtWidgets import QHBoxLayout, QPushButton, QWidget

from dcsgui.gui.icons import icon
from dcsgui.gui.transfer.status_line import StatusLine

__all__ = ["DialogButtons", "Page"]


class Page(IntEnum):
    """What is seen of the dialog."""

    PLAN = 0
    PROGRESS = 1
    SUMMARY = 2


class DialogButtons(QWidget):
    """Buttons that fit the page that is seen; none of them is pressed by Enter elsewhere.

    Attributes
    ----------
    status : StatusLine
    apply, undo, cancel, close_ : QPushButton
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.status = StatusLine(self)
        self.apply = QPushButton("&Apply", self)
        self.undo = QPushButton(icon("undo"), "&Undo", self)
        self.cancel = QPushButton("Cancel", self)
        self.close_ = QPushButton("&Close", self)
        self.apply.setToolTip("Do it (Ctrl+Enter); it can be taken back.")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.status, 1)
        for button in (self.apply, self.undo, self.cancel, self.close_):
            button.setAutoDefault(False)  # Enter in the tree applies nothing
            layout.addWidget(button)

    def show_page(self, page: Page) -> None:
        """Offer what makes sense on a page."""
        in_progress = page is Page.PROGRESS
        self.apply.setVisible(page is Page.PLAN)
        self.undo.setVisible(page is Page.SUMMARY)
        self.cancel.setVisible(page is not Page.SUMMARY)
        self.close_.setVisible(page is not Page.PLAN)
        self.close_.setText("Go on in the &background" if in_progress else "&Close")
        self.cancel.setText("Cancel the &transfer" if in_progress else "Cancel")
        self.cancel.setEnabled(True)
        self.close_.setAutoDefault(page is Page.SUMMARY)  # there Enter can only close it
        if page is not Page.PLAN:
            self.status.say("", waiting=False)
