"""Editing the parameters of many nodes at once."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest
from PyQt5.QtCore import QModelIndex, Qt
from PyQt5.QtTest import QAbstractItemModelTester

from access_files import write_access
from dcs_command import real_dcs
from dcsgui import DCStore
from dcsgui.gui.editing.editors import NameEditor
from dcsgui.gui.editing.many import ManyDialog
from dcsgui.gui.editing.many_model import NAME, VALUE
from dcsgui.gui.undo.changes import StepCommand
from editing_hands import EditingHands
from hands import hands as q
from processes import foreign_program
from store_pictures import picture
from twin_files import copied, run_step

ENTER, CONTROL = Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier


def versions_of(cs: DCStore) -> list[dict[str, object]]:
    cto = DCStore(cs.path, mode="r").ctypeobj("pedestals")
    tsro = cto.rangeobj(cto.ranges()[0])
    return [dict(tsro.versobj(number).dictpars()) for number in (1, 2, 3)]


def open_dialog(hands: EditingHands, cs: DCStore) -> ManyDialog:
    """Select all versions, and press the shortcut."""
    hands.show_type(cs)
    hands.wait(lambda: len(hands.rows()) == 3)
    hands.window.activateWindow()
    hands.wait(hands.window.isActiveWindow)
    hands.click(hands.table, hands.cell(0, "number"))
    q.keyClick(hands.table, Qt.Key.Key_A, CONTROL)
    hands.rest()
    hands.shortcut("Ctrl+M")
    dialog = hands.window.parameter_editing.dialog
    hands.wait(dialog.isVisible)
    hands.wait(lambda: len(dialog.model.nodes) == 3)
    QAbstractItemModelTester(
        dialog.model, QAbstractItemModelTester.FailureReportingMode.Fatal, dialog.model
    )
    return dialog


def cell(dialog: ManyDialog, key: str, column: int) -> QModelIndex:
    row = next(number for number, row in enumerate(dialog.rows()) if row.key == key)
    return dialog.model.index(row, column)


def retype(
    hands: EditingHands, dialog: ManyDialog, key: str, text: str, *, column: int = VALUE
) -> None:
    hands.double_click(dialog.table, cell(dialog, key, column))
    editor = dialog.table.delegate.editor
    assert editor is not None
    q.keyClick(editor, Qt.Key.Key_A, CONTROL)
    q.keyClicks(editor, text)
    q.keyClick(editor, ENTER)


def apply(hands: EditingHands, dialog: ManyDialog) -> None:
    assert dialog.apply.isEnabled(), dialog.preview.text()
    hands.click_at(dialog.apply, dialog.apply.rect().center())


def shown(dialog: ManyDialog) -> list[list[str]]:
    model = dialog.model
    return [[str(model.index(row, n).data()) for n in range(4)] for row in range(model.rowCount())]


def test_the_union_of_all(hands: EditingHands, store: DCStore) -> None:
    dialog = open_dialog(hands, store)
    assert dialog.windowTitle() == "Parameters of 3 versions"
    assert shown(dialog) == [
        ["exp", "xpptut15", "text", "all 3"],
        ["run", "(differs)", "integer", "2 of 3"],
        ["Add a parameter…", "", "", ""],
    ]
    assert dialog.preview.text() == "Nothing will change yet."
    assert not dialog.apply.isEnabled()
    dialog.reject()


def test_one_step_for_all_and_one_undo(
    hands: EditingHands, store: DCStore, tmp_path: Path
) -> None:
    copy = copied(store.path, tmp_path / "copy")
    before = picture(store.path)
    dialog = open_dialog(hands, store)
    retype(hands, dialog, "run", "7")
    retype(hands, dialog, "exp", "experiment", column=NAME)
    assert dialog.preview.text() == (
        "3 versions in 1 file will change:\n"
        "exp: renamed to experiment in 3 versions\n"
        "run: set to 7 in 3 versions (1 of them had none)"
    )
    assert picture(store.path) == before  # nothing has happened yet
    q.keyClicks(dialog.comment, "all of one run")
    apply(hands, dialog)
    hands.wait(lambda: not dialog.isVisible())
    hands.rest()
    assert versions_of(store) == [{"experiment": "xpptut15", "run": 7}] * 3
    stack = hands.window.changes.stack
    assert (stack.count(), stack.undoText()) == (1, "Edit 2 parameters of 3 versions")
    command = stack.command(0)
    assert isinstance(command, StepCommand)
    assert run_step(command.step, store.path, copy) == 1
    assert picture(copy) == picture(store.path)
    hands.shortcut("Ctrl+Z")
    hands.wait(lambda: picture(store.path) == before)
    hands.rest()


def test_adding_and_removing_by_keys(hands: EditingHands, store: DCStore, tmp_path: Path) -> None:
    copy = copied(store.path, tmp_path / "copy")
    dialog = open_dialog(hands, store)
    q.keyClick(dialog.table, Qt.Key.Key_Insert)
    editor = dialog.table.delegate.editor
    assert isinstance(editor, NameEditor)
    q.keyClicks(editor, "voltage")
    q.keyClick(editor, ENTER)
    hands.wait(lambda: dialog.table.delegate.editor not in (None, editor))
    q.keyClicks(dialog.table.delegate.editor, "[1, 2]")
    q.keyClick(dialog.table.delegate.editor, ENTER)
    assert "voltage: set to [1, 2] in 3 versions" in dialog.preview.text()
    dialog.table.setCurrentIndex(cell(dialog, "run", NAME))
    q.keyClick(dialog.table, Qt.Key.Key_Delete)
    assert "run: removed from 2 versions" in dialog.preview.text()
    q.keyClick(dialog.apply, Qt.Key.Key_Space)
    hands.wait(lambda: not dialog.isVisible())
    hands.rest()
    assert [sorted(pars) for pars in versions_of(store)] == [["exp", "voltage"]] * 3
    command = hands.window.changes.stack.command(0)
    assert isinstance(command, StepCommand)
    run_step(command.step, store.path, copy)
    assert picture(copy) == picture(store.path)


def test_a_wrong_value_is_told_and_not_applied(hands: EditingHands, store: DCStore) -> None:
    dialog = open_dialog(hands, store)
    retype(hands, dialog, "run", "x")
    assert "run: 'x' is no integer" in dialog.preview.text()
    assert not dialog.apply.isEnabled()
    q.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    hands.shortcut("Ctrl+M")
    hands.wait(lambda: dialog.isVisible() and shown(dialog)[1][1] == "x")  # nothing is lost
    dialog.table.setCurrentIndex(cell(dialog, "run", NAME))
    dialog.table.restore()
    assert dialog.preview.text() == "Nothing will change yet."
    hands.rest()
    dialog.reject()


def test_what_somebody_changes_meanwhile_is_planned_again(
    hands: EditingHands, store: DCStore
) -> None:
    dialog = open_dialog(hands, store)
    retype(hands, dialog, "run", "7")
    version = dialog.model.nodes[1]
    real_dcs("meta", "set", "/".join((version.file, *version.path)), "run=9", "zero=0")
    hands.wait(lambda: ["zero", "0", "integer", "1 of 3"] in shown(dialog))
    assert "changed some of this meanwhile" in dialog.notice.text()
    assert shown(dialog)[1][1] == "7"
    hands.rest()
    apply(hands, dialog)
    hands.wait(lambda: not dialog.isVisible())
    hands.rest()
    assert [pars["run"] for pars in versions_of(store)] == [7, 7, 7]


def test_a_conflict_of_which_nobody_told(hands: EditingHands, store: DCStore) -> None:
    dialog = open_dialog(hands, store)
    retype(hands, dialog, "run", "7")
    hands.window.jobs.watch("shown", [])
    version = dialog.model.nodes[1]
    real_dcs("meta", "set", "/".join((version.file, *version.path)), "run=9")
    apply(hands, dialog)
    hands.wait(lambda: dialog.apply.isEnabled() and dialog.notice.isVisible())
    assert "run" in dialog.notice.text()
    assert [pars.get("run") for pars in versions_of(store)] == [None, 9, 2]  # all or nothing
    apply(hands, dialog)
    hands.wait(lambda: not dialog.isVisible())
    hands.rest()
    assert [pars["run"] for pars in versions_of(store)] == [7, 7, 7]


def test_a_held_file_keeps_the_dialog(hands: EditingHands, store: DCStore) -> None:
    dialog = open_dialog(hands, store)
    retype(hands, dialog, "run", "7")
    with foreign_program(store.path, "r"):
        apply(hands, dialog)
        hands.wait(lambda: "being written" not in dialog.notice.text())
        assert dialog.isVisible()
        assert shown(dialog)[1][1] == "7"
    hands.wait(dialog.apply.isEnabled)
    apply(hands, dialog)
    hands.wait(lambda: not dialog.isVisible())
    hands.rest()
    assert [pars["run"] for pars in versions_of(store)] == [7, 7, 7]


def test_the_node_of_the_tree_alone(hands: EditingHands, store: DCStore) -> None:
    hands.show_type(store)
    hands.window.parts.places.view.setFocus()
    hands.trigger("edit_parameters")
    dialog = hands.window.parameter_editing.dialog
    hands.wait(lambda: len(dialog.model.nodes) == 1)
    assert dialog.windowTitle() == "Parameters of pedestals of epix100a-0001"
    retype(hands, dialog, "gain", "3")
    apply(hands, dialog)
    hands.wait(lambda: not dialog.isVisible())
    hands.rest()
    text = hands.window.changes.stack.undoText()
    assert text == "Set gain of pedestals of epix100a-0001 to 3.0"


def test_copying_within_and_pasting(hands: EditingHands, store: DCStore) -> None:
    dialog = open_dialog(hands, store)
    dialog.table.setCurrentIndex(cell(dialog, "exp", NAME))
    q.keyClick(dialog.table, Qt.Key.Key_C, CONTROL)
    retype(hands, dialog, "exp", "other")
    q.keyClick(dialog.table, Qt.Key.Key_V, CONTROL)
    assert shown(dialog)[0][1] == "xpptut15"
    assert not dialog.apply.isEnabled()  # that is what it was
    dialog.reject()


def test_what_is_closed_is_read_only(
    hands: EditingHands, store: DCStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[bool] = []
    monkeypatch.setattr(hands.window.access_report, "show", partial(asked.append, True))
    write_access(store.path.parents[1], '[[rule]]\nrole = "reader"\n')
    hands.window.opening.open_path(str(store.path))
    hands.walk(store.detname(), "pedestals")
    hands.wait(lambda: len(hands.rows()) == 3)
    hands.rest()
    hands.window.parameter_editing.edit_selected()
    dialog = hands.window.parameter_editing.dialog
    hands.wait(lambda: bool(dialog.model.nodes))
    assert dialog.read_only.isVisible()
    hands.double_click(dialog.table, cell(dialog, "gain", VALUE))
    assert dialog.table.delegate.editor is None
    assert not dialog.apply.isEnabled()
    dialog.read_only.link.linkActivated.emit("why")
    assert asked
    dialog.reject()
