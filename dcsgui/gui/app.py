"""The program `dcsgui`: its options, the application, and its windows."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence

import click
from PyQt5.QtCore import QObject, Qt, QTimer, pyqtSlot
from PyQt5.QtWidgets import QApplication

from dcsgui.gui.demonstration import Demonstration
from dcsgui.gui.interrupt import Interrupt
from dcsgui.gui.jobs.jobs import Jobs
from dcsgui.gui.screenshot import Screenshot
from dcsgui.gui.surroundings import collect_closed_windows, make_application
from dcsgui.gui.window.main import MainWindow
from dcsgui.gui.window.remembering import put_back_theme, remembered
from dcsgui.gui.window.settings import Settings
from dcsgui.gui.window.theme import Theme
from dcsgui.gui.window.trouble import install_excepthook
from dcsgui.version import __version__

DISPLAYS = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
"""Variables of the environment, one of which has to say where windows are shown."""

GONE_MS = 500
"""After so long a window that was closed is gone, and what it held can go."""


class Application(QObject):
    """Holds the windows, as long as one is open.

    Parameters
    ----------
    app : QApplication
    settings : Settings
        What the windows remember.
    """

    def __init__(self, app: QApplication, settings: Settings) -> None:
        super().__init__(app)
        self._settings = settings
        self.theme = Theme(self)
        put_back_theme(self.theme, settings.load())
        self.theme.apply(app)
        self.windows: list[MainWindow] = []
        self._demonstrations: list[Demonstration] = []

    def open_window(self, demonstration: Demonstration | None = None) -> MainWindow:
        """Open a window, on a demonstration if one is given."""
        if demonstration is None:
            return self._opened(self._settings, {})
        self._demonstrations.append(demonstration)
        window = self._opened(Settings(None), demonstration.environment)
        demonstration.show_in(window)
        return window

    def _opened(self, settings: Settings, environment: Mapping[str, str]) -> MainWindow:
        """Open a window, with a worker process that starts with it."""
        jobs = Jobs(environment=environment)
        jobs.start()  # first: it gets ready while the window is made
        window = MainWindow(jobs, settings, self.theme)
        window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        window.newWindowAsked.connect(self._on_new_window)
        window.demonstrationAsked.connect(self.open_demonstration)
        window.closed.connect(self._on_closed)
        self.windows.append(window)
        install_excepthook(window.trouble)
        window.show()
        return window

    @pyqtSlot()
    def open_demonstration(self) -> None:
        """Open a window on a demonstration that goes with the program."""
        self.open_window(Demonstration())

    def close(self) -> None:
        """Close what is open, and remove what is not to be kept."""
        for window in tuple(self.windows):
            window.close()
        for demonstration in self._demonstrations:
            demonstration.close()

    @pyqtSlot(object)
    def _on_new_window(self, like: MainWindow) -> None:
        """Open a window that shows what another one shows."""
        settings = like.settings.beginning_with(remembered(like))
        self._opened(settings, like.jobs.environment).restore_places()

    @pyqtSlot(object)
    def _on_closed(self, window: MainWindow) -> None:
        self.windows.remove(window)
        if self.windows:
            QTimer.singleShot(GONE_MS, collect_closed_windows)


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@click.option("--demo", is_flag=True, help="Open a demonstration, made on the spot.")
@click.option("--keep", metavar="DIR", help="Make the demonstration in DIR, and leave it there.")
@click.option("--select", metavar="NODE", help="Go to DET/CTYPE/RANGE/VERS, or a part of it.")
@click.option("--screenshot", metavar="FILE", help="Write a picture of the window, and end.")
@click.version_option(__version__, prog_name="dcsgui")
def main(
    *,
    paths: Sequence[str],
    demo: bool,
    keep: str | None,
    select: str | None,
    screenshot: str | None,
) -> None:
    """Browse detector constants, look at them, and set which of them are the default.

    PATH is a detector file or a calibration directory. Without any, the window opens with the
    places that were open last.

    NODE is a detector by name or file; then, if you like, a calibration type, a range by name or
    by a time in it, and a version by number.
    """
    if screenshot is not None:
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    elif not any(map(os.environ.get, DISPLAYS)):
        raise click.UsageError(
            "There is no display to open a window on. Set DISPLAY, log in with 'ssh -X', or let "
            "--screenshot FILE make a picture."
        )
    app = make_application()
    Interrupt(app)
    application = Application(app, Settings(None) if screenshot else Settings.of_user())
    window = application.open_window(Demonstration(keep) if demo or keep else None)
    if paths:
        window.opening.open_paths(paths)
    elif not demo and not keep:
        window.restore_places()
    if select is not None:
        window.opening.select(select)
    if screenshot is not None:
        Screenshot(window, screenshot)
    status = app.exec_()
    application.close()
    sys.exit(status)
