"""A view on which something can be dropped, and which tells what would happen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple, Protocol

from PyQt5.QtCore import QEvent, QModelIndex, QObject, QPoint, QRect, Qt, QTimer, pyqtSignal
from PyQt5.QtGui import QColor, QDragMoveEvent, QDropEvent, QPaintEvent, QPalette, QPen
from PyQt5.QtWidgets import QAbstractItemView, QTreeView, QWidget

from dcsgui.gui.carrying.cursor_words import CursorWords
from dcsgui.gui.carrying.desktop import judge
from dcsgui.gui.carrying.load import Load
from dcsgui.gui.carrying.mime import load_of
from dcsgui.gui.carrying.target import Target
from dcsgui.gui.carrying.verdicts import Verdict
from dcsgui.gui.icons import Tint
from dcsgui.gui.painting import painting

__all__ = ["OPEN_MS", "DropZone", "Landing", "Spot", "judged"]

OPEN_MS = 700
"""A closed row under the mouse is opened after so long."""

_SCROLL_MS, _EDGE = 60, 22  # how often; pixels from above and below
_FAINT, _FRAME = 40, 2  # of 255; pixels


class Spot(NamedTuple):
    """What is under the pointer, and where that is in the viewport."""

    target: Target | None
    place: QRect


class Landing(Protocol):
    """Says what is where in a view."""

    def spots(self, at: QPoint, load: Load) -> tuple[Spot, ...]:
        """Return what may be meant at a point of the viewport, one at least.

        The first that takes what is dragged is meant.
        """


class DropZone(QObject):
    """Takes what is dragged over a view: tells, marks rows, opens branches, scrolls.

    Parameters
    ----------
    view : QAbstractItemView
    landing : Landing

    Attributes
    ----------
    words : CursorWords or None
        Beside the pointer, once something was dragged here.

    Signals
    -------
    dropped(Verdict)
        Something is to be done; the drag has ended.
    refused(str)
        Something was dropped where nothing can be done with it: why.
    """

    dropped = pyqtSignal(object)
    refused = pyqtSignal(str)

    def __init__(self, view: QAbstractItemView, landing: Landing) -> None:
        super().__init__(view)
        self.words: CursorWords | None = None
        self._view, self._landing = view, landing
        self._viewport = _viewport(view)
        self._load: Load | None = None
        self._at, self._keys = QPoint(), Qt.KeyboardModifiers()
        self._judged: tuple[object, tuple[Verdict, int]] | None = None
        self._due: list[Verdict] = []
        self._mark = _Mark(self._viewport)
        self._opening = _timer(self, OPEN_MS, self._on_stayed)
        self._hovered = QModelIndex()
        self._scrolling = _timer(self, _SCROLL_MS, self._on_scroll, again=True)
        self._later = _timer(self, 0, self._on_ended)
        self._takes: dict[int, Callable[[Any], bool]] = {
            QEvent.Type.DragEnter: self._on_entered,
            QEvent.Type.DragMove: self._on_moved,
            QEvent.Type.DragLeave: self._on_left,
            QEvent.Type.Drop: self._on_dropped,
        }
        view.setAcceptDrops(True)
        self._viewport.setAcceptDrops(True)
        self._viewport.installEventFilter(self)

    def eventFilter(self, _watched: QObject | None, event: QEvent | None) -> bool:
        """Take the events of a drag."""
        take = None if event is None else self._takes.get(event.type())
        return take is not None and take(event)

    # --- a drag goes on ---

    def _on_entered(self, event: QDragMoveEvent) -> bool:
        self._load = load_of(event.mimeData())
        if self._load is None:
            return False
        event.acceptProposedAction()
        return True

    def _on_moved(self, event: QDragMoveEvent) -> bool:
        if self._load is None:
            return False
        self._at, self._keys = event.pos(), event.keyboardModifiers()
        verdict = self._tell()
        self._hover(self._view.indexAt(self._at))
        if _edge(self._at, self._viewport.height()):
            self._scrolling.start()
        _answer(event, verdict, _action(self._load, self._keys))
        return True

    def _on_left(self, _event: QEvent) -> bool:
        self._end()
        return False

    def _on_dropped(self, event: QDropEvent) -> bool:
        if self._load is None:
            return False
        self._at, self._keys = event.pos(), event.keyboardModifiers()
        verdict, action = self._tell(), _action(self._load, self._keys)
        self._end()
        _answer(event, verdict, action)
        self._due.append(verdict)
        self._later.start()
        return True

    def _tell(self) -> Verdict:
        """Say and mark what would happen where the pointer is."""
        assert self._load is not None  # noqa: S101 - for the type checker
        spots = self._landing.spots(self._at, self._load)
        move = _action(self._load, self._keys) == Qt.DropAction.MoveAction
        asked = (tuple(spot.target for spot in spots), move)
        if self._judged is None or self._judged[0] != asked:
            self._judged = asked, judged(self._load, asked[0], move=move)
        verdict, number = self._judged[1]
        self._mark.show_at(spots[number].place, can=bool(verdict.deeds))
        sign = ("move" if move else "copy") if verdict.deeds else "refused"
        self._say(verdict.words, sign)
        return verdict

    def _say(self, text: str, sign: str) -> None:
        """Say something in the window that the view is in now: docks can be windows."""
        window = self._view.window() or self._view
        if self.words is None or self.words.window() is not window:
            self.words = CursorWords(window)
        self.words.say(text, self._viewport.mapTo(window, self._at), sign=sign)

    def _end(self) -> None:
        self._load = self._judged = None
        self._opening.stop()
        self._scrolling.stop()
        self._mark.hide()
        self._hovered = QModelIndex()
        if self.words is not None:
            self.words.hide()

    def _on_ended(self) -> None:
        """Go on after the drag: what comes may open a dialog, and the pointer is free then."""
        due, self._due = self._due, []
        for verdict in due:
            if verdict.deeds:
                self.dropped.emit(verdict)
            else:
                self.refused.emit(verdict.words)

    # --- while it stays ---

    def _hover(self, index: QModelIndex) -> None:
        if index != self._hovered:
            self._hovered = index
            self._opening.start()

    def _on_stayed(self) -> None:
        view, index = self._view, self._view.indexAt(self._at)
        if self._load is not None and isinstance(view, QTreeView) and not view.isExpanded(index):
            view.expand(index)

    def _on_scroll(self) -> None:
        bar = self._view.verticalScrollBar()
        step = _edge(self._at, self._viewport.height())
        if self._load is None or bar is None or not step:
            self._scrolling.stop()
            return
        bar.setValue(bar.value() + step * bar.singleStep())
        self._tell()


def judged(load: Load, targets: Sequence[Target | None], *, move: bool) -> tuple[Verdict, int]:
    """Say what would happen at the first target that takes it, or why the last one does not.

    Returns
    -------
    verdict : Verdict
    number : int
        Of the target that it is about.
    """
    verdict = Verdict("")
    for number, target in enumerate(targets):
        verdict = judge(load, target, move=move)
        if verdict.deeds:
            return verdict, number
    return verdict, len(targets) - 1


def _action(load: Load, keys: Qt.KeyboardModifiers) -> Qt.DropAction:
    """Return what is asked for; files from the desktop stay where they are."""
    asks = bool(keys & Qt.KeyboardModifier.ShiftModifier)
    return Qt.DropAction.MoveAction if load.nodes and asks else Qt.DropAction.CopyAction


def _answer(event: QDropEvent, verdict: Verdict, action: Qt.DropAction) -> None:
    """Take what is dragged or not; only if nobody removes it where it is."""
    event.setDropAction(action)
    event.setAccepted(bool(verdict.deeds) and event.dropAction() == action)


def _edge(at: QPoint, height: int) -> int:
    """Return which way to scroll at a point: -1, 0 or 1."""
    return (at.y() >= height - _EDGE) - (at.y() < _EDGE)


class _Mark(QWidget):
    """A frame around the rows that take what is dragged, or don't."""

    def __init__(self, viewport: QWidget) -> None:
        super().__init__(viewport)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._can = False
        self.hide()

    def show_at(self, place: QRect, *, can: bool) -> None:
        """Mark a part of the viewport; nothing if it is empty."""
        self._can = can
        self.setGeometry(place)
        self.setVisible(not place.isEmpty())
        self.update()

    def paintEvent(self, _event: QPaintEvent | None) -> None:
        """Paint the frame, and a breath of its colour."""
        palette = self.palette()
        lit = palette.color(QPalette.ColorRole.Highlight)
        colour = lit if self._can else Tint.WARNING.colour(palette)
        faint = QColor(colour)
        faint.setAlpha(_FAINT)
        with painting(self) as painter:
            painter.setPen(QPen(colour, _FRAME))
            painter.setBrush(faint)
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))


def _timer(
    owner: QObject, interval: int, slot: Callable[[], None], *, again: bool = False
) -> QTimer:
    timer = QTimer(owner)
    timer.setSingleShot(not again)
    timer.setInterval(interval)
    timer.timeout.connect(slot)
    return timer


def _viewport(view: QAbstractItemView) -> QWidget:
    viewport = view.viewport()
    assert viewport is not None  # noqa: S101 - the stubs think it may be
    return viewport
