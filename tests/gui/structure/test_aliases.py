"""Aliases are added, changed and removed in a window, and taken back."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from PyQt5.QtCore import Qt
from PyQt5.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from access_files import become, write_access
from dcs_texts import run_lines
from dcsgui.core.actions.answers.nodes import Place, PlaceKind
from dcsgui.gui.structure.aliases import AliasEditing
from dcsgui.gui.window.main import MainWindow
from hands import hands as q
from small_stores import make_store
from window_hands import Hands
from window_stories import open_window

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def calib(tmp_path: Path) -> Path:
    """Return a calib directory with two detectors and two aliases."""
    calib = tmp_path / "calib"
    for number in (1, 2):
        make_store(calib, "native", f"cspad-000{number}")
    (calib / "cspad" / "aliases.als").write_text(
        "front cspad-0001 2016-10-27T00:00:00+00:00\nback cspad-0002\n"
    )
    return calib


@pytest.fixture
def hands(qtbot: QtBot, windows: list[MainWindow], calib: Path) -> Hands:
    """Return hands on a window that shows the aliases of the directory."""
    hands = open_window(qtbot, windows)
    hands.window.show_utc(utc=True)
    hands.window.parts.places.add_place(Place(PlaceKind.LOCAL, str(calib)))
    hands.walk(calib.parent.name)
    hands.rest()
    hands.trigger("aliases")
    hands.wait(lambda: editing(hands).panel.model.rowCount() == 2)
    return hands


def editing(hands: Hands) -> AliasEditing:
    return hands.window.alias_editing


def rows(hands: Hands) -> list[tuple[str, ...]]:
    model = editing(hands).panel.model
    return [
        tuple(str(model.index(row, column).data()) for column in range(4))
        for row in range(model.rowCount())
    ]


def said(calib: Path) -> list[str]:
    """Return the lines of the alias file that count."""
    lines = (calib / "cspad" / "aliases.als").read_text().splitlines()
    return [line for line in lines if not line.startswith("#")]


def text(calib: Path) -> str:
    """Return the alias file, but for when each thing was done."""
    return re.sub(r"(?m)^# \S+", "#", (calib / "cspad" / "aliases.als").read_text())


class TwinPlace:
    """A copy of the alias files, on which the command line does the same."""

    def __init__(self, calib: Path, copy: Path) -> None:
        self.calib, self.copy = calib, copy
        shutil.copytree(calib, copy)

    def does(self, hands: Hands, since: int = 0) -> None:
        for entry in hands.window.records.log.log.entries[since:]:
            run_lines(entry.command, [(self.calib, self.copy)])
        assert text(self.copy) == text(self.calib)


def select(hands: Hands, alias: str) -> None:
    panel = editing(hands).panel
    row = [cells[0] for cells in rows(hands)].index(alias)
    hands.click(panel.view, panel.model.index(row, 0))


def test_they_are_listed(hands: Hands) -> None:
    panel = editing(hands).panel
    QAbstractItemModelTester(
        panel.model, QAbstractItemModelTester.FailureReportingMode.Warning, panel
    )
    assert rows(hands) == [
        ("front", "cspad-0001", "2016-10-27T00:00:00+00:00", "open"),
        ("back", "cspad-0002", "always", "open"),
    ]


def test_one_is_added_taken_back_and_added_again(
    hands: Hands, calib: Path, tmp_path: Path
) -> None:
    twin = TwinPlace(calib, tmp_path / "twin")
    before = said(calib)
    editing(hands).panel.add_action.trigger()
    dialog = editing(hands).dialog
    hands.wait(dialog.isVisible)
    q.keyClicks(dialog.alias, "side")
    q.keyClicks(dialog.target, "cspad-0002")
    q.keyClicks(dialog.begin.edit, "1477526400")
    hands.wait(lambda: "'side' stands for cspad-0002" in dialog.preview.told)
    q.keyClicks(dialog.comment.edit, "moved to the side")
    q.mouseClick(dialog.ok, LEFT)
    hands.wait(lambda: len(rows(hands)) == 3)
    assert said(calib)[-1] == "side cspad-0002 2016-10-27T00:00:00+00:00"
    assert "moved to the side" in text(calib)
    hands.rest()
    twin.does(hands)
    hands.shortcut("Ctrl+Z")
    hands.wait(lambda: said(calib) == before)
    hands.rest()
    twin.does(hands, 1)
    hands.shortcut("Ctrl+Shift+Z")
    hands.wait(lambda: len(said(calib)) == 3)
    hands.rest()


def test_one_is_changed_in_one_go(hands: Hands, calib: Path, tmp_path: Path) -> None:
    twin = TwinPlace(calib, tmp_path / "twin")
    before = said(calib)
    select(hands, "front")
    q.keyClick(editing(hands).panel.view, Qt.Key.Key_Return)
    dialog = editing(hands).dialog
    hands.wait(dialog.isVisible)
    assert not dialog.ok.isEnabled()  # it stands for that already
    dialog.target.setEditText("")
    q.keyClicks(dialog.target, "cspad-0002")
    hands.wait(lambda: "cspad-0002 instead of cspad-0001" in dialog.preview.told)
    q.mouseClick(dialog.ok, LEFT)
    hands.wait(lambda: "front cspad-0002 2016-10-27T00:00:00+00:00" in said(calib))
    hands.wait(lambda: rows(hands)[-1][:2] == ("front", "cspad-0002"))
    hands.rest()
    twin.does(hands)
    hands.shortcut("Ctrl+Z")
    hands.wait(lambda: sorted(said(calib)) == sorted(before))
    hands.rest()


def test_one_is_removed_and_brought_back(hands: Hands, calib: Path, tmp_path: Path) -> None:
    twin = TwinPlace(calib, tmp_path / "twin")
    select(hands, "back")
    q.keyClick(editing(hands).panel.view, Qt.Key.Key_Delete)
    removing = editing(hands).removing
    hands.wait(removing.isVisible)
    assert not hands.window.deleting.dialog.isVisible()
    assert "'back' stands for nothing instead of cspad-0002" in removing.consequences()
    q.keyClicks(removing.reason, "sold")
    q.mouseClick(removing.does, LEFT)
    hands.wait(lambda: len(said(calib)) == 1)
    hands.rest()
    twin.does(hands)
    hands.shortcut("Ctrl+Z")
    hands.wait(lambda: "back cspad-0002" in said(calib))
    hands.rest()


def test_what_somebody_else_writes_shows(hands: Hands, calib: Path) -> None:
    path = calib / "cspad" / "aliases.als"
    path.write_text(path.read_text() + "side cspad-0001\nwhat is this line\n")
    hands.wait(lambda: len(rows(hands)) == 3)
    hands.wait(editing(hands).panel.problems.isVisible)
    assert "Line 4 of" in editing(hands).panel.problems.text()


def test_what_somebody_else_removes_can_not_be_removed(hands: Hands, calib: Path) -> None:
    select(hands, "back")
    editing(hands).panel.remove_action.trigger()
    removing = editing(hands).removing
    hands.wait(removing.isVisible)
    q.keyClicks(removing.reason, "typed before")
    (calib / "cspad" / "aliases.als").write_text("front cspad-0001\n")
    hands.wait(lambda: "somebody changed it" in removing.consequences())
    assert not removing.does.isEnabled()
    assert removing.reason.toPlainText() == "typed before"
    q.keyClick(removing, Qt.Key.Key_Escape)


def test_what_can_not_be_is_told_in_the_dialog(hands: Hands) -> None:
    editing(hands).panel.add_action.trigger()
    dialog = editing(hands).dialog
    hands.wait(dialog.isVisible)
    q.keyClicks(dialog.alias, "cspad-0001")
    q.keyClicks(dialog.target, "back")
    hands.wait(lambda: "is the name of a detector" in dialog.preview.told)
    assert not dialog.ok.isEnabled()
    q.keyClick(dialog, Qt.Key.Key_Escape)
    editing(hands).panel.add_action.trigger()
    assert dialog.alias.text() == "cspad-0001"  # what was typed is there again
    q.keyClick(dialog, Qt.Key.Key_Escape)


def test_who_may_not_is_told(hands: Hands, calib: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_access(calib)
    become("ann", monkeypatch)
    hands.kill_workers()
    hands.rest()
    select(hands, "back")
    editing(hands).panel.remove_action.trigger()
    hands.wait(lambda: "curator" in hands.told())
    assert not editing(hands).removing.isVisible()


def test_where_a_name_leads(hands: Hands) -> None:
    resolver = editing(hands).panel.resolver
    q.keyClicks(resolver.name, "front")
    hands.wait(lambda: resolver.answer.text().startswith("front → cspad-0001"))
    q.keyClicks(resolver.time, "2015-01-01")
    hands.wait(lambda: "front" in resolver.answer.text() and "→" not in resolver.answer.text())
