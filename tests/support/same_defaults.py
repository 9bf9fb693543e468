"""Setting and releasing defaults, comments, and taking back any change."""

from __future__ import annotations

from PyQt5.QtCore import Qt

from hands import hands as q
from records_hands import cells, shown
from same_bench import FIRST, Bench
from same_stories import story

__all__ = ["WHY"]

WHY = 'it\'s "dark" & $HOME `ls` \\ -m'
"""What a shell has to leave as it is."""

OF_FIRST = ("xpptut15", "jungfrau", FIRST)


@story("DefaultPart", "SetDefault", "TakeBack")
def set_and_released(bench: Bench) -> None:
    bench.walk(*OF_FIRST, "pedestals")
    bench.hands.click_star(0)
    bench.hands.wait(lambda: bench.hands.answering()[0] == ("v1", True))
    bench.settle()
    bench.hands.trigger("release_default")
    bench.settle()


@story("DefaultPart", "SetDefault", "TakeBack")
def set_in_the_repository_for_a_reason(bench: Bench) -> None:
    bench.walk("repository", "jungfrau", FIRST, "pedestals")
    bench.hands.click_star(1)
    dialog = bench.window.defaulting.dialog
    bench.wait(dialog.isVisible)
    bench.hands.write(WHY)
    q.keyClick(bench.hands.focus(), Qt.Key.Key_Return)
    q.keyClicks(bench.hands.focus(), "# 2")
    bench.hands.press_ctrl_enter()
    bench.wait(lambda: not dialog.isVisible())
    bench.settle()


@story("FilePart", "AddComment", "TakeBack")
def commented(bench: Bench) -> None:
    bench.walk(*OF_FIRST, "pedestals")
    bench.hands.shortcut("Ctrl+Shift+M")
    line = bench.window.parts.history.comments
    bench.wait(line.edit.hasFocus)
    q.keyClicks(line.edit, WHY)
    q.keyClick(line.edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    q.keyClicks(line.edit, "'-x' \"")
    q.keyClick(line.edit, Qt.Key.Key_Return)
    bench.wait(lambda: not line.edit.toPlainText())
    bench.settle()


@story("FilePart", "AddComment", "DefaultPart", "SetDefault", "TakeBack")
def taken_back_of_several(bench: Bench) -> None:
    """Take back the first of two changes, by the list of the changes of the file."""
    set_and_released(bench)
    commented(bench)
    panel = bench.window.records.changes
    shown(bench.hands, "Changes", panel)
    bench.wait(lambda: any("default" in text for text in cells(panel, "what")))
    bench.settle()
    row = next(n for n, text in enumerate(cells(panel, "what")) if "default" in text)
    bench.hands.click(panel.view, panel.model.index(row, 3))
    q.keyClick(panel.view, Qt.Key.Key_Return)
    dialog = bench.window.records.taking_back.dialog
    bench.wait(dialog.isVisible)
    bench.hands.write(WHY)
    bench.wait(dialog.does.isEnabled)
    q.mouseClick(dialog.does, Qt.MouseButton.LeftButton)
    bench.wait(lambda: not dialog.isVisible())
    bench.settle()
