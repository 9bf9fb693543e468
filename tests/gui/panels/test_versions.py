"""The version table as a whole: what is listed, current, filtered, refreshed, failed."""

from __future__ import annotations

import json

import pytest
from PyQt5.QtCore import QPoint, Qt
from PyQt5.QtTest import QAbstractItemModelTester
from PyQt5.QtWidgets import QAction
from pytestqt.qtbot import QtBot

from dcsgui.core.actions.answers.defaults import DefaultState
from dcsgui.core.actions.answers.listings import VersionRow
from dcsgui.core.actions.answers.moments import Moment, Valid, ValidAt
from dcsgui.core.actions.answers.nodes import NodeId
from dcsgui.gui.jobs.requests import ListVersions
from dcsgui.gui.models.versions import VALID_ROLE
from dcsgui.gui.panels.versions import VersionsPanel
from dcsgui.gui.panels.versions_view import STAR
from hands import hands
from told_jobs import ToldJobs
from version_rows import FILE, node_of, pages, version_row, version_rows

LEFT = Qt.MouseButton.LeftButton
TYPE = NodeId(FILE, ("pedestals",))
ROWS = version_rows(12)
RANGE = node_of(ROWS[4]).parent  # holds 4 to 7


@pytest.fixture
def panel(qtbot: QtBot, told_jobs: ToldJobs) -> VersionsPanel:
    made = VersionsPanel(told_jobs)
    qtbot.addWidget(made)
    made.resize(800, 400)
    made.show()
    mode = QAbstractItemModelTester.FailureReportingMode.Fatal
    QAbstractItemModelTester(made.model, mode, made)
    return made


@pytest.fixture
def selected(panel: VersionsPanel) -> list[NodeId | None]:
    """Return what `versionSelected` told."""
    told = list[NodeId | None]()
    panel.versionSelected.connect(told.append)
    return told


def show(
    panel: VersionsPanel, told_jobs: ToldJobs, node: NodeId = TYPE, rows: list[VersionRow] = ROWS
) -> None:
    panel.show_node(node)
    told_jobs.answer(*pages(node, rows, 5))


def type_filter(qtbot: QtBot, panel: VersionsPanel, text: str) -> None:
    panel.focus_filter()
    with qtbot.waitSignal(panel.filter.filterChanged):
        hands.keyClicks(panel.filter, text)


def count(panel: VersionsPanel) -> str:
    return panel._count.text()


def runs(panel: VersionsPanel) -> list[str]:
    return [panel.model.row(row).run for row in range(panel.model.rowCount())]


# --- what is listed -------------------------------------------------------------------------


def test_first_it_says_what_to_do(panel: VersionsPanel) -> None:
    assert panel.notice.isVisible()
    assert panel.notice.text == "Select a detector, type or range on the left."
    assert panel.current() is None


def test_pages_are_shown_as_they_come(panel: VersionsPanel, told_jobs: ToldJobs) -> None:
    panel.show_node(TYPE)
    assert told_jobs.last.request == ListVersions(TYPE)
    assert told_jobs.last.lane == "versions"
    assert told_jobs.last.title == "Listing versions of cspad-0001/pedestals"
    first, *others = pages(TYPE, ROWS, 5)
    told_jobs.last.job.answered.emit(first)
    assert panel.model.rowCount() == 5
    assert panel.busy
    told_jobs.answer(*others)
    assert runs(panel) == [row.run for row in ROWS]
    assert not panel.busy
    assert panel.view.isVisible()
    assert count(panel) == "12 versions"


def test_nothing_is_there(panel: VersionsPanel, told_jobs: ToldJobs) -> None:
    show(panel, told_jobs, rows=[])
    assert panel.notice.isVisible()
    assert panel.notice.text == "No versions here."


