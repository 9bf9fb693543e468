"""The boxes of rows that can be ticked, so that they are seen in a dark window, too."""

from __future__ import annotations

from PyQt5.QtCore import QModelIndex
from PyQt5.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from dcsgui.gui.window.palettes import tick_palette

__all__ = ["TickDelegate"]


class TickDelegate(QStyledItemDelegate):
    """Draws rows as they are, their boxes with the outline of other boxes."""

    def initStyleOption(self, option: QStyleOptionViewItem | None, index: QModelIndex) -> None:
        """Take the colours of what can be ticked."""
        super().initStyleOption(option, index)
        if option is not None:
            option.palette = tick_palette(option.palette)
