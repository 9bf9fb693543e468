"""The changes of a file are listed, and taken back, also after a restart."""

from __future__ import annotations

from pathlib import Path

from PyQt5.QtCore import Qt
from pytestqt.qtbot import QtBot

from dcsgui import DCStore
from dcsgui.gui.records.changes_panel import ChangesPanel
from dcsgui.gui.window.main import MainWindow
from hands import hands as q
from records_hands import answer, cells, make_default, shown
from twin_files import Twin
from window_hands import Hands
from window_stories import open_window

LEFT = Qt.MouseButton.LeftButton


def changes_of(hands: Hands) -> ChangesPanel:
    panel = hands.window.records.changes
    shown(hands, "Changes", panel)
    hands.wait(lambda: panel.model.rowCount() > 0)
    hands.rest()
    return panel


def row_of(panel: ChangesPanel, words: str) -> int:
    return next(row for row, text in enumerate(cells(panel, "what")) if words in text)


def take_back(hands: Hands, panel: ChangesPanel, words: str, comment: str) -> None:
    """Take back the newest change whose words hold these."""
    dialog = hands.window.records.taking_back.dialog
    hands.click(panel.view, panel.model.index(row_of(panel, words), 3))
    q.keyClick(panel.view, Qt.Key.Key_Return)
    hands.wait(dialog.isVisible)
    q.keyClicks(dialog.reason, comment)
    q.mouseClick(dialog.does, LEFT)
    hands.rest()


def last_lines(hands: Hands) -> tuple[str, ...]:
    return hands.window.records.log.log.entries[-1].lines


def test_a_change_of_an_earlier_session_is_taken_back_and_done_again(
    qtbot: QtBot,
    windows: list[MainWindow],
    hands: Hands,
    store: DCStore,
    tmp_path: Path,
) -> None:
    make_default(hands, store, 0)
    windows[0].close()
    again = open_window(qtbot, windows)
    again.window.opening.open_path(str(store.path))
    again.walk(store.detname(), "pedestals")
    panel = changes_of(again)
    twin = Twin(store.path, tmp_path / "twin")
    take_back(again, panel, "default", "it was not")
    again.wait(lambda: answer(store) == 3)
    again.wait(lambda: "taken back by" in cells(panel, "state")[1])
    assert cells(panel, "why")[0].endswith("it was not")
    twin.does(last_lines(again))
    again.shortcut("Ctrl+Z")
    again.wait(lambda: answer(store) == 1)
    again.rest()
    twin.does(last_lines(again))


def test_what_was_taken_back_can_be_taken_up_by_its_own_change(
    hands: Hands, store: DCStore
) -> None:
    make_default(hands, store, 0)
    panel = changes_of(hands)
    take_back(hands, panel, "default", "no")
    hands.wait(lambda: answer(store) == 3)
    hands.wait(lambda: cells(panel, "state")[0] == "stands")
    hands.wait(lambda: panel.model.row(0).undoes > 0)
    newest = panel.model.row(0)
    assert newest.undoes
    hands.click(panel.view, panel.model.index(0, 3))
    panel.take_back_action.trigger()
    dialog = hands.window.records.taking_back.dialog
    hands.wait(dialog.isVisible)
    assert "v1 instead of v3" in dialog.consequences()
    q.mouseClick(dialog.does, LEFT)
    hands.wait(lambda: answer(store) == 1)
    hands.rest()


def test_what_can_not_be_taken_back_is_told_in_words(hands: Hands, store: DCStore) -> None:
    for row in (0, 1):
        make_default(hands, store, row)
    panel = changes_of(hands)
    rows = [row for row, text in enumerate(cells(panel, "what")) if "default" in text]
    hands.click(panel.view, panel.model.index(rows[1], 3))  # the first one, overtaken
    panel.take_back_action.trigger()
    hands.wait(lambda: "can't be taken back" in hands.told())
    assert not hands.window.records.taking_back.dialog.isVisible()
    assert answer(store) == 2


def test_what_does_not_stand_can_not_be_taken_back(hands: Hands, store: DCStore) -> None:
    hands.click(hands.table, hands.cell(0, "comment"))
    hands.shortcut("Del")
    hands.wait(lambda: len(hands.rows()) == 5)
    hands.rest()
    hands.shortcut("Ctrl+Z")
    hands.wait(lambda: len(hands.rows()) == 6)
    hands.rest()
    panel = changes_of(hands)
    hands.wait(lambda: any("taken back by" in text for text in cells(panel, "state")))
    for row, text in enumerate(cells(panel, "state")):
        panel.view.go_to(row)
        assert panel.take_back_action.isEnabled() == ("taken back by" not in text)


def test_it_follows_what_others_change(hands: Hands, store: DCStore) -> None:
    panel = changes_of(hands)
    known = panel.model.rowCount()
    cto = store.ctypeobj("pedestals")
    cto.rangeobj(cto.ranges()[0]).set_versdef(1, comment="by somebody else")
    store.save()
    hands.wait(lambda: panel.model.rowCount() == known + 1)
    assert cells(panel, "why")[0] == "by somebody else"
    hands.rest()


def test_somebody_changes_it_while_it_is_asked(hands: Hands, store: DCStore) -> None:
    make_default(hands, store, 0)
    panel = changes_of(hands)
    dialog = hands.window.records.taking_back.dialog
    panel.view.go_to(row_of(panel, "default"))
    panel.take_back_action.trigger()
    hands.wait(dialog.isVisible)
    q.keyClicks(dialog.reason, "typed before")
    cto = store.ctypeobj("pedestals")
    cto.rangeobj(cto.ranges()[0]).set_versdef(2, comment="by somebody else")
    store.save()
    hands.wait(lambda: not dialog.does.isEnabled() and "change" in dialog.consequences())
    assert dialog.reason.toPlainText() == "typed before"
    q.keyClick(dialog, Qt.Key.Key_Escape)
    hands.rest()


def test_what_is_not_in_sight_is_not_asked_for(hands: Hands) -> None:
    changes, deleted = hands.window.records.changes, hands.window.deleting.deleted.panel
    assert changes.file
    assert deleted.file
    assert changes.model.rowCount() == deleted.model.rowCount() == 0
    shown(hands, "Changes", changes)
    hands.wait(lambda: changes.model.rowCount() > 0)
    shown(hands, "Deleted", deleted)
    hands.wait(lambda: deleted.notice.text.startswith("Nothing is deleted here."))
