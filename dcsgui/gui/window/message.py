"""One message: a sentence, its details one click away, and perhaps something to do about it."""

from __future__ import annotations

from PyQt5.QtCore import QEvent, Qt, QTimer, pyqtSignal
from PyQt5.QtGui import QColor, QKeyEvent, QPaintEvent, QPalette
from PyQt5.QtWidgets import (
    QAction,
    QApplication,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QToolButton,
    QWidget,
)

from dcsgui.gui.painting import painting
from dcsgui.gui.window.details import DetailsArea
from dcsgui.gui.window.severity import Severity, SeverityMark
from dcsgui.gui.window.texts import words

__all__ = ["Message"]

_EDGE = 4  # pixels of colour at the left
_TINT = 0.12  # how much of that colour is in the ground
_LINE = 0.4  # and in the line below


class Message(QFrame):
    """A message in the window, that waits for nobody.

    Escape puts it away while it has the keyboard; so does its time, if it has one, unless the
    mouse or the keyboard is in it, or its details are open.

    Attributes
    ----------
    text, details : str
    severity : Severity
    about : str
        Path of the file that could not be read, "" if it is about something else.

    Signals
    -------
    dismissed()
        It is to be put away: it was closed, its action was chosen, or its time is over.
    """

    dismissed = pyqtSignal()

    def __init__(
        self,
        text: str,
        *,
        severity: Severity,
        details: str = "",
        timeout_ms: int = 0,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.text, self.details, self.severity = text, details, severity
        self.about = ""
        self._times = 1
        self._action: QAction | None = None
        self._button: QToolButton | None = None
        self.setAccessibleName(f"{severity.value}: {text}")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(timeout_ms)
        self._timer.timeout.connect(self._on_time_over)
        self._label = words(text, self)
        self._label.setTextInteractionFlags(Qt.TextInteractionFlag.TextBrowserInteraction)
        self._count = words(parent=self, quiet=True)
        self._count.setWordWrap(False)
        self._count.hide()
        self._area = DetailsArea(text, details, self)
        self._area.hide()
        self._buttons = self._make_buttons()
        self._lay_out()
        self.start()

    @property
    def times(self) -> int:
        """How often it was said."""
        return self._times

    @property
    def action(self) -> QAction | None:
        """What can be done about it."""
        return self._action

    def say_again(self, *, timeout_ms: int) -> None:
        """Count once more, and begin its time anew."""
        self._times += 1
        self._count.setText(f"{self._times} times")
        self._count.show()
        self._timer.setInterval(timeout_ms)
        self.start()

    def set_action(self, action: QAction | None) -> None:
        """Offer an action as a button, which is enabled and named (`iconText`) as the action."""
        self._action = action
        if self._button is not None:
            self._button.hide()
            self._button.deleteLater()
            self._button = None
        if action is not None:
            button = QToolButton(self)
            button.setDefaultAction(action)
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            button.triggered.connect(self._on_acted)
            self._buttons.insertWidget(0, button)
            self._button = button

    def start(self) -> None:
        """Begin its time, if it has one and nobody reads the details."""
        self._timer.stop()
        if self._timer.interval() > 0 and not self._area.isVisibleTo(self):
            self._timer.start()

    def _make_buttons(self) -> QHBoxLayout:
        buttons = QHBoxLayout()
        buttons.setSpacing(4)
        if self.details:
            details = QToolButton(self)
            details.setText("Details")
            details.setCheckable(True)
            details.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            details.setToolTip("Show more about this, to read or to copy.")
            details.toggled.connect(self._on_details_toggled)
            buttons.addWidget(details)
        close = QToolButton(self)
        close.setText("\N{MULTIPLICATION SIGN}")
        close.setAutoRaise(True)
        close.setAccessibleName("Close this message")
        close.setToolTip("Close this message (Esc).")
        close.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        close.clicked.connect(self.dismissed)
        buttons.addWidget(close)
        return buttons

    def _lay_out(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(_EDGE + 6, 3, 4, 3)
        grid.setVerticalSpacing(3)
        grid.setColumnStretch(1, 1)
        grid.addWidget(SeverityMark(self.severity, self), 0, 0, Qt.AlignmentFlag.AlignVCenter)
        grid.addWidget(self._label, 0, 1)
        grid.addWidget(self._count, 0, 2, Qt.AlignmentFlag.AlignVCenter)
        grid.addLayout(self._buttons, 0, 3, Qt.AlignmentFlag.AlignVCenter)
        grid.addWidget(self._area, 1, 1, 1, 3)

    def paintEvent(self, _event: QPaintEvent | None) -> None:
        """Paint the ground with a touch of the severity's colour, and an edge of it."""
        with painting(self) as painter:
            base = self.palette().color(QPalette.ColorRole.Base)
            colour = self.severity.colour(self.palette())
            painter.fillRect(self.rect(), _mixed(base, colour, _TINT))
            painter.fillRect(0, 0, _EDGE, self.height(), colour)
            painter.setPen(_mixed(base, colour, _LINE))
            painter.drawLine(_EDGE, self.height() - 1, self.width(), self.height() - 1)

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        """Put it away by Escape."""
        if event is not None and event.key() == Qt.Key.Key_Escape:
            self.dismissed.emit()
        else:
            super().keyPressEvent(event)

    def enterEvent(self, event: QEvent | None) -> None:
        """Stay as long as somebody points at it."""
        self._timer.stop()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent | None) -> None:
        """Begin its time anew."""
        self.start()
        super().leaveEvent(event)

    def _on_details_toggled(self, shown: bool) -> None:  # noqa: FBT001 - Qt calls it
        self._area.setVisible(shown)
        self.start()

    def _on_acted(self) -> None:
        self.dismissed.emit()

    def _on_time_over(self) -> None:
        focus = QApplication.focusWidget()
        if focus is not None and (focus is self or self.isAncestorOf(focus)):
            self.start()
        else:
            self.dismissed.emit()


def _mixed(ground: QColor, colour: QColor, share: float) -> QColor:
    """Return a colour with a share of another in it."""
    rest = 1 - share
    return QColor(
        round(rest * ground.red() + share * colour.red()),
        round(rest * ground.green() + share * colour.green()),
        round(rest * ground.blue() + share * colour.blue()),
    )
