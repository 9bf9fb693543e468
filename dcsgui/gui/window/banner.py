"""The strip at the top of the window in which messages are told."""

from __future__ import annotations

from PyQt5.QtCore import pyqtSignal
from PyQt5.QtWidgets import QAction, QFrame, QLabel, QVBoxLayout, QWidget

from dcsgui.core.values.amounts import counted
from dcsgui.gui.window.message import Message
from dcsgui.gui.window.severity import Severity

__all__ = ["Banner", "Message", "Severity"]

_VISIBLE = 3
"""Messages at a time; older ones come back when newer ones are put away."""


class Banner(QFrame):
    """Messages, the newest on top; nothing has to be answered.

    Signals
    -------
    dismissed()
        A message was put away.
    """

    dismissed = pyqtSignal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Messages")
        self._messages: list[Message] = []  # the newest first
        self._more = QLabel(self)
        self._more.setContentsMargins(10, 0, 4, 2)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._more)
        self.hide()

    @property
    def messages(self) -> tuple[Message, ...]:
        """All messages, the newest first."""
        return tuple(self._messages)

    def show_message(
        self,
        text: str,
        *,
        severity: Severity,
        details: str = "",
        action: QAction | None = None,
        timeout_ms: int = 0,
        about: str = "",
    ) -> Message:
        """Tell something; the same text again is one message with a count.

        `action` becomes a button. A newer change takes the place of the message about an older
        one, as what that offered, such as Undo, would now act on the newer. With `timeout_ms` the
        message goes by itself; with `about`, the path of a file, by `dismiss_about`.
        """
        message = self._same(text, severity=severity, details=details)
        if message is None:
            message = Message(
                text, severity=severity, details=details, timeout_ms=timeout_ms, parent=self
            )
            message.dismissed.connect(self._on_message_dismissed)
        else:
            message.say_again(timeout_ms=timeout_ms)
            self._messages.remove(message)
            self._layout().removeWidget(message)
        message.about = about
        self._take_back_offers(action, severity=severity)
        if message.action is not action:
            message.set_action(action)
        self._messages.insert(0, message)
        self._layout().insertWidget(0, message)
        self._arrange()
        return message

    def dismiss(self, message: Message) -> None:
        """Put a message away; one that is gone already is fine."""
        if message not in self._messages:
            return
        had_focus = message.hasFocus() or message.isAncestorOf(self.focusWidget() or self)
        self._messages.remove(message)
        message.hide()
        message.deleteLater()
        self._arrange()
        if had_focus and self._messages:
            self._messages[0].setFocus()
        self.dismissed.emit()

    def dismiss_about(self, path: str) -> None:
        """Put away what was told about a file, as it is so no longer."""
        for message in self.messages:
            if path and message.about == path:
                self.dismiss(message)

    def clear(self) -> None:
        """Put all messages away."""
        for message in self.messages:
            self.dismiss(message)

    def focus_newest(self) -> None:
        """Give the keyboard to the newest message."""
        if self._messages:
            self._messages[0].setFocus()

    def _take_back_offers(self, action: QAction | None, *, severity: Severity) -> None:
        """Leave the newest change alone with what it offers."""
        for older in self.messages:
            if action is None or older.action is None:
                continue
            if older.severity is severity is Severity.DONE:
                self.dismiss(older)
            elif older.action is action:
                older.set_action(None)

    def _same(self, text: str, *, severity: Severity, details: str) -> Message | None:
        """Return the message that says just this."""
        wanted = (text, severity, details)
        return next((m for m in self._messages if (m.text, m.severity, m.details) == wanted), None)

    def _arrange(self) -> None:
        """Show the newest, and say how many others wait."""
        for place, message in enumerate(self._messages):
            message.setVisible(place < _VISIBLE)
        waiting = len(self._messages) - _VISIBLE
        self._more.setVisible(waiting > 0)
        what = f"{counted(waiting, 'older message')} {'waits' if waiting == 1 else 'wait'}"
        self._more.setText(f"{what} until one of these is closed.")
        self.setVisible(bool(self._messages))

    def _layout(self) -> QVBoxLayout:
        layout = self.layout()
        assert isinstance(layout, QVBoxLayout)  # noqa: S101 - made above; for the type checker
        return layout

    def _on_message_dismissed(self) -> None:
        sender = self.sender()
        if isinstance(sender, Message):
            self.dismiss(sender)
