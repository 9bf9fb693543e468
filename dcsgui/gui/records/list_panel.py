"""A list in a dock: a filter, buttons for what is selected, a table, or why there is nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PyQt5.QtCore import QEvent, QObject, Qt, pyqtSlot
from PyQt5.QtGui import QFocusEvent, QKeyEvent, QKeySequence
from PyQt5.QtWidgets import (
    QAction,
    QHBoxLayout,
    QLabel,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from dcsgui.gui.jobs.job import Failure
from dcsgui.gui.models.arranged import ArrangedModel
from dcsgui.gui.models.filters import by_words
from dcsgui.gui.panels.filterbox import FilterBox
from dcsgui.gui.panels.notice import Notice
from dcsgui.gui.panels.table import Table
from dcsgui.gui.panels.waiting import WaitingBar

__all__ = ["ListPanel", "Things"]

Row = TypeVar("Row")

_HELP = "Words that all must occur in a visible column."


@dataclass(frozen=True, slots=True)
class Things:
    """What a list is of.

    Attributes
    ----------
    one, many : str
        "record", "records".
    none : str
        What is said where there are none.
    """

    one: str
    many: str
    none: str


class ListPanel(QWidget, Generic[Row]):
    """Shows an `ArrangedModel`, with buttons for what can be done with the selected rows.

    Del and Ctrl+C in it are about its own rows, not about what is selected elsewhere. A subclass
    ends its ``__init__`` with `set_actions`.

    Attributes
    ----------
    model : ArrangedModel
    view : Table
    filter : FilterBox
    notice : Notice
        Stands in the place of the table where there is nothing to show.
    waiting : WaitingBar
    """

    def __init__(
        self, model: ArrangedModel[Row], things: Things, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.model = model
        model.setParent(self)
        self._things = things
        self._said = ""
        self._failure: Failure | None = None
        self.view: Table[Row] = Table(model, self)
        self.view.setAccessibleName(things.many.capitalize())
        self.filter = FilterBox(f"Filter {things.many}", _HELP, self)
        self.notice = Notice(self)
        self.waiting = WaitingBar(self)
        self._count = QLabel(self)
        self._buttons = QHBoxLayout()
        self._stack = QStackedWidget(self)
        self._lay_out()
        self._connect()

    def set_actions(self, actions: Sequence[QAction]) -> None:
        """Offer these as buttons, and in the menu that the right button opens."""
        for action in actions:
            button = QToolButton(self)
            button.setDefaultAction(action)
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            self._buttons.addWidget(button)
        self.view.set_actions(actions)
        self.update_state()

    def add_below(self, widget: QWidget) -> None:
        """Put something below the table."""
        layout = self.layout()
        if layout is not None:
            layout.addWidget(widget)

    def selected(self) -> list[Row]:
        """Return the rows that are selected, from top to bottom."""
        return [self.model.row(row) for row in self.view.selected_rows()]

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show these instead; those that are in both lists stay."""
        self._said, self._failure = "", None
        self.waiting.end()
        self.model.replace(rows)
        self.update_state()

    def say(self, text: str) -> None:
        """Show nothing, and say why."""
        self._said, self._failure = text, None
        self.waiting.end()
        self.model.clear()
        self.update_state()

    @pyqtSlot(object)
    def tell_failure(self, failure: Failure) -> None:
        """Show nothing, and say why it can't be read."""
        self.say(failure.sentence)
        self._failure = failure
        self.update_state()

    def set_utc(self, *, utc: bool) -> None:
        """Show times in UTC, or in local time."""
        self.model.set_utc(utc=utc)

    def state(self) -> dict[str, object]:
        """Return what a person chose: columns and sorting; as values of JSON."""
        return {"columns": self.view.columns.state()}

    def restore(self, state: dict[str, object]) -> None:
        """Choose what was chosen in an earlier `state`; what does not fit is left as it is."""
        self.view.columns.restore(state.get("columns"))

    def enable_actions(self) -> None:
        """Enable what can be done with the selected rows."""

    def try_again(self) -> None:
        """Ask again for what could not be read."""

    def delete_pressed(self) -> None:
        """Do what Del means here: nothing."""

    def eventFilter(self, watched: QObject | None, event: QEvent | None) -> bool:
        """Keep Del and Ctrl+C in the table, which are shortcuts of the window too.

        Who comes to it by keyboard is on a row, and that is selected.
        """
        if watched is self.view and isinstance(event, QFocusEvent) and _came_by_keyboard(event):
            self._select_current()
        if watched is not self.view or not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        is_del = event.matches(QKeySequence.StandardKey.Delete)
        if event.type() == QEvent.Type.ShortcutOverride:
            if is_del or event.matches(QKeySequence.StandardKey.Copy):
                event.accept()
                return True
        elif event.type() == QEvent.Type.KeyPress and is_del:
            self.delete_pressed()
            return True
        return super().eventFilter(watched, event)

    def _select_current(self) -> None:
        if self.model.rowCount() and not self.view.selected_rows():
            self.view.setCurrentIndex(self.model.index(max(0, self.view.current_row), 0))

    @pyqtSlot()
    def update_state(self) -> None:
        """Say how many rows there are; or why there are none, in place of the table."""
        shown, known = self.model.rowCount(), len(self.model.rows)
        text = f"{shown:,} of {known:,}" if self.model.look.wanted else f"{known:,}"
        self._count.setText(f"{text} {self._things.one if known == 1 else self._things.many}")
        self._count.setVisible(bool(known))
        self.enable_actions()
        if self._failure is not None:
            self.notice.tell_failure(self._failure)
        elif self._said:
            self.notice.say(self._said)
        elif shown or self.model.busy:
            self._stack.setCurrentWidget(self.view)
            return
        elif known:
            text = f"No {self._things.one} matches the filter."
            self.notice.say(text, action="Clear the filter")
        else:
            self.notice.say(self._things.none)
        self._stack.setCurrentWidget(self.notice)

    @pyqtSlot(str)
    def _on_filter_changed(self, text: str) -> None:
        self.model.set_filter(by_words(text))
        self.update_state()

    @pyqtSlot()
    def _on_action_chosen(self) -> None:
        if self._failure is not None:
            self.try_again()
        else:
            self.filter.clear()

    @pyqtSlot()
    def _on_left_downward(self) -> None:
        if self.view.isVisible():  # else it would take the keyboard when it is shown
            self.view.setFocus(Qt.FocusReason.TabFocusReason)

    @pyqtSlot()
    def _on_selection_changed(self) -> None:
        self.enable_actions()

    def _connect(self) -> None:
        self.view.installEventFilter(self)
        self.model.settled.connect(self.update_state)
        self.filter.filterChanged.connect(self._on_filter_changed)
        self.filter.leftDownward.connect(self._on_left_downward)
        self.notice.actionChosen.connect(self._on_action_chosen)
        selection: Any = self.view.selectionModel()
        selection.selectionChanged.connect(self._on_selection_changed)

    def _lay_out(self) -> None:
        self.setFocusProxy(self.view)
        header = self.view.horizontalHeader()
        if header is not None:
            header.setStretchLastSection(True)
        self._stack.addWidget(self.view)
        self._stack.addWidget(self.notice)
        top = QHBoxLayout()
        top.addWidget(self.filter, 1)
        top.addWidget(self._count)
        top.addLayout(self._buttons)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4, 4, 4, 0)
        layout.setSpacing(2)
        layout.addLayout(top)
        layout.addWidget(self.waiting)
        layout.addWidget(self._stack, 1)


def _came_by_keyboard(event: QFocusEvent) -> bool:
    return event.gotFocus() and event.reason() != Qt.FocusReason.MouseFocusReason
