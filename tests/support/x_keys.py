"""A real keyboard of an X server: ``xdotool`` presses its keys, and the windows get them by X."""

from __future__ import annotations

from PyQt5.QtCore import QEvent, QObject, Qt
from PyQt5.QtGui import QGuiApplication, QKeyEvent, QWindow
from PyQt5.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from drags_under_x import PATIENCE_MS, xdotool

__all__ = ["XKeys", "on_x"]

_NAMES = {
    "Backspace": "BackSpace",
    "Del": "Delete",
    "Enter": "KP_Enter",
    "Esc": "Escape",
    "Ins": "Insert",
    "PgDown": "Next",
    "PgUp": "Prior",
    "Space": "space",
}
_MODIFIERS = {Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_Meta}


def on_x() -> bool:
    """Return whether this is a real desktop."""
    return QGuiApplication.platformName() == "xcb"


class XKeys(QObject):
    """Presses keys, and waits until a window has seen that they are released."""

    def __init__(self, qtbot: QtBot) -> None:
        super().__init__()
        self._qtbot = qtbot
        self._released = 0

    def press(self, keys: str) -> None:
        """Press a key, or a combination: "Down", "Ctrl+Z"."""
        *modifiers, key = keys.split("+")
        name = _NAMES.get(key, key.lower() if len(key) == 1 else key)
        self._do(1, "key", "+".join([*(one.lower() for one in modifiers), name]))

    def type(self, text: str) -> None:
        """Type a text."""
        if text:
            self._do(len(text), "type", "--delay", "0", "--", text)

    def eventFilter(self, watched: QObject | None, event: QEvent | None) -> bool:
        """Count the keys that are released."""
        if isinstance(watched, QWindow) and isinstance(event, QKeyEvent):
            is_release = event.type() == QEvent.Type.KeyRelease and not event.isAutoRepeat()
            self._released += is_release and event.key() not in _MODIFIERS
        return False

    def _do(self, count: int, *words: str) -> None:
        application = QApplication.instance()
        assert application is not None
        application.installEventFilter(self)
        self._released = 0
        try:
            xdotool(*words)
            self._qtbot.waitUntil(lambda: self._is_over(count), timeout=PATIENCE_MS)
        finally:
            application.removeEventFilter(self)

    def _is_over(self, count: int) -> bool:
        """Tell whether all were released, or nobody is there to see it."""
        windows = QApplication.topLevelWidgets()
        return self._released >= count or not any(one.isVisible() for one in windows)
