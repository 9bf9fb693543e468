"""Copying parameters from node to node, and from other programs."""

from __future__ import annotations

from pathlib import Path

from PyQt5.QtCore import Qt
from PyQt5.QtWidgets import QApplication

from dcsgui import DCStore
from dcsgui.core.actions.answers.nodes import NodeId
from dcsgui.core.values.parameter_texts import same_value
from dcsgui.gui.models.parameter_rows import NAME
from dcsgui.gui.undo.changes import StepCommand
from editing_hands import PARAMETERS, EditingHands, pars_of
from hands import hands as q
from store_pictures import picture
from twin_files import copied, run_step

CONTROL = Qt.KeyboardModifier.ControlModifier


def clipboard_text() -> str:
    clipboard = QApplication.clipboard()
    assert clipboard is not None
    return clipboard.text()


def put_text(text: str) -> None:
    clipboard = QApplication.clipboard()
    assert clipboard is not None
    clipboard.setText(text)


def show_detector(hands: EditingHands) -> None:
    tree = hands.window.parts.places.view
    hands.click(tree, tree.currentIndex().parent())
    hands.wait(lambda: hands.model.node is not None and not hands.model.node.path)
    hands.rest()


def test_all_parameters_of_a_node_to_another_one(
    hands: EditingHands, store: DCStore, tmp_path: Path
) -> None:
    copy = copied(store.path, tmp_path / "copy")
    hands.show_type(store)
    table = hands.panel.table
    hands.click(table, hands.par_cell("gain", NAME))
    q.keyClick(table, Qt.Key.Key_A, CONTROL)
    q.keyClick(table, Qt.Key.Key_C, CONTROL)
    assert 'number = "5"\n' in clipboard_text()
    assert "type = pedestals\n" in clipboard_text()  # of facts the text only
    show_detector(hands)
    table.setFocus()
    q.keyClick(table, Qt.Key.Key_V, CONTROL)
    hands.wait(lambda: len(DCStore(store.path, mode="r").dictpars()) == len(PARAMETERS))
    hands.rest()
    pasted = DCStore(store.path, mode="r").dictpars()
    assert all(same_value(pasted[key], value) for key, value in PARAMETERS.items())
    stack = hands.window.changes.stack
    assert stack.undoText() == "Paste 8 parameters to epix100a-0001"
    command = stack.command(0)
    assert isinstance(command, StepCommand)
    assert run_step(command.step, store.path, copy)
    assert picture(copy) == picture(store.path)
    hands.shortcut("Ctrl+Z")
    hands.wait(lambda: not DCStore(store.path, mode="r").dictpars())
    hands.rest()


def test_by_the_menu_of_the_window(hands: EditingHands, store: DCStore) -> None:
    hands.show_type(store)
    hands.click(hands.panel.table, hands.par_cell("gain"))
    hands.panel.table.setFocus()
    hands.trigger("cut")
    hands.wait(lambda: "gain" not in pars_of(store))
    hands.rest()
    assert clipboard_text() == "gain = 1.0"
    hands.trigger("paste")
    hands.wait(lambda: pars_of(store).get("gain") == 1.0)
    hands.rest()


def test_lines_of_a_shell_and_of_a_spreadsheet(hands: EditingHands, store: DCStore) -> None:
    hands.show_type(store)
    put_text("Name\tValue\ngain\t2.5\nexp = xpptut15\ndcs meta set x/y 'a=[1, 2]' b=true\n")
    hands.panel.table.setFocus()
    q.keyClick(hands.panel.table, Qt.Key.Key_V, CONTROL)
    hands.wait(lambda: pars_of(store).get("exp") == "xpptut15")
    hands.rest()
    pars = pars_of(store)
    assert (pars["gain"], pars["b"]) == (2.5, True)
    assert list(pars["a"]) == [1, 2]  # type: ignore[call-overload]
    assert len(pars) == len(PARAMETERS) + 3


def test_what_is_no_parameter_is_not_pasted(hands: EditingHands, store: DCStore) -> None:
    hands.show_type(store)
    hands.panel.table.setFocus()
    put_text("just words")
    q.keyClick(hands.panel.table, Qt.Key.Key_V, CONTROL)
    hands.wait(lambda: "no parameters on the clipboard" in hands.told())
    put_text("gain = 1.0")
    q.keyClick(hands.panel.table, Qt.Key.Key_V, CONTROL)
    hands.wait(lambda: "here already, with the same values" in hands.told())
    assert hands.window.changes.stack.count() == 0


def test_the_panel_follows_the_version_of_the_table(hands: EditingHands, store: DCStore) -> None:
    hands.show_type(store)
    hands.window.activateWindow()
    hands.wait(hands.window.isActiveWindow)
    hands.click(hands.table, hands.cell(1, "number"))
    version = hands.window.showing.version
    hands.wait(lambda: hands.model.node == version)
    hands.rest()
    hands.set("run", "12")
    hands.wait(lambda: hands.shown("run") == "12")
    text = hands.window.changes.stack.undoText()
    assert text == "Set run of v2 of pedestals from 2016-10-27 to 12"
    assert isinstance(version, NodeId)
    assert version.path[0] == "pedestals"
