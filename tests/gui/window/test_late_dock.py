from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from dcsgui.gui.records.list_panel import ListPanel
from dcsgui.gui.window.main import MainWindow
from window_hands import Hands
from window_stories import open_window

TITLES = ["Deleted", "Aliases", "Changes", "Undo list", "Log", "Jobs"]


def test_docks_behind_others_are_empty_until_they_are_seen(
    qtbot: QtBot, windows: list[MainWindow]
) -> None:
    hands = open_window(qtbot, windows)
    docks = hands.window.parts.late_docks
    assert [dock.windowTitle() for dock in docks] == TITLES
    assert not any(dock.in_sight or dock.widget() for dock in docks)
    for dock in docks:
        dock.raise_()
        hands.wait(dock.widget)
        panel = dock.widget()
        assert isinstance(panel, ListPanel)
        hands.wait(panel.isVisible)
    assert [dock.in_sight for dock in docks] == [False, False, False, False, False, True]
    widgets = [widget for dock in docks if (widget := dock.widget()) is not None]
    assert [widget.isVisible() for widget in widgets] == [dock.in_sight for dock in docks]


def test_a_panel_that_somebody_asks_for_goes_into_its_dock(
    qtbot: QtBot, windows: list[MainWindow]
) -> None:
    window = open_window(qtbot, windows).window
    panels = (
        window.deleting.deleted.panel,
        window.alias_editing.panel,
        window.records.changes,
        window.records.undo_list,
        window.records.log,
        window.records.jobs,
    )
    assert [dock.widget() for dock in window.parts.late_docks] == list(panels)
    assert not any(panel.isVisible() for panel in panels)


@pytest.mark.parametrize("title", ["Changes", "Aliases"])
def test_a_panel_that_comes_late_tells_of_what_is_shown(hands: Hands, title: str) -> None:
    window = hands.window
    window.actions_["utc"].trigger()
    hands.click_star(0)
    hands.rest()
    dock = next(dock for dock in window.parts.late_docks if dock.windowTitle() == title)
    dock.raise_()
    hands.wait(dock.widget)
    hands.rest()
    if title == "Changes":
        hands.wait(lambda: window.records.changes.model.rowCount() > 0)
        assert window.records.changes.model.look.utc
    else:
        assert window.alias_editing.panel.reading.place is not None


def test_log_and_undo_list_know_what_was_done_before_they_were_seen(hands: Hands) -> None:
    hands.click_star(0)
    hands.wait(lambda: hands.answering()[0] == ("v1", True))
    hands.rest()
    records = hands.window.records
    assert records.log.model.rowCount() == 1
    assert records.undo_list.model.rowCount() == 2
    assert records.jobs.model.rowCount() == 0
