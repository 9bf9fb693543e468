"""Painting on a widget, also when something goes wrong in the middle of it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PyQt5.QtGui import QPainter
from PyQt5.QtWidgets import QWidget


@contextmanager
def painting(widget: QWidget) -> Iterator[QPainter]:
    """Paint on a widget, in its `paintEvent`.

    The painter ends with the context: one that an exception keeps alive makes Qt crash when the
    widget is painted next.
    """
    painter = QPainter(widget)
    try:
        yield painter
    finally:
        painter.end()
