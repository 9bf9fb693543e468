"""Icons: each drawing is one, they follow the palette, and making one draws nothing."""

from __future__ import annotations

import subprocess
import sys

import pytest
from PyQt5.QtCore import QRect, QSize
from PyQt5.QtGui import QColor, QGuiApplication, QIcon, QImage, QPainter, QPalette
from PyQt5.QtWidgets import QApplication

from dcsgui.core.values.resources import resource
from dcsgui.gui.icons import Tint, clear_cache, icon
from dcsgui.gui.window.palettes import window_palette

NAMES = sorted(path.stem for path in resource("icons").glob("*.svg"))
OF_ONE_COLOUR = [name for name in NAMES if name != "dcsgui"]
MODES = (QIcon.Mode.Normal, QIcon.Mode.Disabled, QIcon.Mode.Selected)


def strongest(image: QImage) -> QColor:
    """Return the colour of the pixel that is covered most."""
    pixels = [image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height())]
    return max(pixels, key=lambda colour: colour.alpha())


def near(one: QColor, other: QColor) -> bool:
    pairs = zip(one.getRgb()[:3], other.getRgb()[:3], strict=True)
    return all(abs((a or 0) - (b or 0)) <= 16 for a, b in pairs)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("size", [16, 32, 48])
def test_each_drawing_shows_something_at_each_size(qapp: object, name: str, size: int) -> None:
    picture = icon(name).pixmap(size, size)
    assert picture.size() == QSize(size, size)
    assert strongest(picture.toImage()).alpha() > 100


@pytest.mark.parametrize("name", OF_ONE_COLOUR)
def test_a_drawing_has_no_colour_of_its_own(name: str) -> None:
    drawing = resource("icons", f"{name}.svg").read_text()
    assert 'viewBox="0 0 16 16"' in drawing
    assert "currentColor" in drawing
    assert "#" not in drawing


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("mode", MODES)
def test_an_icon_made_before_has_the_colours_of_the_palette_now(
    qapp: QApplication, dark: bool, mode: QIcon.Mode
) -> None:
    folder = icon("more", Tint.TEXT)
    before = qapp.palette()
    palette = window_palette(dark=dark)
    wanted = {
        QIcon.Mode.Normal: palette.color(QPalette.Text),
        QIcon.Mode.Disabled: palette.color(QPalette.Disabled, QPalette.Text),
        QIcon.Mode.Selected: palette.color(QPalette.HighlightedText),
    }[mode]
    qapp.setPalette(palette)
    try:
        assert near(strongest(folder.pixmap(QSize(64, 64), mode).toImage()), wanted)
    finally:
        qapp.setPalette(before)


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("tint", list(Tint))
def test_each_tint_can_be_told_from_the_background(dark: bool, tint: Tint) -> None:
    palette = window_palette(dark=dark)
    colour, base = tint.colour(palette), palette.color(QPalette.Base)
    assert abs(colour.lightness() - base.lightness()) > 40
    assert near(colour, palette.color(QPalette.Text)) == (tint is Tint.TEXT)


def test_it_is_sharp_on_a_screen_of_high_resolution(qapp: object) -> None:
    image = QImage(40, 40, QImage.Format.Format_ARGB32_Premultiplied)
    image.setDevicePixelRatio(2.0)
    image.fill(0)
    painter = QPainter(image)
    icon("columns").paint(painter, QRect(2, 2, 16, 16))
    painter.end()
    assert image.copy(4, 4, 32, 32) == icon("columns").pixmap(32, 32).toImage().convertToFormat(
        image.format()
    )


def test_a_picture_is_drawn_again_after_the_cache_is_cleared(qapp: object) -> None:
    before = icon("star").pixmap(16, 16).toImage()
    clear_cache()
    assert icon("star").pixmap(16, 16).toImage() == before


def test_there_is_one_icon_a_name_and_tint(qapp: object) -> None:
    assert icon("star") is icon("star")
    assert icon("star") is not icon("star", Tint.TEXT)


def test_an_icon_that_is_not_there_is_an_error() -> None:
    with pytest.raises(FileNotFoundError):
        icon("no such icon")


def test_making_icons_draws_nothing() -> None:
    program = """
import sys
from PyQt5.QtGui import QGuiApplication
app = QGuiApplication([])
from dcsgui.gui.icons import icon
made = [icon(name) for name in sys.argv[1:]]
assert "PyQt5.QtSvg" not in sys.modules
assert not made[0].pixmap(16, 16).isNull()
assert "PyQt5.QtSvg" in sys.modules
"""
    command = [sys.executable, "-c", program, *NAMES]
    subprocess.run(command, check=True, timeout=60)


def test_the_application_has_a_palette_to_follow(qapp: object) -> None:
    assert QGuiApplication.palette().color(QPalette.Text).isValid()
