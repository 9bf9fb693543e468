"""How a row of the tree of places is painted: icon, name, and at its end summary and badges."""

from __future__ import annotations

from PyQt5.QtCore import QModelIndex, QRect, QSize, Qt
from PyQt5.QtGui import QFontMetrics, QIcon, QPainter, QPalette
from PyQt5.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from dcsgui.gui.icons import Tint, icon
from dcsgui.gui.models.tree import Role
from dcsgui.gui.panels.fading import Faded, pale

__all__ = ["PlacesDelegate"]

_BADGE, _GAP, _MARGIN = 14, 4, 6  # pixels
_BETWEEN = 12  # pixels between name and summary


class PlacesDelegate(QStyledItemDelegate):
    """Paints a row; the summary only where the whole name leaves room for it.

    Attributes
    ----------
    faded : Faded
        What is shown pale.
    """

    def __init__(self, view: QWidget) -> None:
        super().__init__(view)
        self._view = view
        self.faded = Faded()

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex) -> QSize:
        """Return the size of a row: some air above and below."""
        size = super().sizeHint(option, index)
        return QSize(size.width(), max(size.height() + 2, _BADGE + _GAP))

    def paint(
        self, painter: QPainter | None, option: QStyleOptionViewItem, index: QModelIndex
    ) -> None:
        """Paint a row."""
        if painter is not None and self.faded and self.faded.has(index.data(Role.NODE)):
            with pale(painter):
                self._paint(painter, option, index)
        else:
            self._paint(painter, option, index)

    def _paint(
        self, painter: QPainter | None, option: QStyleOptionViewItem, index: QModelIndex
    ) -> None:
        row = QStyleOptionViewItem(option)
        self.initStyleOption(row, index)
        style = self._view.style()
        if painter is None or style is None:
            return
        left = (
            style.subElementRect(QStyle.SubElement.SE_ItemViewItemText, row, self._view).left()
            + _GAP
        )
        badges: tuple[str, ...] = index.data(Role.BADGES) or ()
        right = row.rect.right() - _MARGIN - len(badges) * (_BADGE + _GAP)
        name, width = row.text, row.fontMetrics.horizontalAdvance(row.text)
        row.text = row.fontMetrics.elidedText(
            name, Qt.TextElideMode.ElideRight, max(right - left, 0)
        )
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, row, painter, self._view)
        self._paint_badges(painter, row, badges)
        self._paint_summary(painter, row, index, QRect(left + width, 0, right - left - width, 0))

    @staticmethod
    def _paint_badges(
        painter: QPainter, row: QStyleOptionViewItem, badges: tuple[str, ...]
    ) -> None:
        mode = QIcon.Mode.Selected if _is_lit(row) else QIcon.Mode.Normal
        at = row.rect.right() - _MARGIN - _BADGE
        top = row.rect.top() + (row.rect.height() - _BADGE) // 2
        for badge in badges:
            icon(badge).paint(
                painter, QRect(at, top, _BADGE, _BADGE), Qt.AlignmentFlag.AlignCenter, mode
            )
            at -= _BADGE + _GAP

    @staticmethod
    def _paint_summary(
        painter: QPainter, row: QStyleOptionViewItem, index: QModelIndex, room: QRect
    ) -> None:
        summary = index.data(Role.SUMMARY)
        if not summary:
            return
        metrics = QFontMetrics(painter.font())
        width = metrics.horizontalAdvance(summary)
        if width + _BETWEEN > room.width():
            return
        rect = QRect(room.right() - width, row.rect.top(), width + 1, row.rect.height())
        lit = row.palette.color(QPalette.HighlightedText)
        painter.save()
        painter.setPen(lit if _is_lit(row) else Tint.QUIET.colour(row.palette))
        painter.drawText(
            rect, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, summary
        )
        painter.restore()


def _is_lit(row: QStyleOptionViewItem) -> bool:
    return bool(row.state & QStyle.StateFlag.State_Selected)
