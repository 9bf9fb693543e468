"""Parameters and history of a node, to be read and copied."""

from __future__ import annotations

from typing import Any

from PyQt5.QtCore import QObject, Qt, QTimer, pyqtSignal, pyqtSlot
from PyQt5.QtWidgets import QHBoxLayout, QLabel, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from dcsgui.core.actions.answers.details import NodeDetails
from dcsgui.core.actions.answers.nodes import NodeId
from dcsgui.gui.jobs.job import Failure
from dcsgui.gui.jobs.jobs import Jobs
from dcsgui.gui.jobs.requests import ReadDetails
from dcsgui.gui.models.arranged import ArrangedModel
from dcsgui.gui.models.details import HistoryModel, ParametersModel, history_text
from dcsgui.gui.models.filters import by_words
from dcsgui.gui.panels.asking import Asking
from dcsgui.gui.panels.filterbox import FilterBox
from dcsgui.gui.panels.notice import Notice
from dcsgui.gui.panels.table import Table
from dcsgui.gui.panels.waiting import WaitingBar
from dcsgui.gui.window.texts import ReadOnlyText

__all__ = ["DetailsPanel", "DetailsSource", "HistoryPanel", "ParametersPanel"]

LONG = 60
"""From so many characters on a text is shown in full below the table."""

STALE_MS = 150
"""So long the details of the node before stay in sight, if those of the new one do not come."""

LONGEST = 100_000
"""Characters that are shown there; Copy has them all."""

_HINT = "Nothing is selected."
_HELP = "Words that all must occur in a visible column."


class DetailsSource(QObject):
    """Asks for the parameters and the history of a node, once for both panels.

    Attributes
    ----------
    node : NodeId or None
        What they are asked of.

    Signals
    -------
    begun()
        They were asked for.
    detailsRead(NodeDetails)
        They are there.
    emptied()
        There is no node any more, or another one whose details are not there soon.
    failed(Failure)
        They can't be read.
    """

    begun = pyqtSignal()
    detailsRead = pyqtSignal(object)
    emptied = pyqtSignal()
    failed = pyqtSignal(object)

    def __init__(self, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.node: NodeId | None = None
        self._asking = Asking(jobs, "details", self)
        self._asking.answered.connect(self._on_answered)
        self._asking.failed.connect(self._on_failed)
        self._stale = QTimer(self)
        self._stale.setSingleShot(True)
        self._stale.setInterval(STALE_MS)
        self._stale.timeout.connect(self.emptied)

    def show_node(self, node: NodeId | None) -> None:
        """Ask what is known of a node; None for nothing."""
        if node == self.node and self._asking.failure is None:
            return
        self.node = node
        if node is None:
            self._asking.stop()
            self._stale.stop()
            self.emptied.emit()
        else:
            self._stale.start()
            self._ask()

    @pyqtSlot()
    def refresh(self) -> None:
        """Ask again."""
        if self.node is not None:
            self._ask()

    def try_again(self) -> None:
        """Ask again after a failure, even if the file is to be left alone."""
        self._asking.forgive()
        self.refresh()

    def _ask(self) -> None:
        if self.node is not None:
            self._asking.ask(ReadDetails(self.node))
            self.begun.emit()

    @pyqtSlot(object)
    def _on_answered(self, details: NodeDetails) -> None:
        self._stale.stop()
        self.detailsRead.emit(details)

    @pyqtSlot(object)
    def _on_failed(self, failure: Failure) -> None:
        self._stale.stop()
        self.failed.emit(failure)


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
    """

    def __init__(
        self,
        source: DetailsSource,
        model: ArrangedModel[Any],
        *,
        things: tuple[str, str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._source = source
        self._node: NodeId | None = None  # whose details are shown
        self._thing, self._things = things
        self._failure: Failure | None = None
        self.model = model
        self.view: Table[Any] = Table(model, self)
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
        self.view.setFocus(Qt.FocusReason.TabFocusReason)

    @pyqtSlot(int)
    def _on_current_row_changed(self, row: int) -> None:
        text = self.long_text(row) if row >= 0 else ""
        is_long = len(text) > LONG or "\n" in text
        cut = f"{text[:LONGEST]}…" if len(text) > LONGEST else text
        self.value.setPlainText(cut if is_long else "")
        self.value.setVisible(is_long)

    @pyqtSlot()
    def _update(self) -> None:
        """Say how many rows there are; or why there are none, in place of the table."""
        shown, known = self.model.rowCount(), len(self.model.rows)
        text = f"{shown:,} of {known:,}" if self.model.look.wanted else f"{known:,}"
        self._count.setText(f"{text} {self._thing if known == 1 else self._things}")
        self._count.setVisible(bool(known))
        if not shown:
            self._on_current_row_changed(-1)
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
        top = QHBoxLayout()
        top.addWidget(self.filter, 1)
        top.addWidget(self._count)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4, 4, 4, 0)
        layout.setSpacing(2)
        layout.addLayout(top)
        layout.addWidget(self._waiting)
        layout.addWidget(self._stack, 1)


class ParametersPanel(DetailsPanel):
    """Shows the facts and the parameters of a node; see `DetailsPanel`."""

    def __init__(self, source: DetailsSource, parent: QWidget | None = None) -> None:
        self._parameters = ParametersModel()
        super().__init__(source, self._parameters, things=("entry", "entries"), parent=parent)
        self._parameters.setParent(self)

    def show_details(self, details: NodeDetails) -> None:
        """Show facts and parameters."""
        self._parameters.show_details(details)

    def long_text(self, row: int) -> str:
        """Return the value of a row."""
        return self._parameters.row(row).text


class HistoryPanel(DetailsPanel):
    """Shows the history of a node, newest first; see `DetailsPanel`."""

    def __init__(self, source: DetailsSource, parent: QWidget | None = None) -> None:
        self._records = HistoryModel()
        super().__init__(source, self._records, things=("record", "records"), parent=parent)
        self._records.setParent(self)
        self.view.sort_by(0, Qt.SortOrder.DescendingOrder)

    def text(self) -> str:
        """Return the records that are shown, in the order shown, as text for people."""
        model = self._records
        rows = map(model.row, range(model.rowCount()))
        return history_text(rows, utc=model.look.utc)

    def show_details(self, details: NodeDetails) -> None:
        """Show the history."""
        self._records.show_details(details)

    def long_text(self, row: int) -> str:
        """Return what was done in a row, and why."""
        record = self._records.row(row)
        return "\n".join(filter(None, (record.action, record.comment)))