def test_the_node_before_stays_in_sight_for_a_moment_only(
    panel: VersionsPanel, told_jobs: ToldJobs, selected: list[NodeId | None], qtbot: QtBot
) -> None:
    show(panel, told_jobs)
    panel.show_node(NodeId("/other/cspad-0002.h5"))
    assert panel.model.rowCount() == 12
    qtbot.waitUntil(lambda: panel.model.rowCount() == 0)
    assert selected[-1] is None
    assert panel.view.isVisible()  # and no "No versions here" before that is known


def test_the_same_node_again_asks_nothing(panel: VersionsPanel, told_jobs: ToldJobs) -> None:
    show(panel, told_jobs)
    panel.show_node(TYPE)
    assert len(told_jobs.asked) == 1


def test_no_node_shows_nothing(
    panel: VersionsPanel, told_jobs: ToldJobs, selected: list[NodeId | None]
) -> None:
    show(panel, told_jobs)
    panel.show_node(None)
    assert panel.model.rowCount() == 0
    assert selected[-1] is None
    assert panel.notice.text.startswith("Select")
    panel.refresh()
    assert len(told_jobs.asked) == 1


# --- which version is current ---------------------------------------------------------------


def test_the_version_that_answers_for_the_latest_range_is_current(
    panel: VersionsPanel, told_jobs: ToldJobs, selected: list[NodeId | None]
) -> None:
    show(panel, told_jobs)
    assert selected == [node_of(ROWS[11])]
    assert panel.current() == node_of(ROWS[11])
    assert panel.selected() == (node_of(ROWS[11]),)


def test_of_several_types_it_is_that_of_the_first(
    panel: VersionsPanel, told_jobs: ToldJobs, selected: list[NodeId | None]
) -> None:
    status = [row._replace(ctype="pixel_status") for row in version_rows(20)]  # of later ranges
    show(panel, told_jobs, NodeId(FILE), [*status, *ROWS])
    assert selected == [node_of(status[19])]


def test_of_ranges_with_the_same_begin_it_is_the_last(
    panel: VersionsPanel, told_jobs: ToldJobs, selected: list[NodeId | None]
) -> None:
    begin = ROWS[11].begin_ns
    rows = [
        row._replace(begin_ns=begin) if row.begin_ns != ROWS[0].begin_ns else row for row in ROWS
    ]
    show(panel, told_jobs, rows=rows)
    assert selected == [node_of(ROWS[11])]


def test_nothing_is_chosen_while_versions_still_come(
    panel: VersionsPanel, told_jobs: ToldJobs, selected: list[NodeId | None]
) -> None:
    panel.show_node(TYPE)
    for page in pages(TYPE, ROWS, 4):
        told_jobs.last.job.answered.emit(page)
        assert panel.view.current_row == -1
    assert selected == []
    told_jobs.last.job.finished.emit()
    assert selected == [node_of(ROWS[11])]


def test_the_keyboard_comes_to_the_rows_while_versions_still_come(
    panel: VersionsPanel, told_jobs: ToldJobs, selected: list[NodeId | None], qtbot: QtBot
) -> None:
    panel.activateWindow()
    panel.focus_filter()
    qtbot.waitUntil(panel.filter.hasFocus)
    panel.show_node(TYPE)
    first, *others = pages(TYPE, ROWS, 5)
    told_jobs.last.job.answered.emit(first)
    hands.keyClick(panel.filter, Qt.Key.Key_Down)
    assert panel.view.hasFocus()
    assert selected == []
    told_jobs.answer(*others)
    assert selected == [node_of(ROWS[11])]


def test_a_version_that_is_wanted_is_current_as_soon_as_it_has_come(
    panel: VersionsPanel, told_jobs: ToldJobs, selected: list[NodeId | None]
) -> None:
    panel.show_node(node_of(ROWS[5]))
    first, *others = pages(RANGE, ROWS[4:8], 2)
    told_jobs.last.job.answered.emit(first)
    assert selected == [node_of(ROWS[5])]
    told_jobs.answer(*others)
    assert selected == [node_of(ROWS[5])]


