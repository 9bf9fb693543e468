"""The picture in the window: loaded once the window is up, because its library is large."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from PyQt5.QtCore import QObject, pyqtSignal, pyqtSlot

from dcsgui.core.actions.answers.nodes import NodeId
from dcsgui.gui.jobs.jobs import Jobs
from dcsgui.gui.picture.loading import PANEL, Loading
from dcsgui.gui.window.parts import Parts

if TYPE_CHECKING:
    from dcsgui.gui.picture.panel import PicturePanel


class Picturing(QObject):
    """Holds the place of the picture until it can be loaded.

    Attributes
    ----------
    panel : PicturePanel or None
        None until the window is up.

    Signals
    -------
    loaded()
        `panel` is there.
    saveAsked(str)
        A button of the panel asks to save: "picture" or "constants".
    saved(str)
        The path that something was saved to.
    saveFailed(Failure)
    """

    loaded = pyqtSignal()
    saveAsked = pyqtSignal(str)
    saved = pyqtSignal(str)
    saveFailed = pyqtSignal(object)

    def __init__(self, parts: Parts, jobs: Jobs, parent: QObject) -> None:
        super().__init__(parent)
        self._parts = parts
        self._jobs = jobs
        self._version: NodeId | None = None
        self._state: dict[str, Any] = {}
        self._loading: Loading | None = None
        self.panel: PicturePanel | None = None

    @pyqtSlot()
    def load(self) -> None:
        """Begin to load the panel, in the background; the first time only."""
        if self._loading is None:
            self._loading = Loading([PANEL], self)
            self._loading.loaded.connect(self._on_loaded)
            self._loading.start()

    @pyqtSlot()
    def _on_loaded(self) -> None:
        made: PicturePanel = import_module(PANEL).PicturePanel(self._jobs)
        self.panel = made
        made.cursorMoved.connect(self._parts.cursor.setText)
        made.saveAsked.connect(self.saveAsked)
        made.saved.connect(self.saved)
        made.saveFailed.connect(self.saveFailed)
        made.restore(self._state)
        self._parts.put_picture(made)
        made.show_version(self._version)
        self.loaded.emit()

    @pyqtSlot(object)
    def show_version(self, version: NodeId | None) -> None:
        """Show the constants of a version, as soon as there is a panel."""
        self._version = version
        if self.panel is not None:
            self.panel.show_version(version)

    def state(self) -> dict[str, Any]:
        """Return what is to be remembered, as JSON values."""
        return self._state if self.panel is None else self.panel.state()

    def restore(self, state: dict[str, Any]) -> None:
        """Take what was remembered."""
        self._state = state
        if self.panel is not None:
            self.panel.restore(state)
