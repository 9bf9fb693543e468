"""What is typed is not lost: others at work, another selection, a file that is held."""

from __future__ import annotations

from pathlib import Path

import pytest
from PyQt5.QtCore import Qt

from access_files import write_access
from dcs_command import real_dcs
from dcsgui import DCStore
from dcsgui.gui.editing.editors import LineEditor
from dcsgui.gui.models.parameter_rows import NAME, Mark
from editing_hands import EditingHands, make_edited, pars_of
from hands import hands as q
from processes import foreign_program

ENTER, ESCAPE = Qt.Key.Key_Return, Qt.Key.Key_Escape
CONTROL = Qt.KeyboardModifier.ControlModifier


def by_ana(cs: DCStore, *words: str) -> None:
    """Let somebody else change the parameters of the type, in a process of their own."""
    verb, *rest = words
    real_dcs("meta", verb, f"{cs.path}/pedestals", *rest, env={"LOGNAME": "ana"})


def write(hands: EditingHands) -> None:
    button = hands.panel.bar.write_button
    hands.wait(button.isVisible)
    hands.click_at(button, button.rect().center())


def forget(hands: EditingHands) -> None:
    button = hands.panel.bar.forget_button
    hands.wait(button.isVisible)
    hands.click_at(button, button.rect().center())


def open_text(hands: EditingHands) -> str:
    editor = hands.panel.table.delegate.editor
    assert isinstance(editor, LineEditor)
    return editor.text()


def test_an_open_editor_outlives_the_change_of_somebody_else(
    hands: EditingHands, store: DCStore
) -> None:
    hands.show_type(store)
    hands.retype("gain", "5.")
    by_ana(store, "set", "gain=3.0", "aaa=1")
    hands.wait(lambda: hands.model.find("aaa") is not None)
    assert open_text(hands) == "5."
    hands.wait(hands.panel.bar.isVisible)
    assert hands.panel.bar.text == "ana set gain to 3.0 meanwhile; yours is “5.”."
    q.keyClicks(hands.panel.table.delegate.editor, "5")
    q.keyClick(hands.panel.table.delegate.editor, ENTER)
    hands.rest()
    assert pars_of(store)["gain"] == 3.0  # nothing is done before it is decided
    assert hands.parameter("gain").mark is Mark.TROUBLE
    assert hands.panel.bar.text == "ana set gain to 3.0 meanwhile; yours is “5.5”."
    assert hands.panel.bar.write_button.text() == "Set mine"
    write(hands)
    hands.wait(lambda: pars_of(store)["gain"] == 5.5)
    hands.wait(lambda: hands.parameter("gain").mark is Mark.NONE)
    hands.rest()
    hands.shortcut("Ctrl+Z")
    hands.wait(lambda: pars_of(store)["gain"] == 3.0)
    hands.rest()


def test_theirs_is_kept(hands: EditingHands, store: DCStore) -> None:
    hands.show_type(store)
    editor = hands.retype("run", "77")
    by_ana(store, "set", "run=8")
    hands.wait(hands.panel.bar.isVisible)
    q.keyClick(editor, ENTER)
    forget(hands)
    hands.wait(lambda: hands.shown("run") == "8")
    assert not hands.panel.bar.isVisible()
    assert hands.window.changes.stack.count() == 0
    assert pars_of(store)["run"] == 8


def test_a_conflict_that_only_the_file_knows_of_is_planned_again(
    hands: EditingHands, store: DCStore
) -> None:
    hands.show_type(store)
    editor = hands.retype("run", "77")
    hands.window.jobs.watch("shown", [])  # nobody tells the window
    by_ana(store, "set", "run=8")
    q.keyClick(editor, ENTER)
    hands.wait(lambda: "ana set run to 8 meanwhile; yours is “77”." in hands.panel.bar.text)
    assert pars_of(store)["run"] == 8
    write(hands)
    hands.wait(lambda: pars_of(store)["run"] == 77)
    hands.rest()


