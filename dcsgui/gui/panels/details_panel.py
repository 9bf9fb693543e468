"""What the panels of parameters and of history have in common."""

from __future__ import annotations

from typing import Any

from PyQt5.QtCore import Qt, pyqtSlot
from PyQt5.QtWidgets import QHBoxLayout, QLabel, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from dcsgui.core.actions.answers.details import NodeDetails
from dcsgui.core.actions.answers.nodes import NodeId
from dcsgui.gui.jobs.job import Failure
from dcsgui.gui.models.arranged import ArrangedModel
from dcsgui.gui.models.filters import by_words
from dcsgui.gui.panels.details_source import DetailsSource
from dcsgui.gui.panels.filterbox import FilterBox
from dcsgui.gui.panels.notice import Notice
from dcsgui.gui.panels.table import Table
from dcsgui.gui.panels.waiting import WaitingBar
from dcsgui.gui.window.texts import ReadOnlyText

__all__ = ["DetailsPanel"]

LONG = 60
"""From so many characters on a text is shown in full below the table."""

LONGEST = 100_000
"""Characters that are shown there; Copy has them all."""

_HINT = "Nothing is selected."
_HELP = "Words that all must occur in a visible column."


class DetailsPanel(QWidget):
    """A filter, a table, and the value of the current row in full where it is long.

    Attributes
    ----------
    model : ArrangedModel
    view : Table
    filter : FilterBox
    notice : Notice
        Stands in the place of the table where there is nothing to show.
    value : ReadOnlyText
        The value of the current row in full.
    top, lines : QHBoxLayout, QVBoxLayout
        The line of the filter, and all lines from top to bottom.
    """

    def __init__(
        self,
        source: DetailsSource,
        model: ArrangedModel[Any],
        *,
        things: tuple[str, str],
        view: Table[Any] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._source = source
        self._node: NodeId | None = None  # whose details are shown
        self._thing, self._things = things
        self._failure: Failure | None = None
        self.model = model
        self.view: Table[Any] = Table(model) if view is None else view
        self.view.setAccessibleName(self._things.capitalize())
        self.filter = FilterBox(f"Filter {self._things}", _HELP, self)
        self.notice = Notice(self)
        self.value = ReadOnlyText("Value in full", parent=self)
        self.value.setLineWrapMode(ReadOnlyText.LineWrapMode.WidgetWidth)
        self.value.hide()
        self._count = QLabel(self)
        self._waiting = WaitingBar(self)
        self._stack = QStackedWidget(self)
        self._lay_out()
        self._connect()
        self._update()

    def set_utc(self, *, utc: bool) -> None:
        """Show times in UTC, or in local time."""
        self.model.set_utc(utc=utc)

    def state(self) -> dict[str, object]:
        """Return what a person chose: columns and sorting; as values of JSON."""
        return {"columns": self.view.columns.state()}

    def restore(self, state: dict[str, object]) -> None:
        """Choose what was chosen in an earlier `state`; what does not fit is left as it is."""
        self.view.columns.restore(state.get("columns"))

    def show_details(self, details: NodeDetails) -> None:
        """Put the details into the model."""
        raise NotImplementedError

    def long_text(self, row: int) -> str:
        """Return what is worth to be read in full of a row of the table."""
        raise NotImplementedError

    def counts(self) -> tuple[int, int]:
        """Return how many things are shown, and how many there are."""
        return self.model.rowCount(), len(self.model.rows)

    @pyqtSlot(object)
    def _on_details_read(self, details: NodeDetails) -> None:
        if details.node != self._node:
            self._node = details.node
            self.model.clear()
        self._failure = None
        self._waiting.end()
        self.show_details(details)
        self._update()

    @pyqtSlot()
    def _on_emptied(self) -> None:
        self._node = self._failure = None
        if self._source.node is None:
            self._waiting.end()
        self.model.clear()
        self._update()

    @pyqtSlot(object)
    def _on_failed(self, failure: Failure) -> None:
        self._on_emptied()
        self._waiting.end()
        self._failure = failure
        self._update()

    @pyqtSlot(str)
    def _on_filter_changed(self, text: str) -> None:
        self.model.set_filter(by_words(text))
        self._update()

    @pyqtSlot()
    def _on_action_chosen(self) -> None:
        if self._failure is not None:
            self._source.try_again()
        else:
            self.filter.clear()

    @pyqtSlot()
    def _on_left_downward(self) -> None:
        if self.view.isVisible():  # else it would take the keyboard when it is shown
            self.view.setFocus(Qt.FocusReason.TabFocusReason)

    @pyqtSlot(int)
    def _on_current_row_changed(self, row: int) -> None:
        text = self.long_text(row) if row >= 0 else ""
        is_long = len(text) > LONG or "\n" in text
        cut = f"{text[:LONGEST]}…" if len(text) > LONGEST else text
        wanted = cut if is_long else ""
        if wanted != self.value.toPlainText():  # else it stays scrolled, and marked, as it is
            self.value.setPlainText(wanted)
        self.value.setVisible(is_long)

    @pyqtSlot()
    def _update(self) -> None:
        """Say how many rows there are; or why there are none, in place of the table."""
        shown, known = self.counts()
        text = f"{shown:,} of {known:,}" if self.model.look.wanted else f"{known:,}"
        self._count.setText(f"{text} {self._thing if known == 1 else self._things}")
        self._count.setVisible(bool(known))
        self._on_current_row_changed(self.view.current_row if shown else -1)
        if self._failure is not None:
            self.notice.tell_failure(self._failure)
        elif self._source.node is None:
            self.notice.say(_HINT)
        elif shown or self.model.busy or self._node is None:
            self._stack.setCurrentIndex(0)
            return
        elif known:
            self.notice.say(f"No {self._thing} matches the filter.", action="Clear the filter")
        else:
            self.notice.say(f"No {self._things} here.")
        self._stack.setCurrentWidget(self.notice)

    def _connect(self) -> None:
        self._source.begun.connect(self._waiting.begin)
        self._source.detailsRead.connect(self._on_details_read)
        self._source.emptied.connect(self._on_emptied)
        self._source.failed.connect(self._on_failed)
        self.model.settled.connect(self._update)
        self.view.currentRowChanged.connect(self._on_current_row_changed)
        self.filter.filterChanged.connect(self._on_filter_changed)
        self.filter.leftDownward.connect(self._on_left_downward)
        self.notice.actionChosen.connect(self._on_action_chosen)

    def _lay_out(self) -> None:
        self.setFocusProxy(self.view)
        header = self.view.horizontalHeader()
        if header is not None:
            header.setStretchLastSection(True)
        splitter = QSplitter(Qt.Orientation.Vertical, self)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(self.view)
        splitter.addWidget(self.value)
        splitter.setStretchFactor(0, 3)
        splitter.setStretchFactor(1, 1)
        self._stack.addWidget(splitter)
        self._stack.addWidget(self.notice)
        self.top = QHBoxLayout()
        self.top.addWidget(self.filter, 1)
        self.top.addWidget(self._count)
        self.lines = QVBoxLayout(self)
        self.lines.setContentsMargins(4, 4, 4, 0)
        self.lines.setSpacing(2)
        self.lines.addLayout(self.top)
        self.lines.addWidget(self._waiting)
        self.lines.addWidget(self._stack, 1)
