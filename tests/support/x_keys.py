"""A real keyboard of an X server: ``xdotool`` presses its keys, and the windows get them by X."""

from __future__ import annotations

from typing import Self

from PyQt5 import sip
from PyQt5.QtCore import QAbstractNativeEventFilter, QByteArray
from PyQt5.QtGui import QGuiApplication
from PyQt5.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from drags_under_x import PATIENCE_MS, xdotool

__all__ = ["XKeys", "on_x"]

_NAMES = {
    "Backspace": "BackSpace",
    "Backtab": "shift+Tab",
    "Del": "Delete",
    "Enter": "KP_Enter",
    "Esc": "Escape",
    "Ins": "Insert",
    "PgDown": "Next",
    "PgUp": "Prior",
    "Space": "space",
}
_LAST = "Shift_R"
"""A key that does nothing: once its event was seen, so were all before it."""

_KEY_RELEASE, _SENT = 3, 0x80
_AFTER = 3  # looks at the marker: by then what was before it has been handled


def on_x() -> bool:
    """Return whether this is a real desktop."""
    return QGuiApplication.platformName() == "xcb"


class XKeys:
    """Presses keys, and waits until the program has handled that."""

    def __init__(self, qtbot: QtBot) -> None:
        self._qtbot = qtbot
        self._code = 0  # of the last key, as X counts them
        if on_x():
            self._code = self._learnt()

    def press(self, keys: str) -> None:
        """Press a key, or a combination: "Down", "Ctrl+Z"."""
        *modifiers, key = keys.split("+")
        name = _NAMES.get(key, key.lower() if len(key) == 1 else key)
        self._do("key", "+".join([*(one.lower() for one in modifiers), name]))

    def type(self, text: str) -> None:
        """Type a text."""
        if text:
            self._do("type", "--delay", "0", "--", text)

    def _learnt(self) -> int:
        with _Released() as released:
            xdotool("key", _LAST)
            self._qtbot.waitUntil(lambda: bool(released.codes), timeout=PATIENCE_MS)
        return released.codes[-1]

    def _do(self, *words: str) -> None:
        looks = 0

        def is_over() -> bool:
            nonlocal looks
            looks += self._code in released.codes
            windows = QApplication.topLevelWidgets()
            return looks > _AFTER or not any(one.isVisible() for one in windows)

        with _Released() as released:
            xdotool(*words)
            xdotool("key", _LAST)
            self._qtbot.waitUntil(is_over, timeout=PATIENCE_MS)


class _Released(QAbstractNativeEventFilter):
    """Sees which keys are released, also if no window gets to know of it.

    Attributes
    ----------
    codes : list of int
    """

    def __init__(self) -> None:
        super().__init__()
        self.codes: list[int] = []

    def __enter__(self) -> Self:
        application = QApplication.instance()
        assert application is not None
        application.installNativeEventFilter(self)
        return self

    def __exit__(self, *_what: object) -> None:
        application = QApplication.instance()
        assert application is not None
        application.removeNativeEventFilter(self)

    def nativeEventFilter(
        self, kind: QByteArray | bytes | bytearray, message: sip.voidptr | None
    ) -> tuple[bool, int]:
        """Note the code of a key that is released."""
        if message is not None and bytes(kind) == b"xcb_generic_event_t":
            head = bytes(message.asarray(2))
            if head[0] & ~_SENT == _KEY_RELEASE:
                self.codes.append(head[1])
        return False, 0