def test_what_somebody_removed_is_set_again(hands: EditingHands, store: DCStore) -> None:
    hands.show_type(store)
    editor = hands.retype("run", "77")
    by_ana(store, "unset", "run")
    hands.wait(hands.panel.bar.isVisible)
    assert "ana removed run meanwhile" in hands.panel.bar.text
    if hands.panel.table.delegate.editor is not None:
        q.keyClick(editor, ENTER)
    write(hands)
    hands.wait(lambda: pars_of(store).get("run") == 77)
    hands.rest()


def test_a_new_parameter_that_somebody_added_first(hands: EditingHands, store: DCStore) -> None:
    hands.show_type(store)
    hands.panel.table.add()
    q.keyClicks(hands.panel.table.delegate.editor, "voltage")
    q.keyClick(hands.panel.table.delegate.editor, ENTER)
    hands.wait(lambda: hands.panel.table.delegate.cell is not None)
    q.keyClicks(hands.panel.table.delegate.editor, "12")
    by_ana(store, "set", "voltage=13")
    hands.wait(hands.panel.bar.isVisible)
    assert hands.panel.bar.text == "ana added voltage with 13 meanwhile; yours is “12”."
    q.keyClick(hands.panel.table.delegate.editor, ENTER)
    write(hands)
    hands.wait(lambda: pars_of(store)["voltage"] == 12)
    hands.rest()


def test_another_selection_keeps_what_is_typed(hands: EditingHands, store: DCStore) -> None:
    hands.show_type(store)
    hands.retype("gain", "5x")
    tree = hands.window.parts.places.view
    parent = tree.currentIndex().parent()
    tree.setCurrentIndex(parent)  # by the program: the editor keeps the keyboard
    hands.wait(lambda: hands.model.node is not None and not hands.model.node.path)
    assert not hands.panel.bar.isVisible()
    tree.setCurrentIndex(hands.child("pedestals", parent))
    hands.wait(lambda: hands.model.find("gain") is not None)
    assert hands.shown("gain") == "5x"
    assert hands.parameter("gain").mark is Mark.TROUBLE
    hands.wait(hands.panel.bar.isVisible)
    write(hands)
    hands.wait(lambda: "'5x' is no number" in hands.panel.bar.text)
    assert hands.panel.bar.write_button.text() == "Edit"
    write(hands)
    hands.wait(lambda: hands.panel.table.delegate.editor is not None)
    assert open_text(hands) == "5x"
    q.keyClick(hands.panel.table.delegate.editor, Qt.Key.Key_A, CONTROL)
    q.keyClicks(hands.panel.table.delegate.editor, "5")
    q.keyClick(hands.panel.table.delegate.editor, ENTER)
    hands.wait(lambda: pars_of(store)["gain"] == 5.0)
    hands.rest()
    assert not hands.panel.bar.isVisible()


def test_a_click_elsewhere_sets_the_value(hands: EditingHands, store: DCStore) -> None:
    hands.show_type(store)
    hands.window.activateWindow()
    hands.wait(hands.window.isActiveWindow)
    editor = hands.retype("gain", "7")
    hands.wait(editor.hasFocus)
    hands.window.parts.history.comments.edit.setFocus()
    hands.panel.filter.setFocus()
    hands.wait(lambda: pars_of(store)["gain"] == 7.0)
    hands.rest()


def test_escape_forgets(hands: EditingHands, store: DCStore) -> None:
    hands.show_type(store)
    q.keyClick(hands.retype("gain", "7"), ESCAPE)
    assert hands.panel.table.delegate.editor is None
    assert hands.shown("gain") == "1.0"
    assert not list(hands.panel.typed.drafts)
    hands.rest()


