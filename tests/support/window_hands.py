"""What a person does with a window: real clicks and keys, and waiting for what is shown."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PyQt5.QtCore import QModelIndex, QPoint, Qt
from PyQt5.QtGui import QKeySequence
from PyQt5.QtWidgets import QAbstractItemView, QLabel, QWidget
from pytestqt.qtbot import QtBot

from dcsgui.gui.models.versions_columns import column_number
from dcsgui.gui.picture.mosaic import Pixel
from dcsgui.gui.window.main import MainWindow

PATIENCE_MS = 15_000
"""For what takes milliseconds on a machine with nothing else to do."""

PLAIN = Qt.KeyboardModifier.NoModifier


class Hands:
    """Two hands on a window.

    Attributes
    ----------
    window : MainWindow
    qtbot : QtBot
    """

    def __init__(self, qtbot: QtBot, window: MainWindow) -> None:
        self.window = window
        self.qtbot = qtbot

    def wait(self, condition: Callable[[], object]) -> None:
        """Wait until something is so."""
        self.qtbot.waitUntil(lambda: bool(condition()), timeout=PATIENCE_MS)

    def rest(self) -> None:
        """Wait until nothing is going on."""
        self.wait(self.window.is_quiet)

    def press(
        self, keys: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        """Press a key, wherever the keyboard is."""
        focused = self.window.focusWidget() or self.window
        self.qtbot.keyClick(focused, keys, modifier)

    def shortcut(self, keys: str) -> None:
        """Press the keys of an action, which has to be enabled."""
        wanted = QKeySequence(keys)
        actions = [action for action in self.window.actions_ if action.shortcut() == wanted]
        assert [action for action in actions if action.isEnabled()], f"{keys} does nothing now"
        self.window.activateWindow()
        self.wait(self.window.isActiveWindow)
        self.qtbot.keySequence(self.window, keys)

    def type(self, widget: QWidget, text: str) -> None:
        """Type a text into a widget."""
        self.qtbot.keyClicks(widget, text)

    def click(self, view: QAbstractItemView, index: QModelIndex) -> None:
        """Click on a cell, after scrolling to it."""
        view.scrollTo(index)
        self.qtbot.mouseClick(
            view.viewport(), Qt.MouseButton.LeftButton, pos=view.visualRect(index).center()
        )

    def double_click(self, view: QAbstractItemView, index: QModelIndex) -> None:
        """Double-click on a cell."""
        view.scrollTo(index)
        where = view.visualRect(index).center()
        self.qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=where)
        self.qtbot.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=where)

    def click_at(self, widget: QWidget | None, where: QPoint) -> None:
        """Click somewhere in a widget."""
        self.qtbot.mouseClick(widget, Qt.MouseButton.LeftButton, pos=where)

    def trigger(self, name: str) -> None:
        """Choose an action from its menu; it has to be enabled."""
        action = self.window.actions_[name]
        assert action.isEnabled(), f"'{name}' is not enabled"
        action.trigger()

    # --- the tree

    def child(self, text: str, parent: QModelIndex | None = None) -> QModelIndex:
        """Find the row of the tree that begins with a text, below a row; it has to be there."""
        model = self.window.parts.places.model
        above = QModelIndex() if parent is None else parent
        for row in range(model.rowCount(above)):
            index = model.index(row, 0, above)
            if str(index.data()).startswith(text):
                return index
        return QModelIndex()

    def _has_child(self, text: str, above: QModelIndex) -> bool:
        return self.child(text, above).isValid()

    def walk(self, *texts: str) -> QModelIndex:
        """Open row after row of the tree with clicks and the right arrow key; click the last."""
        view = self.window.parts.places.view
        index = QModelIndex()
        for depth, text in enumerate(texts):
            above = QModelIndex(index)
            self.wait(partial(self._has_child, text, above))
            index = self.child(text, above)
            self.click(view, index)
            if depth < len(texts) - 1 and not view.isExpanded(index):
                self.qtbot.keyClick(view, Qt.Key.Key_Right)
        return index

    def tree_row(self, *texts: str) -> QModelIndex:
        """Return a row of the tree that is open, by its texts."""
        index = QModelIndex()
        for text in texts:
            index = self.child(text, index)
            assert index.isValid(), text
        return index

    # --- the table

    @property
    def table(self) -> QAbstractItemView:
        """The view of the versions."""
        return self.window.parts.versions.view

    def rows(self) -> list[list[str]]:
        """Return the texts of the table as it is seen, row by row."""
        model = self.window.parts.versions.model
        return [
            [str(model.index(row, column).data() or "") for column in range(model.columnCount())]
            for row in range(model.rowCount())
        ]

    def column(self, name: str) -> list[str]:
        """Return what a column shows, from top to bottom."""
        return [cells[column_number(name)] for cells in self.rows()]

    def current(self, name: str) -> str:
        """Return what a column shows in the current row."""
        return self.column(name)[self.window.parts.versions.view.current_row]

    def cell(self, row: int, name: str) -> QModelIndex:
        """Return a cell of the table."""
        return self.window.parts.versions.model.index(row, column_number(name))

    def answering(self) -> list[tuple[str, bool]]:
        """Return which versions have a star, in order of the rows, and whether it was set."""
        model = self.window.parts.versions.model
        rows = [model.row(number) for number in range(model.rowCount())]
        return [(f"v{row.versind}", row.pinned) for row in rows if row.is_default]

    def click_star(self, row: int) -> None:
        """Click on the place of the star of a row."""
        index = self.cell(row, "default")
        self.table.scrollTo(index)
        where = self.table.visualRect(index)
        self.click_at(self.table.viewport(), QPoint(where.left() + 10, where.center().y()))

    def click_header(self, name: str) -> None:
        """Click on the header of a column."""
        view = self.window.parts.versions.view
        view.scrollTo(self.cell(0, name))
        header = view.horizontalHeader()
        assert header is not None
        section = column_number(name)
        left = header.sectionViewportPosition(section)
        where = QPoint(left + header.sectionSize(section) // 2, header.height() // 2)
        self.click_at(header.viewport(), where)

    # --- the picture

    def value_at(self, pixel: Pixel) -> str:
        """Move the mouse to a pixel of the picture, and return what is told of it."""
        panel = self.window.picturing.panel
        assert panel is not None
        canvas = panel.views.image.canvas
        self.qtbot.mouseMove(canvas, QPoint(1, 1))
        self.qtbot.mouseMove(canvas, canvas.place_of(pixel))
        self.wait(self.window.parts.cursor.text)
        return self.window.parts.cursor.text()

    # --- what is told

    def told(self) -> str:
        """Return what the banner says, all of it."""
        return "\n".join(message.text for message in self.window.parts.banner.messages)

    def problems(self) -> str:
        """Return what the table and the tree say of what could not be read."""
        labels = self.window.parts.versions.findChildren(QLabel)
        texts = [label.text() for label in labels if label.isVisible()]
        branches = self.window.parts.places.model.branches()
        texts += [branch.failure.sentence for branch in branches if branch.failure is not None]
        return "\n".join(texts)

    # --- the worker

    def kill_workers(self) -> None:
        """Kill the worker processes of this process, as the system does when memory is short."""
        workers = []
        for entry in Path("/proc").glob("[0-9]*"):
            try:
                status = (entry / "status").read_text()
                command = (entry / "cmdline").read_bytes()
            except OSError:  # it ended meanwhile
                continue
            if f"PPid:\t{os.getpid()}\n" in status and b"dcsgui.gui.worker" in command:
                workers.append(int(entry.name))
        assert workers
        for pid in workers:
            os.kill(pid, signal.SIGKILL)
