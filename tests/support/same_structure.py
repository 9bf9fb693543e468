"""New detectors, types, ranges and constants; other ends, links and aliases."""

from __future__ import annotations

from PyQt5.QtCore import Qt
from PyQt5.QtWidgets import QFileDialog

from dcsgui.gui.structure.add_dialog import AddDialog
from dcsgui.gui.structure.edit_dialog import EditDialog
from hands import hands as q
from same_bench import FIRST, SECOND, Bench
from same_defaults import OF_FIRST, WHY
from same_stories import story
from small_stores import T0

LATER = T0 + 86400


def agree(bench: Bench, dialog: EditDialog) -> None:
    """Say why, and do it."""
    dialog.comment.setFocus()
    bench.hands.write(WHY)
    bench.hands.agree(dialog)
    bench.settle()


@story("CreatePart", "CreateDetector", "DeleteAll")
def new_detector(bench: Bench) -> None:
    bench.walk("xpptut15")
    dialog = bench.window.structure.detector
    bench.hands.opened("new_detector", dialog)
    bench.hands.write("cspad-0007")
    agree(bench, dialog)


@story("FilePart", "AddType", "TakeBack")
def new_type(bench: Bench) -> None:
    bench.walk(*OF_FIRST)
    dialog = bench.window.structure.type
    bench.hands.opened("new_type", dialog)
    bench.hands.write("pixel_status")
    agree(bench, dialog)


@story("FilePart", "AddRange", "TakeBack")
def new_range(bench: Bench) -> None:
    bench.walk(*OF_FIRST, "pedestals")
    dialog = bench.window.structure.range
    bench.hands.opened("new_range", dialog)
    bench.hands.write(f"{LATER}.000000001")
    bench.hands.tab()
    bench.hands.write(str(LATER + 10))
    agree(bench, dialog)


@story("FilePart", "AddRange", "TakeBack")
def new_range_of_a_new_type(bench: Bench) -> None:
    bench.walk(*OF_FIRST)
    dialog = bench.window.structure.range
    bench.hands.opened("new_range", dialog)
    bench.hands.write("pixel_rms")
    dialog.ends.begin.setFocus()
    bench.hands.write("2016-10-28T10:00:00Z")
    agree(bench, dialog)


@story("FilePart", "SetEnds", "TakeBack")
def other_ends(bench: Bench) -> None:
    bench.walk(*OF_FIRST, "pedestals", "2016-10-27 to")
    dialog = bench.window.structure.ends
    bench.hands.opened("range_ends", dialog)
    bench.wait(dialog.ends.begin.text)
    dialog.ends.begin.setFocus()
    bench.hands.write(str(T0 - 100))
    dialog.ends.end.setFocus()
    bench.hands.write(str(T0 + 500))
    agree(bench, dialog)


@story("LinksPart", "_BackPart", "SetLinks", "TakeBack")
def linked(bench: Bench) -> None:
    bench.walk("xpptut15", "jungfrau", SECOND)
    dialog = bench.window.structure.linking
    bench.hands.opened("links", dialog)
    bench.wait(lambda: dialog.predecessor.findText(FIRST) > 0)
    bench.wait(dialog.chain.text)
    dialog.predecessor.setCurrentText(FIRST)
    agree(bench, dialog)


@story("LinksPart", "_BackPart", "SetLinks", "TakeBack")
def linked_no_more(bench: Bench) -> None:
    linked(bench)
    dialog = bench.window.structure.linking
    bench.hands.opened("links", dialog)
    bench.wait(lambda: dialog.predecessor.currentText() == FIRST)
    dialog.predecessor.setCurrentText("none")
    agree(bench, dialog)


def dropped(bench: Bench, *names: str) -> AddDialog:
    """Drop files from the desktop on the detector."""
    bench.walk(*OF_FIRST, "pedestals")
    bench.drop_files([bench.desktop / name for name in names], bench.at(*OF_FIRST))
    dialog = bench.window.structure.adding
    bench.wait(dialog.isVisible)
    bench.wait(lambda: len(dialog.forms) == len(names))
    return dialog