def test_a_file_that_is_held_is_tried_again(
    hands: EditingHands, store: DCStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    hands.show_type(store)
    with foreign_program(store.path, "r"):
        q.keyClick(hands.retype("gain", "7"), ENTER)
        hands.wait(lambda: hands.panel.bar.write_button.text() == "Try again")
        assert hands.shown("gain") == "7"
        assert pars_of(store)["gain"] == 1.0
    write(hands)
    hands.wait(lambda: pars_of(store)["gain"] == 7.0)
    hands.rest()
    assert not hands.panel.bar.isVisible()


def test_a_wrong_value_stays_and_says_why(hands: EditingHands, store: DCStore) -> None:
    hands.show_type(store)
    hands.set("run", "1.5")
    hands.wait(hands.panel.bar.isVisible)
    assert "'1.5' is no integer" in hands.panel.bar.text
    tip = hands.par_cell("run").data(Qt.ItemDataRole.ToolTipRole)
    assert "is no integer" in tip
    forget(hands)
    hands.wait(lambda: hands.shown("run") == "5")
    assert not hands.panel.bar.isVisible()


def test_a_refused_name_stays(hands: EditingHands, store: DCStore) -> None:
    hands.show_type(store)
    hands.set("gain", "run", NAME)
    assert "There is a parameter run already" in hands.panel.bar.text
    forget(hands)
    hands.wait(lambda: hands.parameter("gain").name == "gain")


def test_what_the_access_file_refuses_stays(hands: EditingHands, store: DCStore) -> None:
    hands.show_type(store)
    write_access(store.path.parents[1], '[[rule]]\nrole = "contributor"\n')
    hands.set("gain", "7")
    hands.wait(hands.panel.bar.isVisible)
    assert hands.shown("gain") == "7"
    assert "curator" in hands.panel.bar.text
    assert pars_of(store)["gain"] == 1.0


def test_what_is_closed_is_read_only_and_says_why(
    hands: EditingHands, store: DCStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = []
    monkeypatch.setattr(hands.window.access_report, "show", lambda: shown.append(True))
    write_access(store.path.parents[1], '[[rule]]\nrole = "reader"\n')
    hands.window.opening.open_path(str(store.path))
    hands.walk(store.detname(), "pedestals")
    hands.wait(hands.panel.read_only.isVisible)
    hands.rest()
    assert hands.panel.read_only.text
    hands.double_click(hands.panel.table, hands.par_cell("gain"))
    q.keyClick(hands.panel.table, Qt.Key.Key_Insert)
    assert hands.panel.table.delegate.editor is None
    assert hands.model.row_of("") == -1
    hands.panel.read_only.link.linkActivated.emit("why")
    assert shown


def test_the_repository_has_a_line_for_why(hands: EditingHands, own_configuration: Path) -> None:
    cs = make_edited(own_configuration / "repository", "native")
    hands.window.opening.open_repository()
    hands.walk("repository", "epix100a", cs.detname(), "pedestals")
    hands.wait(lambda: hands.model.find("gain") is not None and hands.model.writable)
    hands.rest()
    hands.wait(hands.panel.comment.isVisible)
    hands.set("gain", "2")  # asked for, and not required
    hands.wait(lambda: pars_of(cs)["gain"] == 2.0)
    hands.rest()
    q.keyClicks(hands.panel.comment, "the amplifier is new")
    hands.set("gain", "3")
    hands.wait(lambda: pars_of(cs)["gain"] == 3.0)
    hands.rest()
    assert hands.panel.comment.text() == ""
    records = DCStore(cs.path, mode="r").ctypeobj("pedestals").records()
    assert [record.comment for record in records][-2:] == ["", "the amplifier is new"]


def test_the_window_knows_what_is_not_saved(hands: EditingHands, store: DCStore) -> None:
    hands.show_type(store)
    hands.set("run", "x")
    editing = hands.window.parameter_editing
    assert editing.unsaved() == ["run of pedestals of epix100a-0001"]
    forget(hands)
    hands.wait(lambda: not editing.unsaved())
