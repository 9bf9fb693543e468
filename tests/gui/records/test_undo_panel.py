"""The undo list shows where the window is, and goes elsewhere step by step."""

from __future__ import annotations

from PyQt5.QtCore import Qt
from PyQt5.QtGui import QFont

from dcsgui import DCStore
from dcsgui.gui.records.undo_model import BEGIN
from hands import hands as q
from records_hands import answer, cells, make_default, shown
from window_hands import Hands


def test_it_shows_what_is_done_and_what_was_taken_back(hands: Hands, store: DCStore) -> None:
    panel = shown(hands, "Undo list", hands.window.records.undo_list)
    assert panel.notice.text.startswith("Nothing was changed in this window yet.")
    for row in (0, 1):
        make_default(hands, store, row)
    hands.shortcut("Ctrl+Z")
    hands.wait(lambda: cells(panel, "state") == ["", "now here", "taken back"])
    texts = cells(panel, "what")
    assert texts[0] == BEGIN
    assert texts[1].startswith("Make v1 the default of pedestals")
    fonts = [panel.model.index(row, 1).data(Qt.ItemDataRole.FontRole) for row in range(3)]
    assert [isinstance(font, QFont) and font.bold() for font in fonts] == [False, True, False]
    brushes = [panel.model.index(row, 1).data(Qt.ItemDataRole.ForegroundRole) for row in range(3)]
    assert [brush is not None for brush in brushes] == [False, False, True]
    hands.rest()


def test_a_double_click_goes_there_and_enter_goes_back(hands: Hands, store: DCStore) -> None:
    panel = shown(hands, "Undo list", hands.window.records.undo_list)
    for row in (0, 1, 0):
        make_default(hands, store, row)
    hands.wait(lambda: panel.model.rowCount() == 4)
    hands.double_click(panel.view, panel.model.index(0, 1))
    hands.wait(lambda: cells(panel, "state")[0] == "now here")
    hands.rest()
    assert answer(store) == 3
    assert store.find("pedestals", 1477526405).pinned is False
    hands.click(panel.view, panel.model.index(2, 1))
    q.keyClick(panel.view, Qt.Key.Key_Return)
    hands.wait(lambda: cells(panel, "state")[2] == "now here")
    hands.rest()
    assert answer(store) == 2


def test_what_is_in_the_way_ends_the_journey(hands: Hands, store: DCStore) -> None:
    panel = shown(hands, "Undo list", hands.window.records.undo_list)
    for row in (0, 1):
        make_default(hands, store, row)
    cto = store.ctypeobj("pedestals")
    cto.rangeobj(cto.ranges()[0]).set_versdef(3, comment="by somebody else")
    store.save()
    hands.rest()
    hands.double_click(panel.view, panel.model.index(0, 1))
    hands.wait(lambda: "was not taken back" in hands.told())
    hands.rest()
    assert answer(store) == 3
    assert hands.window.changes.stack.count() == 1  # the other one was not touched
    hands.wait(lambda: cells(panel, "state") == ["", "now here"])


def test_there_is_nowhere_to_go_from_here_to_here(hands: Hands, store: DCStore) -> None:
    panel = hands.window.records.undo_list
    shown(hands, "Undo list", panel)
    make_default(hands, store, 0)
    hands.wait(lambda: panel.model.rowCount() == 2)
    panel.view.go_to(1)
    assert not panel.go_action.isEnabled()
    panel.view.go_to(0)
    assert panel.go_action.isEnabled()
    assert panel.go_action.text() == "Un&do to here"
    hands.shortcut("Ctrl+Z")
    hands.wait(lambda: cells(panel, "state") == ["now here", "taken back"])
    panel.view.go_to(1)
    assert panel.go_action.text() == "Re&do to here"
