"""Parameters and history of a node."""

from __future__ import annotations

from typing import NamedTuple

import pytest
from PyQt5.QtCore import Qt
from PyQt5.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from dcsgui.core.actions.answers.details import HistoryRow, NodeDetails, ParameterRow
from dcsgui.core.actions.answers.nodes import NodeId
from dcsgui.gui.jobs.requests import ReadDetails
from dcsgui.gui.panels.details import DetailsSource, HistoryPanel, ParametersPanel
from hands import hands
from told_jobs import ToldJobs

LEFT = Qt.MouseButton.LeftButton
CONTROL = Qt.KeyboardModifier.ControlModifier
NODE, OTHER = NodeId("/calib/cspad/cspad-0001.h5"), NodeId("/calib/cspad/cspad-0002.h5")
PARS = (
    ParameterRow("detalias", "front", "text", "alias name", "front"),
    ParameterRow("detcom:001", "word " * 100, "text", "comments"),
    ParameterRow("gain", "1\n2", "ints", ""),
)
HISTORY = (
    HistoryRow(10**9, "ana", "host", "create detector", ""),
    HistoryRow(2 * 10**9, "bob", "host", "set default", "It was wrong."),
)
DETAILS = NodeDetails(NODE, (("layout", "native"),), PARS, HISTORY)


class Panels(NamedTuple):
    source: DetailsSource
    parameters: ParametersPanel
    history: HistoryPanel


@pytest.fixture
def panels(qtbot: QtBot, told_jobs: ToldJobs) -> Panels:
    source = DetailsSource(told_jobs, told_jobs)
    made = Panels(source, ParametersPanel(source), HistoryPanel(source))
    for panel in made[1:]:
        qtbot.addWidget(panel)
        panel.resize(600, 300)
        panel.show()
    return made


def names(panels: Panels) -> list[str]:
    model = panels.parameters.model
    return [model.row(row).key for row in range(model.rowCount())]


def test_both_panels_ask_once(panels: Panels, told_jobs: ToldJobs) -> None:
    panels.source.show_node(NODE)
    panels.source.show_node(NODE)
    assert [asked.request for asked in told_jobs.asked] == [ReadDetails(NODE)]
    told_jobs.answer(DETAILS)
    assert names(panels) == ["layout", "detalias", "detcom:001", "gain"]
    assert panels.history.model.rowCount() == 2
    assert panels.parameters._count.text() == "4 entries"
    assert panels.history._count.text() == "2 records"


def test_nothing_is_selected(panels: Panels, told_jobs: ToldJobs) -> None:
    assert panels.history.notice.text == "Nothing is selected."
    panels.source.show_node(NODE)
    told_jobs.answer(DETAILS)
    assert not panels.history.notice.isVisible()
    panels.source.show_node(None)
    assert panels.history.notice.isVisible()
    assert names(panels) == []


def test_nothing_is_known(panels: Panels, told_jobs: ToldJobs) -> None:
    panels.source.show_node(NODE)
    told_jobs.answer(NodeDetails(NODE, (), (), ()))
    assert panels.parameters.notice.text == "No entries here."
    assert panels.history.notice.text == "No records here."


def test_the_node_before_stays_in_sight_for_a_moment_only(
    panels: Panels, told_jobs: ToldJobs, qtbot: QtBot
) -> None:
    panels.source.show_node(NODE)
    told_jobs.answer(DETAILS)
    panels.source.show_node(OTHER)
    assert names(panels)
    qtbot.waitUntil(lambda: not names(panels))
    assert not panels.parameters.notice.isVisible()  # nothing is known yet
    told_jobs.answer(NodeDetails(OTHER, (("layout", "pscalib"),), (), ()))
    assert names(panels) == ["layout"]


def test_a_failure_is_told_in_both_and_tried_again_in_one(
    panels: Panels, told_jobs: ToldJobs, qtbot: QtBot
) -> None:
    panels.source.show_node(NODE)
    told_jobs.fail("It is broken.", kind="Marked")
    assert panels.parameters.notice.text == panels.history.notice.text == "It is broken."
    hands.mouseClick(panels.history.notice.action, LEFT)
    assert told_jobs.forgiven == [NODE.file]
    told_jobs.answer(DETAILS)
    assert panels.parameters.view.isVisible()
    assert panels.history.view.isVisible()


def test_a_refresh_keeps_row_and_filter(panels: Panels, told_jobs: ToldJobs) -> None:
    panels.source.refresh()
    panels.source.show_node(NODE)
    told_jobs.answer(DETAILS)
    panels.parameters.view.go_to(2)
    panels.source.refresh()
    more = (ParameterRow("a", "1", "int", ""), *PARS)
    told_jobs.answer(NodeDetails(NODE, DETAILS.facts, more, HISTORY))
    assert names(panels)[panels.parameters.view.current_row] == "detcom:001"