def test_without_default_the_first_is_current(
    panel: VersionsPanel, told_jobs: ToldJobs, selected: list[NodeId | None]
) -> None:
    show(panel, told_jobs, rows=[row._replace(is_default=False) for row in ROWS])
    assert selected == [node_of(ROWS[0])]


def test_a_version_is_shown_among_those_of_its_range(
    panel: VersionsPanel, told_jobs: ToldJobs, selected: list[NodeId | None]
) -> None:
    show(panel, told_jobs, rows=ROWS[:4])
    panel.show_node(node_of(ROWS[5]))
    assert told_jobs.last.request == ListVersions(RANGE)
    told_jobs.answer(*pages(RANGE, ROWS[4:8]))
    assert selected == [node_of(ROWS[3]), node_of(ROWS[5])]
    panel.show_node(node_of(ROWS[6]))
    assert len(told_jobs.asked) == 2
    assert selected[-1] == node_of(ROWS[6])


def test_the_same_version_stays_current_from_range_to_type(
    panel: VersionsPanel, told_jobs: ToldJobs, selected: list[NodeId | None]
) -> None:
    panel.show_node(node_of(ROWS[6]))
    told_jobs.answer(*pages(RANGE, ROWS[4:8]))
    show(panel, told_jobs)  # it comes with the second page
    assert selected == [node_of(ROWS[6])]
    assert panel.view.current_row == 6


def test_a_version_that_is_no_longer_there(
    panel: VersionsPanel, told_jobs: ToldJobs, selected: list[NodeId | None]
) -> None:
    panel.show_node(node_of(version_row(99)._replace(range_name=ROWS[4].range_name)))
    told_jobs.answer(*pages(RANGE, ROWS[4:8]))
    assert selected == [node_of(ROWS[7])]


def test_what_a_person_chooses_is_not_taken_away(
    panel: VersionsPanel, told_jobs: ToldJobs, selected: list[NodeId | None], qtbot: QtBot
) -> None:
    panel.show_node(TYPE)
    first, *others = pages(TYPE, ROWS, 5)
    told_jobs.last.job.answered.emit(first)
    hands.mouseClick(panel.view.viewport(), LEFT, pos=_cell(panel, 1))
    told_jobs.answer(*others)
    assert selected == [node_of(ROWS[1])]


def test_steps(panel: VersionsPanel, told_jobs: ToldJobs, selected: list[NodeId | None]) -> None:
    panel.step(1)
    show(panel, told_jobs)
    for rows in (-7, 1, -3, -100, 100):
        panel.step(rows)
    assert selected[1:] == [node_of(ROWS[row]) for row in (4, 5, 2, 0, 11)]


# --- filter ---------------------------------------------------------------------------------


def test_typing_filters(panel: VersionsPanel, told_jobs: ToldJobs, qtbot: QtBot) -> None:
    show(panel, told_jobs)
    type_filter(qtbot, panel, "author:bob run:>6")
    assert runs(panel) == ["7", "9", "11"]
    assert count(panel) == "3 of 12 versions"
    hands.keyClick(panel.filter, Qt.Key.Key_Escape)
    assert len(runs(panel)) == 12


def test_pages_that_come_later_are_filtered(
    panel: VersionsPanel, told_jobs: ToldJobs, qtbot: QtBot
) -> None:
    type_filter(qtbot, panel, "run:6")
    show(panel, told_jobs)
    assert runs(panel) == ["6"]
    assert panel.current() == node_of(ROWS[6])


def test_no_version_matches(
    panel: VersionsPanel, told_jobs: ToldJobs, selected: list[NodeId | None], qtbot: QtBot
) -> None:
    show(panel, told_jobs)
    type_filter(qtbot, panel, "nothing-like-that")
    assert panel.notice.isVisible()
    assert panel.notice.text == "No version matches the filter."
    assert selected[-1] is None
    hands.mouseClick(panel.notice.action, LEFT)
    assert panel.filter.text() == ""
    assert panel.view.isVisible()
    assert selected[-1] == node_of(ROWS[11])


