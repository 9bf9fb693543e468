"""The questions that open as dialogs: files, names, and whether something is really meant.

Each function opens its dialog and returns it at once; the answer goes to a bound method. Nothing
in the window waits for a dialog.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from PyQt5.QtCore import QSettings, Qt, pyqtSignal
from PyQt5.QtGui import QGuiApplication
from PyQt5.QtWidgets import (
    QAbstractButton,
    QFileDialog,
    QInputDialog,
    QMessageBox,
    QPushButton,
    QWidget,
)

__all__ = [
    "DESTRUCTIVE",
    "Answer",
    "Choice",
    "Consequence",
    "ExperimentDialog",
    "FileDialog",
    "Question",
    "ask_experiment",
    "ask_open_directory",
    "ask_open_files",
    "ask_save_path",
    "choose",
    "confirm",
    "tell",
]

DETECTOR_FILES = ("Detector files (*.h5 *.hdf5)", "All files (*)")


class Consequence(Enum):
    """Whether what a question is about can be taken back."""

    HARMLESS = "harmless"
    DESTRUCTIVE = "destructive"


DESTRUCTIVE = Consequence.DESTRUCTIVE


class Question(QMessageBox):
    """A question with one answer that does something, and Cancel.

    Signals
    -------
    agreed()
        It is to be done.
    declined()
        It is not.
    """

    agreed = pyqtSignal()
    declined = pyqtSignal()

    def __init__(self, parent: QWidget | None, *, verb: str, consequence: Consequence) -> None:
        super().__init__(parent)
        destructive = consequence is Consequence.DESTRUCTIVE
        role = (
            QMessageBox.ButtonRole.DestructiveRole
            if destructive
            else QMessageBox.ButtonRole.AcceptRole
        )
        self._does: QAbstractButton | None = self.addButton(verb, role)
        cancel = self.addButton(QMessageBox.StandardButton.Cancel)
        self.setIcon(QMessageBox.Icon.Warning if destructive else QMessageBox.Icon.Question)
        self.setEscapeButton(cancel)
        self.setDefaultButton(cancel if destructive else self._does)
        self.finished.connect(self._on_finished)

    def _on_finished(self) -> None:
        if self.clickedButton() is self._does:
            self.agreed.emit()
        else:
            self.declined.emit()


@dataclass(frozen=True, slots=True)
class Answer:
    """What can be chosen: what is on its button, what it calls, and whether that destroys."""

    text: str
    then: Callable[[], None]
    consequence: Consequence = Consequence.HARMLESS


class Choice(QMessageBox):
    """A question with several answers: Enter chooses the first, Escape the last."""

    def __init__(self, parent: QWidget | None, answers: Sequence[Answer]) -> None:
        super().__init__(parent)
        self._then: dict[QAbstractButton, Callable[[], None]] = {}
        for answer in answers:
            destroys = answer.consequence is Consequence.DESTRUCTIVE
            role = QMessageBox.DestructiveRole if destroys else QMessageBox.AcceptRole
            last = answer is answers[-1]
            button = self.addButton(answer.text, QMessageBox.RejectRole if last else role)
            if button is not None:
                self._then[button] = answer.then
        first, *_, escape = self._then
        self.setIcon(QMessageBox.Icon.Question)
        self.setDefaultButton(first if isinstance(first, QPushButton) else None)
        self.setEscapeButton(escape)
        self.finished.connect(self._on_finished)

    def put_away(self) -> None:
        """Close it without an answer: there is nothing to be asked any more."""
        self._then.clear()
        self.close()

    def _on_finished(self) -> None:
        clicked = self.clickedButton() or self.escapeButton()
        if clicked is not None and (then := self._then.get(clicked)) is not None:
            then()


def choose(
    parent: QWidget | None, question: str, *, answers: Sequence[Answer], more: str = ""
) -> Choice:
    """Ask which of several things is to be done; Enter chooses the first, Escape the last."""
    box = Choice(parent, answers)
    _fill(box, question, more=more, details="")
    box.open()
    return box


def confirm(
    parent: QWidget | None,
    question: str,
    *,
    verb: str,
    then: Callable[[], None],
    consequence: Consequence = Consequence.HARMLESS,
    more: str = "",
    details: str = "",
) -> Question:
    """Ask whether something is meant; `verb` is on the button that calls `then`.

    The button of something destructive is never the one that Enter presses.
    """
    box = Question(parent, verb=verb, consequence=consequence)
    _fill(box, question, more=more, details=details)
    box.agreed.connect(then)
    box.open()
    return box


def tell(
    parent: QWidget | None, sentence: str, *, more: str = "", details: str = ""
) -> QMessageBox:
    """Say something that has no place in the window; nothing has to wait for it."""
    box = QMessageBox(parent)
    box.setIcon(QMessageBox.Icon.Information)
    box.setStandardButtons(QMessageBox.StandardButton.Close)
    _fill(box, sentence, more=more, details=details)
    box.open()
    return box


def ask_open_directory(
    parent: QWidget | None, *, title: str, remember: str, then: Callable[[str], None]
) -> FileDialog:
    """Ask for a directory; where it was is remembered in the settings under `remember`."""
    dialog = FileDialog(parent, title=title, remember=remember)
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    dialog.pathChosen.connect(then)
    dialog.open()
    return dialog


def ask_open_files(
    parent: QWidget | None,
    *,
    title: str,
    remember: str,
    then: Callable[[list[str]], None],
    filters: Sequence[str] = DETECTOR_FILES,
) -> FileDialog:
    """Ask for files that exist, one or more."""
    dialog = FileDialog(parent, title=title, remember=remember)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
    dialog.setNameFilters(filters)
    dialog.filesSelected.connect(then)
    dialog.open()
    return dialog


def ask_save_path(
    parent: QWidget | None,
    *,
    title: str,
    remember: str,
    suggested: str,
    filters: Sequence[str],
    then: Callable[[str], None],
) -> FileDialog:
    """Ask where to save; the suffix of the chosen filter is added if none is typed."""
    dialog = FileDialog(parent, title=title, remember=remember)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setFileMode(QFileDialog.FileMode.AnyFile)
    dialog.setNameFilters(filters)
    dialog.selectFile(suggested)
    dialog.pathChosen.connect(then)
    dialog.open()
    return dialog


def ask_experiment(
    parent: QWidget | None, *, recent: Sequence[str] = (), then: Callable[[str], None]
) -> ExperimentDialog:
    """Ask for the name of an experiment; the recent ones are offered."""
    dialog = ExperimentDialog(parent, recent=recent)
    dialog.experimentNamed.connect(then)
    dialog.open()
    return dialog


class ExperimentDialog(QInputDialog):
    """Asks for the name of an experiment.

    Signals
    -------
    experimentNamed(str)
        The name, without blanks around it; never "".
    """

    experimentNamed = pyqtSignal(str)

    def __init__(self, parent: QWidget | None, *, recent: Sequence[str]) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Open experiment")
        self.setLabelText("Name of the experiment, for example xpptut15:")
        self.setOkButtonText("Open")
        if recent:
            self.setComboBoxItems(list(recent))
            self.setComboBoxEditable(True)
        self.textValueChanged.connect(self._on_text_changed)
        self.textValueSelected.connect(self._on_text_selected)
        self._on_text_changed(self.textValue())

    def _on_text_changed(self, text: str) -> None:
        for button in self.findChildren(QPushButton):
            if button.text() == self.okButtonText():
                button.setEnabled(bool(text.strip()))

    def _on_text_selected(self, text: str) -> None:
        if text.strip():
            self.experimentNamed.emit(text.strip())


class FileDialog(QFileDialog):
    """A file dialog that opens where it was left last.

    Signals
    -------
    pathChosen(str)
        The one path that was asked for. Qt's `fileSelected` stays silent if a directory is typed
        that the dialog has not listed yet: it is among its `selectedFiles` twice then.
    """

    pathChosen = pyqtSignal(str)

    def __init__(self, parent: QWidget | None, *, title: str, remember: str) -> None:
        super().__init__(parent, title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._remember = remember
        if QGuiApplication.platformName() == "offscreen":
            self.setOption(QFileDialog.Option.DontUseNativeDialog)
        folder = QSettings().value(remember, "", type=str)
        if folder and Path(folder).is_dir():
            self.setDirectory(folder)
        self.filesSelected.connect(self._on_files_selected)

    def accept(self) -> None:
        """Take what is chosen; a file to save gets the suffix of its kind if it has none."""
        if self.acceptMode() == QFileDialog.AcceptMode.AcceptSave:
            self._complete_name()
        super().accept()

    def _complete_name(self) -> None:
        chosen = self.selectedFiles()
        known = [suffix for kind in self.nameFilters() for suffix in _suffixes(kind)]
        usual = _suffixes(self.selectedNameFilter())
        # Only suffixes that are offered count: "v1.5" has none.
        if chosen and usual and Path(chosen[0]).suffix not in known:
            self.selectFile(chosen[0] + usual[0])

    def _on_files_selected(self, files: list[str]) -> None:
        if not files:
            return
        chosen = Path(files[0])
        directory = self.fileMode() == QFileDialog.FileMode.Directory
        QSettings().setValue(self._remember, str(chosen if directory else chosen.parent))
        self.pathChosen.emit(files[0])


def _fill(box: QMessageBox, sentence: str, *, more: str, details: str) -> None:
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(sentence)
    box.setInformativeText(more)
    box.setDetailedText(details)


def _suffixes(kind: str) -> list[str]:
    """Return the suffixes in a filter: ``.npy`` of ``NumPy array (*.npy)``."""
    return re.findall(r"\*(\.\w+)", kind)
