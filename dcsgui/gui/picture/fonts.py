"""The fonts beside that of the window."""

from __future__ import annotations

from PyQt5.QtGui import QFont, QFontDatabase, QFontMetrics

__all__ = ["fixed_font", "small"]

SMALLEST = 7.0


def fixed_font() -> QFont:
    """Return a font whose letters are all of one width."""
    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
    metrics = QFontMetrics(font)
    if metrics.horizontalAdvance("i") != metrics.horizontalAdvance("W"):  # some platforms lie
        font = QFont("monospace", font.pointSize())
        font.setStyleHint(QFont.StyleHint.Monospace)
    return font


def small(font: QFont, share: float = 0.9) -> QFont:
    """Return a font a bit smaller, but not too small to be read."""
    smaller = QFont(font)
    smaller.setPointSizeF(max(SMALLEST, font.pointSizeF() * share))
    return smaller