def test_the_current_version_stays_if_the_filter_wants_it(
    panel: VersionsPanel, told_jobs: ToldJobs, selected: list[NodeId | None], qtbot: QtBot
) -> None:
    show(panel, told_jobs)
    type_filter(qtbot, panel, "run:10-11")
    assert selected == [node_of(ROWS[11])]
    with qtbot.waitSignal(panel.filter.filterChanged):
        hands.keyClicks(panel.filter, " author:ana")
    assert runs(panel) == ["10"]
    assert selected == [node_of(ROWS[11]), node_of(ROWS[10])]


def test_a_term_that_is_not_understood(
    panel: VersionsPanel, told_jobs: ToldJobs, qtbot: QtBot
) -> None:
    show(panel, told_jobs)
    type_filter(qtbot, panel, "foo:bar")
    assert "no column 'foo'" in panel.filter.toolTip()
    assert len(runs(panel)) == 12


def test_rows_that_are_not_there_do_not_take_the_keyboard_later(
    panel: VersionsPanel, told_jobs: ToldJobs, qtbot: QtBot
) -> None:
    show(panel, told_jobs)
    panel.activateWindow()
    type_filter(qtbot, panel, "((((")
    qtbot.waitUntil(panel.filter.hasFocus)
    hands.keyClick(panel.filter, Qt.Key.Key_Return)
    hands.keyClick(panel.filter, Qt.Key.Key_Escape)
    qtbot.waitUntil(panel.view.isVisible)
    assert panel.filter.hasFocus()


def test_from_the_filter_to_the_rows(
    panel: VersionsPanel, told_jobs: ToldJobs, qtbot: QtBot
) -> None:
    show(panel, told_jobs)
    panel.activateWindow()
    panel.focus_filter()
    qtbot.waitUntil(panel.filter.hasFocus)
    hands.keyClick(panel.filter, Qt.Key.Key_Down)
    assert panel.view.hasFocus()


# --- refreshing -----------------------------------------------------------------------------


def test_a_refresh_keeps_what_is_current(
    panel: VersionsPanel, told_jobs: ToldJobs, selected: list[NodeId | None], qtbot: QtBot
) -> None:
    show(panel, told_jobs)
    panel.step(-6)
    selected.clear()
    panel.refresh()
    pinned = [row._replace(pinned=row is ROWS[3]) for row in ROWS]
    with qtbot.assertNotEmitted(panel.model.modelReset):
        told_jobs.answer(*pages(TYPE, [*pinned[:2], *pinned[3:], version_row(12)], 5))
    assert runs(panel) == ["0", "1", *map(str, range(3, 13))]
    assert panel.current() == node_of(ROWS[5])
    assert selected == []


def test_the_current_version_is_deleted(
    panel: VersionsPanel, told_jobs: ToldJobs, selected: list[NodeId | None]
) -> None:
    show(panel, told_jobs)
    panel.refresh()
    rest = [row for row in ROWS if row is not ROWS[11]]
    told_jobs.answer(*pages(TYPE, rest))
    assert selected == [node_of(ROWS[11]), node_of(ROWS[7])]
    assert panel.selected() == (node_of(ROWS[7]),)


def test_everything_is_deleted(
    panel: VersionsPanel, told_jobs: ToldJobs, selected: list[NodeId | None]
) -> None:
    show(panel, told_jobs)
    panel.refresh()
    told_jobs.answer(*pages(TYPE, []))
    assert selected[-1] is None
    assert panel.notice.text == "No versions here."


def test_a_refresh_while_the_first_listing_comes_in(
    panel: VersionsPanel, told_jobs: ToldJobs
) -> None:
    panel.show_node(TYPE)
    told_jobs.last.job.answered.emit(pages(TYPE, ROWS, 5)[0])
    panel.refresh()
    told_jobs.answer(*pages(TYPE, ROWS, 5))
    assert runs(panel) == [row.run for row in ROWS]


