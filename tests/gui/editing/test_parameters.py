"""Editing parameters in the panel: real clicks and keys on real files."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PyQt5.QtCore import Qt
from PyQt5.QtWidgets import QComboBox

from dcsgui import DCStore
from dcsgui.core.values.parameter_texts import same_value
from dcsgui.gui.editing.editors import LongEditor, NameEditor
from dcsgui.gui.models.parameter_rows import NAME, TYPE, VALUE
from dcsgui.gui.undo.changes import StepCommand
from dcsgui.gui.undo.steps import Step
from editing_hands import PARAMETERS, EditingHands, pars_of
from hands import hands as q
from store_pictures import picture
from twin_files import copied, run_step

CONTROL = Qt.KeyboardModifier.ControlModifier
ENTER = Qt.Key.Key_Return


def last_step(hands: EditingHands) -> Step:
    stack = hands.window.changes.stack
    command = stack.command(stack.count() - 1)
    assert isinstance(command, StepCommand)
    return command.step


def press_enter(hands: EditingHands) -> None:
    q.keyClick(hands.panel.table.delegate.editor, ENTER)


def test_a_value_is_set_and_taken_back(hands: EditingHands, store: DCStore) -> None:
    hands.show_type(store)
    hands.set("gain", "1.5")
    hands.wait(lambda: hands.shown("gain") == "1.5")
    assert pars_of(store)["gain"] == 1.5
    undo = hands.window.changes.stack.undoText()
    assert undo == "Set gain of pedestals of epix100a-0001 to 1.5"
    hands.shortcut("Ctrl+Z")
    hands.wait(lambda: hands.shown("gain") == "1.0")
    assert same_value(pars_of(store)["gain"], 1.0)
    hands.rest()
    hands.shortcut("Ctrl+Shift+Z")
    hands.wait(lambda: hands.shown("gain") == "1.5")
    others = {key: value for key, value in pars_of(store).items() if key != "gain"}
    assert all(same_value(value, PARAMETERS[key]) for key, value in others.items())


@pytest.mark.parametrize(
    ("key", "text", "value"),
    [
        ("gain", "2", 2.0),
        ("gain", "nan", float("nan")),
        ("run", "-7", -7),
        ("number", "6", "6"),
        ("number", "true", "true"),
        ("number", "", ""),
    ],
)
def test_a_value_keeps_its_type(
    hands: EditingHands, store: DCStore, tmp_path: Path, key: str, text: str, value: object
) -> None:
    copy = copied(store.path, tmp_path / "copy")
    hands.show_type(store)
    hands.retype(key, text)
    if not text:
        q.keyClick(hands.panel.table.delegate.editor, Qt.Key.Key_Delete)
    press_enter(hands)
    hands.rest()
    assert same_value(pars_of(store)[key], value)
    assert run_step(last_step(hands), store.path, copy) == 1
    assert picture(copy) == picture(store.path)


@pytest.mark.parametrize(
    ("key", "text", "value"),
    [
        ("shape", "[[1, 2], [3, 40]]", np.array([[1, 2], [3, 40]], "i2")),
        ("weights", "0.1 2.75", np.array([0.1, 2.75], "f4")),
        ("words", "a\nanother one", np.array(["a", "another one"])),
        ("note", "line 1\nline 3", "line 1\nline 3"),
    ],
)
def test_what_is_long_is_edited_on_several_lines(
    hands: EditingHands, store: DCStore, tmp_path: Path, key: str, text: str, value: object
) -> None:
    copy = copied(store.path, tmp_path / "copy")
    hands.show_type(store)
    editor = hands.retype(key, "")
    assert isinstance(editor, LongEditor)
    for number, line in enumerate(text.split("\n")):
        if number:
            q.keyClick(editor, ENTER)  # a line more
        q.keyClicks(editor, line)
    q.keyClick(editor, ENTER, CONTROL)
    hands.rest()
    assert same_value(pars_of(store)[key], value)
    assert run_step(last_step(hands), store.path, copy) == 1
    assert picture(copy) == picture(store.path)


def test_true_and_false_are_chosen(hands: EditingHands, store: DCStore) -> None:
    hands.show_type(store)
    editor = hands.open_editor("good")
    assert isinstance(editor, QComboBox)
    popup = editor.view()
    assert popup is not None
    hands.wait(popup.isVisible)
    q.keyClick(popup, Qt.Key.Key_Down)
    q.keyClick(popup, ENTER)
    hands.wait(lambda: pars_of(store)["good"] is False)
    hands.rest()


def test_the_type_is_changed(hands: EditingHands, store: DCStore, tmp_path: Path) -> None:
    copy = copied(store.path, tmp_path / "copy")
    hands.show_type(store)
    editor = hands.open_editor("run", TYPE)
    assert isinstance(editor, QComboBox)
    popup = editor.view()
    assert popup is not None
    hands.wait(popup.isVisible)
    q.keyClicks(popup, "text")
    q.keyClick(popup, ENTER)
    hands.wait(lambda: pars_of(store)["run"] == "5")
    hands.rest()
    run_step(last_step(hands), store.path, copy)
    assert picture(copy) == picture(store.path)


def test_a_parameter_is_added_by_keys(hands: EditingHands, store: DCStore, tmp_path: Path) -> None:
    copy = copied(store.path, tmp_path / "copy")
    hands.show_type(store)
    q.keyClick(hands.panel.table, Qt.Key.Key_Insert)
    editor = hands.panel.table.delegate.editor
    assert isinstance(editor, NameEditor)
    q.keyClicks(editor, "voltage")
    press_enter(hands)
    hands.wait(lambda: hands.panel.table.delegate.cell == ("voltage", VALUE))
    q.keyClicks(hands.panel.table.delegate.editor, "12.5")
    press_enter(hands)
    hands.wait(lambda: pars_of(store).get("voltage") == 12.5)
    hands.rest()
    assert hands.window.changes.stack.undoText().startswith("Add voltage of pedestals")
    run_step(last_step(hands), store.path, copy)
    assert picture(copy) == picture(store.path)
    assert hands.parameter("voltage").type_name == "float"
    last = hands.model.index(hands.model.rowCount() - 1, NAME)
    assert last.data() == "Add a parameter…"
    hands.shortcut("Ctrl+Z")
    hands.wait(lambda: hands.model.find("voltage") is None)
    hands.rest()


def test_known_fields_are_offered_by_their_meaning(hands: EditingHands, store: DCStore) -> None:
    hands.show_type(store)
    hands.panel.table.add()
    editor = hands.panel.table.delegate.editor
    assert isinstance(editor, NameEditor)
    q.keyClicks(editor, "data source")
    popup = editor.offered.popup()
    assert popup is not None
    hands.wait(popup.isVisible)
    q.keyClick(popup, Qt.Key.Key_Down)
    q.keyClick(popup, ENTER)
    assert editor.text() == "source"
    press_enter(hands)
    hands.wait(lambda: hands.panel.table.delegate.cell == ("source", VALUE))
    q.keyClicks(hands.panel.table.delegate.editor, "CxiDs2.0:Cspad.0")
    press_enter(hands)
    hands.wait(lambda: pars_of(store).get("source") == "CxiDs2.0:Cspad.0")
    hands.rest()
    assert hands.parameter("source").meaning == "DAQ data source"


def test_enter_takes_what_is_typed_while_the_list_is_open(
    hands: EditingHands, store: DCStore
) -> None:
    hands.show_type(store)
    hands.panel.table.add()
    editor = hands.panel.table.delegate.editor
    assert isinstance(editor, NameEditor)
    q.keyClicks(editor, "exp")
    popup = editor.offered.popup()
    assert popup is not None
    hands.wait(popup.isVisible)
    q.keyClick(popup, ENTER)  # the list has the keyboard
    hands.wait(lambda: hands.panel.table.delegate.cell == ("exp", VALUE))
    assert not popup.isVisible()
    q.keyClick(hands.panel.table.delegate.editor, Qt.Key.Key_Escape)
    hands.rest()


def test_a_name_that_is_there_is_told_and_kept(hands: EditingHands, store: DCStore) -> None:
    hands.show_type(store)
    hands.panel.table.add()
    q.keyClicks(hands.panel.table.delegate.editor, "gain")
    press_enter(hands)
    hands.wait(hands.panel.bar.isVisible)
    assert "There is a parameter gain already" in hands.panel.bar.text
    hands.click_at(hands.panel.bar.write_button, hands.panel.bar.write_button.rect().center())
    hands.wait(lambda: hands.panel.table.delegate.editor is not None)
    editor = hands.panel.table.delegate.editor
    assert isinstance(editor, NameEditor)
    assert editor.text() == "gain"
    q.keyClicks(hands.panel.table.delegate.editor, "gain2")
    press_enter(hands)
    hands.wait(lambda: hands.panel.table.delegate.cell == ("gain2", VALUE))
    q.keyClick(hands.panel.table.delegate.editor, Qt.Key.Key_Escape)
    hands.wait(lambda: hands.model.find("gain2") is None)
    assert pars_of(store).keys() == PARAMETERS.keys()


def test_a_parameter_is_renamed(hands: EditingHands, store: DCStore, tmp_path: Path) -> None:
    copy = copied(store.path, tmp_path / "copy")
    hands.show_type(store)
    hands.click(hands.panel.table, hands.par_cell("weights", NAME))
    q.keyClick(hands.panel.table, Qt.Key.Key_F2)
    q.keyClicks(hands.panel.table.delegate.editor, "factors")
    press_enter(hands)
    hands.wait(lambda: "factors" in pars_of(store))
    hands.rest()
    assert same_value(pars_of(store)["factors"], PARAMETERS["weights"])
    assert "weights" not in pars_of(store)
    text = "Rename weights of pedestals of epix100a-0001 to factors"
    assert hands.window.changes.stack.undoText() == text
    assert run_step(last_step(hands), store.path, copy) == 1
    assert picture(copy) == picture(store.path)
    hands.shortcut("Ctrl+Z")
    hands.wait(lambda: hands.model.find("weights") is not None)
    hands.rest()


def test_parameters_are_removed(hands: EditingHands, store: DCStore, tmp_path: Path) -> None:
    copy = copied(store.path, tmp_path / "copy")
    hands.show_type(store)
    table = hands.panel.table
    hands.click(table, hands.par_cell("gain"))
    q.keyClick(table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    q.keyClick(table, Qt.Key.Key_Delete)
    hands.wait(lambda: len(pars_of(store)) == len(PARAMETERS) - 2)
    hands.rest()
    assert hands.window.changes.stack.undoText().startswith("Remove 2 parameters of pedestals")
    assert run_step(last_step(hands), store.path, copy) == 1
    assert picture(copy) == picture(store.path)
    assert len(hands.rows()) == 3  # Del meant no version
    hands.shortcut("Ctrl+Z")
    hands.wait(lambda: pars_of(store).keys() == PARAMETERS.keys())
    hands.rest()
    assert all(same_value(value, PARAMETERS[key]) for key, value in pars_of(store).items())


def test_facts_are_read_only(hands: EditingHands, store: DCStore) -> None:
    hands.show_type(store)
    table = hands.panel.table
    row = next(n for n in range(hands.model.rowCount()) if hands.model.row(n).is_fact)
    hands.double_click(table, hands.model.index(row, VALUE))
    q.keyClick(table, Qt.Key.Key_F2)
    q.keyClicks(table, "x")
    q.keyClick(table, Qt.Key.Key_Delete)
    assert table.delegate.editor is None
    assert not table.remove_action.isEnabled()
    hands.rest()
    assert hands.window.changes.stack.count() == 0


def test_typing_again_soon_is_one_step(hands: EditingHands, store: DCStore) -> None:
    hands.show_type(store)
    hands.set("gain", "2")
    hands.wait(lambda: hands.shown("gain") == "2.0")
    hands.set("gain", "3")
    hands.wait(lambda: hands.shown("gain") == "3.0")
    assert hands.window.changes.stack.count() == 1
    hands.shortcut("Ctrl+Z")
    hands.wait(lambda: hands.shown("gain") == "1.0")
    hands.rest()


def test_letters_begin_the_editing_of_a_value(hands: EditingHands, store: DCStore) -> None:
    hands.show_type(store)
    table = hands.panel.table
    hands.click(table, hands.par_cell("run", NAME))
    q.keyClicks(table, "9")
    assert table.delegate.editor is None
    hands.click(table, hands.par_cell("run"))
    q.keyClicks(table, "9")
    assert table.delegate.editor is not None
    q.keyClicks(table.delegate.editor, "1")
    press_enter(hands)
    hands.wait(lambda: pars_of(store)["run"] == 91)
    hands.rest()


def test_nothing_is_done_for_the_same_value(hands: EditingHands, store: DCStore) -> None:
    hands.show_type(store)
    generation = DCStore(store.path, mode="r").generation
    hands.set("gain", "1.0")
    assert not hands.panel.bar.isVisible()
    assert hands.window.changes.stack.count() == 0
    assert DCStore(store.path, mode="r").generation == generation


def test_all_is_reached_by_tab(hands: EditingHands, store: DCStore) -> None:
    hands.show_type(store)
    hands.set("run", "x")  # so that the bar is there
    hands.window.activateWindow()
    hands.wait(hands.window.isActiveWindow)
    panel = hands.panel
    panel.filter.setFocus()
    seen = []
    for _ in range(5):
        seen.append(hands.window.focusWidget())
        hands.press(Qt.Key.Key_Tab)
    bar = panel.bar
    assert seen == [
        panel.filter,
        panel.add_button,
        panel.table,
        bar.write_button,
        bar.forget_button,
    ]
