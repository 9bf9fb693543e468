"""Ten fingers and no mouse: keys go where the keyboard is, and it always has to be somewhere."""

from __future__ import annotations

from collections.abc import Callable

from PyQt5.QtCore import QModelIndex, Qt
from PyQt5.QtWidgets import QAbstractItemView, QApplication, QTreeView, QWidget
from pytestqt.qtbot import QtBot

from dcsgui.gui.window.main import MainWindow
from window_hands import PATIENCE_MS
from x_keys import XKeys, on_x

__all__ = ["Keyboard"]


class Keyboard:
    """What can be done without a mouse; after each key the keyboard has to be seen somewhere.

    Attributes
    ----------
    window : MainWindow
        To look at.
    """

    def __init__(self, qtbot: QtBot, window: MainWindow) -> None:
        self.window = window
        self._qtbot, self._keys = qtbot, XKeys(qtbot)
        window.activateWindow()
        self.wait(window.isActiveWindow)

    def wait(self, condition: Callable[[], object]) -> None:
        """Wait until something is so."""
        self._qtbot.waitUntil(lambda: bool(condition()), timeout=PATIENCE_MS)

    def rest(self) -> None:
        """Wait until nothing is going on, and look where the keyboard is."""
        self.wait(self.window.is_quiet)
        self.focus()

    def focus(self) -> QWidget:
        """Return the widget that has the keyboard: one that can be seen, where a person can type.

        It is waited for, because a window that opens is not the active one at once.
        """
        self.wait(self._is_somewhere)
        focused = _focused()
        assert focused is not None
        return focused

    def _is_somewhere(self) -> bool:
        """Tell whether a key would go somewhere.

        When a dialog or a popup is gone the window below it becomes active: offscreen there is
        nobody else to see to that.
        """
        active = QApplication.activeWindow()
        is_popup = active is not None and active.windowType() == Qt.WindowType.Popup
        if is_popup or active is None or not active.isVisible():
            (QApplication.activeModalWidget() or self.window).activateWindow()
        return _focused() is not None

    def press(self, keys: str, *, times: int = 1) -> None:
        """Press a key, or a combination: "Down", "Ctrl+Z"."""
        for _ in range(times):
            focus = self.focus()
            if on_x():
                self._keys.press(keys)
            else:
                self._qtbot.keySequence(focus, keys)
        if self.window.isVisible():
            self.focus()

    def menu(self, *letters: str) -> None:
        """Open a menu of the window with Alt and its letter, and choose with the next ones."""
        first, *others = letters
        self.press(f"Alt+{first}")
        for letter in others:
            self.wait(lambda: QApplication.activePopupWidget() is not None)
            self.press(letter)

    def type(self, text: str) -> None:
        """Type a text."""
        focus = self.focus()
        if on_x():
            self._keys.type(text)
        else:
            self._qtbot.keyClicks(focus, text)
        self.focus()

    def retype(self, text: str) -> None:
        """Type a text in place of what is there."""
        self.press("Ctrl+A")
        self.type(text)

    def is_in(self, widget: QWidget) -> bool:
        """Tell whether the keyboard is in a widget."""
        focused = self.focus()
        return focused is widget or widget.isAncestorOf(focused)

    def tab_to(self, widget: QWidget, *, backward: bool = False) -> None:
        """Press Tab until the keyboard is in a widget."""
        for _ in range(60):
            if self.is_in(widget):
                return
            self.press("Backtab" if backward else "Tab")
        raise AssertionError(f"Tab never comes to {widget}")

    def down_to(self, view: QAbstractItemView, text: str, column: int = 0) -> QModelIndex:
        """Press Down until the current row begins with a text."""
        assert self.is_in(view)
        for _ in range(200):
            index = view.currentIndex().siblingAtColumn(column)
            if str(index.data()).startswith(text):
                return index
            self.press("Down")
            if view.currentIndex().row() == index.row() and (
                view.currentIndex().siblingAtColumn(column) == index
            ):
                break
        raise AssertionError(f"there is no {text!r} below")

    def open_row(self, view: QTreeView, text: str) -> None:
        """Go down to a row of the tree, and open it."""
        index = self.down_to(view, text)
        if not view.isExpanded(index):
            self.press("Right")
        self.wait(lambda: _first_below(view).isValid())
        self.rest()


def _first_below(view: QTreeView) -> QModelIndex:
    """Return the first row below the current one; none as long as it is being read."""
    index = view.currentIndex().siblingAtColumn(0)
    model = index.model()
    first = QModelIndex() if model is None else model.index(0, 0, index)
    return QModelIndex() if str(first.data()).startswith("loading") else first


def _focused() -> QWidget | None:
    """Return the widget that gets the keys, None if nobody sees which, or if it can't get them."""
    popup = QApplication.activePopupWidget()
    focused = popup if popup is not None else QApplication.focusWidget()
    if focused is None or not focused.isVisible():
        return None
    modal = QApplication.activeModalWidget()
    blocked = modal is not None and popup is None and focused.window() is not modal
    return None if blocked else focused
