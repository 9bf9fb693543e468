"""Taking what is seen out of the panel: as a file, or onto the clipboard."""

from __future__ import annotations

from enum import Enum
from functools import partial

from PyQt5.QtCore import QBuffer, QIODevice, QObject, pyqtSignal
from PyQt5.QtGui import QImage
from PyQt5.QtWidgets import QApplication, QWidget

from dcsgui.core.actions.answers.constants import Constants
from dcsgui.core.actions.answers.nodes import NodeId
from dcsgui.core.values.snippets import snippet
from dcsgui.gui.jobs.jobs import Jobs
from dcsgui.gui.jobs.requests import Request, SaveBytes, SaveConstants
from dcsgui.gui.picture.background import Background

__all__ = ["SaveKind", "Saving"]


class SaveKind(Enum):
    """What can be taken out; the value is the name of the action of the window for it."""

    PICTURE = "save_picture"
    CONSTANTS = "save_constants"
    SHOWN = "save_shown"
    SNIPPET = "copy_snippet"
    COPY_PICTURE = "copy_picture"

    @property
    def words(self) -> str:
        """What to call it in a menu."""
        return _WORDS[self]


_WORDS = {
    SaveKind.PICTURE: "Save &picture\N{HORIZONTAL ELLIPSIS}",
    SaveKind.CONSTANTS: "Save &constants\N{HORIZONTAL ELLIPSIS}",
    SaveKind.SHOWN: "Save &this gain mode\N{HORIZONTAL ELLIPSIS}",
    SaveKind.SNIPPET: "Copy Python &snippet",
    SaveKind.COPY_PICTURE: "Copy p&icture",
}


class Saving(QObject):
    """Saves and copies.

    Signals
    -------
    saved(str)
        A sentence that says what was done.
    failed(Failure)
    """

    saved = pyqtSignal(str)
    failed = pyqtSignal(object)

    def __init__(self, jobs: Jobs, parent: QObject) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._target = ""
        self._encoding = Background(self)
        self._encoding.returned.connect(self._on_encoded)

    def save_picture(self, widget: QWidget, path: str) -> None:
        """Write what a widget shows to a PNG file."""
        self._target = path
        self._encoding.run(partial(_encoded, _seen(widget)))

    def save_constants(self, node: NodeId, path: str, slab: tuple[int, ...]) -> None:
        """Write constants to a file; `slab` takes one picture only, () all."""
        self._ask(SaveConstants(node, path, slab))

    def copy_picture(self, widget: QWidget) -> None:
        """Put what a widget shows onto the clipboard."""
        clipboard = QApplication.clipboard()
        if clipboard is not None:
            clipboard.setImage(_seen(widget))
            self.saved.emit("Copied the picture.")

    def copy_snippet(self, constants: Constants) -> None:
        """Put Python text that loads the constants onto the clipboard."""
        node = constants.node
        clipboard = QApplication.clipboard()
        if clipboard is not None:
            text = snippet(
                node.file,
                node.ctype,
                range_name=node.range_name,
                versind=constants.row.versind,
                at_ns=constants.answers_ns,
                is_text=constants.text is not None,
            )
            clipboard.setText(text)
            self.saved.emit("Copied Python text that loads these constants.")

    def _on_encoded(self, data: object) -> None:
        if isinstance(data, bytes):
            self._ask(SaveBytes(self._target, data))

    def _ask(self, request: Request[str]) -> None:
        job = self._jobs.ask(request, title="Saving")
        job.answered.connect(self._on_saved)
        job.failed.connect(self.failed)

    def _on_saved(self, path: str) -> None:
        self.saved.emit(f"Saved {path}.")


def _seen(widget: QWidget) -> QImage:
    return widget.grab().toImage()


def _encoded(image: QImage) -> bytes:
    """Return a picture as PNG; runs in a thread."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    return bytes(buffer.data())
