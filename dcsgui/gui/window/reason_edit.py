"""A text of several lines that offers what was written there before."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from PyQt5.QtCore import QEvent, QObject, QSize, QStringListModel, Qt, pyqtSignal
from PyQt5.QtGui import QKeyEvent, QTextCursor
from PyQt5.QtWidgets import QCompleter, QPlainTextEdit, QWidget

__all__ = ["ReasonEdit"]

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_OF_THE_LIST = (*_ENTER, Qt.Key.Key_Escape, Qt.Key.Key_Tab, Qt.Key.Key_Backtab)
_LINES, _LIST_LINES = 4, 6
_KEPT = 20


class ReasonEdit(QPlainTextEdit):
    """An editor that completes to one of the earlier texts.

    Signals
    -------
    submitted()
        Ctrl+Enter was pressed.
    """

    submitted = pyqtSignal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTabChangesFocus(True)
        self._recent = QStringListModel(self)
        completer = QCompleter(self._recent, self)
        completer.setWidget(self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setMaxVisibleItems(_LIST_LINES)
        completer.activated[str].connect(self.take)
        self._completer = completer
        popup = completer.popup()
        if popup is not None:
            popup.installEventFilter(self)  # after that of the completer: asked before it
        self._popup = popup

    def sizeHint(self) -> QSize:
        """Return the size of a few lines: a reason is a sentence or two."""
        height = _LINES * self.fontMetrics().lineSpacing() + 2 * (self.frameWidth() + 4)
        return QSize(super().sizeHint().width(), height)

    def text(self) -> str:
        """Return what is written, without blanks around it."""
        return self.toPlainText().strip()

    @property
    def recent(self) -> tuple[str, ...]:
        """The texts that are offered, the last one first."""
        return tuple(self._recent.stringList())

    def set_recent(self, texts: Iterable[str]) -> None:
        """Offer these, in this order."""
        self._recent.setStringList(list(texts)[:_KEPT])

    def remember(self, text: str) -> None:
        """Offer a text again, before the others; not an empty one."""
        if text:
            self.set_recent((text, *(other for other in self.recent if other != text)))

    def taken(self) -> str:
        """Return the text, which is used now: remember it, and be empty for the next one."""
        text = self.text()
        self.remember(text)
        self.clear()
        return text

    def state(self) -> dict[str, object]:
        """Return the texts that are offered and the one that is written, as JSON values."""
        return {"recent": list(self.recent), "draft": self.toPlainText()}

    def restore(self, state: Mapping[str, object]) -> None:
        """Take up a `state`; what cannot be understood is left out."""
        recent, draft = state.get("recent"), state.get("draft")
        if isinstance(recent, list | tuple):
            self.set_recent(text for text in recent if isinstance(text, str))
        if isinstance(draft, str):
            self.setPlainText(draft)

    def take(self, text: str) -> None:
        """Write a text instead of what stands there; it can be taken back with Ctrl+Z."""
        cursor = self.textCursor()
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.insertText(text)
        self.setTextCursor(cursor)

    def eventFilter(self, watched: QObject | None, event: QEvent | None) -> bool:
        """Send with Ctrl+Enter also while the list is open, which has the keyboard then."""
        if watched is self._popup and self._popup is not None and _is_ctrl_enter(event):
            self._popup.hide()
            self.submitted.emit()
            return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        """Send with Ctrl+Enter; offer earlier texts while typing."""
        if event is None:
            return
        if self._popup is not None and self._popup.isVisible() and event.key() in _OF_THE_LIST:
            event.ignore()  # the list of completions takes it
            return
        if _is_ctrl_enter(event):
            self.submitted.emit()
            return
        before = self.toPlainText()
        super().keyPressEvent(event)
        if self.toPlainText() != before:
            self._offer()

    def _offer(self) -> None:
        """Open the list of what was written before, if something fits."""
        text = self.toPlainText()
        self._completer.setCompletionPrefix(text)
        fitting = self._completer.completionCount()
        same = fitting == 1 and self._completer.currentCompletion() == text
        if self._popup is None:
            return
        if not text.strip() or fitting == 0 or same:
            self._popup.hide()
            return
        rectangle = self.cursorRect()
        rectangle.setLeft(0)
        rectangle.setWidth(self.viewport().width())  # type: ignore[union-attr]
        rectangle.translate(0, 4)
        self._completer.complete(rectangle)


def _is_ctrl_enter(event: QEvent | None) -> bool:
    if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
        return False
    control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
    return control and event.key() in _ENTER
