"""The dialog "Why can't I write here?"."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PyQt5.QtCore import Qt
from PyQt5.QtWidgets import QApplication, QDialogButtonBox, QPushButton
from pytestqt.qtbot import QtBot

from access_files import ROLES, become, write_access
from dcsgui.core.actions.access_report import report
from dcsgui.gui.jobs.place_requests import ReadAccess
from dcsgui.gui.window.access_dialog import AccessDialog
from dcsgui.gui.window.texts import ReadOnlyText
from small_stores import make_told_store
from told_jobs import ToldJobs


@pytest.fixture
def asked() -> Iterator[ToldJobs]:
    made = ToldJobs()
    yield made
    made.close()


@pytest.fixture
def file(tmp_path: Path) -> str:
    """Return a detector file, of a place that has an access file."""
    store = make_told_store(tmp_path / "calib", "native")
    write_access(tmp_path / "calib")
    return str(store.path)


@pytest.fixture
def dialog(asked: ToldJobs, qtbot: QtBot, file: str) -> AccessDialog:
    made = AccessDialog(asked, file)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    return made


def test_it_asks_and_says_why_and_who_may(
    dialog: AccessDialog, asked: ToldJobs, file: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert asked.last.request == ReadAccess(file)
    assert dialog.sentences[0] == "It is being looked up …"
    become("zoe", monkeypatch)
    found = report(file)
    asked.answer(found)
    assert dialog.sentences == (found.why, found.who)
    rights, rules, roles = dialog.tables()
    assert [row[-1] for row in rights.texts()] == [one.path for one in found.rights]
    assert [row[-1] for row in rules.texts()] == ["no", "no", "no"]
    assert [row[:2] for row in roles.texts()] == [
        ["(the detector itself)", "reader"],
        ["pedestals", "reader"],
    ]
    (text,) = dialog.findChildren(ReadOnlyText)
    assert text.toPlainText() == ROLES


def test_the_rules_that_count_stand_out(
    dialog: AccessDialog, asked: ToldJobs, file: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    become("bob", monkeypatch)
    asked.answer(report(file))
    rules = dialog.tables()[1]
    items = [rules.topLevelItem(row) for row in range(3)]
    assert [item is not None and item.font(0).bold() for item in items] == [True, True, False]
    assert [row[-1] for row in rules.texts()] == ["yes", "yes", "no"]
    assert rules.texts()[1][2:6] == ["bob", "cspad", "any", "ped*"]


def test_an_access_file_that_is_broken_says_so(
    dialog: AccessDialog, asked: ToldJobs, file: str, tmp_path: Path
) -> None:
    write_access(tmp_path / "calib", "rubbish")
    asked.answer(report(file))
    assert "can't be understood" in dialog.sentences[0]
    assert len(dialog.tables()) == 2
    assert dialog.findChildren(ReadOnlyText)[0].toPlainText() == "rubbish"


def test_without_access_files_there_are_no_rules(
    asked: ToldJobs, dialog: AccessDialog, file: str, tmp_path: Path
) -> None:
    (tmp_path / "calib" / "access.toml").unlink()
    asked.answer(report(file))
    assert len(dialog.tables()) == 2
    assert dialog.findChildren(ReadOnlyText) == []


def test_a_failure_is_said_where_the_answer_would_be(
    dialog: AccessDialog, asked: ToldJobs
) -> None:
    asked.fail("That is no path.")
    assert dialog.sentences == ("It could not be looked up.", "That is no path.")


def test_all_of_it_can_be_copied_with_the_keyboard(
    dialog: AccessDialog, asked: ToldJobs, file: str, qtbot: QtBot
) -> None:
    found = report(file)
    asked.answer(found)
    (copy,) = (one for one in dialog.findChildren(QPushButton) if one.text() == "C&opy")
    assert not copy.isDefault()
    copy.setFocus()
    qtbot.keyClick(copy, Qt.Key.Key_Space)
    clipboard = QApplication.clipboard()
    assert clipboard is not None
    text = clipboard.text()
    assert text.startswith(f"{file}\n{found.why}")
    assert "pedestals" in text


def test_escape_and_enter_close_it(dialog: AccessDialog, qtbot: QtBot) -> None:
    (buttons,) = dialog.findChildren(QDialogButtonBox)
    close = buttons.button(QDialogButtonBox.StandardButton.Close)
    assert close is not None
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
