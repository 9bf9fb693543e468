from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from PyQt5.QtCore import QSettings, Qt
from PyQt5.QtWidgets import (
    QApplication,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QLineEdit,
    QMessageBox,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from dcsgui.gui.window import dialogs
from dcsgui.gui.window.dialogs import Consequence

KEY = "directories/test"


class Answers:
    """Keeps what came."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.lists: list[list[str]] = []
        self.times = 0

    def text(self, text: str) -> None:
        self.texts.append(text)

    def several(self, texts: list[str]) -> None:
        self.lists.append(texts)

    def yes(self) -> None:
        self.times += 1


@pytest.fixture
def answers() -> Answers:
    return Answers()


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[QWidget]:
    QSettings.setDefaultFormat(QSettings.Format.IniFormat)
    QSettings.setPath(
        QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(tmp_path / "settings")
    )
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    yield made
    for dialog in made.findChildren(QDialog):
        dialog.reject()


def button(dialog: QWidget, text: str) -> QPushButton:
    buttons = dialog.findChildren(QPushButton)
    return next(one for one in buttons if one.text().replace("&", "") == text)


def click(dialog: QWidget, text: str) -> None:
    QtBot.mouseClick(button(dialog, text), Qt.MouseButton.LeftButton)


def name_line(dialog: QFileDialog) -> QLineEdit:
    return dialog.findChild(QLineEdit, "fileNameEdit")


def press_default(dialog: QFileDialog) -> None:
    """Press the button that opens or saves, once the file system model is ready for it."""
    box = dialog.findChild(QDialogButtonBox)
    wanted = (
        QDialogButtonBox.StandardButton.Save
        if dialog.acceptMode() == QFileDialog.AcceptMode.AcceptSave
        else QDialogButtonBox.StandardButton.Open
    )
    button = box.button(wanted)
    if button is None:  # a directory is chosen
        button = box.buttons()[0]
    QtBot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_a_destructive_button_is_never_the_default(
    window: QWidget, answers: Answers, qtbot: QtBot
) -> None:
    box = dialogs.confirm(
        window,
        "Delete v3 of pedestals?",
        verb="Delete",
        then=answers.yes,
        consequence=Consequence.DESTRUCTIVE,
        more="It can be restored.",
    )
    assert box.isVisible()
    assert not button(box, "Delete").isDefault()
    assert button(box, "Cancel").isDefault()
    with qtbot.waitSignal(box.declined):
        QtBot.keyClick(box, Qt.Key.Key_Return)
    assert answers.times == 0


def test_a_destructive_question_is_answered_by_its_button(
    window: QWidget, answers: Answers, qtbot: QtBot
) -> None:
    box = dialogs.confirm(
        window, "Delete?", verb="Delete", then=answers.yes, consequence=Consequence.DESTRUCTIVE
    )
    with qtbot.waitSignal(box.destroyed):
        click(box, "Delete")
    assert answers.times == 1


def test_a_harmless_question_is_answered_by_enter(
    window: QWidget, answers: Answers, qtbot: QtBot
) -> None:
    box = dialogs.confirm(window, "Close this place?", verb="Close", then=answers.yes)
    with qtbot.waitSignal(box.agreed):
        QtBot.keyClick(box, Qt.Key.Key_Return)
    assert answers.times == 1


def test_escape_declines(window: QWidget, answers: Answers, qtbot: QtBot) -> None:
    box = dialogs.confirm(window, "Close this place?", verb="Close", then=answers.yes)
    with qtbot.waitSignal(box.declined):
        QtBot.keyClick(box, Qt.Key.Key_Escape)
    assert answers.times == 0


def test_telling_waits_for_nobody(window: QWidget, qtbot: QtBot) -> None:
    box = dialogs.tell(window, "<b>This</b> is so.", more="More.", details="Details.")
    assert box.isVisible()
    assert box.textFormat() == Qt.TextFormat.PlainText
    assert isinstance(box, QMessageBox)
    with qtbot.waitSignal(box.destroyed):
        click(box, "Close")


def test_a_directory_is_chosen_and_remembered(
    window: QWidget, answers: Answers, tmp_path: Path, qtbot: QtBot
) -> None:
    chosen = tmp_path / "calib"
    chosen.mkdir()
    dialog = dialogs.ask_open_directory(
        window, title="Open directory", remember=KEY, then=answers.text
    )
    assert dialog.isVisible()
    name_line(dialog).setText(str(chosen))
    with qtbot.waitSignal(dialog.destroyed):
        press_default(dialog)
    assert answers.texts == [str(chosen)]
    again = dialogs.ask_open_directory(
        window, title="Open directory", remember=KEY, then=answers.text
    )
    assert again.directory().absolutePath() == str(chosen)
    with qtbot.waitSignal(again.destroyed):
        QtBot.keyClick(again, Qt.Key.Key_Escape)
    assert answers.texts == [str(chosen)]


def test_files_are_chosen_and_their_directory_is_remembered(
    window: QWidget, answers: Answers, tmp_path: Path, qtbot: QtBot
) -> None:
    for name in ("a.h5", "b.h5", "c.txt"):
        (tmp_path / name).touch()
    dialog = dialogs.ask_open_files(window, title="Open", remember=KEY, then=answers.several)
    dialog.setDirectory(str(tmp_path))
    name_line(dialog).setText('"a.h5" "b.h5"')
    with qtbot.waitSignal(dialog.destroyed):
        press_default(dialog)
    assert answers.lists == [[str(tmp_path / "a.h5"), str(tmp_path / "b.h5")]]
    assert QSettings().value(KEY) == str(tmp_path)


def test_a_directory_that_is_gone_is_not_remembered(
    window: QWidget, answers: Answers, tmp_path: Path
) -> None:
    QSettings().setValue(KEY, str(tmp_path / "gone"))
    dialog = dialogs.ask_open_files(window, title="Open", remember=KEY, then=answers.several)
    assert "gone" not in dialog.directory().absolutePath()


@pytest.mark.parametrize(
    ("typed", "filter_chosen", "saved"),
    [
        ("x.npy", 0, "x.npy"),
        ("x", 0, "x.npy"),
        ("x", 1, "x.txt"),
        ("v1.5", 0, "v1.5.npy"),
        ("x.txt", 0, "x.txt"),
    ],
)
def test_the_suffix_of_the_chosen_kind_is_added(
    window: QWidget,
    answers: Answers,
    tmp_path: Path,
    qtbot: QtBot,
    typed: str,
    filter_chosen: int,
    saved: str,
) -> None:
    filters = ("NumPy array (*.npy)", "Text (*.txt)")
    dialog = dialogs.ask_save_path(
        window,
        title="Save",
        remember=KEY,
        suggested="pedestals.npy",
        filters=filters,
        then=answers.text,
    )
    dialog.setDirectory(str(tmp_path))
    assert name_line(dialog).text() == "pedestals.npy"
    kinds = dialog.findChild(QComboBox, "fileTypeCombo")
    kinds.setCurrentIndex(filter_chosen)
    kinds.activated[str].emit(filters[filter_chosen])
    name_line(dialog).setText(typed)
    with qtbot.waitSignal(dialog.destroyed):
        press_default(dialog)
    assert answers.texts == [str(tmp_path / saved)]


def test_an_experiment_is_typed(window: QWidget, answers: Answers, qtbot: QtBot) -> None:
    dialog = dialogs.ask_experiment(window, then=answers.text)
    assert not button(dialog, "Open").isEnabled()
    QtBot.keyClicks(dialog.findChild(QLineEdit), " xpptut15 ")
    with qtbot.waitSignal(dialog.destroyed):
        click(dialog, "Open")
    assert answers.texts == ["xpptut15"]


def test_a_recent_experiment_is_chosen(window: QWidget, answers: Answers, qtbot: QtBot) -> None:
    dialog = dialogs.ask_experiment(window, recent=("cxi12345", "xpptut15"), then=answers.text)
    QtBot.keyClick(dialog.findChild(QComboBox), Qt.Key.Key_Down)
    with qtbot.waitSignal(dialog.destroyed):
        click(dialog, "Open")
    assert answers.texts == ["xpptut15"]


def test_no_experiment_is_asked_for_after_escape(
    window: QWidget, answers: Answers, qtbot: QtBot
) -> None:
    dialog = dialogs.ask_experiment(window, then=answers.text)
    with qtbot.waitSignal(dialog.destroyed):
        QtBot.keyClick(dialog, Qt.Key.Key_Escape)
    assert answers.texts == []
    assert QApplication.activeModalWidget() is None


def chosen(window: QWidget, answers: Answers) -> dialogs.Choice:
    return dialogs.choose(
        window,
        "What now?",
        answers=(
            dialogs.Answer("&Wait", partial(answers.text, "wait")),
            dialogs.Answer("&Destroy", partial(answers.text, "destroy"), dialogs.DESTRUCTIVE),
            dialogs.Answer("&Stay", partial(answers.text, "stay")),
        ),
    )


@pytest.mark.parametrize(
    ("key", "answer"),
    [(Qt.Key.Key_Return, "wait"), (Qt.Key.Key_Escape, "stay")],
)
def test_of_several_answers_enter_is_the_first_and_escape_the_last(
    window: QWidget, answers: Answers, key: Qt.Key, answer: str
) -> None:
    box = chosen(window, answers)
    QtBot.keyClick(box, key)
    assert answers.texts == [answer]


def test_a_choice_that_is_put_away_answers_nothing(window: QWidget, answers: Answers) -> None:
    chosen(window, answers).put_away()
    assert answers.texts == []
