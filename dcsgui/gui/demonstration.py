"""``dcsgui --demo``: a repository, experiments and a local directory, made on the spot."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from PyQt5.QtCore import QObject, pyqtSlot

from dcsgui.core.actions.answers.nodes import Place
from dcsgui.gui.jobs.requests import MakeDemonstration
from dcsgui.gui.window.main import MainWindow


class Demonstration(QObject):
    """The demonstration of a window, in a directory of its own.

    Make it before the window: the worker takes over where the repository is.

    Parameters
    ----------
    keep : str or None
        Where it is made, and left; None is a temporary directory that goes with the program.
    """

    def __init__(self, keep: str | None = None) -> None:
        super().__init__()
        self._temporary: tempfile.TemporaryDirectory[str] | None = None
        if keep is None:
            self._temporary = tempfile.TemporaryDirectory(
                prefix="dcsgui-demo-", ignore_cleanup_errors=True
            )
            keep = self._temporary.name
        self.directory = Path(keep).absolute()
        os.environ["DCS_REPOSITORY"] = str(self.directory / "repository")
        os.environ["DCS_EXPERIMENTS"] = str(
            self.directory / "experiments" / "{INS}" / "{exp}" / "calib"
        )
        self._window: MainWindow | None = None

    def show_in(self, window: MainWindow) -> None:
        """Make the files, and open each place as soon as it can be opened."""
        self._window = window
        job = window.jobs.ask(
            MakeDemonstration(str(self.directory)), title="Making the demonstration"
        )
        job.answered.connect(self._on_place)
        window.opening.follow(job)

    def close(self) -> None:
        """Remove what is not kept."""
        if self._temporary is not None:
            self._temporary.cleanup()

    @pyqtSlot(object)
    def _on_place(self, place: Place) -> None:
        if self._window is None:
            return
        places = self._window.parts.places
        if place in places.places():
            places.refresh(place.path)  # another of its files is whole
        else:
            places.add_place(place)