@story("FilePart", "AddConstants", "TakeBack")
def constants_into_a_new_range_as_the_default(bench: Bench) -> None:
    dialog = dropped(bench, "pedestals.npy")
    (form,) = dialog.forms
    form.range.ends.begin.setFocus()
    bench.hands.write(str(LATER))
    form.range.ends.end.setFocus()
    bench.hands.write(str(LATER + 10))
    form.produced.box.setCurrentIndex(1)
    form.origin.experiment.setFocus()
    bench.hands.write("it's 15")
    form.origin.run.setFocus()
    bench.hands.write("12 & 13")
    form.default.setFocus()
    q.keyClick(form.default, Qt.Key.Key_Space)
    agree(bench, dialog)


@story("FilePart", "AddConstants", "TakeBack")
def constants_into_a_range_now(bench: Bench) -> None:
    bench.walk(*OF_FIRST, "pedestals", "from")
    bench.hands.shortcut("Ctrl+I")
    bench.wait(lambda: bench.window.findChild(QFileDialog) is not None)
    files = bench.window.findChild(QFileDialog)
    files.selectFile(str(bench.desktop / "pedestals.npy"))
    files.accept()
    dialog = bench.window.structure.adding
    bench.wait(dialog.isVisible)
    (form,) = dialog.forms
    bench.wait(lambda: not form.range.is_new)
    form.origin.run.setFocus()
    bench.hands.write("12")
    agree(bench, dialog)


@story("FilePart", "AddConstants", "TakeBack")
def several_files_of_text_and_geometry(bench: Bench) -> None:
    dialog = dropped(bench, "pixel_gain.txt", "geometry.data")
    dialog.forms[0].range.ends.begin.setFocus()
    bench.hands.write(str(LATER))
    dialog.forms[0].produced.box.setCurrentIndex(1)
    bench.wait(lambda: dialog.ok.toolTip().startswith("geometry.data: "))
    dialog.same.click()
    agree(bench, dialog)


# --- aliases ---


def aliases(bench: Bench) -> None:
    """Show the aliases of the experiment."""
    bench.walk("xpptut15")
    bench.hands.trigger("aliases")
    bench.wait(lambda: bench.window.alias_editing.panel.model.rowCount() >= 2)


def go_to_alias(bench: Bench, alias: str) -> None:
    panel = bench.window.alias_editing.panel
    names = [str(panel.model.index(row, 0).data()) for row in range(panel.model.rowCount())]
    bench.hands.click(panel.view, panel.model.index(names.index(alias), 0))


@story("AliasPart", "AddAlias", "RemoveEntry")
def alias_added(bench: Bench) -> None:
    aliases(bench)
    bench.window.alias_editing.panel.add_action.trigger()
    dialog = bench.window.alias_editing.dialog
    bench.wait(dialog.isVisible)
    q.keyClicks(dialog.alias, "side")
    q.keyClicks(dialog.target, SECOND)
    dialog.begin.setFocus()
    bench.hands.write(str(T0))
    dialog.end.setFocus()
    bench.hands.write(str(LATER))
    agree(bench, dialog)


@story("AliasPart", "ChangeEntry")
def alias_changed(bench: Bench) -> None:
    aliases(bench)
    go_to_alias(bench, "front")
    q.keyClick(bench.window.alias_editing.panel.view, Qt.Key.Key_Return)
    dialog = bench.window.alias_editing.dialog
    bench.wait(dialog.isVisible)
    dialog.target.setEditText("")
    q.keyClicks(dialog.target, SECOND)
    agree(bench, dialog)


@story("AliasPart", "RemoveEntry", "AddAlias")
def alias_removed(bench: Bench) -> None:
    aliases(bench)
    go_to_alias(bench, "back")
    q.keyClick(bench.window.alias_editing.panel.view, Qt.Key.Key_Delete)
    dialog = bench.window.alias_editing.removing
    bench.wait(dialog.isVisible)
    q.keyClicks(dialog.reason, WHY)
    bench.wait(dialog.does.isEnabled)
    q.mouseClick(dialog.does, Qt.MouseButton.LeftButton)
    bench.settle()
