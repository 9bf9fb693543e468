"""The version table: what is listed below a node of a detector file, and which is the default."""

from __future__ import annotations

from collections.abc import Sequence

from PyQt5.QtCore import Qt, pyqtSignal, pyqtSlot
from PyQt5.QtWidgets import (
    QAction,
    QHBoxLayout,
    QLabel,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from dcsgui.core.actions.answers.defaults import DefaultState
from dcsgui.core.actions.answers.listings import VersionRow
from dcsgui.core.actions.answers.moments import ValidAt
from dcsgui.core.actions.answers.nodes import Level, NodeId
from dcsgui.gui.icons import icon
from dcsgui.gui.jobs.jobs import Jobs
from dcsgui.gui.models import times
from dcsgui.gui.models.versions import VersionsModel
from dcsgui.gui.models.versions_columns import column_number
from dcsgui.gui.models.versions_filter import FILTER_HELP, version_filter
from dcsgui.gui.panels.filterbox import FilterBox
from dcsgui.gui.panels.notice import Notice
from dcsgui.gui.panels.versions_current import CurrentVersion
from dcsgui.gui.panels.versions_listing import VersionsListing
from dcsgui.gui.panels.versions_view import VersionsView
from dcsgui.gui.panels.waiting import WaitingBar

__all__ = ["VersionsPanel"]

UNKNOWN_CHANGES = -1
"""How often the default of a range was changed is not in a listing."""

_HINT = "Select a detector, type or range on the left."
_NONE = "No versions here."
_NO_MATCH = "No version matches the filter."
_CLEAR = "Clear the filter"


class VersionsPanel(QWidget):
    """Lists the versions below a node, to be sorted, filtered, looked at and made the default.

    Attributes
    ----------
    model : VersionsModel
    view : VersionsView
    filter : FilterBox
    notice : Notice
        Stands in the place of the table where there is nothing to show.

    Signals
    -------
    versionSelected(NodeId or None)
        Another version is current, by a person or by what is shown.
    versionActivated(NodeId)
        A version was double-clicked, or Enter pressed on it.
    defaultAsked(NodeId)
        A person wants this version to be the default of its range.
    """

    versionSelected = pyqtSignal(object)
    versionActivated = pyqtSignal(object)
    defaultAsked = pyqtSignal(object)

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = VersionsModel(self)
        self.view = VersionsView(self.model, self)
        self.filter = FilterBox("Filter: words, or author:ana run:10-20 …", FILTER_HELP, self)
        self.notice = Notice(self)
        self._listing = VersionsListing(jobs, self.model, self)
        self._current = CurrentVersion(self.model, self.view, self._listing)
        self._count = QLabel(self)
        self._waiting = WaitingBar(self)
        self._stack = QStackedWidget(self)
        self._lay_out()
        self._connect()
        self._update()

    # --- what the window asks ---------------------------------------------------------------

    @property
    def busy(self) -> bool:
        """Whether versions are still to come, or to be put in order."""
        return self._listing.busy or self.model.busy

    def current(self) -> NodeId | None:
        """Return the version that is current."""
        return self._current.version

    def selected(self) -> tuple[NodeId, ...]:
        """Return all versions that are selected, from top to bottom."""
        return tuple(map(self.model.node, self.view.selected_rows()))

    def row_of(self, node: NodeId) -> VersionRow | None:
        """Return what is known of a version, whether the filter wants it or not."""
        number = self.model.listed(node)
        return None if number < 0 else self.model.rows[number]

    def default_state(self, node: NodeId) -> DefaultState | None:
        """Return how a range answers, None if its versions are not listed here."""
        rows = self.model.versions_of(node)
        if not rows:
            return None
        answer = next((row for row in rows if row.is_default), None)
        if answer is None:
            return DefaultState(None, "", 0, UNKNOWN_CHANGES)
        pinned = answer.name if answer.pinned else None
        return DefaultState(pinned, answer.name, answer.versind, UNKNOWN_CHANGES)

    def range_text(self, node: NodeId) -> str:
        """Return the range that a range or version is, or is in, in words."""
        rows = self.model.versions_of(NodeId(node.file, node.path[: Level.RANGE.value]))
        if not rows:
            return node.range_name
        return times.span(rows[0].begin_ns, rows[0].end_ns, utc=self.model.look.utc)

    def begin_text(self, node: NodeId) -> str:
        """Return the begin of the range that a range or version is, or is in, as it is shown."""
        rows = self.model.versions_of(NodeId(node.file, node.path[: Level.RANGE.value]))
        return times.short(rows[0].begin_ns, utc=self.model.look.utc) if rows else node.range_name

    def state(self) -> dict[str, object]:
        """Return what a person chose: columns, sorting, filter; as values of JSON."""
        return {"columns": self.view.columns.state(), "filter": self.filter.text()}

    # --- what the window tells --------------------------------------------------------------

    def restore(self, state: dict[str, object]) -> None:
        """Choose what was chosen in an earlier `state`; what does not fit is left as it is."""
        self.view.columns.restore(state.get("columns"))
        text = state.get("filter")
        if isinstance(text, str):
            self.filter.setText(text)
            self.filter.tell()

    def show_node(self, node: NodeId | None) -> None:
        """Show the versions below a node; those beside it, if it is a version itself."""
        version = node if node is not None and node.level is Level.VERSION else None
        below = node if version is None else version.parent
        self._current.want(version)
        if below != self._listing.node or self._listing.failure is not None:
            self._listing.show(below)

    @pyqtSlot()
    def refresh(self) -> None:
        """List the versions again, and show what has changed."""
        self._listing.refresh()

    def show_valid(self, valid: ValidAt) -> None:
        """Mark the versions that are valid at a time."""
        self.model.show_valid(valid)

    def clear_valid(self) -> None:
        """Mark no version as valid."""
        self.model.show_valid(None)

    def set_utc(self, *, utc: bool) -> None:
        """Show times in UTC, or in local time."""
        self.model.set_utc(utc=utc)
        self._on_filter_changed(self.filter.text())

    def set_actions(self, actions: Sequence[QAction]) -> None:
        """Put these into the menu that the right button opens."""
        self.view.set_actions(actions)

    def focus_filter(self) -> None:
        """Move the keyboard to the filter."""
        self.filter.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.filter.selectAll()

    def step(self, rows: int) -> None:
        """Go some rows down, or up."""
        last = self.model.rowCount() - 1
        if last >= 0:
            self.view.go_to(min(max(self.view.current_row + rows, 0), last))

    # --- what else happens ------------------------------------------------------------------

    @pyqtSlot()
    def _on_ended(self) -> None:
        self._waiting.end()
        self._update()

    @pyqtSlot(str)
    def _on_filter_changed(self, text: str) -> None:
        wanted = version_filter(text, utc=self.model.look.utc)
        self.filter.show_problems(wanted.problems)
        self.model.set_filter(wanted)
        self._update()

    @pyqtSlot(int)
    def _on_row_activated(self, row: int) -> None:
        self.versionActivated.emit(self.model.node(row))

    @pyqtSlot(int)
    def _on_star_chosen(self, row: int) -> None:
        self.defaultAsked.emit(self.model.node(row))

    @pyqtSlot()
    def _on_action_chosen(self) -> None:
        if self._listing.failure is not None:
            self._listing.try_again()
        else:
            self.filter.clear()

    @pyqtSlot()
    def _on_left_downward(self) -> None:
        if self.view.isVisible():  # else it would take the keyboard when it is shown
            self.view.setFocus(Qt.FocusReason.TabFocusReason)

    @pyqtSlot()
    def _update(self) -> None:
        """Say how many versions there are; or why there are none, in place of the table."""
        shown, known = self.model.rowCount(), len(self.model.rows)
        text = f"{shown:,} of {known:,}" if self.model.look.wanted else f"{known:,}"
        self._count.setText(f"{text} version" if known == 1 else f"{text} versions")
        self._count.setVisible(bool(known))
        if (failure := self._listing.failure) is not None:
            self.notice.tell_failure(failure)
        elif self._listing.node is None:
            self.notice.say(_HINT)
        elif shown or self.busy:
            self._stack.setCurrentWidget(self.view)
            return
        elif known:
            self.notice.say(_NO_MATCH, action=_CLEAR)
        else:
            self.notice.say(_NONE)
        self._stack.setCurrentWidget(self.notice)

    def _connect(self) -> None:
        listing, model, view = self._listing, self.model, self.view
        listing.begun.connect(self._waiting.begin)
        listing.progressed.connect(self._waiting.tell)
        listing.emptied.connect(self._update)
        listing.pageShown.connect(self._update)
        listing.ended.connect(self._on_ended)
        model.settled.connect(self._update)
        self._current.changed.connect(self.versionSelected)
        view.rowActivated.connect(self._on_row_activated)
        view.starChosen.connect(self._on_star_chosen)
        self.filter.filterChanged.connect(self._on_filter_changed)
        self.filter.leftDownward.connect(self._on_left_downward)
        self.notice.actionChosen.connect(self._on_action_chosen)

    def _lay_out(self) -> None:
        self.setFocusProxy(self.view)
        self.view.sort_by(column_number("type"))
        columns = QToolButton(self)
        columns.setIcon(icon("columns"))
        columns.setAutoRaise(True)
        columns.setToolTip("Choose columns.")
        columns.setAccessibleName("Choose columns")
        columns.setMenu(self.view.columns.menu)
        columns.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        top = QHBoxLayout()
        top.addWidget(self.filter, 1)
        top.addWidget(self._count)
        top.addWidget(columns)
        self._stack.addWidget(self.view)
        self._stack.addWidget(self.notice)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4, 4, 4, 0)
        layout.setSpacing(2)
        layout.addLayout(top)
        layout.addWidget(self._waiting)
        layout.addWidget(self._stack, 1)
