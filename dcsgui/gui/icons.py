"""Icons: one set of drawings, in the colours of whatever palette the window has.

The drawings are SVG files of one colour, ``currentColor``, on a grid of 16. They are drawn when
they are first seen, at the size and resolution at which they are seen: making an icon costs
nothing, and a change of palette needs no new icons.
"""

from __future__ import annotations

from enum import Enum
from functools import cache

from PyQt5.QtCore import QByteArray, QRect, QRectF, QSize, Qt
from PyQt5.QtGui import (
    QColor,
    QGuiApplication,
    QIcon,
    QIconEngine,
    QPainter,
    QPalette,
    QPixmap,
    QPixmapCache,
)

from dcsgui.core.values.resources import resource

__all__ = ["Tint", "clear_cache", "icon", "tinted_ground"]


class Tint(Enum):
    """What a colour says; which colour that is depends on the palette."""

    TEXT = "text"
    QUIET = "quiet"
    ACCENT = "accent"
    GOOD = "good"
    WARNING = "warning"
    SANE = "sane"

    def colour(self, palette: QPalette) -> QColor:
        """Return the colour, readable on the base of a palette."""
        text, base = palette.color(QPalette.Text), palette.color(QPalette.Base)
        if self is Tint.TEXT:
            return text
        if self is Tint.QUIET:
            return _between(text, base, _QUIET)
        light, dark = _COLOURS[self]
        return QColor(dark if base.lightness() < text.lightness() else light)


_COLOURS = {
    Tint.ACCENT: ("#b07a00", "#f4c542"),
    Tint.GOOD: ("#1a5fb4", "#78aeed"),
    Tint.WARNING: ("#c01c28", "#ff8a80"),
    Tint.SANE: ("#187633", "#57c77a"),
}
_USUAL = {
    "star": Tint.ACCENT,
    "star-outline": Tint.ACCENT,
    "valid": Tint.GOOD,
    "warning": Tint.WARNING,
    "lock": Tint.QUIET,
    "add": Tint.GOOD,
    "same": Tint.QUIET,
    "conflict": Tint.ACCENT,
    "refused": Tint.WARNING,
    "left-out": Tint.QUIET,
    "light-green": Tint.SANE,
    "light-amber": Tint.ACCENT,
    "light-red": Tint.WARNING,
    "changed": Tint.ACCENT,
    "loading": Tint.QUIET,
    "more": Tint.QUIET,
}
_QUIET = 0.4  # of the way from the text to its background
_GROUND = 0.85  # of the way from a tint to the background


@cache
def icon(name: str, tint: Tint | None = None) -> QIcon:
    """Return the icon whose drawing is ``resources/icons/<name>.svg``.

    Parameters
    ----------
    name
        Without a suffix.
    tint
        What its colour says, if not what is usual for this icon; a drawing that has colours of its
        own keeps them.

    Returns
    -------
    QIcon
        Which follows the palette of the application by itself.

    Raises
    ------
    FileNotFoundError
        There is no such drawing.
    """
    drawing = resource("icons", f"{name}.svg")
    return QIcon(_Engine(name, drawing.read_bytes(), tint or _USUAL.get(name, Tint.TEXT)))


def clear_cache() -> None:
    """Forget the pictures drawn so far; they are drawn again when they are seen."""
    QPixmapCache.clear()


def tinted_ground(tint: Tint = Tint.ACCENT) -> QColor:
    """Return a background that stands out a little, on which text is as readable as ever."""
    palette = QGuiApplication.palette()
    return _between(tint.colour(palette), palette.color(QPalette.Base), _GROUND)


class _Engine(QIconEngine):
    """Draws an icon when it is seen."""

    def __init__(self, name: str, drawing: bytes, tint: Tint) -> None:
        super().__init__()
        self._name = name
        self._drawing = drawing
        self._tint = tint

    def clone(self) -> QIconEngine:
        """Return another one."""
        return _Engine(self._name, self._drawing, self._tint)

    def paint(
        self, painter: QPainter | None, rect: QRect, mode: QIcon.Mode, state: QIcon.State
    ) -> None:
        """Draw it into a rectangle."""
        device = painter.device() if painter is not None else None
        if painter is None or device is None:
            return
        ratio = device.devicePixelRatioF()
        size = QSize(round(rect.width() * ratio), round(rect.height() * ratio))
        painter.drawPixmap(rect, self.pixmap(size, mode, state))

    def pixmap(self, size: QSize, mode: QIcon.Mode, _state: QIcon.State) -> QPixmap:
        """Return it drawn with so many pixels."""
        colour = self._colour(mode)
        key = f"dcsgui {self._name} {size.width()}x{size.height()} {colour.name(QColor.HexArgb)}"
        found = QPixmapCache.find(key)
        if found is not None:
            return found
        drawn = _drawn(self._drawing, colour, size)
        QPixmapCache.insert(key, drawn)
        return drawn

    def _colour(self, mode: QIcon.Mode) -> QColor:
        palette = QGuiApplication.palette()
        if mode == QIcon.Mode.Disabled:
            return palette.color(QPalette.Disabled, QPalette.Text)
        if mode == QIcon.Mode.Selected:
            return palette.color(QPalette.HighlightedText)
        return self._tint.colour(palette)


def _drawn(drawing: bytes, colour: QColor, size: QSize) -> QPixmap:
    from PyQt5.QtSvg import QSvgRenderer

    picture = QPixmap(size)
    picture.fill(Qt.GlobalColor.transparent)
    side = min(size.width(), size.height())
    if side < 1:
        return picture
    painter = QPainter(picture)
    renderer = QSvgRenderer(QByteArray(drawing.replace(b"currentColor", colour.name().encode())))
    left, top = (size.width() - side) / 2, (size.height() - side) / 2
    renderer.render(painter, QRectF(left, top, side, side))
    painter.end()
    return picture


def _between(one: QColor, other: QColor, part: float) -> QColor:
    return QColor(
        round(one.red() + (other.red() - one.red()) * part),
        round(one.green() + (other.green() - one.green()) * part),
        round(one.blue() + (other.blue() - one.blue()) * part),
    )
