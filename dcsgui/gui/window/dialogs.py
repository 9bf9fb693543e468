"""The questions that open as dialogs: files, names, and whether something is really meant.

Each function opens its dialog and returns it at once; the answer goes to a bound method. Nothing
in the window waits for a dialog.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import Enum
from pathlib import Path

from PyQt5.QtCore import QSettings, Qt, pyqtSignal
from PyQt5.QtGui import QGuiApplication
from PyQt5.QtWidgets import (
    QAbstractButton,
    QFileDialog,
    QInputDialog,
    QMessageBox,
    QWidget,
)

__all__ = [
    "Consequence",
    "Question",
    "ask_experiment",
    "ask_open_directory",
    "ask_open_files",
    "ask_save_path",
    "confirm",
    "tell",
]

DETECTOR_FILES = ("Detector files (*.h5 *.hdf5)", "All files (*)")


class Consequence(Enum):
    """Whether what a question is about can be taken back."""

    HARMLESS = "harmless"
    DESTRUCTIVE = "destructive"


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
) -> QFileDialog:
    """Ask for a directory; where it was is remembered in the settings under `remember`."""
    dialog = _RememberingDialog(parent, title=title, remember=remember)
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    dialog.fileSelected.connect(then)
    dialog.open()
    return dialog


def ask_open_files(
    parent: QWidget | None,
    *,
    title: str,
    remember: str,
    then: Callable[[list[str]], None],
    filters: Sequence[str] = DETECTOR_FILES,
) -> QFileDialog:
    """Ask for files that exist, one or more."""
    dialog = _RememberingDialog(parent, title=title, remember=remember)
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
) -> QFileDialog:
    """Ask where to save; the suffix of the chosen filter is added if none is typed."""
    dialog = _RememberingDialog(parent, title=title, remember=remember)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setFileMode(QFileDialog.FileMode.AnyFile)
    dialog.setNameFilters(filters)
    dialog.setDefaultSuffix(Path(suggested).suffix.removeprefix("."))
    dialog.selectFile(suggested)
    dialog.fileSelected.connect(then)
    dialog.open()
    return dialog


def ask_experiment(
    parent: QWidget | None, *, recent: Sequence[str] = (), then: Callable[[str], None]
) -> QInputDialog:
    """Ask for the name of an experiment; the recent ones are offered."""
    dialog = QInputDialog(parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setWindowTitle("Open experiment")
    dialog.setLabelText("Name of the experiment, for example xpptut15:")
    dialog.setOkButtonText("Open")
    if recent:
        dialog.setComboBoxItems(list(recent))
        dialog.setComboBoxEditable(True)
    else:
        dialog.setInputMode(QInputDialog.InputMode.TextInput)
    dialog.textValueSelected.connect(then)
    dialog.open()
    return dialog


class _RememberingDialog(QFileDialog):
    """A file dialog that opens where it was left last."""

    def __init__(self, parent: QWidget | None, *, title: str, remember: str) -> None:
        super().__init__(parent, title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._remember = remember
        if QGuiApplication.platformName() == "offscreen":
            self.setOption(QFileDialog.Option.DontUseNativeDialog)
        folder = QSettings().value(remember, "", type=str)
        if folder and Path(folder).is_dir():
            self.setDirectory(folder)
        self.accepted.connect(self._on_accepted)

    def _on_accepted(self) -> None:
        chosen = self.selectedFiles()
        if chosen:
            path = Path(chosen[0])
            directory = self.fileMode() == QFileDialog.FileMode.Directory
            QSettings().setValue(self._remember, str(path if directory else path.parent))


def _fill(box: QMessageBox, sentence: str, *, more: str, details: str) -> None:
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(sentence)
    box.setInformativeText(more)
    box.setDetailedText(details)
