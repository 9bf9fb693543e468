"""Telling in the banner what others changed, what comes together in one message."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from PyQt5.QtCore import QObject, QTimer, pyqtSlot
from PyQt5.QtWidgets import QAction

from dcsgui.core.actions.answers.nodes import NodeId
from dcsgui.gui.window.banner import Message, Severity
from dcsgui.gui.window.others_words import told

if TYPE_CHECKING:
    from dcsgui.core.actions.answers.changes import ChangeRow
    from dcsgui.gui.window.parts import Parts

__all__ = ["OthersTelling"]

TOGETHER_MS = 300
"""What comes within this time is told together."""


class OthersTelling(QObject):
    """Has one message for each file, with a way to what was changed in it.

    Parameters
    ----------
    parts : Parts
        With the banner, and the tree in which "Show" goes there.
    """

    def __init__(self, parts: Parts, parent: QObject) -> None:
        super().__init__(parent)
        self._parts = parts
        self._untold: defaultdict[str, list[ChangeRow]] = defaultdict(list)
        self._told: dict[str, _Told] = {}
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(TOGETHER_MS)
        self._soon.timeout.connect(self._on_time_to_tell)

    def tell(self, file: str, rows: Sequence[ChangeRow]) -> None:
        """Tell soon what was changed in a file, with what is still told of it."""
        self._untold[file].extend(rows)
        self._soon.start()

    def take_back(self, file: str) -> list[ChangeRow]:
        """Put away what was told of a file, and return what that was about."""
        found = self._told.pop(file, None)
        if found is None:
            return []
        self._parts.banner.dismiss(found.message)
        return found.rows

    @pyqtSlot()
    def _on_time_to_tell(self) -> None:
        untold, self._untold = self._untold, defaultdict(list)
        for file, rows in untold.items():
            self._tell(file, [*self.take_back(file), *rows])

    def _tell(self, file: str, rows: list[ChangeRow]) -> None:
        sentence = told(file, rows, utc=self._parts.versions.model.look.utc)
        text = sentence if sentence.endswith((".", "!", "?")) else f"{sentence}."
        message = self._parts.banner.show_message(
            text, severity=Severity.INFO, action=self._show_action(file, rows[-1])
        )
        self._told[file] = _Told(message, rows)
        message.dismissed.connect(self._on_dismissed)

    def _show_action(self, file: str, row: ChangeRow) -> QAction:
        action = QAction("&Show", self)
        action.setToolTip("Go to what was changed last.")
        action.setData(row.nodes[-1] if row.nodes else NodeId(file))
        action.triggered.connect(self._on_show_asked)
        return action

    @pyqtSlot()
    def _on_show_asked(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self._parts.places.select(action.data())
            action.deleteLater()

    @pyqtSlot()
    def _on_dismissed(self) -> None:
        sender = self.sender()
        self._told = {file: one for file, one in self._told.items() if one.message is not sender}


class _Told(NamedTuple):
    """What was told of a file, and what that was about."""

    message: Message
    rows: list[ChangeRow]
