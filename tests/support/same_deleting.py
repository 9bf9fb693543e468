"""Deleting, restoring, purging, repacking."""

from __future__ import annotations

from PyQt5.QtCore import Qt

from dcsgui.gui.window.decision import DecisionDialog
from hands import hands as q
from same_bench import Bench
from same_defaults import OF_FIRST, WHY
from same_stories import story

CONTROL = Qt.KeyboardModifier.ControlModifier


def decide(bench: Bench, dialog: DecisionDialog) -> None:
    """Say what is meant and why, and do it."""
    bench.wait(dialog.isVisible)
    if dialog.name.isVisible():
        assert dialog.decision is not None
        q.keyClicks(dialog.name, dialog.decision.name)
    q.keyClicks(dialog.reason, WHY)
    bench.wait(dialog.does.isEnabled)
    q.mouseClick(dialog.does, Qt.MouseButton.LeftButton)
    bench.wait(lambda: not dialog.isVisible())
    bench.settle()


def delete(bench: Bench, *texts: str) -> None:
    """Delete what is in the tree."""
    bench.walk(*OF_FIRST, *texts)
    bench.tree.setFocus()
    bench.hands.shortcut("Del")
    decide(bench, bench.window.deleting.dialog)


@story("_ThereAndBack", "DeleteAll", "TakeBack")
def versions_deleted(bench: Bench) -> None:
    bench.walk(*OF_FIRST, "pedestals")
    bench.select_versions(0, 1, 4)
    bench.hands.shortcut("Del")
    bench.wait(lambda: len(bench.hands.rows()) == 3)
    bench.settle()


@story("_ThereAndBack", "DeleteAll", "TakeBack")
def version_that_answers_deleted(bench: Bench) -> None:
    bench.walk(*OF_FIRST, "pedestals")
    bench.select_versions(2)
    bench.hands.shortcut("Del")
    decide(bench, bench.window.deleting.dialog)


@story("_ThereAndBack", "DeleteAll", "TakeBack")
def range_deleted(bench: Bench) -> None:
    delete(bench, "pedestals", "from")


@story("_ThereAndBack", "DeleteAll", "TakeBack")
def type_deleted(bench: Bench) -> None:
    delete(bench, "geometry")


def deleted(bench: Bench, count: int) -> None:
    """Bring what was deleted into sight."""
    shown = bench.window.deleting.deleted
    shown.dock.raise_()
    bench.wait(lambda: shown.panel.model.rowCount() == count)
    bench.settle()


@story("_ThereAndBack", "DeleteAll", "Restore", "TakeBack")
def restored(bench: Bench) -> None:
    delete(bench, "geometry")
    bench.walk(*OF_FIRST, "pedestals")
    bench.select_versions(0)
    bench.hands.shortcut("Del")
    bench.wait(lambda: len(bench.hands.rows()) == 5)
    deleted(bench, 2)
    panel = bench.window.deleting.deleted.panel
    bench.hands.click(panel.view, panel.model.index(0, 0))
    q.keyClick(panel.view, Qt.Key.Key_A, CONTROL)
    q.keyClick(panel.view, Qt.Key.Key_Return)
    bench.wait(lambda: panel.model.rowCount() == 0)
    bench.settle()


@story("_ThereAndBack", "PurgePart", "DeleteAll", "Purge")
def one_purged(bench: Bench) -> None:
    versions_deleted(bench)
    deleted(bench, 3)
    panel = bench.window.deleting.deleted.panel
    bench.hands.click(panel.view, panel.model.index(1, 0))
    q.keyClick(panel.view, Qt.Key.Key_Delete)
    decide(bench, bench.window.deleting.deleted.dialog)


@story("_ThereAndBack", "PurgePart", "DeleteAll", "Purge")
def all_purged(bench: Bench) -> None:
    versions_deleted(bench)
    bench.walk(*OF_FIRST)
    deleted(bench, 3)
    bench.hands.trigger("purge")
    decide(bench, bench.window.deleting.deleted.dialog)


@story("RepackPart", "Repack", "_ThereAndBack", "DeleteAll", "TakeBack")
def repacked(bench: Bench) -> None:
    version_that_answers_deleted(bench)
    bench.hands.trigger("repack")
    decide(bench, bench.window.deleting.deleted.dialog)
    assert "given back" in bench.hands.told()
