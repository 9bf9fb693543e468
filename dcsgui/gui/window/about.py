"""About: what this is, and on which versions it runs."""

from __future__ import annotations

import platform

from PyQt5.QtCore import PYQT_VERSION_STR, Qt, qVersion
from PyQt5.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from dcsgui.gui.jobs.job import Failure
from dcsgui.gui.jobs.jobs import Jobs
from dcsgui.gui.jobs.requests import ReadLibraries
from dcsgui.gui.window.texts import ReadOnlyText, copy_text, large_words, words
from dcsgui.version import __version__

__all__ = ["AboutDialog"]

_VERSION = __version__
_WAITING = "(being asked)"


class AboutDialog(QDialog):
    """Name, version, licence, and the versions of everything below, to be copied."""

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("About dcsgui")
        title = large_words(f"dcsgui {_VERSION}", self)
        what = words("Detector Calibration Store: see, choose and keep constants.", self)
        licence = words(
            "Free software under the GNU General Public License, version 3 or later"
            " (GPL-3.0-or-later). It comes without any warranty.",
            self,
            quiet=True,
        )
        self._text = ReadOnlyText("Versions", parent=self)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        copy = buttons.addButton("&Copy", QDialogButtonBox.ButtonRole.ActionRole)
        if copy is not None:
            copy.setToolTip("Copy the versions, for a report.")
            copy.setAutoDefault(False)
            copy.clicked.connect(self._on_copy_clicked)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        for widget in (title, what, licence, self._text, buttons):
            layout.addWidget(widget)
        self.resize(480, 460)
        self._show((("worker", _WAITING),))
        job = jobs.ask(ReadLibraries(), title="Reading versions")
        job.answered.connect(self._on_answered)
        job.failed.connect(self._on_failed)

    def as_text(self) -> str:
        """Return the versions as lines."""
        return self._text.toPlainText()

    def _show(self, of_worker: tuple[tuple[str, str], ...]) -> None:
        own = (
            ("dcsgui", _VERSION),
            ("Python", platform.python_version()),
            ("Qt", qVersion() or ""),
            ("PyQt", PYQT_VERSION_STR),
            ("pyqtgraph", _installed("pyqtgraph")),
        )
        rest = tuple(pair for pair in of_worker if pair[0] not in dict(own))
        pairs = (*own, *rest, ("system", platform.platform()))
        self._text.setPlainText("\n".join(f"{name:<12} {text}" for name, text in pairs))

    def _on_answered(self, libraries: tuple[tuple[str, str], ...]) -> None:
        self._show(libraries)

    def _on_failed(self, failure: Failure) -> None:
        self._show((("worker", failure.sentence),))

    def _on_copy_clicked(self) -> None:
        copy_text(self.as_text())


def _installed(name: str) -> str:
    """Return the version of a package, without loading it."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version(name)
    except PackageNotFoundError:
        return "not installed"
