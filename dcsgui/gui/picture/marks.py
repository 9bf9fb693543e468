"""What is painted over a picture: the numbers of the panels, and the cross."""

from __future__ import annotations

from PyQt5.QtCore import QPoint, QRect, Qt
from PyQt5.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen

from dcsgui.gui.picture.camera import Camera, Size
from dcsgui.gui.picture.fonts import small
from dcsgui.gui.picture.mosaic import Mosaic

__all__ = ["Marks"]

CHIP = QColor(0, 0, 0, 150)  # on a picture, not on the window: the same in light and dark
INK = QColor(255, 255, 255)
SMALLEST = 14
"""Dots that a panel must be high and wide to get a number."""
CROSS = 11


class Marks:
    """Numbers of panels in their upper left corners, and where they are."""

    def __init__(self) -> None:
        self._mosaic = Mosaic.of(1, rows=1, columns=1)
        self._single: int | None = None
        self._font = small(QFont(), 0.85)
        self._font.setBold(True)

    def lay(self, mosaic: Mosaic, single: int | None) -> None:
        """Take the panels of a mosaic, or the number of a single one."""
        self._mosaic, self._single = mosaic, single

    def paint(self, painter: QPainter, camera: Camera, screen: Size) -> None:
        """Paint the numbers, where the panels are large enough."""
        painter.setFont(self._font)
        for number, chip in self._chips(camera, screen):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(CHIP)
            painter.drawRoundedRect(chip, 3, 3)
            painter.setPen(INK)
            painter.drawText(chip, int(Qt.AlignmentFlag.AlignCenter), str(number))

    @staticmethod
    def paint_cross(painter: QPainter, place: QPoint, scale: float) -> None:
        """Paint a frame around a pixel that can be seen on any colour."""
        side = max(CROSS, round(scale) + 2)
        frame = QRect(0, 0, side, side)
        frame.moveCenter(place)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for colour, width in ((CHIP, 3), (INK, 1)):
            painter.setPen(QPen(colour, width))
            painter.drawRect(frame)

    def number_at(self, place: QPoint, camera: Camera, screen: Size) -> int | None:
        """Return whose number is at a place."""
        for number, chip in self._chips(camera, screen):
            if chip.contains(place):
                return number
        return None

    def _chips(self, camera: Camera, screen: Size) -> list[tuple[int, QRect]]:
        """Return each number that is shown, with its place."""
        if self._mosaic.panels == 1 and self._single is None:
            return []
        metrics = QFontMetrics(self._font)
        height = metrics.height() + 2
        if min(self._mosaic.rows, self._mosaic.columns) * camera.scale < max(height, SMALLEST):
            return []
        chips = []
        for panel in range(self._mosaic.panels):
            left, top = self._mosaic.corner(panel)
            x, y = camera.place(left, top, screen)
            right, bottom = camera.place(
                left + self._mosaic.columns, top + self._mosaic.rows, screen
            )
            if right <= 0 or bottom <= 0 or x >= screen.width or y >= screen.height:
                continue
            number = panel if self._single is None else self._single
            width = metrics.horizontalAdvance(str(number)) + 8
            corner = QPoint(max(round(x), 0) + 2, max(round(y), 0) + 2)
            chips.append((number, QRect(corner.x(), corner.y(), width, height)))
        return chips
