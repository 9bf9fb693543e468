"""Deleting by keys and clicks: at once, after a question, and not at all."""

from __future__ import annotations

from pathlib import Path

import pytest
from PyQt5.QtCore import Qt
from PyQt5.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from dcsgui import DCStore
from dcsgui.gui.window.decision import DecisionDialog
from dcsgui.gui.window.main import MainWindow
from hands import hands as q
from small_stores import LAYOUTS
from twin_files import Twin
from window_hands import Hands
from window_stories import make_detector, open_window

LEFT = Qt.MouseButton.LeftButton
CONTROL = Qt.KeyboardModifier.ControlModifier


def show_pedestals(hands: Hands, cs: DCStore) -> None:
    hands.window.opening.open_path(str(cs.path))
    hands.walk(cs.detname(), "pedestals")
    hands.wait(lambda: len(hands.rows()) == 6)
    hands.rest()


def numbers(cs: DCStore) -> list[int]:
    """Return the numbers of the versions in the first range of the pedestals."""
    seen = DCStore(cs.path, mode="r")
    with seen.opened():
        cto = seen.ctypeobj("pedestals")
        tsro = cto.rangeobj(cto.ranges()[0])
        return [tsro.versobj(version).versind for version in tsro.versions()]


def press_del(hands: Hands) -> None:
    hands.shortcut("Del")


def lines(hands: Hands) -> list[str]:
    entries = hands.window.records.log.log.entries
    return [line for entry in entries for line in entry.lines]


def opened(hands: Hands) -> DecisionDialog:
    dialog = hands.window.deleting.dialog
    hands.wait(dialog.isVisible)
    return dialog


def test_a_version_that_answers_nothing_goes_at_once(
    hands: Hands, store: DCStore, tmp_path: Path
) -> None:
    show_pedestals(hands, store)
    twin = Twin(store.path, tmp_path / "twin")
    hands.click(hands.table, hands.cell(0, "comment"))
    press_del(hands)
    hands.wait(lambda: numbers(store) == [2, 3])
    hands.wait(lambda: len(hands.rows()) == 5)
    assert "Deleted: v1 of pedestals" in hands.told()
    hands.rest()
    twin.does(lines(hands))
    hands.shortcut("Ctrl+Z")
    hands.wait(lambda: numbers(store) == [1, 2, 3])
    hands.rest()
    hands.shortcut("Ctrl+Shift+Z")
    hands.wait(lambda: numbers(store) == [2, 3])
    hands.rest()
    twin.does(lines(hands)[1:])


def test_several_at_once_are_one_change(hands: Hands, store: DCStore, tmp_path: Path) -> None:
    show_pedestals(hands, store)
    twin = Twin(store.path, tmp_path / "twin")
    hands.click(hands.table, hands.cell(0, "comment"))
    q.mouseClick(
        hands.table.viewport(),
        LEFT,
        CONTROL,
        hands.table.visualRect(hands.cell(1, "comment")).center(),
    )
    press_del(hands)
    hands.wait(lambda: numbers(store) == [3])
    hands.rest()
    assert hands.window.changes.stack.undoText() == "Delete 2 versions of pedestals"
    twin.does(lines(hands))
    hands.shortcut("Ctrl+Z")
    hands.wait(lambda: numbers(store) == [1, 2, 3])
    hands.rest()


def test_one_that_answers_is_asked_about(hands: Hands, store: DCStore) -> None:
    show_pedestals(hands, store)
    hands.click(hands.table, hands.cell(2, "comment"))
    press_del(hands)
    dialog = opened(hands)
    assert "v2 instead of v3" in dialog.consequences()
    q.keyClick(dialog, Qt.Key.Key_Escape)
    hands.wait(lambda: not dialog.isVisible())
    hands.rest()
    assert numbers(store) == [1, 2, 3]
    press_del(hands)
    hands.wait(dialog.isVisible)
    q.keyClicks(dialog.reason, "the shutter was open")
    q.mouseClick(dialog.does, LEFT)
    hands.wait(lambda: numbers(store) == [1, 2])
    hands.wait(lambda: "v2 instead of v3" in hands.told())
    hands.rest()
    assert "the shutter was open" in lines(hands)[0]


def test_a_whole_type_asks_for_its_name(hands: Hands, store: DCStore, tmp_path: Path) -> None:
    show_pedestals(hands, store)
    twin = Twin(store.path, tmp_path / "twin")
    hands.window.parts.places.view.setFocus()
    press_del(hands)
    dialog = opened(hands)
    assert "the type pedestals of jungfrau-0001, with 6 versions" in dialog.question()
    assert not dialog.does.isEnabled()
    q.keyClicks(dialog.name, "pedestal")
    q.keyClick(dialog.name, Qt.Key.Key_Return)
    assert dialog.isVisible()  # Enter does not do it
    assert not dialog.does.isEnabled()
    q.keyClicks(dialog.name, "s")
    q.keyClick(dialog.name, Qt.Key.Key_Return)
    assert dialog.isVisible()
    q.keyClick(dialog, Qt.Key.Key_D, Qt.KeyboardModifier.AltModifier)
    hands.wait(lambda: DCStore(store.path, mode="r").ctypes() == ["geometry"])
    hands.rest()
    twin.does(lines(hands))
    hands.shortcut("Ctrl+Z")
    hands.wait(lambda: "pedestals" in DCStore(store.path, mode="r").ctypes())
    hands.rest()


