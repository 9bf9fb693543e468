"""The line below a history in which a comment is typed; a draft for each node."""

from __future__ import annotations

from collections.abc import Mapping

from PyQt5.QtCore import QSize, Qt, pyqtSignal, pyqtSlot
from PyQt5.QtGui import QKeyEvent
from PyQt5.QtWidgets import (
    QHBoxLayout,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from dcsgui.core.actions.answers.nodes import NodeId
from dcsgui.gui.window.texts import words

__all__ = ["CommentEdit", "CommentLine"]

MOST_LINES = 5
"""Higher it does not grow."""

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_MARGIN = 14


class CommentEdit(QPlainTextEdit):
    """A text that grows with its lines: Enter sends it, Shift+Enter begins a line.

    Signals
    -------
    sendAsked()
        Enter was pressed.
    """

    sendAsked = pyqtSignal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTabChangesFocus(True)
        self.setAccessibleName("Comment to be added to the history")
        self.textChanged.connect(self._fit)
        self._fit()

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        """Send at Enter."""
        if event is None:
            return
        if event.key() in _ENTER and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.sendAsked.emit()
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        """Return a size with room for its lines."""
        return QSize(super().sizeHint().width(), self.maximumHeight())

    def _fit(self) -> None:
        lines = min(max(self.blockCount(), 1), MOST_LINES)
        self.setFixedHeight(lines * self.fontMetrics().lineSpacing() + _MARGIN)


class CommentLine(QWidget):
    """Adds comments to the history of the node that is shown; keeps what is typed for others.

    Attributes
    ----------
    edit : CommentEdit
    button : QPushButton
    node : NodeId or None
        To whose history a comment is added.
    problem : QLabel
        Why what was typed is not in the history.

    Signals
    -------
    commentGiven(NodeId, str)
        This is to be added.
    """

    commentGiven = pyqtSignal(object, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.node: NodeId | None = None
        self._drafts: dict[NodeId, str] = {}
        self._sending: set[NodeId] = set()
        self._problems: dict[NodeId, str] = {}
        self._writable = True
        self._why = ""
        self.edit = CommentEdit(self)
        self.button = QPushButton("&Add comment", self)
        self.button.setToolTip("Enter adds it, Shift+Enter begins a line.")
        self.button.setAutoDefault(False)
        self.problem = words(parent=self)
        self.problem.hide()
        row = QHBoxLayout()
        row.addWidget(self.edit, 1)
        row.addWidget(self.button, 0, Qt.AlignmentFlag.AlignTop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 2, 0, 2)
        layout.setSpacing(1)
        layout.addWidget(self.problem)
        layout.addLayout(row)
        self.button.clicked.connect(self._on_send)
        self.edit.sendAsked.connect(self._on_send)
        self.edit.textChanged.connect(self._on_text_changed)
        self.show_node(None, "")

    def show_node(self, node: NodeId | None, name: str, *, writable: bool = True) -> None:
        """Take comments to this node, which people call so; what was typed for it is there."""
        self._writable = writable
        if node != self.node:
            self.node, self._why = node, ""
            self.edit.setPlainText("" if node is None else self._drafts.get(node, ""))
        place = f"Add a comment to the history of {name}…" if node else ""
        self.edit.setPlaceholderText(place if writable else "Nothing can be added here.")
        self._enable()

    def begin(self, why: str = "") -> None:
        """Move the keyboard here, and perhaps say why."""
        self.edit.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._why = why
        self._enable()

    @property
    def drafts(self) -> Mapping[NodeId, str]:
        """What is typed and not added yet, by node."""
        return self._drafts

    def sent(self, node: NodeId, comment: str) -> None:
        """Take note that a comment is in the file; what was typed since stays."""
        self._sending.discard(node)
        self._problems.pop(node, None)
        if self._drafts.get(node, "").strip() == comment:
            self._drafts.pop(node)
            if node == self.node:
                self.edit.clear()
        self._enable()

    def refused(self, node: NodeId, sentence: str) -> None:
        """Take note that a comment was not taken, and why; it stays."""
        self._sending.discard(node)
        self._problems[node] = sentence
        self._enable()

    def state(self) -> dict[str, object]:
        """Return what is typed and not added yet, as values of JSON."""
        return {
            "drafts": [[node.file, list(node.path), text] for node, text in self._drafts.items()]
        }

    def restore(self, state: Mapping[str, object]) -> None:
        """Take up what was typed; what can't be understood is left out."""
        drafts = state.get("drafts")
        for draft in drafts if isinstance(drafts, list) else []:
            match draft:
                case [str(file), [*path], str(text)] if all(isinstance(p, str) for p in path):
                    self._drafts[NodeId(file, tuple(path))] = text

    @pyqtSlot()
    def _on_send(self) -> None:
        comment = self.edit.toPlainText().strip()
        if comment and self.node is not None and self.button.isEnabled():
            self._sending.add(self.node)
            self._enable()
            self.commentGiven.emit(self.node, comment)

    @pyqtSlot()
    def _on_text_changed(self) -> None:
        if self.node is None:
            return
        text = self.edit.toPlainText()
        if text.strip():
            self._drafts[self.node] = text
        else:
            self._drafts.pop(self.node, None)
        self._enable()

    def _enable(self) -> None:
        there = self.node is not None
        waits = self.node in self._sending
        self.edit.setEnabled(there and (self._writable or bool(self.edit.toPlainText())))
        has_text = bool(self.edit.toPlainText().strip())
        self.button.setEnabled(there and self._writable and has_text and not waits)
        sentence = "" if self.node is None else self._problems.get(self.node, "")
        self.problem.setText(f"Not added yet: {sentence}" if sentence else self._why)
        self.problem.setVisible(bool(sentence or self._why))
