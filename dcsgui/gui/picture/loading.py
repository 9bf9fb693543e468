"""Bringing in what pictures need, while the window goes on.

numpy, pyqtgraph and this package take 50 to 100 ms to import: too long in the thread of the
window.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from contextlib import suppress
from importlib import import_module
from threading import Thread

from PyQt5.QtCore import QObject, QTimer, pyqtSignal, pyqtSlot

__all__ = ["CURVES", "PANEL", "Loading", "is_loaded", "preload"]

PANEL = "dcsgui.gui.picture.panel"
"""The module of the panel; brings in numpy."""

CURVES = "pyqtgraph"
"""What curves are drawn with; pictures do without."""


class Loading(QObject):
    """Imports modules in a thread.

    Signals
    -------
    loaded()
        All of them are there; or could not be imported, then importing them again says why.
    """

    loaded = pyqtSignal()

    def __init__(self, modules: Sequence[str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._modules = tuple(modules)
        self._thread = Thread(target=self._run, name="loading", daemon=True)

    @pyqtSlot()
    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def _run(self) -> None:
        with suppress(ImportError):  # whoever needs it meets it again, in the thread of the window
            for name in self._modules:
                import_module(name)
        with suppress(RuntimeError):  # the window was closed meanwhile, and this object with it
            self.loaded.emit()


def preload(*modules: str, parent: QObject | None = None) -> Loading:
    """Import modules, usually `PANEL` and then `CURVES`, as soon as the event loop runs."""
    loading = Loading(modules or (PANEL,), parent)
    QTimer.singleShot(0, loading.start)  # nothing is told before somebody can listen
    return loading


def is_loaded(module: str) -> bool:
    """Whether a module has been imported, whole."""
    spec = getattr(sys.modules.get(module), "__spec__", None)
    return spec is not None and not getattr(spec, "_initializing", False)