def test_a_range_asks_for_its_name(hands: Hands, store: DCStore) -> None:
    show_pedestals(hands, store)
    index = hands.child("from", hands.walk(store.detname(), "pedestals", "2016"))
    hands.click(hands.window.parts.places.view, hands.window.parts.places.view.currentIndex())
    hands.wait(lambda: len(hands.rows()) == 3)
    del index
    press_del(hands)
    dialog = opened(hands)
    assert "with 3 versions" in dialog.question()
    node = hands.window.showing.node
    assert node is not None
    assert dialog.decision is not None
    begin = dialog.decision.name
    assert f"pedestals of {store.detname()}, " in dialog.question()
    assert begin in dialog.question()
    assert begin != node.range_name
    q.keyClicks(dialog.name, begin)
    assert dialog.does.isEnabled()
    dialog.name.clear()
    q.keyClicks(dialog.name, node.range_name)
    q.mouseClick(dialog.does, LEFT)
    hands.wait(lambda: len(DCStore(store.path, mode="r").ctypeobj("pedestals").ranges()) == 1)
    hands.rest()


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_repository_always_asks(
    qtbot: QtBot,
    windows: list[MainWindow],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    layout: str,
) -> None:
    repository = tmp_path / "repository"
    monkeypatch.setenv("DCS_REPOSITORY", str(repository))
    cs = make_detector(repository, layout)
    hands = open_window(qtbot, windows)
    show_pedestals(hands, cs)
    hands.click(hands.table, hands.cell(1, "comment"))
    press_del(hands)
    dialog = opened(hands)
    assert "in the repository" in dialog.question()
    assert "No answer changes" in dialog.consequences()
    q.mouseClick(dialog.does, LEFT)
    hands.wait(lambda: numbers(cs) == [1, 3])
    hands.rest()


def test_somebody_else_changes_the_file_while_it_is_asked(hands: Hands, store: DCStore) -> None:
    show_pedestals(hands, store)
    hands.click(hands.table, hands.cell(2, "comment"))
    press_del(hands)
    dialog = opened(hands)
    q.keyClicks(dialog.reason, "typed before")
    cto = store.ctypeobj("pedestals")
    cto.rangeobj(cto.ranges()[0]).set_versdef(1, comment="by somebody else")
    store.save()
    hands.wait(lambda: "No answer changes" in dialog.consequences())
    assert dialog.reason.toPlainText() == "typed before"
    q.mouseClick(dialog.does, LEFT)
    hands.wait(lambda: numbers(store) == [1, 2])
    hands.rest()


def test_what_is_gone_meanwhile_is_told_in_the_dialog(hands: Hands, store: DCStore) -> None:
    show_pedestals(hands, store)
    hands.click(hands.table, hands.cell(2, "comment"))
    press_del(hands)
    dialog = opened(hands)
    cto = store.ctypeobj("pedestals")
    cto.rangeobj(cto.ranges()[0]).del_version(3)
    store.save()
    hands.wait(lambda: not dialog.does.isEnabled() and "There is no" in dialog.consequences())
    q.keyClick(dialog, Qt.Key.Key_Escape)
    hands.rest()


def test_nothing_selected_is_told(hands: Hands, store: DCStore) -> None:
    show_pedestals(hands, store)
    hands.table.setFocus()
    hands.window.parts.versions.view.go_to(-1)
    hands.window.deleting.delete()
    hands.wait(hands.told)
    assert not hands.window.deleting.dialog.isVisible()
    assert hands.window.changes.stack.count() == 0


def test_several_rows_of_the_tree_go_at_once(hands: Hands, store: DCStore, tmp_path: Path) -> None:
    show_pedestals(hands, store)
    twin = Twin(store.path, tmp_path / "twin")
    view = hands.window.parts.places.view
    hands.walk(store.detname(), "geometry")
    above = hands.child(store.detname())
    where = view.visualRect(hands.child("pedestals", above)).center()
    q.mouseClick(view.viewport(), LEFT, CONTROL, where)
    press_del(hands)
    dialog = opened(hands)
    assert "2 types of jungfrau-0001, with 7 versions" in dialog.question()
    q.keyClicks(dialog.name, store.detname())
    q.mouseClick(dialog.does, LEFT)
    hands.wait(lambda: DCStore(store.path, mode="r").ctypes() == [])
    hands.rest()
    twin.does(lines(hands))
    hands.shortcut("Ctrl+Z")
    hands.wait(lambda: len(DCStore(store.path, mode="r").ctypes()) == 2)
    hands.rest()


def test_no_button_that_destroys_is_the_default(hands: Hands, store: DCStore) -> None:
    show_pedestals(hands, store)
    hands.window.parts.places.view.setFocus()
    press_del(hands)
    dialog = opened(hands)
    assert not any(button.isDefault() for button in dialog.findChildren(QPushButton))
    q.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
