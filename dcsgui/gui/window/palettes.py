"""The colours of the window, light and dark: every role, and how it looks when disabled."""

from __future__ import annotations

from PyQt5.QtGui import QColor, QPalette

__all__ = ["is_dark", "tick_palette", "window_palette"]

_LIGHT = {
    QPalette.ColorRole.Window: "#f0f0f0",
    QPalette.ColorRole.WindowText: "#1c1c1c",
    QPalette.ColorRole.Base: "#ffffff",
    QPalette.ColorRole.AlternateBase: "#f6f7f8",
    QPalette.ColorRole.ToolTipBase: "#fffbe6",
    QPalette.ColorRole.ToolTipText: "#1c1c1c",
    QPalette.ColorRole.PlaceholderText: "#737373",
    QPalette.ColorRole.Text: "#1c1c1c",
    QPalette.ColorRole.Button: "#ececec",
    QPalette.ColorRole.ButtonText: "#1c1c1c",
    QPalette.ColorRole.BrightText: "#ffffff",
    QPalette.ColorRole.Light: "#ffffff",
    QPalette.ColorRole.Midlight: "#f7f7f7",
    QPalette.ColorRole.Mid: "#b8b8b8",
    QPalette.ColorRole.Dark: "#9a9a9a",
    QPalette.ColorRole.Shadow: "#6a6a6a",
    QPalette.ColorRole.Highlight: "#2a6fc9",
    QPalette.ColorRole.HighlightedText: "#ffffff",
    QPalette.ColorRole.Link: "#1a5fb4",
    QPalette.ColorRole.LinkVisited: "#7a3e9d",
}
_LIGHT_DISABLED = {
    QPalette.ColorRole.WindowText: "#8c8c8c",
    QPalette.ColorRole.Text: "#8c8c8c",
    QPalette.ColorRole.ButtonText: "#8c8c8c",
    QPalette.ColorRole.PlaceholderText: "#a6a6a6",
    QPalette.ColorRole.ToolTipText: "#8c8c8c",
    QPalette.ColorRole.Base: "#f3f3f3",
    QPalette.ColorRole.Highlight: "#b0b8c2",
    QPalette.ColorRole.HighlightedText: "#f6f6f6",
    QPalette.ColorRole.Link: "#8ca5c4",
    QPalette.ColorRole.LinkVisited: "#a894b3",
}

_DARK = {
    QPalette.ColorRole.Window: "#2b2d30",
    QPalette.ColorRole.WindowText: "#e4e4e4",
    QPalette.ColorRole.Base: "#1f2123",
    QPalette.ColorRole.AlternateBase: "#26282b",
    QPalette.ColorRole.ToolTipBase: "#3a3d41",
    QPalette.ColorRole.ToolTipText: "#e4e4e4",
    QPalette.ColorRole.PlaceholderText: "#94989d",
    QPalette.ColorRole.Text: "#e4e4e4",
    QPalette.ColorRole.Button: "#35383c",
    QPalette.ColorRole.ButtonText: "#e4e4e4",
    QPalette.ColorRole.BrightText: "#ffffff",
    QPalette.ColorRole.Light: "#4a4e53",
    QPalette.ColorRole.Midlight: "#404448",
    QPalette.ColorRole.Mid: "#25272a",
    QPalette.ColorRole.Dark: "#1a1b1d",
    QPalette.ColorRole.Shadow: "#0d0e0f",
    QPalette.ColorRole.Highlight: "#3571c6",
    QPalette.ColorRole.HighlightedText: "#ffffff",
    QPalette.ColorRole.Link: "#78aeed",
    QPalette.ColorRole.LinkVisited: "#c39be0",
}
_DARK_DISABLED = {
    QPalette.ColorRole.WindowText: "#7d8186",
    QPalette.ColorRole.Text: "#7d8186",
    QPalette.ColorRole.ButtonText: "#7d8186",
    QPalette.ColorRole.PlaceholderText: "#63676b",
    QPalette.ColorRole.ToolTipText: "#7d8186",
    QPalette.ColorRole.Base: "#27292c",
    QPalette.ColorRole.Highlight: "#4a5460",
    QPalette.ColorRole.HighlightedText: "#a0a4a8",
    QPalette.ColorRole.Link: "#5a7391",
    QPalette.ColorRole.LinkVisited: "#7d6b8a",
}
_BOX, _PALE = "#b4b8bd", "#747a80"
"""What the outlines of boxes are made of in a dark window."""


def window_palette(*, dark: bool) -> QPalette:
    """Return the colours of a dark or a light window."""
    usual, disabled = (_DARK, _DARK_DISABLED) if dark else (_LIGHT, _LIGHT_DISABLED)
    palette = QPalette()
    for role, colour in usual.items():
        palette.setColor(QPalette.ColorGroup.All, role, QColor(colour))
    for role, colour in disabled.items():
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(colour))
    return palette


def tick_palette(palette: QPalette) -> QPalette:
    """Return the colours of what can be ticked: of the same look, in a dark window with outlines.

    The style takes the colour of the window, darker, for the outline of a box: that is not seen
    in a window that is dark itself.
    """
    if not is_dark(palette):
        return palette
    made = QPalette(palette)
    for group, colour in ((QPalette.ColorGroup.All, _BOX), (QPalette.ColorGroup.Disabled, _PALE)):
        made.setColor(group, QPalette.ColorRole.Window, QColor(colour))
    return made


def is_dark(palette: QPalette) -> bool:
    """Return whether these are the colours of a dark window: darker than its text."""
    window, text = (
        palette.color(QPalette.ColorRole.Window),
        palette.color(QPalette.ColorRole.WindowText),
    )
    return window.lightness() < text.lightness()
