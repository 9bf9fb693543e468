from __future__ import annotations

import numpy as np
import pytest
from PyQt5.QtCore import QPoint, Qt
from PyQt5.QtGui import QColor, QPalette
from pytestqt.qtbot import QtBot

from dcsgui.gui.picture.canvas import Canvas
from dcsgui.gui.picture.colours import ColourMap, Colours
from dcsgui.gui.picture.levels import Levels
from dcsgui.gui.picture.mosaic import Mosaic, Pixel
from dcsgui.gui.picture.shading import Code
from hands_on_pictures import click, double_click, drag, point, press, turn_wheel

MOSAIC = Mosaic.of(4, rows=20, columns=30)


@pytest.fixture
def canvas(qtbot: QtBot) -> Canvas:
    made = Canvas()
    qtbot.addWidget(made)
    made.resize(400, 300)
    made.set_picture(np.arange(2400.0).reshape(4, 20, 30), MOSAIC)
    made.set_levels(Levels(0, 2399))
    with qtbot.waitExposed(made):
        made.show()
    return made


def colour_at(canvas: Canvas, place: QPoint) -> int:
    return canvas.grab().toImage().pixel(place) & 0xFFFFFF


def test_zooming_out_ends_with_the_whole_picture(canvas: Canvas) -> None:
    canvas.zoom_by(2)
    assert canvas.zoom is not None
    for _ in range(5):
        canvas.zoom_by(0.5)
    assert canvas.zoom is None


def test_the_picture_has_the_colours_of_its_values(canvas: Canvas) -> None:
    table = Colours.of(ColourMap.VIRIDIS).table
    assert colour_at(canvas, canvas.place_of(Pixel(3, 19, 29))) == table[Code.LAST]
    canvas.set_levels(Levels(1000, 2000))
    assert colour_at(canvas, canvas.place_of(Pixel(0, 10, 10))) == table[Code.UNDER]
    assert colour_at(canvas, canvas.place_of(Pixel(3, 19, 29))) == table[Code.OVER]


def test_gaps_and_surroundings_have_the_colour_of_the_window(canvas: Canvas) -> None:
    palette = canvas.palette()
    palette.setColor(QPalette.ColorRole.Window, QColor(0x102030))
    canvas.setPalette(palette)
    assert colour_at(canvas, QPoint(1, 1)) == 0x102030
    end, begin = canvas.place_of(Pixel(0, 5, 29)), canvas.place_of(Pixel(1, 5, 0))
    assert colour_at(canvas, (end + begin) / 2) == 0x102030


def test_each_place_tells_its_pixel(canvas: Canvas) -> None:
    told: list[Pixel | None] = []
    canvas.pixelPointed.connect(told.append)
    for pixel in (Pixel(0, 0, 0), Pixel(3, 19, 29), Pixel(2, 7, 11)):
        assert canvas.pixel_at(canvas.place_of(pixel)) == pixel
        point(canvas, canvas.place_of(pixel))
        assert told[-1] == pixel
    assert canvas.pixel_at(QPoint(0, 0)) is None


def test_a_double_click_asks_for_one_panel_and_then_for_all(qtbot: QtBot, canvas: Canvas) -> None:
    with qtbot.waitSignal(canvas.panelPicked) as picked:
        double_click(canvas, canvas.place_of(Pixel(2, 10, 10)))
    assert picked.args == [2]
    canvas.set_picture(np.zeros((1, 20, 30)), Mosaic.of(1, rows=20, columns=30), single=2)
    with qtbot.waitSignal(canvas.allAsked):
        double_click(canvas, canvas.rect().center())
    pixel = canvas.pixel_at(canvas.rect().center())
    assert pixel is not None
    assert pixel.panel == 2


def test_a_click_on_a_number_asks_for_its_panel(qtbot: QtBot, canvas: Canvas) -> None:
    corner = canvas.place_of(Pixel(1, 0, 0))
    with qtbot.waitSignal(canvas.panelPicked) as picked:
        click(canvas, corner + QPoint(4, 4))
    assert picked.args == [1]


def test_the_wheel_zooms_about_the_cursor_and_0_shows_all(qtbot: QtBot, canvas: Canvas) -> None:
    pixel = Pixel(1, 3, 4)
    place = canvas.place_of(pixel)
    turn_wheel(canvas, place, 4)
    assert canvas.camera.scale > 2 * 6
    assert canvas.pixel_at(place) == pixel
    with qtbot.waitSignal(canvas.viewReset):
        press(canvas, Qt.Key.Key_0)
    assert canvas.zoom is None


