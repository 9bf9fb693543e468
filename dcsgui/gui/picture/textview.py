"""Constants that are a text: with numbers of lines, and a search."""

from __future__ import annotations

from PyQt5.QtCore import QEvent, QRect, QRectF, QSize, Qt
from PyQt5.QtGui import (
    QKeyEvent,
    QKeySequence,
    QPaintEvent,
    QPalette,
    QResizeEvent,
    QTextCursor,
    QTextDocument,
)
from PyQt5.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from dcsgui.gui.painting import painting
from dcsgui.gui.picture.fonts import fixed_font
from dcsgui.gui.picture.timers import ringing_once

__all__ = ["TextView"]

PIECE = 50_000
"""Characters that are added at once, some 10 ms."""


class _Gutter(QWidget):
    """The numbers of the lines."""

    def __init__(self, edit: _NumberedText) -> None:
        super().__init__(edit)
        self._edit = edit

    def sizeHint(self) -> QSize:
        return QSize(self._edit.gutter_width(), 0)

    def paintEvent(self, _event: QPaintEvent | None) -> None:
        with painting(self) as painter:
            palette = self.palette()
            painter.fillRect(self.rect(), palette.color(QPalette.ColorRole.AlternateBase))
            painter.setPen(palette.color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.Text))
            for number, place in self._edit.lines_seen(self.rect()):
                box = QRectF(0, place.top(), self.width() - 6, place.height())
                painter.drawText(box, int(Qt.AlignmentFlag.AlignRight), str(number))


class _NumberedText(QPlainTextEdit):
    """A read-only text with numbers beside its lines."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setReadOnly(True)
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.setFont(fixed_font())
        flags = Qt.TextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.setTextInteractionFlags(flags | Qt.TextInteractionFlag.TextSelectableByKeyboard)
        self._gutter = _Gutter(self)
        self.blockCountChanged.connect(self._on_lines_changed)
        self.updateRequest.connect(self._on_update_requested)
        self._on_lines_changed()

    def gutter_width(self) -> int:
        """Return how wide the numbers are."""
        digits = len(str(max(self.blockCount(), 99)))
        return self.fontMetrics().horizontalAdvance("9") * digits + 14

    def lines_seen(self, room: QRect) -> list[tuple[int, QRectF]]:
        """Return the numbers and places of the lines on the screen."""
        seen = []
        block = self.firstVisibleBlock()
        while block.isValid():
            place = self.blockBoundingGeometry(block).translated(self.contentOffset())
            if place.top() > room.bottom():
                break
            seen.append((block.blockNumber() + 1, place))
            block = block.next()
        return seen

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        """Put the numbers at the left."""
        super().resizeEvent(event)
        room = self.contentsRect()
        self._gutter.setGeometry(room.left(), room.top(), self.gutter_width(), room.height())

    def _on_lines_changed(self, _number: int = 0) -> None:
        self.setViewportMargins(self.gutter_width(), 0, 0, 0)

    def _on_update_requested(self, rect: QRect, way: int) -> None:
        if way:
            self._gutter.scroll(0, way)
        else:
            self._gutter.update(0, rect.y(), self._gutter.width(), rect.height())


class TextView(QWidget):
    """Shows a text; Ctrl+F finds in it, F3 or Enter finds the next place."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.text = _NumberedText()
        self.text.setAccessibleName("Text of the constants")
        self.finder = QLineEdit()
        self.finder.setPlaceholderText("Find in the text")
        self.finder.setClearButtonEnabled(True)
        self.finder.setAccessibleName("Find in the text")
        self.finder.setToolTip(
            "Enter finds the next place, Shift+Enter the one before; Esc closes"
        )
        self.found = QLabel()
        close = QToolButton()
        close.setText("\N{MULTIPLICATION SIGN}")
        close.setAutoRaise(True)
        close.setToolTip("Close (Esc)")
        close.clicked.connect(self.close_find)
        self._bar = QWidget()
        row = QHBoxLayout(self._bar)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.finder, 1)
        row.addWidget(self.found)
        row.addWidget(close)
        self._bar.hide()
        self._whole = ""
        self._end = 0  # of what is shown of it
        self._more = ringing_once(self, 0)
        self._more.timeout.connect(self._add_piece)
        self.text.setUndoRedoEnabled(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.text, 1)
        column.addWidget(self._bar)
        self.setFocusProxy(self.text)
        self.finder.textChanged.connect(self._on_text_changed)
        for widget in (self.text, self.finder):
            widget.installEventFilter(self)

    def set_text(self, text: str) -> None:
        """Show another text; a long one comes piece by piece, so that nothing waits for it."""
        self._end = 0
        self._whole = text
        self.text.clear()
        self._add_piece()
        self.text.moveCursor(QTextCursor.MoveOperation.Start)

    def clear(self) -> None:
        """Let go of the text."""
        self._whole = ""
        self._more.stop()
        self.text.clear()

    def _add_piece(self) -> None:
        """Show some more lines."""
        begin, self._end = self._end, self._end + PIECE
        if self._end < len(self._whole):
            self._end = self._whole.find("\n", self._end) + 1 or len(self._whole)
            self._more.start()
        cursor = QTextCursor(self.text.document())
        cursor.movePosition(QTextCursor.MoveOperation.End)
        cursor.insertText(self._whole[begin : self._end])

    def open_find(self) -> None:
        """Offer to find in the text."""
        self._bar.show()
        chosen = self.text.textCursor().selectedText()
        if chosen:
            self.finder.setText(chosen)
        self.finder.setFocus()
        self.finder.selectAll()

    def close_find(self) -> None:
        """Go back to the text."""
        self._bar.hide()
        self.text.setFocus()

    def find_next(self, *, back: bool = False) -> bool:
        """Go to the next place, from the beginning again after the last one."""
        wanted = self.finder.text()
        flags = QTextDocument.FindFlags()
        if back:
            flags |= QTextDocument.FindFlag.FindBackward
        if not wanted or self.text.find(wanted, flags):
            self.found.setText("")
            return bool(wanted)
        before = self.text.textCursor()
        end = QTextCursor.MoveOperation.End if back else QTextCursor.MoveOperation.Start
        self.text.moveCursor(end)
        if self.text.find(wanted, flags):
            self.found.setText("from the other end")
            return True
        self.text.setTextCursor(before)
        self.found.setText("not found")
        return False

    def _on_text_changed(self, _text: str) -> None:
        cursor = self.text.textCursor()
        cursor.setPosition(cursor.selectionStart())
        self.text.setTextCursor(cursor)
        self.find_next()

    def eventFilter(self, watched: object, event: QEvent | None) -> bool:
        """Take the keys of the search, before a shortcut of the window does."""
        if isinstance(event, QKeyEvent):
            if event.type() == QEvent.Type.ShortcutOverride and self._means(event):
                event.accept()
                return True
            if event.type() == QEvent.Type.KeyPress and self._means(event):
                self._on_key(event)
                return True
        return super().eventFilter(watched, event)  # type: ignore[arg-type]

    def _means(self, event: QKeyEvent) -> bool:
        keys = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape}
        return (
            event.matches(QKeySequence.StandardKey.Find)
            or event.key() == Qt.Key.Key_F3
            or (keys and not self._bar.isHidden())
        )

    def _on_key(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Find):
            self.open_find()
        elif event.key() == Qt.Key.Key_Escape:
            self.close_find()
        else:
            back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.find_next(back=back)
