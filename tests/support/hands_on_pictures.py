"""What a person does with mouse and keyboard, with types: those of Qt's own calls are wrong."""

from __future__ import annotations

from typing import Any

from PyQt5.QtCore import QEvent, QPoint, QPointF, Qt
from PyQt5.QtGui import QMouseEvent, QWheelEvent
from PyQt5.QtTest import QTest
from PyQt5.QtWidgets import QApplication, QWidget

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier

_TEST: Any = QTest


def press(widget: QWidget, key: Qt.Key, modifier: Qt.KeyboardModifier = NONE) -> None:
    """Press a key and let it go."""
    _TEST.keyClick(widget, key, modifier)


def type_text(widget: QWidget, text: str) -> None:
    """Press the keys of a text."""
    _TEST.keyClicks(widget, text)


def click(widget: QWidget, place: QPoint | None = None) -> None:
    """Click at a place, or in the middle."""
    _TEST.mouseClick(widget, LEFT, NONE, place or widget.rect().center())


def double_click(widget: QWidget, place: QPoint | None = None) -> None:
    """Click twice at a place, or in the middle."""
    _TEST.mouseDClick(widget, LEFT, NONE, place or widget.rect().center())


def point(widget: QWidget, place: QPoint) -> None:
    """Move the mouse to a place, without a button."""
    _send(widget, place, Qt.MouseButton.NoButton)


def _send(widget: QWidget, place: QPoint, held: Qt.MouseButton) -> None:
    event = QMouseEvent(
        QEvent.Type.MouseMove,
        QPointF(place),
        QPointF(widget.mapToGlobal(place)),
        Qt.MouseButton.NoButton,
        Qt.MouseButtons(held),
        Qt.KeyboardModifiers(NONE),
    )
    QApplication.sendEvent(widget, event)


def drag(widget: QWidget, begin: QPoint, end: QPoint) -> None:
    """Press at a place, go to another one in some steps, and let go."""
    _TEST.mousePress(widget, LEFT, NONE, begin)
    steps = 6
    for step in range(1, steps + 1):
        _send(widget, begin + (end - begin) * step / steps, LEFT)
    _TEST.mouseRelease(widget, LEFT, NONE, end)


def turn_wheel(widget: QWidget, place: QPoint, notches: int) -> None:
    """Turn the wheel over a place: away from the person if positive."""
    event = QWheelEvent(
        QPointF(place),
        QPointF(widget.mapToGlobal(place)),
        QPoint(),
        QPoint(0, 120 * notches),
        Qt.MouseButtons(Qt.MouseButton.NoButton),
        Qt.KeyboardModifiers(NONE),
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(widget, event)
