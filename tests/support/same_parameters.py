"""Parameters: set, typed otherwise, renamed, removed, pasted; of one node, and of many."""

from __future__ import annotations

from PyQt5.QtCore import QModelIndex, Qt

from dcsgui.core.actions.answers.nodes import NodeId
from dcsgui.gui.editing.many import ManyDialog
from dcsgui.gui.editing.many_model import NAME as MANY_NAME
from dcsgui.gui.editing.many_model import VALUE as MANY_VALUE
from dcsgui.gui.models.parameter_rows import NAME
from editing_hands import EditingHands
from hands import hands as q
from same_bench import Bench
from same_defaults import OF_FIRST, WHY
from same_stories import story

CONTROL = Qt.KeyboardModifier.ControlModifier
ENTER = Qt.Key.Key_Return


def of_type(bench: Bench) -> EditingHands:
    """Show the parameters of the type."""
    hands = EditingHands(bench.hands.qtbot, bench.window)
    bench.walk(*OF_FIRST, "pedestals")
    node = NodeId(str(bench.file(bench.experiment)), ("pedestals",))
    bench.wait(lambda: hands.model.node == node and hands.model.writable)
    bench.settle()
    return hands


def typed(hands: EditingHands, text: str) -> None:
    q.keyClicks(hands.panel.table.delegate.editor, text)
    q.keyClick(hands.panel.table.delegate.editor, ENTER)


def added(bench: Bench, hands: EditingHands, key: str, value: str) -> None:
    q.keyClick(hands.panel.table, Qt.Key.Key_Insert)
    bench.wait(lambda: hands.panel.table.delegate.editor is not None)
    typed(hands, key)
    bench.wait(lambda: hands.panel.table.delegate.cell not in (None, (key, NAME)))
    typed(hands, value)
    bench.wait(lambda: hands.model.find(key) is not None)
    bench.settle()


@story("FilePart", "EditParameters", "TakeBack")
def values_set(bench: Bench) -> None:
    hands = of_type(bench)
    hands.set("gain", "-2.5")
    bench.settle()
    added(bench, hands, "-it's a $key", WHY)
    added(bench, hands, "list", "[1.5, 2]")


@story("FilePart", "EditParameters", "TakeBack")
def named_otherwise_and_removed(bench: Bench) -> None:
    hands = of_type(bench)
    hands.click(hands.panel.table, hands.par_cell("gain", NAME))
    q.keyClick(hands.panel.table, Qt.Key.Key_F2)
    typed(hands, "factor '2'")
    bench.wait(lambda: hands.model.find("factor '2'") is not None)
    bench.settle()
    hands.click(hands.panel.table, hands.par_cell("run"))
    q.keyClick(hands.panel.table, Qt.Key.Key_Delete)
    bench.wait(lambda: hands.model.find("run") is None)
    bench.settle()


@story("FilePart", "EditParameters", "TakeBack")
def pasted_to_another_node(bench: Bench) -> None:
    hands = of_type(bench)
    hands.click(hands.panel.table, hands.par_cell("gain", NAME))
    q.keyClick(hands.panel.table, Qt.Key.Key_A, CONTROL)
    q.keyClick(hands.panel.table, Qt.Key.Key_C, CONTROL)
    bench.walk(*OF_FIRST)
    bench.wait(lambda: hands.model.node is not None and not hands.model.node.path)
    bench.settle()
    hands.panel.table.setFocus()
    q.keyClick(hands.panel.table, Qt.Key.Key_V, CONTROL)
    bench.wait(lambda: bench.store().dictpars().keys() == {"gain", "run"})
    bench.settle()


def _cell(dialog: ManyDialog, key: str, column: int) -> QModelIndex:
    row = next(number for number, row in enumerate(dialog.rows()) if row.key == key)
    return dialog.model.index(row, column)


def _retype(bench: Bench, dialog: ManyDialog, index: QModelIndex, text: str) -> None:
    bench.hands.double_click(dialog.table, index)
    editor = dialog.table.delegate.editor
    assert editor is not None
    q.keyClick(editor, Qt.Key.Key_A, CONTROL)
    q.keyClicks(editor, text)
    q.keyClick(editor, ENTER)


def of_versions(bench: Bench) -> ManyDialog:
    """Ask for the parameters of all versions."""
    bench.walk(*OF_FIRST, "pedestals")
    bench.select_versions(0, 5)
    bench.hands.shortcut("Ctrl+M")
    dialog = bench.window.parameter_editing.dialog
    bench.wait(dialog.isVisible)
    bench.wait(lambda: len(dialog.model.nodes) == 6)
    return dialog


def applied(bench: Bench, dialog: ManyDialog) -> None:
    dialog.comment.setFocus()
    bench.hands.write(WHY)
    bench.wait(dialog.apply.isEnabled)
    bench.hands.click_at(dialog.apply, dialog.apply.rect().center())
    bench.wait(lambda: not dialog.isVisible())
    bench.settle()


@story("FilePart", "EditParameters", "TakeBack")
def many_nodes(bench: Bench) -> None:
    dialog = of_versions(bench)
    _retype(bench, dialog, _cell(dialog, "run", MANY_VALUE), "7")
    _retype(bench, dialog, _cell(dialog, "run", MANY_NAME), "number")
    q.keyClick(dialog.table, Qt.Key.Key_Insert)
    bench.wait(lambda: dialog.table.delegate.editor is not None)
    editor = dialog.table.delegate.editor
    q.keyClicks(editor, "voltage")
    q.keyClick(editor, ENTER)
    bench.wait(lambda: dialog.table.delegate.editor not in (None, editor))
    q.keyClicks(dialog.table.delegate.editor, "[0.5, 2]")
    q.keyClick(dialog.table.delegate.editor, ENTER)
    applied(bench, dialog)


@story("FilePart", "EditParameters", "TakeBack")
def removed_of_many(bench: Bench) -> None:
    dialog = of_versions(bench)
    dialog.table.setCurrentIndex(_cell(dialog, "run", MANY_NAME))
    q.keyClick(dialog.table, Qt.Key.Key_Delete)
    applied(bench, dialog)