def test_a_refresh_before_anything_came(panel: VersionsPanel, told_jobs: ToldJobs) -> None:
    show(panel, told_jobs, rows=ROWS[:4])
    panel.show_node(RANGE)
    panel.refresh()
    told_jobs.answer(*pages(RANGE, ROWS[4:8]))
    assert runs(panel) == ["4", "5", "6", "7"]


# --- failing --------------------------------------------------------------------------------


def test_a_failure_is_told_in_place(
    panel: VersionsPanel, told_jobs: ToldJobs, selected: list[NodeId | None], qtbot: QtBot
) -> None:
    panel.show_node(TYPE)
    told_jobs.fail("The file is broken.", details="Traceback")
    assert panel.notice.text == "The file is broken."
    assert panel.notice.details.isVisible()
    hands.mouseClick(panel.notice.action, LEFT)
    assert told_jobs.last.request == ListVersions(TYPE)
    told_jobs.answer(*pages(TYPE, ROWS))
    assert not panel.notice.isVisible()
    assert selected == [node_of(ROWS[11])]


def test_a_file_that_vanishes_and_comes_back(
    panel: VersionsPanel, told_jobs: ToldJobs, selected: list[NodeId | None]
) -> None:
    show(panel, told_jobs)
    panel.step(-6)
    panel.refresh()
    told_jobs.fail("The file is gone.")
    assert selected[-1] is None
    assert panel.model.rowCount() == 0
    panel.refresh()
    told_jobs.answer(*pages(TYPE, ROWS))
    assert selected[-1] == node_of(ROWS[5])


def test_a_file_that_others_hold_is_asked_again(
    panel: VersionsPanel, told_jobs: ToldJobs, qtbot: QtBot
) -> None:
    panel._listing._again.setInterval(20)
    panel.show_node(TYPE)
    told_jobs.fail("It is open in process 7.", kind="Busy")
    assert panel.notice.text == "It is open in process 7."
    qtbot.waitUntil(lambda: len(told_jobs.asked) == 2)
    told_jobs.fail("It is open in process 7.", kind="Busy")
    qtbot.waitUntil(lambda: len(told_jobs.asked) == 3)
    told_jobs.answer(*pages(TYPE, ROWS))
    assert panel.current() == node_of(ROWS[11])
    assert not panel._listing._again.isActive()


def test_a_file_that_others_hold_is_forgotten_with_its_node(
    panel: VersionsPanel, told_jobs: ToldJobs
) -> None:
    panel.show_node(TYPE)
    told_jobs.fail("It is open in process 7.", kind="Busy")
    panel.show_node(None)
    assert not panel._listing._again.isActive()
    panel.show_node(TYPE)
    told_jobs.fail("The file is broken.")
    assert not panel._listing._again.isActive()


def test_a_marked_file_is_forgiven_when_tried_again(
    panel: VersionsPanel, told_jobs: ToldJobs, qtbot: QtBot
) -> None:
    panel.show_node(TYPE)
    told_jobs.fail("It kills workers.", kind="Marked")
    hands.mouseClick(panel.notice.action, LEFT)
    assert told_jobs.forgiven == [FILE]


def test_the_same_node_after_a_failure_asks_again(
    panel: VersionsPanel, told_jobs: ToldJobs
) -> None:
    panel.show_node(TYPE)
    told_jobs.fail("Busy.", kind="Busy")
    panel.show_node(TYPE)
    assert len(told_jobs.asked) == 2


# --- defaults, and what is valid ------------------------------------------------------------


def test_a_click_on_a_star_asks_for_the_default(
    panel: VersionsPanel, told_jobs: ToldJobs, qtbot: QtBot
) -> None:
    show(panel, told_jobs)
    cell = panel.view.visualRect(panel.model.index(5, STAR))
    with qtbot.waitSignal(panel.defaultAsked, timeout=0) as told:
        at = QPoint(cell.left() + 12, cell.center().y())
        hands.mouseClick(panel.view.viewport(), LEFT, pos=at)
    assert told.args == [node_of(ROWS[5])]


