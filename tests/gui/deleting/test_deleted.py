"""The dock "Deleted": restoring, purging and repacking by clicks and keys."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PyQt5.QtCore import Qt
from PyQt5.QtTest import QAbstractItemModelTester

from access_files import become, write_access
from dcsgui import DCStore
from dcsgui.gui.deleting.deleted import DeletedDock
from hands import hands as q
from small_stores import T0
from twin_files import Twin
from window_hands import Hands

LEFT = Qt.MouseButton.LeftButton


def delete_some(cs: DCStore) -> None:
    """Delete a version, then the range that it was in, then a version of the other one."""
    cto = cs.ctypeobj("pedestals")
    first, second = map(cto.rangeobj, cto.ranges())
    first.del_version(2, comment="was dark")
    cs.save()
    cto.del_range(first.name, comment="was wrong")
    cs.save()
    second.del_version(1)
    cs.save()


def show_deleted(hands: Hands, cs: DCStore, count: int = 3) -> DeletedDock:
    hands.window.opening.open_path(str(cs.path))
    hands.walk(cs.detname(), "pedestals")
    shown = hands.window.deleting.deleted
    shown.dock.raise_()
    hands.wait(lambda: shown.panel.model.rowCount() == count)
    hands.rest()
    return shown


def cells(shown: DeletedDock) -> list[list[str]]:
    model = shown.panel.model
    columns = range(model.columnCount())
    return [
        [str(model.index(row, column).data()).strip() for column in columns]
        for row in range(model.rowCount())
    ]


def ranges(cs: DCStore) -> dict[int, list[int]]:
    """Return the numbers of the versions of each range, by its begin."""
    seen = DCStore(cs.path, mode="r")
    with seen.opened():
        cto = seen.ctypeobj("pedestals")
        found = map(cto.rangeobj, cto.ranges())
        return {
            int(tsro.begin()): [tsro.versobj(version).versind for version in tsro.versions()]
            for tsro in found
        }


def lines(hands: Hands) -> list[str]:
    entries = hands.window.records.log.log.entries
    return [line for entry in entries for line in entry.lines]


def test_it_tells_what_where_who_and_why(hands: Hands, store: DCStore) -> None:
    delete_some(store)
    shown = show_deleted(hands, store)
    QAbstractItemModelTester(
        shown.panel.model, QAbstractItemModelTester.FailureReportingMode.Warning, shown.panel
    )
    (last, middle, first) = cells(shown)
    assert last[:4] == ["version v1", "pedestals", "from 2016-10-27 00:16:40", "1"]
    assert middle[:4] == ["range", "pedestals", "2016-10-27 to 2016-10-27 00:16:39", "2"]
    assert first[:4] == ["version v2", "pedestals", "2016-10-27 to 2016-10-27 00:16:39", "1"]
    assert [row[6] for row in cells(shown)] == ["", "was wrong", "was dark"]
    assert "@" in first[5]


def test_several_are_restored_at_once_the_last_first(
    hands: Hands, store: DCStore, tmp_path: Path
) -> None:
    delete_some(store)
    twin = Twin(store.path, tmp_path / "twin")
    shown = show_deleted(hands, store)
    hands.click(shown.panel.view, shown.panel.model.index(0, 0))
    q.keyClick(shown.panel.view, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    q.keyClick(shown.panel.view, Qt.Key.Key_Return)
    hands.wait(lambda: ranges(store) == {T0: [1, 2, 3], T0 + 1000: [1, 2, 3]})
    hands.wait(lambda: shown.panel.model.rowCount() == 0)
    hands.rest()
    assert shown.panel.notice.text.startswith("Nothing is deleted here.")
    twin.does(lines(hands))
    hands.shortcut("Ctrl+Z")
    hands.wait(lambda: ranges(store) == {T0 + 1000: [2, 3]})
    hands.wait(lambda: shown.panel.model.rowCount() == 3)
    hands.rest()


def test_by_the_button(hands: Hands, store: DCStore) -> None:
    delete_some(store)
    shown = show_deleted(hands, store)
    assert not shown.panel.restore_action.isEnabled()
    hands.click(shown.panel.view, shown.panel.model.index(0, 0))
    assert shown.panel.restore_action.isEnabled()
    shown.panel.restore_action.trigger()
    hands.wait(lambda: ranges(store) == {T0 + 1000: [1, 2, 3]})
    hands.rest()
    assert "Restored: v1 of pedestals" in hands.told()


def test_what_has_no_place_any_more_is_not_restored(hands: Hands, store: DCStore) -> None:
    delete_some(store)
    shown = show_deleted(hands, store)
    hands.click(shown.panel.view, shown.panel.model.index(2, 0))  # its range is deleted, too
    shown.panel.restore_action.trigger()
    hands.wait(lambda: "was not done" in hands.told())
    assert shown.panel.model.rowCount() == 3
    assert hands.window.changes.stack.count() == 0
    hands.rest()


def test_it_follows_what_others_delete(hands: Hands, store: DCStore) -> None:
    delete_some(store)
    shown = show_deleted(hands, store)
    store.del_ctype("geometry", comment="by somebody else")
    store.save()
    hands.wait(lambda: shown.panel.model.rowCount() == 4)
    assert cells(shown)[0][:2] == ["type", "geometry"]
    hands.rest()


def test_purging_asks_for_the_name_and_can_not_be_undone(
    hands: Hands, store: DCStore, tmp_path: Path
) -> None:
    delete_some(store)
    twin = Twin(store.path, tmp_path / "twin")
    shown = show_deleted(hands, store)
    hands.click(shown.panel.view, shown.panel.model.index(0, 0))
    q.keyClick(shown.panel.view, Qt.Key.Key_Delete)
    hands.wait(shown.dialog.isVisible)
    assert not hands.window.deleting.dialog.isVisible()
    assert not shown.dialog.does.isEnabled()
    q.keyClicks(shown.dialog.name, store.detname())
    q.keyClicks(shown.dialog.reason, "never valid")
    q.mouseClick(shown.dialog.does, LEFT)
    hands.wait(lambda: shown.panel.model.rowCount() == 2)
    hands.rest()
    assert "Gone for ever: v1 of pedestals" in hands.told()
    assert not hands.window.changes.stack.canUndo()
    assert all(message.action is None for message in hands.window.parts.banner.messages)
    twin.does(lines(hands))


def test_the_action_purges_all(hands: Hands, store: DCStore, tmp_path: Path) -> None:
    delete_some(store)
    twin = Twin(store.path, tmp_path / "twin")
    shown = show_deleted(hands, store)
    hands.trigger("purge")
    hands.wait(shown.dialog.isVisible)
    assert "3 deleted things" in shown.dialog.question()
    assert "with 4 versions" in shown.dialog.question()
    q.keyClicks(shown.dialog.name, store.detname())
    q.mouseClick(shown.dialog.does, LEFT)
    hands.wait(lambda: shown.panel.model.rowCount() == 0)
    hands.rest()
    twin.does(lines(hands))


def test_repacking_tells_how_much_it_gave_back(
    hands: Hands, store: DCStore, tmp_path: Path
) -> None:
    delete_some(store)
    store.purge()
    twin = Twin(store.path, tmp_path / "twin")
    shown = show_deleted(hands, store, 0)
    size = Path(store.path).stat().st_size
    hands.trigger("repack")
    hands.wait(shown.dialog.isVisible)
    q.mouseClick(shown.dialog.does, LEFT)
    hands.wait(lambda: "given back" in hands.told())
    hands.rest()
    assert Path(store.path).stat().st_size < size
    assert not hands.window.changes.stack.canUndo()
    twin.does(lines(hands))


def test_who_may_not_purge_is_told(
    hands: Hands, store: DCStore, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    delete_some(store)
    text = '[[rule]]\nrole = "contributor"\nusers = ["nobody-here"]\n'
    write_access(tmp_path / "calib", text)
    become("somebody", monkeypatch)
    shown = show_deleted(hands, store)
    hands.trigger("purge")
    hands.wait(hands.told)
    assert "may" in hands.told() or "role" in hands.told()
    assert not shown.dialog.isVisible()
    hands.rest()


def test_nothing_is_deleted(hands: Hands, store: DCStore) -> None:
    shown = show_deleted(hands, store, 0)
    hands.wait(lambda: shown.panel.notice.text.startswith("Nothing is deleted here."))
    hands.trigger("purge")
    hands.wait(lambda: "Nothing is deleted in" in hands.told())
    hands.rest()


def test_a_file_that_is_gone_is_told_in_the_dock(hands: Hands, store: DCStore) -> None:
    shown = show_deleted(hands, store, 0)
    shutil.move(store.path, f"{store.path}.away")
    hands.wait(lambda: shown.panel.notice.text.startswith("There is no"))