def test_long_values_are_shown_in_full(panels: Panels, told_jobs: ToldJobs) -> None:
    panels.source.show_node(NODE)
    told_jobs.answer(DETAILS)
    view, value = panels.parameters.view, panels.parameters.value
    view.go_to(1)
    assert not value.isVisible()
    view.go_to(2)
    assert value.isVisible()
    assert value.toPlainText() == "word " * 100
    view.go_to(3)
    assert value.toPlainText() == "1\n2"
    panels.source.show_node(None)
    assert not value.isVisible()
    assert value.isReadOnly()


def test_typing_filters(panels: Panels, told_jobs: ToldJobs, qtbot: QtBot) -> None:
    panels.source.show_node(NODE)
    told_jobs.answer(DETAILS)
    box = panels.parameters.filter
    with qtbot.waitSignal(box.filterChanged):
        hands.keyClicks(box, "DETCOM:001 comments")
    assert names(panels) == ["detcom:001"]
    assert panels.parameters._count.text() == "1 of 4 entries"
    with qtbot.waitSignal(box.filterChanged):
        hands.keyClicks(box, " no")
    assert panels.parameters.notice.text == "No entry matches the filter."
    hands.mouseClick(panels.parameters.notice.action, LEFT)
    assert len(names(panels)) == 4


def test_copying(panels: Panels, told_jobs: ToldJobs, qtbot: QtBot) -> None:
    panels.source.show_node(NODE)
    told_jobs.answer(DETAILS)
    panels.parameters.view.go_to(1)
    hands.keyClick(panels.parameters.view, Qt.Key.Key_C, CONTROL)
    clipboard = QApplication.clipboard()
    assert clipboard is not None
    assert clipboard.text() == "detalias = front"


def test_history_is_newest_first_until_its_header_is_clicked(
    panels: Panels, told_jobs: ToldJobs, qtbot: QtBot
) -> None:
    panels.source.show_node(NODE)
    told_jobs.answer(DETAILS)
    panels.history.set_utc(utc=True)
    assert panels.history.text() == (
        "1970-01-01T00:00:02+00:00  bob@host  set default\n"
        "    It was wrong.\n"
        "1970-01-01T00:00:01+00:00  ana@host  create detector\n"
    )
    header = panels.history.view.horizontalHeader()
    assert header is not None
    hands.mouseClick(header.viewport(), LEFT)
    assert panels.history.text().startswith("1970-01-01T00:00:01")


def test_columns_and_sorting_survive(panels: Panels, told_jobs: ToldJobs, qtbot: QtBot) -> None:
    panels.history.view.sort_by(1)
    state = panels.history.state()
    other = HistoryPanel(panels.source)
    qtbot.addWidget(other)
    other.restore(state)
    assert other.state() == state


def test_from_the_filter_to_the_rows(panels: Panels, told_jobs: ToldJobs, qtbot: QtBot) -> None:
    panels.source.show_node(NODE)
    told_jobs.answer(DETAILS)
    panels.history.activateWindow()
    panels.history.filter.setFocus()
    qtbot.waitUntil(panels.history.filter.hasFocus)
    hands.keyClick(panels.history.filter, Qt.Key.Key_Down)
    assert panels.history.view.hasFocus()


def test_what_another_process_holds_is_asked_again_by_itself(
    panels: Panels, told_jobs: ToldJobs, qtbot: QtBot
) -> None:
    panels.source.show_node(NODE)
    told_jobs.fail("Another process has it.", kind="Busy")
    assert panels.history.notice.text == "Another process has it."
    qtbot.waitUntil(lambda: len(told_jobs.asked) == 2)
    told_jobs.answer(DETAILS)
    assert panels.history.view.isVisible()


def test_a_long_value_that_has_changed_is_shown_as_it_is_now(
    panels: Panels, told_jobs: ToldJobs
) -> None:
    panels.source.show_node(NODE)
    told_jobs.answer(DETAILS)
    panels.parameters.view.go_to(3)
    panels.source.refresh()
    pars = (*PARS[:2], ParameterRow("gain", "1\n3", "ints", ""))
    told_jobs.answer(NodeDetails(NODE, DETAILS.facts, pars, HISTORY))
    assert panels.parameters.value.toPlainText() == "1\n3"


def test_a_table_that_is_not_seen_does_not_take_the_keyboard(
    panels: Panels, told_jobs: ToldJobs, qtbot: QtBot
) -> None:
    panels.source.show_node(NODE)
    told_jobs.answer(DETAILS)
    box = panels.parameters.filter
    panels.parameters.activateWindow()
    box.setFocus()
    qtbot.waitUntil(box.hasFocus)
    hands.keyClicks(box, "nothing is like this")
    qtbot.waitUntil(panels.parameters.notice.isVisible)
    hands.keyClick(box, Qt.Key.Key_Return)
    box.clear()
    qtbot.waitUntil(panels.parameters.view.isVisible)
    assert box.hasFocus()
