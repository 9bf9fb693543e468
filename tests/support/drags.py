"""A hand that drags: rows from view to view, files from the desktop.

What a story does is the same on every platform::

    drags = Drags(qtbot)
    told = drags.drag(Stop(view, row), Stop(tree, elsewhere), keys=Qt.ShiftModifier)
    assert told[-1].words.startswith("Move 3 versions")

One call is one drag: the button goes down at the first stop, the pointer rests at each of the
others, and what is said beside it there is returned, a `Told` for each. Then the button is
released (`Ending.DROP`), or Escape is pressed (`Ending.ESCAPE`). To drag several rows, select them
first as a person does (`select`: a click, and clicks with Ctrl), and begin on one of them.

*Offscreen* there is no drag and drop: `QDrag.exec` returns at once. So real mouse events go to the
view until it begins its drag by itself, beyond the distance that it takes; what is dragged is read
out of the very `QDrag` that the view has made. From there on the real events of a drag (enter,
move, leave, drop) go to the widget under the pointer, found as Qt finds it, and as on a real
desktop nothing can be dropped where the last move was not accepted.

*Under X* (``QT_QPA_PLATFORM=xcb``, say in ``xvfb-run``) ``xdotool`` moves the real pointer, and
everything between X server and widget is real, see `drags_under_x`. Two windows of one process are
enough for a drag from window to window.

`drag_files` does the same with files of a file manager; under X, where they would need another
program, it sends the events as offscreen.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import Enum
from pathlib import Path
from typing import NamedTuple

from PyQt5.QtCore import (
    QEvent,
    QMimeData,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    Qt,
    QUrl,
)
from PyQt5.QtGui import (
    QDrag,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QGuiApplication,
    QMouseEvent,
    QPixmap,
)
from PyQt5.QtWidgets import QAbstractItemView, QApplication, QWidget
from pytestqt.qtbot import QtBot

from dcsgui.gui.carrying.cursor_words import CursorWords
from drags_under_x import drag_under_x

__all__ = ["Drags", "Ending", "Stop", "Told"]

PATIENCE_MS = 15_000
LEFT, PLAIN = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
Keys = Qt.KeyboardModifier | Qt.KeyboardModifiers

_ANY_ACTION = Qt.DropActions(Qt.DropAction.CopyAction) | Qt.DropAction.MoveAction


_ACTIONS = {
    Qt.CursorShape.DragCopyCursor: Qt.DropAction.CopyAction,
    Qt.CursorShape.DragMoveCursor: Qt.DropAction.MoveAction,
}


class Ending(Enum):
    """How a drag ends."""

    DROP = "the button is released"
    ESCAPE = "Escape is pressed"


class Stop:
    """Where the pointer goes: to a row, or to a point of a widget.

    Parameters
    ----------
    widget : QWidget
        A view, or any other widget.
    where : QModelIndex or QPoint
        A row of the view, also if it moves meanwhile; or a point of the widget (of the viewport
        of a view).
    until : function, optional
        The pointer rests there until this is so; a row may open, or the view scroll.
    """

    def __init__(
        self,
        widget: QWidget,
        where: QModelIndex | QPoint,
        until: Callable[[], bool] | None = None,
    ) -> None:
        self._view = widget
        self.until = until or _at_once
        self._row = QPersistentModelIndex(where) if isinstance(where, QModelIndex) else None
        self._point = where if isinstance(where, QPoint) else QPoint()

    @property
    def widget(self) -> QWidget:
        """What the point is in."""
        viewport = self._view.viewport() if isinstance(self._view, QAbstractItemView) else None
        return viewport or self._view

    @property
    def point(self) -> QPoint:
        """Where in `widget`: now."""
        if self._row is None or not isinstance(self._view, QAbstractItemView):
            return self._point
        assert self._row.isValid(), "the row is gone"
        rect = self._view.visualRect(QModelIndex(self._row))
        assert self.widget.rect().intersects(rect), "the row is out of sight"
        return QPoint(min(rect.left() + 40, self.widget.width() - 2), rect.center().y())

    @property
    def on_screen(self) -> QPoint:
        """Where on the screen: now."""
        return self.widget.mapToGlobal(self.point)


def _at_once() -> bool:
    return True


class Told(NamedTuple):
    """What is said while the pointer rests: beside it, and by its shape."""

    words: str
    taken: bool
    action: Qt.DropAction = Qt.DropAction.IgnoreAction


class Drags:
    """Drags things with the mouse.

    Attributes
    ----------
    data : QMimeData
        What was dragged last.
    pixmap : QPixmap
        What hung on the pointer then; offscreen only.
    """

    def __init__(self, qtbot: QtBot) -> None:
        self.data = QMimeData()
        self.pixmap = QPixmap()
        self._qtbot = qtbot
        self._over: QWidget | None = None
        self._taken = False

    def select(self, view: QAbstractItemView, *rows: QModelIndex) -> None:
        """Select rows: a click on the first, clicks with Ctrl on the others."""
        for number, row in enumerate(rows):
            view.scrollTo(row)
            stop = Stop(view, row)
            keys = Qt.KeyboardModifier.ControlModifier if number else PLAIN
            self._qtbot.mouseClick(stop.widget, LEFT, keys, pos=stop.point)

    def drag(
        self, begin: Stop, *stops: Stop, keys: Keys = PLAIN, ending: Ending = Ending.DROP
    ) -> list[Told]:
        """Drag from where something can be taken, over some stops; return what is told there."""
        if QGuiApplication.platformName() == "xcb":
            noted: list[Told] = []
            drag_under_x(
                self._qtbot,
                [begin, *stops],
                keys=keys,
                escape=ending is Ending.ESCAPE,
                note=lambda: noted.append(_told()),
            )
            return noted
        self.pick_up(begin)
        told = [self._stay(stop, keys) for stop in stops]
        self.end(stops[-1], keys, ending)
        return told

    def drag_files(
        self, paths: Sequence[Path], *stops: Stop, ending: Ending = Ending.DROP
    ) -> list[Told]:
        """Drag files and directories out of a file manager."""
        self.data = QMimeData()
        self.data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
        told = [self._stay(stop) for stop in stops]
        self.end(stops[-1], PLAIN, ending)
        return told

    # --- step by step, offscreen only ---

    def pick_up(self, begin: Stop) -> None:
        """Press the button and move, until the view begins a drag."""
        near = QPoint(QApplication.startDragDistance() // 2, 0)
        beyond = QPoint(QApplication.startDragDistance() + 2, 2)
        at = begin.point
        over = _drags_of(begin)
        _mouse(begin, QEvent.Type.MouseButtonPress, at)
        for where in (near, beyond, 2 * beyond):
            _mouse(begin, QEvent.Type.MouseMove, at + where)
            made = [one for one in _drags_of(begin) if one not in over]
            if made:
                self.data = _copied(made[-1].mimeData())
                self.pixmap = made[-1].pixmap()
                return
        raise AssertionError("no drag began here")

    def rest(self, stop: Stop, keys: Keys = PLAIN) -> Told:
        """Move over a stop, and return what is told there."""
        under = _under(stop)
        point = stop.on_screen
        if under is not self._over:
            self._leave()
            self._over = under
            if under is not None:
                at = under.mapFromGlobal(point)
                enter = QDragEnterEvent(at, _ANY_ACTION, self.data, LEFT, keys)
                QApplication.sendEvent(under, enter)
        if under is None:
            return Told(_words(), taken=False)
        move = QDragMoveEvent(under.mapFromGlobal(point), _ANY_ACTION, self.data, LEFT, keys)
        QApplication.sendEvent(under, move)
        self._taken = move.isAccepted()
        return Told(_words(), self._taken, move.dropAction())

    def end(self, stop: Stop, keys: Keys = PLAIN, ending: Ending = Ending.DROP) -> None:
        """Release the button where the pointer is; or leave, as with Escape."""
        over = self._over
        if over is None or not self._taken or ending is Ending.ESCAPE:
            self._leave()
            return
        at = over.mapFromGlobal(stop.on_screen)
        QApplication.sendEvent(over, QDropEvent(at, _ANY_ACTION, self.data, LEFT, keys))
        self._over, self._taken = None, False

    def _stay(self, stop: Stop, keys: Keys = PLAIN) -> Told:
        told = self.rest(stop, keys)
        if stop.until is not _at_once:
            self._qtbot.waitUntil(stop.until, timeout=PATIENCE_MS)
        return told

    def _leave(self) -> None:
        if self._over is not None:
            QApplication.sendEvent(self._over, QDragLeaveEvent())
        self._over, self._taken = None, False


def _drags_of(stop: Stop) -> list[QDrag]:
    """Return the drags that a view has begun; those that are over may still be there."""
    view = stop.widget.parentWidget()
    return [] if view is None else view.findChildren(QDrag)


def _mouse(stop: Stop, kind: QEvent.Type, at: QPoint) -> None:
    """Send a mouse event; QTest would remember the button, which nobody releases after a drag."""
    button = LEFT if kind == QEvent.Type.MouseButtonPress else Qt.MouseButton.NoButton
    on_screen = stop.widget.mapToGlobal(at)
    event = QMouseEvent(kind, at, on_screen, button, Qt.MouseButtons(LEFT), PLAIN)
    QApplication.sendEvent(stop.widget, event)


def _under(stop: Stop) -> QWidget | None:
    """Return the widget that gets the events of a drag, as Qt finds it."""
    window = stop.widget.window()
    assert window is not None
    found = window.childAt(window.mapFromGlobal(stop.on_screen)) or window
    while not found.acceptDrops() and not found.isWindow():
        parent = found.parentWidget()
        assert parent is not None
        found = parent
    return found if found.acceptDrops() else None


def _copied(data: QMimeData | None) -> QMimeData:
    """Return the same data as another program gets it; the `QDrag` takes its own with it."""
    copy = QMimeData()
    for kind in [] if data is None else data.formats():
        copy.setData(kind, data.data(kind))  # type: ignore[union-attr]
    return copy


def _words() -> str:
    """Return what is said beside the pointer."""
    windows = QApplication.topLevelWidgets()
    labels = [label for window in windows for label in window.findChildren(CursorWords)]
    said = [label.text for label in labels if label.isVisible()]
    assert len(said) <= 1, said
    return said[0] if said else ""


# --- under X -----------------------------------------------------------------------------


def _told() -> Told:
    """Return what is told, and what the shape of the pointer says."""
    cursor = QGuiApplication.overrideCursor()
    shape = Qt.CursorShape.ArrowCursor if cursor is None else cursor.shape()
    action = _ACTIONS.get(shape, Qt.DropAction.IgnoreAction)
    return Told(_words(), action != Qt.DropAction.IgnoreAction, action)
