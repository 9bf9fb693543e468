"""Adding comments to the history: by keys, kept until they are added, also over a restart."""

from __future__ import annotations

from pathlib import Path

from PyQt5.QtCore import QSettings, Qt
from pytestqt.qtbot import QtBot

from dcsgui import DCStore
from dcsgui.core.actions.answers.nodes import NodeId
from dcsgui.gui.editing.comments import CommentLine
from dcsgui.gui.undo.changes import StepCommand
from dcsgui.gui.window.main import MainWindow
from dcsgui.gui.window.settings import Settings
from editing_hands import EditingHands
from hands import hands as q
from processes import foreign_program
from twin_files import copied, run_step
from window_stories import open_window

ENTER = Qt.Key.Key_Return
SHIFT = Qt.KeyboardModifier.ShiftModifier
NODE, OTHER = NodeId("/calib/x/x-1.h5"), NodeId("/calib/x/x-1.h5", ("pedestals",))


def line_of(hands: EditingHands) -> CommentLine:
    return hands.window.parts.history.comments


def comments_of(cs: DCStore) -> list[str]:
    records = DCStore(cs.path, mode="r").ctypeobj("pedestals").records()
    return [record.comment for record in records if record.comment]


def begin(hands: EditingHands) -> CommentLine:
    """Press the shortcut; the keyboard is in the line then."""
    hands.shortcut("Ctrl+Shift+M")
    line = line_of(hands)
    hands.wait(line.edit.hasFocus)
    assert line.isVisible()
    return line


def test_by_keys_alone_and_taken_back(hands: EditingHands, store: DCStore, tmp_path: Path) -> None:
    copy = copied(store.path, tmp_path / "copy")
    hands.show_type(store)
    line = begin(hands)
    q.keyClicks(line.edit, "dark runs")
    q.keyClick(line.edit, ENTER, SHIFT)
    q.keyClicks(line.edit, "were fine")
    q.keyClick(line.edit, ENTER)
    hands.wait(lambda: comments_of(store) == ["dark runs\nwere fine"])
    hands.wait(lambda: not line.edit.toPlainText())
    hands.rest()
    stack = hands.window.changes.stack
    assert stack.undoText() == "Add a comment to pedestals of epix100a-0001"
    command = stack.command(0)
    assert isinstance(command, StepCommand)
    run_step(command.step, store.path, copy)
    assert comments_of(DCStore(copy, mode="r")) == comments_of(store)
    hands.wait(lambda: hands.window.parts.history.text().count("were fine") == 1)


def test_what_is_typed_stays_with_its_node(hands: EditingHands, store: DCStore) -> None:
    hands.show_type(store)
    line = begin(hands)
    q.keyClicks(line.edit, "half a th")
    tree = hands.window.parts.places.view
    hands.click(tree, tree.currentIndex().parent())
    hands.wait(lambda: line.node == NodeId(str(store.path)))
    assert line.edit.toPlainText() == ""
    assert not line.button.isEnabled()
    hands.click(tree, hands.child("pedestals", tree.currentIndex()))
    hands.wait(lambda: line.edit.toPlainText() == "half a th")
    q.keyClick(line.edit, Qt.Key.Key_End)
    q.keyClicks(line.edit, "ought")
    hands.click_at(line.button, line.button.rect().center())
    hands.wait(lambda: comments_of(store) == ["half a thought"])
    hands.rest()


def test_what_a_held_file_refuses_stays(hands: EditingHands, store: DCStore) -> None:
    hands.show_type(store)
    line = begin(hands)
    q.keyClicks(line.edit, "not now")
    with foreign_program(store.path, "r"):
        q.keyClick(line.edit, ENTER)
        hands.wait(line.problem.isVisible)
        assert line.edit.toPlainText() == "not now"
    assert line.problem.text().startswith("Not added yet: ")
    q.keyClick(line.edit, ENTER)
    hands.wait(lambda: comments_of(store) == ["not now"])
    hands.wait(lambda: not line.edit.toPlainText())
    hands.rest()
    assert not line.problem.isVisible()


def test_records_stay_as_they_are_and_say_so(hands: EditingHands, store: DCStore) -> None:
    hands.show_type(store)
    begin(hands)
    view = hands.window.parts.history.view
    hands.wait(lambda: view.model_.rowCount() > 0)
    hands.double_click(view, view.model_.index(0, 3))
    line = line_of(hands)
    assert "Records can't be edited" in line.problem.text()
    assert line.problem.isVisible()


def test_what_is_typed_is_there_after_a_restart(
    qtbot: QtBot, windows: list[MainWindow], tmp_path: Path
) -> None:
    path = str(tmp_path / "settings.ini")
    first = open_window(qtbot, windows, Settings(QSettings(path, QSettings.Format.IniFormat)))
    line = first.window.parts.history.comments
    line.show_node(OTHER, "x")
    q.keyClicks(line.edit, "half a thought")
    first.window.close()
    second = open_window(qtbot, windows, Settings(QSettings(path, QSettings.Format.IniFormat)))
    line = second.window.parts.history.comments
    line.show_node(OTHER, "x")
    assert line.edit.toPlainText() == "half a thought"


def test_a_line_without_a_window(qtbot: QtBot) -> None:
    line = CommentLine()
    qtbot.addWidget(line)
    line.show()
    assert not line.edit.isEnabled()
    line.show_node(NODE, "x-1")
    with qtbot.assertNotEmitted(line.commentGiven):
        q.keyClick(line.edit, ENTER)
    q.keyClicks(line.edit, " a ")
    with qtbot.waitSignal(line.commentGiven) as given:
        q.keyClick(line.edit, ENTER)
    assert given.args == [NODE, "a"]
    with qtbot.assertNotEmitted(line.commentGiven):
        q.keyClick(line.edit, ENTER)  # it is on its way
    q.keyClicks(line.edit, "b")
    line.sent(NODE, "a")
    assert line.edit.toPlainText() == " a b"  # what was typed since stays
    line.show_node(OTHER, "pedestals", writable=False)
    assert not line.edit.isEnabled()
    line.restore({"drafts": [[1], [OTHER.file, ["pedestals"], "kept"], ["x", [2], "no"]]})
    line.show_node(NODE, "x-1")
    line.show_node(OTHER, "pedestals", writable=False)
    assert line.edit.toPlainText() == "kept"
    assert not line.button.isEnabled()
