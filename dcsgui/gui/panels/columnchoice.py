"""Which columns a table shows, how wide, in which order and sorted by which."""

from __future__ import annotations

from typing import Any

from PyQt5.QtCore import QObject, QPoint, Qt, pyqtSignal, pyqtSlot
from PyQt5.QtWidgets import QAction, QHeaderView, QMenu, QTableView

from dcsgui.gui.models.arranged import ArrangedModel

__all__ = ["ColumnChoice"]

_PADDING = 18  # of a cell, and for the sort indicator
_NARROWEST, _WIDEST = 24, 2000
_DIRECTIONS = {
    "ascending": Qt.SortOrder.AscendingOrder,
    "descending": Qt.SortOrder.DescendingOrder,
}


class ColumnChoice(QObject):
    """Lets a person choose, move, resize and sort the columns of a table.

    Attributes
    ----------
    menu : QMenu
        To choose columns: opened by a click on the header with the right button, or from a button.

    Signals
    -------
    columnsChanged()
        Others are visible than before.
    """

    columnsChanged = pyqtSignal()

    def __init__(self, view: QTableView, model: ArrangedModel[Any], header: QHeaderView) -> None:
        super().__init__(view)
        self._view, self._model, self._header = view, model, header
        self.menu = QMenu("Columns", view)
        self.menu.setToolTipsVisible(True)
        self._choices = [self._choice(column) for column in range(len(model.columns))]
        self.menu.addSeparator()
        self._reset = self.menu.addAction("Reset columns")
        self.menu.triggered.connect(self._on_triggered)
        header.setSectionsMovable(True)
        header.setHighlightSections(False)
        header.setMinimumSectionSize(_NARROWEST)
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(self._on_menu_wanted)

    @property
    def visible(self) -> list[int]:
        """The columns that are visible, as they stand from left to right."""
        order = map(self._header.logicalIndex, range(self._header.count()))
        return [column for column in order if not self._header.isSectionHidden(column)]

    def reset(self) -> None:
        """Show the columns as they are before a person chooses."""
        for column, spec in enumerate(self._model.columns):
            self._header.moveSection(self._header.visualIndex(column), column)
            self._header.setSectionHidden(column, spec.hidden)
            self._header.resizeSection(column, self._usual_width(column))
        self._tell()

    def state(self) -> dict[str, object]:
        """Return all that was chosen, as values of JSON."""
        ids = [column.id for column in self._model.columns]
        header = self._header
        sorted_by = header.sortIndicatorSection()
        direction = next(
            word for word, order in _DIRECTIONS.items() if order == header.sortIndicatorOrder()
        )
        return {
            "order": [ids[header.logicalIndex(place)] for place in range(header.count())],
            "widths": {
                name: header.sectionSize(column)
                for column, name in enumerate(ids)
                if not header.isSectionHidden(column)
            },
            "hidden": [name for column, name in enumerate(ids) if header.isSectionHidden(column)],
            "sort": [ids[sorted_by], direction] if 0 <= sorted_by < len(ids) else None,
        }

    def restore(self, state: object) -> None:
        """Show the columns as in an earlier `state`; what does not fit is left as it is."""
        if not isinstance(state, dict):
            return
        numbers = {column.id: number for number, column in enumerate(self._model.columns)}
        known = [numbers[name] for name in _strings(state.get("order")) if name in numbers]
        for place, column in enumerate(known):
            self._header.moveSection(self._header.visualIndex(column), place)
        self._restore_hidden(numbers, state.get("hidden"))
        widths = state.get("widths")
        for name, width in widths.items() if isinstance(widths, dict) else ():
            if name in numbers and isinstance(width, int) and _NARROWEST <= width <= _WIDEST:
                self._header.resizeSection(numbers[name], width)
        match state.get("sort"):
            case [str(name), str(direction)] if name in numbers and direction in _DIRECTIONS:
                self._header.setSortIndicator(numbers[name], _DIRECTIONS[direction])
        self._tell()

    def _restore_hidden(self, numbers: dict[str, int], names: object) -> None:
        if isinstance(names, list):
            hidden = {numbers[name] for name in _strings(names) if name in numbers}
            if len(hidden) < len(numbers):
                for column in numbers.values():
                    self._header.setSectionHidden(column, column in hidden)

    def _usual_width(self, column: int) -> int:
        spec, metrics = self._model.columns[column], self._view.fontMetrics()
        title = metrics.horizontalAdvance(spec.heading) + _PADDING + 8
        return max(metrics.horizontalAdvance("0") * spec.width + _PADDING, title)

    def _choice(self, column: int) -> QAction:
        spec = self._model.columns[column]
        choice = QAction(spec.title, self.menu)
        choice.setToolTip(spec.tip)
        choice.setCheckable(True)
        choice.setData(column)
        self.menu.addAction(choice)
        return choice

    def _tell(self) -> None:
        visible = self.visible
        for column, choice in enumerate(self._choices):
            choice.setChecked(column in visible)
            choice.setEnabled(len(visible) > 1 or column not in visible)
        self._model.set_searched(sorted(visible))
        self.columnsChanged.emit()

    @pyqtSlot(QAction)
    def _on_triggered(self, action: QAction) -> None:
        if action is self._reset:
            self.reset()
            return
        column = action.data()
        self._header.setSectionHidden(column, not action.isChecked())
        if action.isChecked() and not self._header.sectionSize(column):
            self._header.resizeSection(column, self._usual_width(column))
        self._tell()

    @pyqtSlot(QPoint)
    def _on_menu_wanted(self, at: QPoint) -> None:
        self.menu.popup(self._header.mapToGlobal(at))


def _strings(values: object) -> list[str]:
    return [one for one in values if isinstance(one, str)] if isinstance(values, list) else []
