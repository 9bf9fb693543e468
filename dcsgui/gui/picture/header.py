"""The line above a picture: what it is, and what can be done with it."""

from __future__ import annotations

from PyQt5.QtCore import QSize, Qt, pyqtSignal
from PyQt5.QtGui import QPaintEvent
from PyQt5.QtWidgets import QAction, QHBoxLayout, QLabel, QMenu, QSizePolicy, QToolButton, QWidget

from dcsgui.core.actions.answers.constants import Constants
from dcsgui.gui.painting import painting
from dcsgui.gui.picture.saving import SaveKind
from dcsgui.gui.picture.words import dtype_words

__all__ = ["Header"]

WIDEST = 240
"""Dots that a title gets before anything else."""


class _Elided(QLabel):
    """A line that is cut in the middle where there is no room."""

    def sizeHint(self) -> QSize:
        return super().sizeHint()

    def minimumSizeHint(self) -> QSize:
        return QSize(40, super().minimumSizeHint().height())

    def paintEvent(self, _event: QPaintEvent | None) -> None:
        with painting(self) as painter:
            text = self.fontMetrics().elidedText(
                self.text(), Qt.TextElideMode.ElideMiddle, self.width()
            )
            flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(self.rect(), int(flags), text)


class Header(QWidget):
    """Says which constants are seen, of which shape; resets the view; has a menu to save.

    Signals
    -------
    resetAsked()
    tableToggled(bool)
    saveAsked(SaveKind)
    """

    resetAsked = pyqtSignal()
    tableToggled = pyqtSignal(bool)
    saveAsked = pyqtSignal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._version = ""
        self._title = _Elided()
        self._title.setAccessibleName("What is shown")
        font = self._title.font()
        font.setBold(True)
        self._title.setFont(font)
        self._title.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._shape = _Elided()
        self._shape.setEnabled(False)  # quieter than the title
        self._shape.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.table = _button("Table", "Show the values as a table")
        self.table.setCheckable(True)
        self.table.toggled.connect(self.tableToggled)
        self.reset = _button("Fit", "Show the whole picture and histogram (0)")
        self.reset.clicked.connect(self.resetAsked)
        self.save = _button("Save", "Save or copy what is shown")
        self.save.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._actions: dict[QAction, SaveKind] = {}
        self._menu = QMenu(self)
        for kind in SaveKind:
            action = QAction(kind.words, self)
            self._actions[action] = kind
            self._menu.addAction(action)
        self._menu.triggered.connect(self._on_triggered)
        self.save.setMenu(self._menu)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        for widget in (self._title, self._shape, self.table, self.reset, self.save):
            row.addWidget(widget)

    @property
    def title(self) -> str:
        """What is shown."""
        return self._title.text()

    def show_constants(self, constants: Constants) -> None:
        """Name a version and its shape."""
        row = constants.row
        self._version = f"{row.ctype} version {row.versind}"
        shape, order = row.kind, ""
        if row.kind == "array":
            shape = dtype_words(row.shape, row.dtype)
            order = ", big-endian" if row.dtype.startswith(">") else ""
        self._shape.setText(shape)
        path = (constants.node.detname, *constants.node.path)
        self._title.setToolTip("\n".join((*path, shape + order)))
        self.show_panel(None)

    def show_panel(self, panel: int | None) -> None:
        """Name the panel, too, that is shown alone; None for all."""
        title = self._version if panel is None else f"{self._version}, panel {panel}"
        self._title.setText(title)
        needed = self._title.fontMetrics().horizontalAdvance(title) + 4
        self._title.setMinimumWidth(min(needed, WIDEST))

    def clear(self) -> None:
        """Name nothing."""
        self._version = ""
        self._title.setText("")
        self._title.setToolTip("")
        self._shape.setText("")

    def offer(self, *, table: bool, reset: bool, save: bool) -> None:
        """Show the buttons that make sense."""
        self.table.setVisible(table)
        self.reset.setVisible(reset)
        self.save.setVisible(save)

    def _on_triggered(self, action: QAction) -> None:
        self.saveAsked.emit(self._actions[action])


def _button(text: str, tip: str) -> QToolButton:
    button = QToolButton()
    button.setText(text)
    button.setToolTip(tip)
    button.setAutoRaise(True)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return button
