from __future__ import annotations

from collections.abc import Iterator

import pytest
from PyQt5.QtCore import QModelIndex, QSortFilterProxyModel, Qt
from PyQt5.QtWidgets import QAction, QApplication, QLineEdit, QMainWindow, QPushButton, QTreeView
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from dcsgui.gui.window.shortcuts import ShortcutsDialog, actions_of


@pytest.fixture
def window(qtbot: QtBot) -> QMainWindow:
    made = QMainWindow()
    qtbot.addWidget(made)
    bar = made.menuBar()
    assert bar is not None
    file = bar.addMenu("&File")
    edit = bar.addMenu("&Edit")
    empty = bar.addMenu("&Nothing")
    assert file is not None
    assert edit is not None
    assert empty is not None
    opening = file.addAction("&Open file…")
    assert opening is not None
    opening.setShortcut("Ctrl+O")
    opening.setToolTip("Open detector files.")
    file.addSeparator()
    recent = file.addMenu("Open &recent")
    assert recent is not None
    recent.addAction("/data/calib && more")
    default = edit.addAction("Make &default")
    assert default is not None
    default.setShortcuts(["Ctrl+D", "Ctrl+Return"])
    default.setToolTip("Make the selected version the default.")
    return made


@pytest.fixture
def dialog(window: QMainWindow) -> Iterator[ShortcutsDialog]:
    bar = window.menuBar()
    assert bar is not None
    made = ShortcutsDialog(actions_of(bar), window)
    window.show()
    made.show()
    yield made
    for left in window.findChildren(ShortcutsDialog):
        left.hide()


def shown(dialog: ShortcutsDialog) -> QSortFilterProxyModel:
    model = dialog.findChild(QTreeView).model()
    assert isinstance(model, QSortFilterProxyModel)
    return model


def rows(dialog: ShortcutsDialog) -> dict[str, list[tuple[str, ...]]]:
    model = shown(dialog)
    found = {}
    for place in range(model.rowCount()):
        menu = model.index(place, 0, QModelIndex())
        found[str(menu.data())] = [
            tuple(str(model.index(row, column, menu).data()) for column in range(3))
            for row in range(model.rowCount(menu))
        ]
    return found


def test_actions_are_listed_by_menu_with_their_keys(dialog: ShortcutsDialog) -> None:
    assert rows(dialog) == {
        "File": [
            ("Open file", "Ctrl+O", "Open detector files."),
            ("/data/calib & more", "", ""),
        ],
        "Edit": [
            ("Make default", "Ctrl+D, Ctrl+Return", "Make the selected version the default.")
        ],
    }


def test_it_is_open_beside_the_work(dialog: ShortcutsDialog) -> None:
    assert not dialog.isModal()


@pytest.mark.parametrize(
    ("words", "left"),
    [
        ("ctrl+o", ["Open file"]),
        ("version", ["Make default"]),
        ("edit", ["Make default"]),
        ("nothing like it", []),
        ("", ["Open file", "/data/calib & more", "Make default"]),
    ],
)
def test_the_filter_looks_at_everything(
    dialog: ShortcutsDialog, words: str, left: list[str]
) -> None:
    line = dialog.findChild(QLineEdit)
    QtBot.keyClicks(line, words or "x")
    if not words:
        line.clear()
    assert [row[0] for group in rows(dialog).values() for row in group] == left
    view = dialog.findChild(QTreeView)
    if left:
        assert view.isExpanded(shown(dialog).index(0, 0))


def test_the_keyboard_goes_to_the_filter_first(dialog: ShortcutsDialog) -> None:
    assert dialog.focusWidget() is dialog.findChild(QLineEdit)


def test_the_models_hold(dialog: ShortcutsDialog, qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(shown(dialog))
    qtmodeltester.check(shown(dialog).sourceModel())


def test_it_can_be_copied_as_text(dialog: ShortcutsDialog) -> None:
    copy = next(one for one in dialog.findChildren(QPushButton) if "Copy" in one.text())
    QtBot.mouseClick(copy, Qt.MouseButton.LeftButton)
    clipboard = QApplication.clipboard()
    assert clipboard is not None
    lines = clipboard.text().splitlines()
    assert lines[0] == "File"
    assert lines[1].split() == ["Ctrl+O", "Open", "file", "Open", "detector", "files."]
    assert "Edit" in lines


def test_escape_closes_it(dialog: ShortcutsDialog, qtbot: QtBot) -> None:
    with qtbot.waitSignal(dialog.destroyed):
        QtBot.keyClick(dialog, Qt.Key.Key_Escape)


def test_actions_can_be_given_without_menus(qtbot: QtBot) -> None:
    action = QAction("Next gain mode")
    action.setShortcut("]")
    dialog = ShortcutsDialog({"Picture": [action]})
    qtbot.addWidget(dialog)
    assert rows(dialog) == {"Picture": [("Next gain mode", "]", "")]}
