"""The picture that hangs on the pointer while something is dragged."""

from __future__ import annotations

from PyQt5.QtCore import QRect, Qt
from PyQt5.QtGui import QGuiApplication, QPainter, QPalette, QPixmap
from PyQt5.QtWidgets import QWidget

from dcsgui.core.actions.answers.nodes import Level
from dcsgui.gui.carrying.load import Carried
from dcsgui.gui.carrying.phrases import in_words
from dcsgui.gui.icons import icon

__all__ = ["chip"]

_ICONS = {
    Level.STORE: "detector",
    Level.CTYPE: "ctype",
    Level.RANGE: "range",
    Level.VERSION: "version",
}
_ICON, _GAP, _HEIGHT, _WIDEST = 16, 5, 24, 260  # pixels


def chip(carried: tuple[Carried, ...], widget: QWidget) -> QPixmap:
    """Return an icon, what is carried in words, and how many if there are several."""
    metrics = widget.fontMetrics()
    words = metrics.elidedText(in_words(carried), Qt.TextElideMode.ElideMiddle, _WIDEST)
    badge = f"{len(carried):,}" if len(carried) > 1 else ""
    badge_width = metrics.horizontalAdvance(badge) + 2 * _GAP if badge else 0
    text_left = _GAP + _ICON + _GAP
    width = text_left + metrics.horizontalAdvance(words) + _GAP + badge_width + _GAP
    ratio = widget.devicePixelRatioF()
    pixmap = QPixmap(round(width * ratio), round(_HEIGHT * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setFont(widget.font())
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    palette = QGuiApplication.palette()
    _paint_body(painter, QRect(0, 0, width, _HEIGHT), palette)
    drawing = QRect(_GAP, (_HEIGHT - _ICON) // 2, _ICON, _ICON)
    icon(_ICONS[carried[0].node.level]).paint(painter, drawing)
    middle = int(Qt.AlignmentFlag.AlignVCenter)
    painter.drawText(QRect(text_left, 0, width - text_left, _HEIGHT), middle, words)
    if badge:
        place = QRect(width - _GAP - badge_width, _GAP - 1, badge_width, _HEIGHT - 2 * _GAP + 2)
        _paint_badge(painter, place, badge, palette)
    painter.end()
    return pixmap


def _paint_body(painter: QPainter, place: QRect, palette: QPalette) -> None:
    painter.setPen(palette.color(QPalette.ColorRole.Mid))
    painter.setBrush(palette.color(QPalette.ColorRole.Base))
    painter.drawRoundedRect(place.adjusted(0, 0, -1, -1), _GAP, _GAP)
    painter.setPen(palette.color(QPalette.ColorRole.Text))


def _paint_badge(painter: QPainter, place: QRect, text: str, palette: QPalette) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(palette.color(QPalette.ColorRole.Highlight))
    painter.drawRoundedRect(place, place.height() / 2, place.height() / 2)
    painter.setPen(palette.color(QPalette.ColorRole.HighlightedText))
    painter.drawText(place, int(Qt.AlignmentFlag.AlignCenter), text)
