"""A mistake while painting is told, and does not take the window along."""

from __future__ import annotations

from PyQt5.QtCore import Qt
from PyQt5.QtGui import QPaintEvent
from PyQt5.QtWidgets import QWidget
from pytestqt.exceptions import capture_exceptions
from pytestqt.qtbot import QtBot

from dcsgui.gui.painting import painting


class Clumsy(QWidget):
    """Paints once with a mistake, then well."""

    def __init__(self) -> None:
        super().__init__()
        self.painted = 0

    def paintEvent(self, _event: QPaintEvent | None) -> None:
        self.painted += 1
        with painting(self) as painter:
            painter.fillRect(self.rect(), Qt.GlobalColor.red)
            if self.painted == 1:
                raise ValueError("planted")


def test_after_a_mistake_it_is_painted_again(qtbot: QtBot) -> None:
    widget = Clumsy()
    qtbot.addWidget(widget)
    with capture_exceptions() as kept:  # their tracebacks keep the frames alive
        widget.show()
        qtbot.waitUntil(lambda: widget.painted == 1)
        widget.update()
        qtbot.waitUntil(lambda: widget.painted == 2)
    assert [kind for kind, *_ in kept] == [ValueError]
    assert widget.grab().toImage().pixelColor(3, 3) == Qt.GlobalColor.red
