"""Setting the default by a click, taking it back, doing it again; and others who do so, too."""

from __future__ import annotations

from pathlib import Path

from PyQt5.QtCore import Qt
from PyQt5.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

from dcsgui import DCStore
from dcsgui.core.actions.answers.nodes import NodeId
from dcsgui.gui.window.main import MainWindow
from small_stores import T0
from window_hands import Hands
from window_stories import make_detector, open_window


def answer(cs: DCStore) -> int:
    return cs.find("pedestals", T0 + 5).version.versind


def show_pedestals(hands: Hands, cs: DCStore) -> None:
    hands.window.opening.open_path(str(cs.path))
    hands.walk(cs.detname(), "pedestals")
    hands.wait(lambda: len(hands.rows()) == 6)
    hands.rest()


def test_by_the_star_then_undo_then_redo(hands: Hands, store: DCStore) -> None:
    show_pedestals(hands, store)
    assert hands.answering() == [("v3", False), ("v3", False)]
    hands.click_star(0)
    hands.wait(lambda: answer(store) == 1)
    hands.wait(lambda: hands.answering() == [("v1", True), ("v3", False)])
    assert "v1 instead of v3" in hands.told()
    hands.rest()
    hands.shortcut("Ctrl+Z")
    hands.wait(lambda: answer(store) == 3)
    hands.wait(lambda: hands.answering() == [("v3", False), ("v3", False)])
    assert "Taken back" in hands.told()
    hands.rest()
    hands.shortcut("Ctrl+Shift+Z")
    hands.wait(lambda: answer(store) == 1)
    hands.rest()  # the file has changed before the window hears of it


def test_by_the_keyboard_alone(hands: Hands, store: DCStore) -> None:
    show_pedestals(hands, store)
    hands.shortcut("Ctrl+2")
    hands.press(Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
    hands.press(Qt.Key.Key_Down)
    hands.wait(
        lambda: hands.column("number")[hands.window.parts.versions.view.current_row] == "v2"
    )
    hands.shortcut("Ctrl+D")
    hands.wait(lambda: answer(store) == 2)
    hands.rest()  # the file has changed before the window hears of it


def test_the_banner_takes_it_back(qtbot: QtBot, hands: Hands, store: DCStore) -> None:
    show_pedestals(hands, store)
    hands.click_star(1)
    hands.wait(lambda: answer(store) == 2)
    hands.rest()
    (message,) = hands.window.parts.banner.messages
    buttons = message.findChildren(QToolButton)
    undo = next(button for button in buttons if "Undo" in button.text())
    qtbot.mouseClick(undo, Qt.MouseButton.LeftButton)
    hands.wait(lambda: answer(store) == 3)
    hands.rest()  # the file has changed before the window hears of it


def test_releasing_it_returns_to_auto(hands: Hands, store: DCStore) -> None:
    show_pedestals(hands, store)
    hands.click_star(0)
    hands.wait(lambda: hands.answering()[0] == ("v1", True))
    hands.rest()
    hands.shortcut("Ctrl+Shift+D")
    hands.wait(lambda: hands.answering()[0] == ("v3", False))


def test_the_repository_asks_for_a_reason(
    qtbot: QtBot, hands: Hands, own_configuration: Path
) -> None:
    cs = make_detector(own_configuration / "repository")
    hands.window.opening.open_repository()
    hands.walk("repository", "jungfrau", cs.detname(), "pedestals")
    hands.wait(lambda: len(hands.rows()) == 6)
    hands.rest()
    assert hands.answering()[0] == ("v1", True)  # kept while versions were added
    hands.click_star(1)
    dialog = hands.window.defaulting.dialog
    hands.wait(dialog.isVisible)
    qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert dialog.isVisible()  # there is no reason yet
    qtbot.keyClicks(dialog.focusWidget(), "shutter was open")
    qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    hands.wait(lambda: answer(cs) == 2)
    hands.rest()  # the file has changed before the window hears of it
    tsro = cs.find("pedestals", T0 + 5).range
    assert "shutter was open" in tsro.history()


def test_somebody_else_was_faster(hands: Hands, store: DCStore) -> None:
    show_pedestals(hands, store)
    # the window still shows v3 when it is asked: the change and the click are one moment
    store.ctypeobj("pedestals").rangeobj(store.ctypeobj("pedestals").ranges()[0]).set_versdef(2)
    store.save()
    hands.click_star(0)
    hands.wait(lambda: "was not done" in hands.told())
    assert answer(store) == 2
    hands.wait(lambda: hands.answering()[0] == ("v2", True))


def test_two_windows_on_one_file(
    qtbot: QtBot, hands: Hands, windows: list[MainWindow], store: DCStore
) -> None:
    other = open_window(qtbot, windows)
    for window in (hands, other):
        show_pedestals(window, store)
    hands.click_star(0)
    other.wait(lambda: other.answering()[0] == ("v1", True))  # by itself
    other.click_star(1)
    hands.wait(lambda: hands.answering()[0] == ("v2", True))
    hands.rest()
    hands.shortcut("Ctrl+Z")
    hands.wait(lambda: "was not taken back" in hands.told())
    assert answer(store) == 2
    other.rest()
    other.shortcut("Ctrl+Z")
    other.wait(lambda: answer(store) == 1)


def test_the_repository_asks_for_a_reason_also_where_the_tree_is_closed(
    hands: Hands, own_configuration: Path
) -> None:
    cs = make_detector(own_configuration / "repository")
    hands.window.opening.open_repository()
    hands.walk("repository", "jungfrau", cs.detname())
    hands.wait(lambda: len(hands.rows()) == 7)
    assert hands.window.parts.places.contents(str(cs.path)) is None
    version = next(row for row in hands.window.parts.versions.model.rows if not row.is_default)
    node = NodeId(str(cs.path), (version.ctype, version.range_name, version.name))
    hands.window.defaulting.make_default(node)
    hands.wait(hands.window.defaulting.dialog.isVisible)
    hands.window.defaulting.dialog.reject()
    assert hands.told() == ""


def test_closing_the_window_waits_for_a_change(hands: Hands, store: DCStore) -> None:
    show_pedestals(hands, store)
    hands.click_star(0)
    assert hands.window.changes.busy
    hands.window.close()
    hands.wait(lambda: not hands.window.isVisible())
    assert answer(store) == 1


def test_several_versions_are_no_default(hands: Hands, store: DCStore) -> None:
    show_pedestals(hands, store)
    hands.shortcut("Ctrl+2")
    hands.press(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    hands.shortcut("Ctrl+D")
    hands.wait(lambda: "Several versions" in hands.told())
    assert answer(store) == 3
