"""Taking what is shown out of the window: into files, and onto the clipboard."""

from __future__ import annotations

from collections.abc import Callable

from PyQt5.QtCore import QObject, pyqtSignal, pyqtSlot
from PyQt5.QtWidgets import QApplication, QWidget

from dcsgui.gui.jobs.jobs import Jobs
from dcsgui.gui.jobs.requests import SaveBytes
from dcsgui.gui.window import dialogs
from dcsgui.gui.window.parts import Parts
from dcsgui.gui.window.picturing import Picturing
from dcsgui.gui.window.showing import Showing

CONSTANTS = ("NumPy array (*.npy)", "Text, full precision (*.txt)")
PICTURE = ("PNG picture (*.png)",)
TEXT = ("Text (*.txt)",)


class Exporting(QObject):
    """Saves constants, pictures and histories, and copies names.

    Signals
    -------
    done(str)
        What was saved or copied.
    failed(Failure)
    """

    done = pyqtSignal(str)
    failed = pyqtSignal(object)

    def __init__(
        self, window: QWidget, jobs: Jobs, *, parts: Parts, showing: Showing, picturing: Picturing
    ) -> None:
        super().__init__(window)
        self._window, self._jobs = window, jobs
        self._parts, self._showing, self._picturing = parts, showing, picturing
        picturing.saved.connect(self.done)
        picturing.saveFailed.connect(self.failed)

    def ask_for_constants(self) -> None:
        """Ask where the constants of the shown version are to be saved."""
        self._ask(
            "Save constants", self._stem() + ".npy", filters=CONSTANTS, then=self._save_constants
        )

    def ask_for_shown(self) -> None:
        """Ask where the shown gain mode, or slice, is to be saved."""
        self._ask(
            "Save this gain mode", self._stem() + ".npy", filters=CONSTANTS, then=self._save_shown
        )

    def ask_for_picture(self) -> None:
        """Ask where the picture is to be saved."""
        self._ask("Save picture", self._stem() + ".png", filters=PICTURE, then=self._save_picture)

    def ask_for_history(self) -> None:
        """Ask where the shown history is to be saved."""
        self._ask(
            "Save history", self._stem() + "-history.txt", filters=TEXT, then=self._save_history
        )

    def copy_name(self) -> None:
        """Copy ``detector/type/range/version`` of what is shown, as `--select` takes it."""
        node = self._showing.version or self._showing.node
        clipboard = QApplication.clipboard()
        if node is not None and clipboard is not None:
            name = "/".join((node.detname, *node.path))
            clipboard.setText(name)
            self.done.emit(f"Copied: {name}")

    def copy_snippet(self) -> None:
        """Copy Python text that loads the shown constants."""
        if self._picturing.panel is not None:
            self._picturing.panel.copy_snippet()

    def copy_picture(self) -> None:
        """Copy the picture as it is seen."""
        if self._picturing.panel is not None:
            self._picturing.panel.copy_picture()

    def _ask(
        self,
        title: str,
        suggested: str,
        *,
        filters: tuple[str, ...],
        then: Callable[[str], None],
    ) -> None:
        dialogs.ask_save_path(
            self._window,
            title=title,
            remember="directories/save",
            suggested=suggested,
            filters=filters,
            then=then,
        )

    def _save_constants(self, path: str) -> None:
        if self._picturing.panel is not None:
            self._picturing.panel.save_constants(path, whole=True)

    def _save_shown(self, path: str) -> None:
        if self._picturing.panel is not None:
            self._picturing.panel.save_constants(path, whole=False)

    def _save_picture(self, path: str) -> None:
        if self._picturing.panel is not None:
            self._picturing.panel.save_picture(path)

    def _save_history(self, path: str) -> None:
        request = SaveBytes(path, self._parts.history.text().encode())
        job = self._jobs.ask(request, title="Saving the history")
        job.answered.connect(self._on_saved)
        job.failed.connect(self.failed)

    @pyqtSlot(object)
    def _on_saved(self, path: str) -> None:
        self.done.emit(f"Saved: {path}")

    def _stem(self) -> str:
        node = self._showing.version or self._showing.node
        return "constants" if node is None else "-".join((node.detname, *node.path))