def test_enter_activates(panel: VersionsPanel, told_jobs: ToldJobs, qtbot: QtBot) -> None:
    show(panel, told_jobs)
    with qtbot.waitSignal(panel.versionActivated, timeout=0) as told:
        hands.keyClick(panel.view, Qt.Key.Key_Return)
    assert told.args == [node_of(ROWS[11])]


def test_how_a_range_answers(panel: VersionsPanel, told_jobs: ToldJobs, qtbot: QtBot) -> None:
    rows = [*ROWS[:4], *(row._replace(pinned=True) for row in ROWS[4:8])]
    rows += [row._replace(is_default=False) for row in ROWS[8:]]
    show(panel, told_jobs, rows=rows)
    type_filter(qtbot, panel, "run:999")  # what is not shown is known
    state = panel.default_state
    assert state(node_of(ROWS[0]).parent) == DefaultState(None, ROWS[3].name, 4, -1)
    assert state(RANGE) == DefaultState(ROWS[7].name, ROWS[7].name, 4, -1)
    assert state(node_of(ROWS[8]).parent) == DefaultState(None, "", 0, -1)
    assert state(NodeId(FILE, ("pedestals", "?"))) is None
    assert panel.row_of(node_of(ROWS[2])) == ROWS[2]
    assert panel.row_of(NodeId(FILE, ("pedestals", "?", "?"))) is None


def test_a_range_in_words(panel: VersionsPanel, told_jobs: ToldJobs) -> None:
    show(panel, told_jobs)
    panel.set_utc(utc=True)
    assert panel.range_text(RANGE) == panel.range_text(node_of(ROWS[4])) == "from 2016-10-28"
    assert panel.range_text(NodeId(FILE, ("pedestals", "1-2"))) == "1-2"


def test_valid_marks_come_and_go(panel: VersionsPanel, told_jobs: ToldJobs) -> None:
    show(panel, told_jobs)
    row = ROWS[5]
    answer = Valid(row.ctype, row.range_name, row.name, 2, pinned=False, why="Because.")
    panel.show_valid(ValidAt(FILE, Moment("now", 0, "", ""), (answer,)))
    assert panel.model.index(5, 0).data(VALID_ROLE) == "Because."
    panel.clear_valid()
    assert panel.model.index(5, 0).data(VALID_ROLE) == ""


# --- what a person chose --------------------------------------------------------------------


def test_state_survives_as_json(panel: VersionsPanel, told_jobs: ToldJobs, qtbot: QtBot) -> None:
    show(panel, told_jobs)
    type_filter(qtbot, panel, "author:ana")
    panel.view.sort_by(8, Qt.SortOrder.DescendingOrder)
    state = json.loads(json.dumps(panel.state()))
    other = VersionsPanel(told_jobs)
    qtbot.addWidget(other)
    other.restore(state)
    show(other, told_jobs)
    assert other.state() == panel.state()
    assert runs(other) == runs(panel) == ["10", "8", "6", "4", "2", "0"]
    other.restore({"columns": 5, "filter": None})
    assert other.state() == panel.state()


def test_actions_of_the_window_are_in_the_menu(panel: VersionsPanel) -> None:
    first, second = QAction("Make default", panel), QAction("Release", panel)
    panel.set_actions([first])
    panel.set_actions([first, second])
    texts = [action.text() for action in panel.view.actions()]
    assert texts == ["Make default", "Release", "", "Copy rows\tCtrl+C"]


def test_times_in_utc(panel: VersionsPanel, told_jobs: ToldJobs, qtbot: QtBot) -> None:
    show(panel, told_jobs)
    type_filter(qtbot, panel, "begin:2016-10-28T00:00:00+00:00")
    panel.set_utc(utc=True)
    assert runs(panel) == ["4", "5", "6", "7"]


def _cell(panel: VersionsPanel, row: int) -> QPoint:
    return panel.view.visualRect(panel.model.index(row, 2)).center()
