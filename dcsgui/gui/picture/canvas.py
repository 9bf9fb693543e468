"""The picture itself: paints the mosaic, zooms, pans, and tells what is under the cursor."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from PyQt5.QtCore import QPoint, QSize, Qt, pyqtSignal
from PyQt5.QtGui import (
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPaintEvent,
    QPalette,
    QResizeEvent,
    QWheelEvent,
)
from PyQt5.QtWidgets import QApplication, QSizePolicy, QWidget

from dcsgui.gui.painting import painting
from dcsgui.gui.picture.camera import Camera, Extent, Size
from dcsgui.gui.picture.categories import Categories
from dcsgui.gui.picture.colours import ColourMap, Colours
from dcsgui.gui.picture.levels import Levels
from dcsgui.gui.picture.lines import Lines
from dcsgui.gui.picture.marks import Marks
from dcsgui.gui.picture.mosaic import Mosaic, Pixel
from dcsgui.gui.picture.outliers import Outliers
from dcsgui.gui.picture.rendering import Rendering

__all__ = ["Canvas"]

WHEEL_STEP = 1.25
KEY_STEP = 1.25
STEPS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
FAR = 10  # pixels that the cross goes with Shift
PAN = 40  # dots that the picture goes with Ctrl


class Canvas(QWidget):
    """The picture.

    Signals
    -------
    pixelPointed(Pixel or None)
        The pixel under the mouse, or under the cross that the arrow keys move.
    panelPicked(int)
        One panel was asked for: by double click, click on its number, or Enter.
    allAsked()
        All panels were asked for: by double click or Enter in a single one, or Esc.
    viewReset()
        The whole picture was asked for.
    """

    pixelPointed = pyqtSignal(object)
    panelPicked = pyqtSignal(int)
    allAsked = pyqtSignal()
    viewReset = pyqtSignal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rendering = Rendering()
        self._mosaic = Mosaic.of(1, rows=1, columns=1)
        self._marks = Marks()
        self._single: int | None = None
        self._colours = Colours.of(ColourMap.VIRIDIS)
        self._empty = True
        self._camera: Camera | None = None  # None: the whole picture, whatever the size
        self._cross: Pixel | None = None
        self._pressed: QPoint | None = None
        self._panning = False
        self._data = b""
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(120, 100)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAccessibleName("Picture of the constants")

    # --- what is shown

    def set_picture(
        self,
        stack: NDArray[Any],
        mosaic: Mosaic,
        *,
        categories: Categories | None = None,
        single: int | None = None,
    ) -> None:
        """Show (panel, row, column); `single` tells which panel it is, if it is one of many.

        Zoom and cross are kept if the mosaic is the same.
        """
        if (mosaic, single) != (self._mosaic, self._single):
            self._camera = None
            self._cross = None
        self._mosaic, self._single, self._empty = mosaic, single, False
        self._marks.lay(mosaic, single)
        self._rendering.set_picture(stack, mosaic, categories)
        self.update()

    def set_outliers(self, outliers: Outliers | None, lines: Lines | None = None) -> None:
        """Show these, too, where the picture is made smaller."""
        if outliers is not None or lines is not None:  # else it stays as it is
            self._rendering.set_outliers(outliers, lines)
            self.update()

    def set_levels(self, levels: Levels) -> None:
        """Spread the colours between these levels."""
        self._rendering.set_levels(levels)
        self.update()

    def set_colours(self, colours: Colours) -> None:
        """Use these colours."""
        self._colours = colours
        self.update()

    def clear(self) -> None:
        """Let go of the picture."""
        self._rendering.clear()
        self._empty = True
        self.update()

    # --- view

    @property
    def camera(self) -> Camera:
        """What is seen, in logical dots of the screen."""
        return self._camera or self._whole()

    @property
    def zoom(self) -> Camera | None:
        """What is seen, None if the whole picture."""
        return self._camera

    def set_zoom(self, camera: Camera | None) -> None:
        """See a part of the picture, or with None the whole."""
        self._camera = camera
        self.update()

    def reset_view(self) -> None:
        """See the whole picture."""
        self.set_zoom(None)
        self.viewReset.emit()

    def zoom_by(self, factor: float, at: tuple[float, float] | None = None) -> None:
        """Zoom about a place of the widget, or its middle; out as far as the whole picture."""
        room = self._room()
        place = at or (room.width / 2, room.height / 2)
        smallest = self._whole().scale
        zoomed = self.camera.zoomed(factor, place, room, smallest=smallest)
        self.set_zoom(zoomed.within(self._extent()) if zoomed.scale > smallest else None)

    def place_of(self, pixel: Pixel) -> QPoint:
        """Return where the middle of a pixel is, in the widget."""
        across, down = self.camera.place(*self._mosaic.middle(pixel), self._room())
        return QPoint(int(across), int(down))

    def pixel_at(self, place: QPoint) -> Pixel | None:
        """Return which pixel is at a place of the widget, by its true panel."""
        point = self.camera.point(place.x() + 0.5, place.y() + 0.5, self._room())
        pixel = None if self._empty else self._mosaic.at(*point)
        return pixel and self._true(pixel)

    @property
    def cross(self) -> Pixel | None:
        """The pixel that the arrow keys or a click chose, by its true panel."""
        return self._cross and self._true(self._cross)

    def _true(self, pixel: Pixel) -> Pixel:
        return pixel if self._single is None else pixel._replace(panel=self._single)

    def _whole(self) -> Camera:
        return Camera.fitting(self._extent(), self._room())

    def _extent(self) -> Extent:
        return Extent(self._mosaic.width, self._mosaic.height)

    def _room(self) -> Size:
        return Size(max(self.width(), 1), max(self.height(), 1))

    # --- painting

    def paintEvent(self, _event: QPaintEvent | None) -> None:
        """Paint the dots, the numbers of the panels and the cross."""
        with painting(self) as painter:
            if self._empty:
                painter.fillRect(self.rect(), self.palette().color(QPalette.ColorRole.Window))
                return
            painter.drawImage(QPoint(0, 0), self._dots())
            self._marks.paint(painter, self.camera, self._room())
            if self._cross is not None:
                self._marks.paint_cross(painter, self.place_of(self._cross), self.camera.scale)
            if self.hasFocus():
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(self.palette().color(QPalette.ColorRole.Highlight))
                painter.drawRect(self.rect().adjusted(0, 0, -1, -1))

    def _dots(self) -> QImage:
        """Return what is seen, in dots of the device."""
        codes = self._codes()
        height, width = codes.shape
        self._data = codes.tobytes()  # Qt only borrows it
        image = QImage(self._data, width, height, width, QImage.Format.Format_Indexed8)
        nothing = self.palette().color(QPalette.ColorRole.Window).rgb() & 0xFFFFFF
        image.setColorTable(self._colours.opaque(nothing))
        image.setDevicePixelRatio(self.devicePixelRatioF())
        return image

    def _codes(self) -> NDArray[np.uint8]:
        ratio = self.devicePixelRatioF()
        # One dot more than fits: where dots are no whole part of a pixel the edge stays unpainted.
        size = Size(int(self.width() * ratio) + 1, int(self.height() * ratio) + 1)
        return self._rendering.codes(self.camera.magnified(ratio), size)

    def sizeHint(self) -> QSize:
        """Return a size that shows something."""
        return QSize(480, 420)

    def resizeEvent(self, _event: QResizeEvent | None) -> None:
        """Keep the middle where it is; a whole picture stays whole."""
        self.update()

    # --- mouse

    def wheelEvent(self, event: QWheelEvent | None) -> None:
        """Zoom about the cursor."""
        if event is not None and not self._empty:
            steps = event.angleDelta().y() / 120
            self.zoom_by(WHEEL_STEP**steps, (event.position().x(), event.position().y()))
            event.accept()

    def mousePressEvent(self, event: QMouseEvent | None) -> None:
        """Begin a click or a drag."""
        if event is not None and event.button() == Qt.MouseButton.LeftButton:
            self._pressed, self._panning = event.pos(), False

    def mouseMoveEvent(self, event: QMouseEvent | None) -> None:
        """Drag the picture, or tell what is under the cursor."""
        if event is None:
            return
        if self._pressed is not None and event.buttons() & Qt.MouseButton.LeftButton:
            self._drag(event.pos())
        else:
            number = self._marks.number_at(event.pos(), self.camera, self._room())
            shape = Qt.CursorShape.ArrowCursor if number is None else _HAND
            self.setCursor(shape)
        self.pixelPointed.emit(self.pixel_at(event.pos()))

    def _drag(self, place: QPoint) -> None:
        way = place - (self._pressed or place)
        if not self._panning and way.manhattanLength() < QApplication.startDragDistance():
            return
        self._panning, self._pressed = True, place
        self.setCursor(Qt.CursorShape.ClosedHandCursor)
        self.set_zoom(self.camera.moved(way.x(), way.y()).within(self._extent()))

    def mouseReleaseEvent(self, event: QMouseEvent | None) -> None:
        """End a drag; a click puts the cross, on a number it shows that panel."""
        if event is None or event.button() != Qt.MouseButton.LeftButton:
            return
        clicked = self._pressed is not None and not self._panning
        self._pressed, self._panning = None, False
        self.setCursor(Qt.CursorShape.ArrowCursor)
        if not clicked or self._empty:
            return
        number = self._marks.number_at(event.pos(), self.camera, self._room())
        if number is not None:
            self._toggle(number)
            return
        self._cross = self._mosaic.at(
            *self.camera.point(event.x() + 0.5, event.y() + 0.5, self._room())
        )
        self.pixelPointed.emit(self.cross)
        self.update()

    def mouseDoubleClickEvent(self, event: QMouseEvent | None) -> None:
        """Show one panel alone, or all of them again."""
        pixel = None if event is None else self.pixel_at(event.pos())
        if pixel is not None:
            self._toggle(pixel.panel)

    def leaveEvent(self, _event: object) -> None:
        """Tell the pixel of the cross again, if there is one."""
        self.pixelPointed.emit(self.cross)

    def _toggle(self, panel: int) -> None:
        if self._single is not None:
            self.allAsked.emit()
        elif self._mosaic.panels > 1:
            self.panelPicked.emit(panel)

    # --- keyboard

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        """Move the cross, zoom, pan, and change between one panel and all."""
        if event is None or self._empty or not self._on_key(event):
            super().keyPressEvent(event)

    def _on_key(self, event: QKeyEvent) -> bool:
        key, modifiers = event.key(), event.modifiers()
        if way := STEPS.get(Qt.Key(key)):
            if modifiers & Qt.KeyboardModifier.ControlModifier:
                moved = self.camera.moved(-way[0] * PAN, -way[1] * PAN)
                self.set_zoom(moved.within(self._extent()))
            else:
                self._step(way, FAR if modifiers & Qt.KeyboardModifier.ShiftModifier else 1)
        elif key in {Qt.Key.Key_Plus, Qt.Key.Key_Equal}:
            self.zoom_by(KEY_STEP)
        elif key == Qt.Key.Key_Minus:
            self.zoom_by(1 / KEY_STEP)
        elif key in {Qt.Key.Key_0, Qt.Key.Key_Home}:
            self.reset_view()
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self._cross is not None:
            self._toggle(self._cross.panel)
        elif key == Qt.Key.Key_Escape and self._single is not None:
            self.allAsked.emit()
        else:
            return False
        return True

    def _step(self, way: tuple[int, int], far: int) -> None:
        """Move the cross; over a gap into the next panel."""
        if self._cross is None:
            middle = Pixel(0, self._mosaic.rows // 2, self._mosaic.columns // 2)
            self._cross = self._mosaic.at(self.camera.x, self.camera.y) or middle
        else:
            x, y = self._mosaic.middle(self._cross)
            x, y = x + way[0] * far, y + way[1] * far
            gap = self._mosaic.gap
            over = self._mosaic.at(x + way[0] * gap, y + way[1] * gap)
            self._cross = self._mosaic.at(x, y) or over or self._cross
        self._follow(self._cross)
        self.pixelPointed.emit(self.cross)
        self.update()

    def _follow(self, pixel: Pixel) -> None:
        """Keep a pixel in sight."""
        if not self.rect().contains(self.place_of(pixel)):
            x, y = self._mosaic.middle(pixel)
            self.set_zoom(Camera(x, y, self.camera.scale))


_HAND = Qt.CursorShape.PointingHandCursor
