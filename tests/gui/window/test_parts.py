"""The parts of the window: where they are, and how much room they have."""

from __future__ import annotations

from PyQt5.QtCore import Qt

from window_hands import Hands


def test_the_docks_can_be_made_higher_though_most_are_behind_others(hands: Hands) -> None:
    """Panels that are hidden once kept all of them as low as their titles."""
    window = hands.window
    parameters = window.parts.docks[1]
    before = parameters.height()
    window.resizeDocks([parameters], [before + 100], Qt.Orientation.Vertical)
    hands.wait(lambda: parameters.height() >= before + 30)


def test_a_new_window_has_room_for_some_rows_in_the_docks(hands: Hands) -> None:
    table, heading = hands.window.parts.parameters.view, 1
    viewport, header = table.viewport(), table.verticalHeader()
    assert viewport is not None
    assert header is not None
    assert viewport.height() / header.defaultSectionSize() >= 2 + heading


def test_what_is_shown_comes_before_what_was_done_among_the_tabs(hands: Hands) -> None:
    titles = [dock.windowTitle() for dock in hands.window.parts.docks]
    assert titles[:5] == ["Places", "Parameters", "History", "Deleted", "Aliases"]
    assert titles[5:] == ["Changes", "Undo list", "Log", "Jobs"]