def test_it_can_be_dragged_when_zoomed(qtbot: QtBot, canvas: Canvas) -> None:
    turn_wheel(canvas, canvas.rect().center(), 5)
    pixel = canvas.pixel_at(QPoint(200, 150))
    drag(canvas, QPoint(200, 150), QPoint(170, 130))
    assert canvas.pixel_at(QPoint(170, 130)) == pixel
    assert canvas.cross is None, "a drag is no click"


def test_zoom_has_ends(canvas: Canvas) -> None:
    turn_wheel(canvas, canvas.rect().center(), 100)
    assert canvas.camera.scale == 64
    turn_wheel(canvas, canvas.rect().center(), -100)
    assert canvas.camera.scale > 1


def test_arrow_keys_move_a_cross_over_gaps_too(qtbot: QtBot, canvas: Canvas) -> None:
    told: list[Pixel | None] = []
    canvas.pixelPointed.connect(told.append)
    click(canvas, canvas.place_of(Pixel(0, 10, 29)))
    assert canvas.cross == Pixel(0, 10, 29)
    press(canvas, Qt.Key.Key_Right)
    assert canvas.cross == Pixel(1, 10, 0)
    press(canvas, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert told[-1] == canvas.cross == Pixel(3, 0, 0)
    for _ in range(3):
        press(canvas, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert canvas.cross == Pixel(3, 10, 0), "there is nothing below the last panel"
    with qtbot.waitSignal(canvas.panelPicked) as picked:
        press(canvas, Qt.Key.Key_Return)
    assert picked.args == [3]


def test_the_keyboard_zooms_and_pans(qtbot: QtBot, canvas: Canvas) -> None:
    before = canvas.camera
    press(canvas, Qt.Key.Key_Plus)
    assert canvas.camera.scale > before.scale
    press(canvas, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    assert canvas.camera.x > before.x
    press(canvas, Qt.Key.Key_Minus)
    assert canvas.camera.scale == pytest.approx(before.scale)


def test_the_cross_stays_in_sight(qtbot: QtBot, canvas: Canvas) -> None:
    canvas.setFocus()
    click(canvas, canvas.place_of(Pixel(0, 10, 10)))
    turn_wheel(canvas, canvas.place_of(Pixel(3, 19, 29)), 10)
    press(canvas, Qt.Key.Key_Right)
    cross = canvas.cross
    assert cross is not None
    assert canvas.rect().contains(canvas.place_of(cross))


def test_zoom_is_kept_for_the_same_mosaic_and_no_other(canvas: Canvas) -> None:
    turn_wheel(canvas, canvas.rect().center(), 3)
    zoom = canvas.zoom
    canvas.set_picture(np.zeros((4, 20, 30)), MOSAIC)
    assert canvas.zoom == zoom
    canvas.set_picture(np.zeros((1, 20, 30)), Mosaic.of(1, rows=20, columns=30))
    assert canvas.zoom is None


def test_it_is_fitted_into_any_size(canvas: Canvas) -> None:
    for width, height in ((130, 120), (800, 130), (1, 1)):
        canvas.setMinimumSize(1, 1)
        canvas.resize(width, height)
        assert not canvas.grab().isNull()


def test_after_clearing_nothing_is_told(qtbot: QtBot, canvas: Canvas) -> None:
    canvas.clear()
    assert canvas.pixel_at(canvas.rect().center()) is None
    click(canvas)
    press(canvas, Qt.Key.Key_Right)
    turn_wheel(canvas, canvas.rect().center(), 1)
    assert canvas.cross is None
    assert not canvas.grab().isNull()


@pytest.mark.parametrize("ratio", [1.0, 1.04, 1.5, 2.0])
def test_dots_cover_the_canvas_to_its_edge(
    canvas: Canvas, monkeypatch: pytest.MonkeyPatch, ratio: float
) -> None:
    monkeypatch.setattr(canvas, "devicePixelRatioF", lambda: ratio)
    height, width = canvas._codes().shape
    assert width > canvas.width() * ratio
    assert height > canvas.height() * ratio
