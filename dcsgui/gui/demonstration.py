"""``dcsgui --demo``: a repository, experiments and a local directory, made on the spot."""

from __future__ import annotations

import tempfile
from pathlib import Path

from PyQt5.QtCore import QObject, pyqtSlot

from dcsgui.core.actions.answers.nodes import Place
from dcsgui.gui.jobs.requests import MakeDemonstration
from dcsgui.gui.window.main import MainWindow

SHOWN_FIRST = "jungfrau4m-0412/pedestals"
"""What the window goes to, if a person has not gone anywhere by then."""


class Demonstration(QObject):
    """A demonstration, in a directory of its own.

    Parameters
    ----------
    keep : str or None
        Where it is made, and left; None is a temporary directory that goes with the program.
    now : float or None
        Unix seconds of the day on which it pretends to be made; None is today.

    Attributes
    ----------
    directory : Path
    environment : dict of str to str
        For the worker of its window: the repository and the experiments are those made here.
    """

    def __init__(self, keep: str | None = None, *, now: float | None = None) -> None:
        super().__init__()
        self._now = now
        self._temporary: tempfile.TemporaryDirectory[str] | None = None
        if keep is None:
            self._temporary = tempfile.TemporaryDirectory(
                prefix="dcsgui-demo-", ignore_cleanup_errors=True
            )
            keep = self._temporary.name
        self.directory = Path(keep).absolute()
        experiments = self.directory / "experiments" / "{INS}" / "{exp}" / "calib"
        self.environment = {
            "DCS_REPOSITORY": str(self.directory / "repository"),
            "DCS_EXPERIMENTS": str(experiments),
        }
        self._window: MainWindow | None = None

    def show_in(self, window: MainWindow) -> None:
        """Make the files, and open each place as soon as it can be opened."""
        self._window = window
        window.closed.connect(self._on_window_closed)
        request = MakeDemonstration(str(self.directory), self._now)
        job = window.jobs.ask(request, title="Making the demonstration")
        job.answered.connect(self._on_place)
        job.finished.connect(self._on_finished)
        window.opening.follow(job)

    @pyqtSlot()
    def _on_finished(self) -> None:
        if self._window is not None and self._window.showing.node is None:
            self._window.opening.select(SHOWN_FIRST)

    @pyqtSlot(object)
    def _on_window_closed(self, window: MainWindow) -> None:
        del window
        self._window = None

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
